#include "pages/desk/cardphoto.h"

#include <base/errortext.h>
#include <devices/cardphoto.h>
#include <uikit/icons.h>

#include <QPainter>
#include <QPainterPath>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::PhotoView;

CardPhoto::CardPhoto(QWidget *parent) : Themed(parent)
{
    setObjectName(u"applicant.photo"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
}

void CardPhoto::show(const PhotoView &photo)
{
    m_photo = photo;
    const bool agent = photo.party == "agent"_L1;
    m_title = m_words = QString();
    switch (photo.state) {
    case PhotoView::State::None: break;
    case PhotoView::State::Decoding:
        m_title = tr("Unpacking the photo");
        break;
    case PhotoView::State::Shown:
        m_title = agent ? tr("The agent on the card") : tr("The applicant on the card");
        m_words = tr("For comparing only: it goes with this step and is kept nowhere.");
        break;
    case PhotoView::State::NoDecoder:
        m_title = tr("The photo needs the vendor's decoder");
        m_words = tr("Compare the person with the card itself.");
        break;
    case PhotoView::State::Failed: {
        const ErrorText text = ErrorTexts().forCode(photo.why->code);
        m_title = text.sentence;
        m_words = u"%1 (%2)"_s.arg(text.next, photo.why->code);
        break;
    }
    }
    setAccessibleName(m_words.isEmpty() ? m_title : u"%1. %2"_s.arg(m_title, m_words));
    setToolTip(m_words);
    setVisible(photo.state != PhotoView::State::None);
    updateGeometry();
    update();
}

QSize CardPhoto::pictureSize() const
{
    if (m_photo.state != PhotoView::State::Shown && m_photo.state != PhotoView::State::Decoding) return {};
    return {theme().space(devices::CardPhoto::kWidth / 4.0), theme().space(devices::CardPhoto::kHeight / 4.0)};
}

QSize CardPhoto::sizeHint() const
{
    const int lines = theme().lineHeight(Type::Body) + (m_words.isEmpty() ? 0 : theme().lineHeight(Type::Caption) + theme().space(0.5));
    return {theme().space(80), qMax(pictureSize().height(), lines)};
}

void CardPhoto::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QSize picture = pictureSize();
    QRect words = rect();
    if (!picture.isEmpty()) {
        const QRectF frame(QPointF(0, 0), picture);
        QPainterPath rounded;
        rounded.addRoundedRect(frame, t.px(Metric::Radius), t.px(Metric::Radius));
        painter.fillPath(rounded, t.color(Color::Surface));
        if (m_photo.state == PhotoView::State::Shown) {
            // Over the bytes themselves: no second copy of the picture is made here.
            const QImage image(reinterpret_cast<const uchar *>(m_photo.pixels.view().data()), devices::CardPhoto::kWidth, devices::CardPhoto::kHeight, 3 * devices::CardPhoto::kWidth, QImage::Format_RGB888);
            painter.save();
            painter.setClipPath(rounded);
            painter.drawImage(frame, image);
            painter.restore();
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.color(Color::LineStrong), t.px(Metric::Hairline)));
        painter.drawPath(rounded);
        words.setLeft(picture.width() + t.space(4));
    }
    const bool trouble = m_photo.state == PhotoView::State::Failed;
    const int titleHeight = t.lineHeight(Type::Body), captionHeight = m_words.isEmpty() ? 0 : t.lineHeight(Type::Caption) + t.space(0.5);
    QRect line(words.left(), (height() - titleHeight - captionHeight) / 2, words.width(), titleHeight);
    painter.setFont(t.font(Type::Body));
    painter.setPen(trouble ? t.strong(Tone::Warn) : t.color(Color::Text));
    painter.drawText(line, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideRight, line.width()));
    if (m_words.isEmpty()) return;
    line = QRect(words.left(), line.bottom() + 1 + t.space(0.5), words.width(), t.lineHeight(Type::Caption));
    painter.setFont(t.font(Type::Caption));
    painter.setPen(t.color(Color::TextMuted));
    painter.drawText(line, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_words, Qt::ElideRight, line.width()));
}

} // namespace zc::client
