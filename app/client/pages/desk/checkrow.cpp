#include "pages/desk/checkrow.h"
#include "shell/keycappainter.h"

#include <uikit/icons.h>

#include <QKeyEvent>
#include <QPainter>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

CheckRow::CheckRow(QWidget *parent)
    : Themed(parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CheckRow::show(Sign sign, const QString &words, const QString &detail, const QString &cap)
{
    m_sign = sign;
    m_words = words;
    m_detail = detail;
    m_cap = cap;
    setText(words);
    const QString state = sign == Sign::Done ? tr("done") : sign == Sign::Will ? tr("will happen") : sign == Sign::Blocks ? tr("missing") : tr("advice");
    setAccessibleName(u"%1: %2"_s.arg(state, words));
    setFocusPolicy(cap.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    fit();
    update();
}

// As high as its words need at the width it has; a layout alone would keep a fixed row at its first height.
void CheckRow::fit()
{
    if (const int need = heightForWidth(width()); need != height()) setFixedHeight(need);
}

void CheckRow::resizeEvent(QResizeEvent *) { fit(); }
void CheckRow::applyTheme() { fit(); }

QRect CheckRow::wordsRect(int width) const
{
    const Theme &t = theme();
    const QFontMetrics caption(t.font(Type::Caption));
    const int cap = m_cap.isEmpty() ? 0 : caption.horizontalAdvance(m_cap) + t.space(6);
    const int left = t.space(4) + t.px(Metric::Circle) + t.space(3);
    return QRect(left, t.space(2.5), width - left - cap - t.space(4), 10000);
}

QSize CheckRow::sizeHint() const { return {theme().space(100), heightForWidth(theme().space(150))}; }

int CheckRow::heightForWidth(int width) const
{
    const Theme &t = theme();
    const QRect area = wordsRect(width);
    int height = QFontMetrics(t.font(Type::Body)).boundingRect(area, Qt::TextWordWrap, m_words).height();
    height = std::max(height, t.lineHeight(Type::Body));
    if (!m_detail.isEmpty()) height += std::max(t.lineHeight(Type::Caption), QFontMetrics(t.font(Type::Caption)).boundingRect(area, Qt::TextWordWrap, m_detail).height());
    return height + t.space(5);
}

void CheckRow::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && focusPolicy() != Qt::NoFocus) painter.fillRect(rect(), t.color(Color::SurfaceHover));
    painter.fillRect(QRect(0, height() - t.px(Metric::Hairline), width(), t.px(Metric::Hairline)), t.color(Color::Line));
    const Tone tone = m_sign == Sign::Done ? Tone::Ok : m_sign == Sign::Blocks ? Tone::Bad : m_sign == Sign::Advice ? Tone::Warn : Tone::Neutral;
    const int side = t.px(Metric::Circle);
    const QRectF circle(t.space(4), t.space(2.5) + (t.lineHeight(Type::Body) - side) / 2.0, side, side);
    if (m_sign == Sign::Will) {
        painter.setPen(QPen(t.color(Color::LineStrong), 1.5 * t.px(Metric::Hairline)));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.soft(tone));
        painter.drawEllipse(circle);
        const qreal in = side * 0.2;
        drawIcon(&painter, circle.adjusted(in, in, -in, -in), m_sign == Sign::Done ? Icon::Check : Icon::Warning, t.strong(tone));
    }
    QRect area = wordsRect(width());
    painter.setFont(t.font(m_sign == Sign::Blocks ? Type::BodyMedium : Type::Body));
    painter.setPen(t.color(Color::Text));
    const int wordsHeight = std::max(t.lineHeight(Type::Body), painter.fontMetrics().boundingRect(area, Qt::TextWordWrap, m_words).height());
    painter.drawText(QRect(area.left(), area.top(), area.width(), wordsHeight), Qt::TextWordWrap | Qt::AlignVCenter, m_words);
    painter.setFont(t.font(Type::Caption));
    painter.setPen(t.color(Color::TextMuted));
    painter.drawText(QRect(area.left(), area.top() + wordsHeight, area.width(), height()), Qt::TextWordWrap | Qt::AlignTop, m_detail);
    paintKeyCap(&painter, t, m_cap, rect().adjusted(0, 0, -t.space(4), 0), Qt::AlignRight | Qt::AlignVCenter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.color(Color::Ink), t.px(Metric::FocusWidth)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), t.px(Metric::RadiusSmall), t.px(Metric::RadiusSmall));
    }
}

void CheckRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) click();
    else Themed::keyPressEvent(event);
}

} // namespace zc::client
