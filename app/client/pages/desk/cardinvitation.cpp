#include "pages/desk/cardinvitation.h"
#include "shell/keycappainter.h"

#include <base/errortext.h>
#include <devices/cardphoto.h>
#include <uikit/icons.h>

#include <QPainter>
#include <QPainterPath>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::PhotoView;

CardInvitation::CardInvitation(QWidget *parent)
    : Themed(parent)
{
    setObjectName(u"applicant.card"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CardInvitation::show(State state, const QString &title, const QString &words)
{
    m_state = state;
    m_title = title;
    m_words = words;
    name();
}

void CardInvitation::setPhoto(const PhotoView &photo)
{
    m_photo = photo;
    updateGeometry();
    name();
}

void CardInvitation::name()
{
    QStringList texts;
    for (const Line &line : lines()) texts << line.text;
    setAccessibleName(texts.join(u". "_s));
    update();
}

bool CardInvitation::hasPicture() const { return m_photo.state == PhotoView::State::Shown || m_photo.state == PhotoView::State::Decoding; }

QSize CardInvitation::picture() const
{
    return hasPicture() ? QSize(theme().space(devices::CardPhoto::kWidth / 4.0), theme().space(devices::CardPhoto::kHeight / 4.0)) : QSize(theme().space(8), theme().space(8));
}

QString CardInvitation::photoWords() const
{
    switch (m_photo.state) {
    case PhotoView::State::None: return {};
    case PhotoView::State::Decoding: return tr("Unpacking the photo");
    case PhotoView::State::Shown:
        return m_photo.party == "agent"_L1 ? tr("Photo on the agent's card: for comparing only, it goes with this step and is kept nowhere.")
                                           : tr("Photo on the applicant's card: for comparing only, it goes with this step and is kept nowhere.");
    case PhotoView::State::NoDecoder: return tr("The photo needs the vendor's decoder. Compare the person with the card itself.");
    case PhotoView::State::Failed: break;
    }
    const ErrorText text = ErrorTexts().forCode(m_photo.why->code);
    return u"%1%2 (%3)"_s.arg(text.sentence, text.next, m_photo.why->code);
}

QList<CardInvitation::Line> CardInvitation::lines() const
{
    QList<Line> list {{Type::BodyMedium, Color::Text, m_title}, {Type::Caption, Color::TextMuted, m_words}};
    if (const QString words = photoWords(); !words.isEmpty()) list.append({Type::Caption, Color::TextMuted, words});
    return list;
}

int CardInvitation::padding() const { return theme().space(hasPicture() ? 3 : 4.5); }

QRect CardInvitation::place(int width) const
{
    const int left = padding() + picture().width() + theme().space(4), key = theme().space(15);      // the key's cap and the air around it
    return {left, 0, qMax(1, width - left - key), 0};
}

QList<int> CardInvitation::heights(int width) const
{
    QList<int> list;
    for (const Line &line : lines()) {
        const QFontMetrics metrics(theme().font(line.type));
        const int wrapped = hasPicture() ? metrics.boundingRect(QRect(0, 0, place(width).width(), QWIDGETSIZE_MAX), Qt::TextWordWrap, line.text).height() : 0;
        list.append(qMax(wrapped, theme().lineHeight(line.type)));
    }
    return list;
}

int CardInvitation::heightForWidth(int width) const
{
    int height = -theme().space(0.5);
    for (const int line : heights(width)) height += line + theme().space(0.5);
    if (hasPicture()) height = qMax(height, picture().height());
    return height + theme().space(hasPicture() ? 6 : 6.5);
}

QSize CardInvitation::sizeHint() const { return {theme().space(100), heightForWidth(theme().space(100))}; }
QSize CardInvitation::minimumSizeHint() const { return {picture().width() + theme().space(40), heightForWidth(qMax(width(), theme().space(60)))}; }

void CardInvitation::paintPicture(QPainter &painter, const QRect &place) const
{
    const Theme &t = theme();
    QPainterPath rounded;
    rounded.addRoundedRect(place, t.px(Metric::Radius), t.px(Metric::Radius));
    painter.fillPath(rounded, t.color(Color::Surface));
    if (m_photo.state == PhotoView::State::Shown) {
        // Over the bytes themselves: no second copy of the picture is made here.
        using devices::CardPhoto;
        const QImage image(reinterpret_cast<const uchar *>(m_photo.pixels.view().data()), CardPhoto::kWidth, CardPhoto::kHeight, 3 * CardPhoto::kWidth, QImage::Format_RGB888);
        painter.save();
        painter.setClipPath(rounded);
        painter.drawImage(place, image);
        painter.restore();
    }
    painter.strokePath(rounded, QPen(t.color(Color::LineStrong), t.px(Metric::Hairline)));
}

void CardInvitation::paintLines(QPainter &painter) const
{
    const Theme &t = theme();
    const QList<int> tall = heights(width());
    int total = -t.space(0.5);
    for (const int line : tall) total += line + t.space(0.5);
    QRect rest = place(width());
    rest.moveTop((height() - total) / 2);
    for (qsizetype i = 0; i < tall.size(); ++i) {
        const Line line = lines().at(i);
        rest.setHeight(tall[i]);
        painter.setFont(t.font(line.type));
        painter.setPen(t.color(line.color));
        if (hasPicture()) painter.drawText(rest, int(Qt::AlignVCenter) | Qt::TextWordWrap, line.text);
        else painter.drawText(rest, Qt::AlignVCenter, painter.fontMetrics().elidedText(line.text, Qt::ElideRight, rest.width()));
        rest.moveTop(rest.top() + tall[i] + t.space(0.5));
    }
}

void CardInvitation::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const Tone tone = m_state == State::Read ? Tone::Ok : m_state == State::Failed ? Tone::Bad : Tone::Ink;
    const bool plain = m_state == State::Waiting;
    const qreal half = t.px(Metric::Hairline) / 2.0;
    QPen border(plain && !underMouse() ? t.color(Color::LineStrong) : t.strong(tone), t.px(Metric::Hairline));
    if (plain) border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(plain ? t.color(Color::Surface) : t.wash(tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), t.px(Metric::RadiusLarge), t.px(Metric::RadiusLarge));
    const QRect icon(QPoint(padding(), (height() - picture().height()) / 2), picture());
    if (hasPicture()) paintPicture(painter, icon);
    else drawIcon(&painter, icon, m_state == State::Read ? Icon::Check : Icon::Card, t.strong(tone));
    paintKeyCap(&painter, t, u"F5"_s, rect().adjusted(0, 0, -t.space(4.5), 0), Qt::AlignRight | Qt::AlignVCenter);
    paintLines(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.color(Color::Ink), t.px(Metric::FocusWidth)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), t.px(Metric::RadiusLarge), t.px(Metric::RadiusLarge));
    }
}

} // namespace zc::client
