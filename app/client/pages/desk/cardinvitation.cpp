#include "pages/desk/cardinvitation.h"
#include "shell/keycappainter.h"

#include <uikit/icons.h>

#include <QPainter>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

CardInvitation::CardInvitation(QWidget *parent)
    : Themed(parent)
{
    setObjectName(u"applicant.card"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CardInvitation::show(State state, const QString &title, const QString &words)
{
    m_state = state;
    m_title = title;
    m_words = words;
    setAccessibleName(u"%1. %2"_s.arg(title, words));
    update();
}

QSize CardInvitation::sizeHint() const { return {theme().space(100), theme().lineHeight(Type::BodyMedium) + theme().lineHeight(Type::Caption) + theme().space(7)}; }

void CardInvitation::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tone tone = m_state == State::Read ? Tone::Ok : m_state == State::Failed ? Tone::Bad : Tone::Ink;
    const bool plain = m_state == State::Waiting;
    const qreal half = t.px(Metric::Hairline) / 2.0;
    QPen border(plain && !underMouse() ? t.color(Color::LineStrong) : t.strong(tone), t.px(Metric::Hairline));
    if (plain) border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(plain ? t.color(Color::Surface) : t.wash(tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), t.px(Metric::RadiusLarge), t.px(Metric::RadiusLarge));
    const int pad = t.space(4.5);
    const int side = t.space(8);
    const QRectF icon(pad, (height() - side) / 2.0, side, side);
    drawIcon(&painter, icon, m_state == State::Read ? Icon::Check : Icon::Card, t.strong(tone));
    const QRect inner = rect().adjusted(pad + side + t.space(4), 0, -pad, 0);
    const QRect cap = paintKeyCap(&painter, t, u"F5"_s, inner, Qt::AlignRight | Qt::AlignVCenter);
    QRect words = inner;
    words.setRight(cap.left() - t.space(3));
    const int titleHeight = t.lineHeight(Type::BodyMedium), captionHeight = t.lineHeight(Type::Caption);
    words.setTop((height() - titleHeight - captionHeight - t.space(0.5)) / 2);
    painter.setFont(t.font(Type::BodyMedium));
    painter.setPen(t.color(Color::Text));
    painter.drawText(QRect(words.left(), words.top(), words.width(), titleHeight), Qt::AlignVCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideRight, words.width()));
    painter.setFont(t.font(Type::Caption));
    painter.setPen(t.color(Color::TextMuted));
    painter.drawText(QRect(words.left(), words.top() + titleHeight + t.space(0.5), words.width(), captionHeight), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_words, Qt::ElideRight, words.width()));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.color(Color::Ink), t.px(Metric::FocusWidth)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), t.px(Metric::RadiusLarge), t.px(Metric::RadiusLarge));
    }
}

} // namespace zc::client
