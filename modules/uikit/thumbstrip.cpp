#include <uikit/thumbstrip.h>

#include "internal/accessible.h"
#include "internal/draw.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace zc::uikit {

ThumbStrip::ThumbStrip(QWidget *parent) : Themed<QWidget>(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setProperty("zcOwnFocus", true);        // the chosen tile carries the focus mark
    setRole(this, QAccessible::List);
    setAccessibleName(tr("Pages"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ThumbStrip::setPages(const QList<Page> &pages)
{
    m_pages = pages;
    m_current = pages.isEmpty() ? -1 : std::clamp(m_current, 0, int(pages.size()) - 1);
    QStringList words;
    for (int i = 0; i < pages.size(); ++i)
        words << QStringLiteral("%1 %2 %3").arg(i + 1).arg(pages[i].finding, pages[i].begins ? tr("a new document begins") : QString()).trimmed();
    setAccessibleDescription(words.join(u'\n'));
    updateGeometry();
    showCurrent();
    update();
}

void ThumbStrip::setAddable(bool addable)
{
    m_addable = addable;
    updateGeometry();
    update();
}

void ThumbStrip::setCurrent(int index)
{
    m_current = index >= 0 && index < tiles() ? index : -1;
    showCurrent();
    update();
}

void ThumbStrip::choose(int index)
{
    setCurrent(index);
    if (index >= 0 && index < m_pages.size())
        Q_EMIT pageChosen(index);
}

int ThumbStrip::left(int index) const
{
    const Theme &t = theme();
    int x = t.px(Metric::Hairline) + index * (t.px(Metric::ThumbWidth) + t.space(2));
    for (int i = 1; i <= index && i < m_pages.size(); ++i)
        x += m_pages[i].begins ? t.space(4) : 0;
    return x;
}

QRect ThumbStrip::tile(int index) const
{
    const Theme &t = theme();
    return {left(index) - m_scroll, t.px(Metric::Hairline), t.px(Metric::ThumbWidth), t.px(Metric::ThumbHeight)};
}

void ThumbStrip::scrollTo(int offset)
{
    const int most = std::max(0, sizeHint().width() - width());
    const int next = std::clamp(offset, 0, most);
    if (next == m_scroll)
        return;
    m_scroll = next;
    update();
}

void ThumbStrip::showCurrent()
{
    const int room = theme().space(8);              // of the neighbour, so that one sees that there is more
    scrollTo(m_scroll);
    if (m_current < 0)
        return;
    const QRect box = tile(m_current);
    if (box.left() - room < 0)
        scrollTo(m_scroll + box.left() - room);
    else if (box.right() + room > width())
        scrollTo(m_scroll + box.right() + room - width());
}

void ThumbStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showCurrent();
}

void ThumbStrip::wheelEvent(QWheelEvent *event)
{
    const QPoint turn = event->angleDelta();
    scrollTo(m_scroll - (turn.x() != 0 ? turn.x() : turn.y()) / 2);
    event->accept();
}

int ThumbStrip::tileAt(const QPoint &point) const
{
    for (int i = 0; i < tiles(); ++i)
        if (tile(i).contains(point))
            return i;
    return -1;
}

QSize ThumbStrip::sizeHint() const
{
    const int ring = theme().px(Metric::Hairline);
    return {left(std::max(1, tiles()) - 1) + theme().px(Metric::ThumbWidth) + ring, theme().px(Metric::ThumbHeight) + 2 * ring};
}

QSize ThumbStrip::minimumSizeHint() const { return {tile(0).right() + 1, sizeHint().height()}; }

void ThumbStrip::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int line = t.px(Metric::Hairline);
    for (int i = 0; i < tiles(); ++i) {
        const QRect box = tile(i);
        const bool adds = i == m_pages.size();
        const bool on = i == m_current && (!adds || hasFocus());
        if (box.right() < 0 || box.left() > width())
            continue;
        if (!adds && i > 0 && m_pages[i].begins)
            painter.fillRect(QRect(box.left() - t.space(3), box.top() + t.space(1), line, box.height() - t.space(2)), t.color(Color::LineStrong));
        if (m_dragged >= 0 && i == m_target && i != m_dragged)
            painter.fillRect(QRect(i > m_dragged ? box.right() + t.space(1) : box.left() - t.space(1), box.top(), t.px(Metric::FocusWidth), box.height()), t.color(Color::Ink));
        drawBox(painter, on ? box.adjusted(-line, -line, line, line) : box, t.px(Metric::RadiusSmall) + (on ? line : 0), t.color(Color::SurfaceRaised),
                t.color(on ? Color::Ink : Color::LineStrong), on ? 2 * line : line, adds ? Qt::DashLine : Qt::SolidLine);
        if (on && marksFocus(this))
            drawBox(painter, box.adjusted(2 * line, 2 * line, -2 * line, -2 * line), t.px(Metric::RadiusTag), {}, t.color(Color::Ink), line);
        const int words = t.lineHeight(Type::Tag);
        const QRect number(box.left(), box.bottom() - words - t.space(0.75), box.width(), words);
        if (adds) {
            drawLine(painter, this, number, Qt::AlignCenter, QStringLiteral("\uFF0B"), Type::Tag, t.color(Color::TextMuted));
            continue;
        }
        const Page &page = m_pages[i];
        if (!page.picture.isNull()) {
            const QRect room = box.adjusted(t.space(1.5), t.space(1.5), -t.space(1.5), -words - t.space(1));
            QRect picture(QPoint(), page.picture.size().scaled(room.size(), Qt::KeepAspectRatio));
            picture.moveCenter(room.center());
            painter.drawImage(picture, page.picture);
        }
        drawLine(painter, this, number, Qt::AlignCenter, QString::number(i + 1), Type::Tag, t.color(Color::TextMuted));
        if (page.lamp != Tone::Neutral) {
            const int lamp = t.px(Metric::Lamp);
            drawBox(painter, QRect(box.right() - t.space(1) - lamp, box.top() + t.space(1) + line, lamp, lamp), 2.0 * line, t.strong(page.lamp));
        }
    }
}

void ThumbStrip::mousePressEvent(QMouseEvent *event)
{
    const int index = tileAt(event->position().toPoint());
    if (index == m_pages.size()) {
        Q_EMIT addRequested();
        return;
    }
    if (index >= 0) {
        choose(index);
        m_dragged = m_target = index;
    }
}

void ThumbStrip::mouseMoveEvent(QMouseEvent *event)
{
    const int index = tileAt(event->position().toPoint());
    setToolTip(index >= 0 && index < m_pages.size() ? m_pages[index].finding : QString());
    if (m_dragged >= 0 && index >= 0 && index < m_pages.size() && index != m_target) {
        m_target = index;
        update();
    }
}

void ThumbStrip::mouseReleaseEvent(QMouseEvent *)
{
    const int from = m_dragged, to = m_target;
    m_dragged = m_target = -1;
    update();
    if (from >= 0 && to >= 0 && from != to)
        Q_EMIT moveRequested(from, to);
}

void ThumbStrip::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const bool onPage = m_current >= 0 && m_current < m_pages.size();
    if (step != 0 && tiles() > 0) {
        const int next = std::clamp(m_current + step, 0, tiles() - 1);
        if (!(event->modifiers() & Qt::ControlModifier))
            choose(next);
        else if (onPage && next != m_current && next < m_pages.size())
            Q_EMIT moveRequested(m_current, next);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (onPage)
            Q_EMIT pageChosen(m_current);
        else if (m_addable)
            Q_EMIT addRequested();
        return;
    }
    if (event->key() == Qt::Key_Delete && onPage) {
        Q_EMIT removeRequested(m_current);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace zc::uikit
