#include <uikit/demoribbon.h>

#include "internal/draw.h"

namespace zc::uikit {

DemoRibbon::DemoRibbon(QWidget *parent) : Themed<QWidget>(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Demo mode"));
}

QSize DemoRibbon::sizeHint() const
{
    const Theme &t = theme();
    return {textWidth(t, Type::Caption, tr("Demo mode")) + 2 * t.space(2.5), t.lineHeight(Type::Body) + 2 * t.space(0.5)};
}

void DemoRibbon::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    drawBadge(painter, this, rect(), t.px(Metric::RadiusSmall), tr("Demo mode"), Type::Caption, t.color(Color::Seal), {}, t.color(Color::OnSeal), 0);
}

} // namespace zc::uikit
