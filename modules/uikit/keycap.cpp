#include <uikit/keycap.h>

#include "internal/draw.h"

namespace zc::uikit {

KeyCap::KeyCap(const QString &caption, QWidget *parent) : Themed<QWidget>(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCaption(caption);
}

void KeyCap::setCaption(const QString &caption)
{
    m_caption = caption;
    setAccessibleName(caption);
    updateGeometry();
    update();
}

QSize KeyCap::sizeHint() const { return keyCapSize(theme(), m_caption); }

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawKeyCap(painter, this, rect(), m_caption, isEnabled() ? CapLook::Plain : CapLook::Disabled);
}

} // namespace zc::uikit
