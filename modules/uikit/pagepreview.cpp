#include <uikit/pagepreview.h>

#include "internal/accessible.h"
#include "internal/draw.h"
#include "internal/shadow.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

namespace zc::uikit {

PagePreview::PagePreview(QWidget *parent) : Themed<QWidget>(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setRole(this, QAccessible::Graphic);
    setAccessibleName(tr("Page"));
    PagePreview::applyTheme();
}

// On white paper only the light theme's strong colours read, whatever the theme around the page.
void PagePreview::applyTheme()
{
    m_paper.reset();
    if (theme().appearance().scheme == Scheme::Light)
        return;
    Appearance light = theme().appearance();
    light.scheme = Scheme::Light;
    if (Result<Theme> paper = Theme::load(light))
        m_paper = *paper;
}

void PagePreview::setPage(const QImage &page)
{
    m_page = page;
    m_scaled = {};
    updateGeometry();
    update();
}

void PagePreview::setBoxes(const QList<Box> &boxes)
{
    m_boxes = boxes;
    m_current = std::min(m_current, int(boxes.size()) - 1);
    QStringList words;
    for (const Box &box : boxes)
        words << box.caption;
    setAccessibleDescription(words.join(u'\n'));
    update();
}

void PagePreview::setCurrentBox(int index)
{
    m_current = index >= 0 && index < m_boxes.size() ? index : -1;
    update();
}

void PagePreview::setScale(qreal scale)
{
    const qreal wanted = std::clamp(scale, 1.0, 4.0);
    if (qFuzzyCompare(wanted, m_scale))
        return;
    m_scale = wanted;
    updateGeometry();
    update();
    Q_EMIT scaleChanged(m_scale);
}

// The page keeps its shape; room for the shadow and for a caption above a box at the top edge stays free.
QRect PagePreview::pageRect() const
{
    if (m_page.isNull())
        return {};
    const int edge = theme().px(Metric::ShadowBlur);
    const QSize room = size() - QSize(2 * edge, 2 * edge);
    if (room.isEmpty())
        return {};
    QRect box(QPoint(), m_page.size().scaled(room, Qt::KeepAspectRatio));
    box.moveCenter(rect().center());
    return box;
}

QRect PagePreview::boxRect(int index) const
{
    const QRect page = pageRect();
    const QRectF area = m_boxes.value(index).area;
    return QRectF(page.left() + area.left() * page.width(), page.top() + area.top() * page.height(), area.width() * page.width(), area.height() * page.height())
        .toAlignedRect();
}

QSize PagePreview::sizeHint() const { return QSize(theme().space(115), theme().space(148)) * m_scale; }
QSize PagePreview::minimumSizeHint() const { return m_scale > 1 ? sizeHint() : QSize(theme().space(50), theme().space(60)); }

void PagePreview::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const QRect page = pageRect();
    if (page.isEmpty())
        return;
    drawShadow(painter, t, page, 0, t.space(1));
    painter.fillRect(page, t.color(Color::Paper));
    const QSize pixels = page.size() * devicePixelRatioF();
    if (m_scaled.size() != pixels)
        m_scaled = m_page.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(page, m_scaled);
    if (t.appearance().scheme == Scheme::Contrast)
        drawBox(painter, page, 0, {}, t.color(Color::Line), t.px(Metric::Hairline));

    const Theme &paper = m_paper ? *m_paper : t;
    for (int i = 0; i < m_boxes.size(); ++i) {
        const Box &box = m_boxes[i];
        const QRect frame = boxRect(i);
        const QColor color = paper.strong(box.tone);
        const bool current = i == m_current;
        drawBox(painter, frame, t.px(Metric::RadiusTag), {}, color, t.px(Metric::FocusWidth) * (current ? 1.5 : 1.0));
        if (box.caption.isEmpty())
            continue;
        const int height = t.lineHeight(Type::Tag) + t.space(0.5);
        const int width = std::min(textWidth(t, Type::Tag, box.caption) + 2 * t.space(1.5), rect().right() - frame.left());
        QRect flag(frame.left(), frame.top() - height + t.px(Metric::Hairline), width, height);
        if (flag.top() < 0)
            flag.moveTop(frame.bottom());
        drawBox(painter, flag, t.px(Metric::RadiusTag), color);
        painter.fillRect(flag.adjusted(0, height / 2, 0, 0), color);
        drawLine(painter, this, flag.adjusted(t.space(1.5), 0, -t.space(1), 0), Qt::AlignLeft | Qt::AlignVCenter, box.caption, Type::Tag, paper.color(Color::OnTone));
    }
}

void PagePreview::mousePressEvent(QMouseEvent *event)
{
    for (int i = int(m_boxes.size()) - 1; i >= 0; --i) {
        if (boxRect(i).contains(event->position().toPoint())) {
            setCurrentBox(i);
            Q_EMIT boxActivated(i);
            return;
        }
    }
    QWidget::mousePressEvent(event);
}

void PagePreview::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    setScale(m_scale * (event->angleDelta().y() > 0 ? 1.25 : 0.8));
}

void PagePreview::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setScale(m_scale * 1.25);
        return;
    case Qt::Key_Minus:
        setScale(m_scale * 0.8);
        return;
    case Qt::Key_0:
        setScale(1);
        return;
    case Qt::Key_Down:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Left:
        if (!m_boxes.isEmpty()) {
            const bool forward = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right;
            const int count = int(m_boxes.size());
            setCurrentBox(m_current < 0 ? (forward ? 0 : count - 1) : (m_current + (forward ? 1 : count - 1)) % count);
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            Q_EMIT boxActivated(m_current);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace zc::uikit
