#include <uikit/progresssegments.h>

#include "internal/draw.h"

namespace zc::uikit {

ProgressSegments::ProgressSegments(QWidget *parent) : Themed<QWidget>(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressSegments::setProgress(int done, int total)
{
    m_total = std::max(0, total);
    m_done = std::clamp(done, 0, m_total);
    setAccessibleName(tr("%1 of %2").arg(m_done).arg(m_total));
    update();
}

QSize ProgressSegments::sizeHint() const { return {theme().space(60), theme().px(Metric::SegmentDone)}; }
QSize ProgressSegments::minimumSizeHint() const { return {theme().space(20), theme().px(Metric::SegmentDone)}; }

void ProgressSegments::paintEvent(QPaintEvent *)
{
    if (m_total == 0)
        return;
    const Theme &t = theme();
    QPainter painter(this);
    const qreal gap = t.space(1);
    // An answered segment is a little wider than one still to come.
    const qreal extra = std::min<qreal>(t.space(6.5), width() / (4.0 * m_total));
    const qreal each = (width() - gap * (m_total - 1) - extra * m_done) / m_total;
    qreal x = 0;
    for (int i = 0; i < m_total; ++i) {
        const bool done = i < m_done;
        const qreal w = each + (done ? extra : 0);
        const QRectF box(x, 0, w, t.px(done ? Metric::SegmentDone : Metric::Segment));
        drawBox(painter, box, t.px(Metric::Hairline) * 2, t.color(done ? Color::Ink : Color::Line), done ? t.color(Color::Line) : QColor(),
                t.px(Metric::Hairline));
        x += w + gap;
    }
}

} // namespace zc::uikit
