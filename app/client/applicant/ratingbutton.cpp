#include "applicant/ratingbutton.h"

#include <QFontMetrics>
#include <QPainterPath>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

namespace {

constexpr qreal kFaceSteps = 18, kPadSteps = 5, kFlatFaceSteps = 11;
// How far the mouth bends, from a broad smile to its opposite.
constexpr qreal kMouth[] = {0, 1.0, 0.6, 0.0, -0.5, -0.9};

} // namespace

RatingButton::RatingButton(int level, const QString &words, QWidget *parent) : Themed(parent), m_level(level)
{
    setText(words);
    setObjectName(u"rating.%1"_s.arg(level));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(u"%1 %2"_s.arg(level).arg(words));
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void RatingButton::setFlat(bool flat)
{
    if (m_flat == flat) return;
    m_flat = flat;
    updateGeometry();
    update();
}

int RatingButton::leastWidth() const
{
    const int words = QFontMetrics(theme().font(Type::Applicant)).horizontalAdvance(text());
    return qMax(words, theme().space(kFaceSteps)) + theme().space(2 * kPadSteps);
}

QSize RatingButton::sizeHint() const
{
    const int line = theme().lineHeight(Type::Applicant);
    if (m_flat) return {leastWidth() + theme().space(kFlatFaceSteps), qMax(line, theme().space(kFlatFaceSteps)) + theme().space(4)};
    return {leastWidth(), theme().space(kFaceSteps + 2 * kPadSteps + 3) + line + theme().lineHeight(Type::Body)};
}

void RatingButton::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal border = hasFocus() ? t.px(Metric::FocusWidth) : t.px(Metric::Hairline);
    const QRectF box = QRectF(rect()).adjusted(border / 2, border / 2, -border / 2, -border / 2);
    const bool lit = isDown() || isChecked();
    painter.setPen(QPen(t.color(hasFocus() || underMouse() || lit ? Color::Ink : Color::LineStrong), border));
    painter.setBrush(t.color(lit ? Color::InkSoft : underMouse() ? Color::InkWash : Color::SurfaceRaised));
    painter.drawRoundedRect(box, t.px(Metric::RadiusLarge), t.px(Metric::RadiusLarge));
    const QColor words = t.color(isEnabled() ? Color::Text : Color::TextDisabled);
    const int pad = t.space(kPadSteps), line = t.lineHeight(Type::Applicant), gap = t.space(3), key = t.lineHeight(Type::Body);
    // Side by side the face takes the room there is.
    const int face = m_flat ? t.space(kFlatFaceSteps) : qMax(t.space(kFaceSteps), qMin(width() - 4 * pad, height() - 2 * pad - gap - line - key));
    const QRectF faceBox = m_flat ? QRectF(pad, (height() - face) / 2.0, face, face) : QRectF((width() - face) / 2.0, (height() - face - gap - line - key) / 2.0, face, face);
    paintFace(painter, faceBox, t.color(isEnabled() ? Color::Ink : Color::TextDisabled));
    painter.setPen(words);
    painter.setFont(t.font(Type::Applicant));
    const QRectF wordBox = m_flat ? QRectF(faceBox.right() + pad, 0, width() - faceBox.right() - 2 * pad, height())
                                  : QRectF(0, faceBox.bottom() + gap, width(), line);
    painter.drawText(wordBox, (m_flat ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter, text());
    painter.setPen(t.color(Color::TextMuted));
    painter.setFont(t.font(Type::Body));
    const QRectF keyBox = m_flat ? QRectF(width() - pad - t.space(8), 0, t.space(8), height())
                                 : QRectF(0, wordBox.bottom(), width(), key);
    painter.drawText(keyBox, (m_flat ? Qt::AlignRight : Qt::AlignHCenter) | Qt::AlignVCenter, QString::number(m_level));
}

void RatingButton::paintFace(QPainter &painter, const QRectF &box, const QColor &line) const
{
    const qreal size = box.width();
    painter.save();
    painter.setPen(QPen(line, size / 22, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box.adjusted(size / 40, size / 40, -size / 40, -size / 40));
    painter.setBrush(line);
    const qreal eye = size / 26;
    for (const qreal x : {0.34, 0.66}) painter.drawEllipse(QPointF(box.left() + x * size, box.top() + 0.40 * size), eye, eye);
    painter.setBrush(Qt::NoBrush);
    const qreal middle = box.top() + 0.66 * size, depth = kMouth[m_level] * 0.16 * size, left = box.left() + 0.28 * size, right = box.left() + 0.72 * size;
    QPainterPath mouth(QPointF(left, middle - depth / 2));
    mouth.cubicTo(QPointF(left + 0.10 * size, middle + depth), QPointF(right - 0.10 * size, middle + depth), QPointF(right, middle - depth / 2));
    painter.drawPath(mouth);
    painter.restore();
}

void RatingButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RatingButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace zc::client
