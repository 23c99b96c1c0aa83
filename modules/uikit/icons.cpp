#include <uikit/icons.h>
#include <uikit/theme.h>

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QWidget>

#include <cmath>

using namespace Qt::StringLiterals;

namespace zc::uikit {

namespace {

// QtSvg resolves currentColor to black, so the colour is written into the source before it is read.
QByteArray tinted(Icon icon, const QColor &color)
{
    QFile file(u":/icons/"_s + iconName(icon) + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

void render(QPainter *painter, const QRectF &box, Icon icon, const QColor &color)
{
    QSvgRenderer renderer(tinted(icon, color));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(painter->opacity() * color.alphaF());
    renderer.render(painter, box);
    painter->restore();
}

} // namespace

QStringList iconNames()
{
    static const QStringList names = QString(QLatin1StringView(
        "intake cases handover review licence device training settings search check clock warning error info question "
        "printer card scan camera file folder lock unlock undo redo palette sun moon contrast type plus minus close "
        "chevronDown chevronUp chevronLeft chevronRight eye eyeOff person company phone calendar edit trash rotateLeft "
        "rotateRight split download upload refresh cloud cloudOff link qr signature star bell filter sort more pause "
        "play stop keyboard copy external")).split(u' ');
    Q_ASSERT(names.size() == int(Icon::Count) - 1);
    return names;
}

QString iconName(Icon icon) { return icon == Icon::None || icon == Icon::Count ? QString() : iconNames()[int(icon) - 1]; }

void drawIcon(QPainter *painter, const QRectF &box, Icon icon, const QColor &color)
{
    if (icon == Icon::None)
        return;
    if (painter->transform().type() > QTransform::TxTranslate) {
        render(painter, box, icon, color);
        return;
    }
    // Reading the file costs more than painting it: kept as a picture, at quarter pixels.
    const qreal ratio = painter->device()->devicePixelRatioF();
    const int left = int(std::floor(box.left())), top = int(std::floor(box.top()));
    const int fx = int((box.left() - left) * 4), fy = int((box.top() - top) * 4), side = int(std::lround(box.width() * 4));
    const QString key = u"zc-drawn-%1-%2-%3-%4-%5-%6"_s.arg(int(icon)).arg(color.rgba(), 0, 16).arg(side).arg(fx).arg(fy).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        const int room = side / 4 + 2;
        pixmap = QPixmap(QSize(room, room) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter inner(&pixmap);
        render(&inner, QRectF(fx / 4.0, fy / 4.0, side / 4.0, side / 4.0), icon, color);
        inner.end();
        QPixmapCache::insert(key, pixmap);
    }
    painter->drawPixmap(QPoint(left, top), pixmap);
}

QPixmap iconPixmap(Icon icon, const QColor &color, int side, qreal devicePixelRatio)
{
    const QString key = u"zc-icon-%1-%2-%3-%4"_s.arg(int(icon)).arg(color.rgba(), 0, 16).arg(side).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = std::max(1, int(std::lround(side * devicePixelRatio)));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    if (icon != Icon::None)
        render(&painter, QRectF(0, 0, pixels, pixels), icon, color);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon themedIcon(Icon icon, const QWidget *widget)
{
    const Theme &theme = themeOf(widget);
    const int side = theme.px(Metric::Icon);
    const qreal ratio = widget ? widget->devicePixelRatioF() : 1.0;
    QIcon result;
    result.addPixmap(iconPixmap(icon, theme.color(Color::TextMuted), side, ratio), QIcon::Normal);
    result.addPixmap(iconPixmap(icon, theme.color(Color::TextDisabled), side, ratio), QIcon::Disabled);
    result.addPixmap(iconPixmap(icon, theme.color(Color::Ink), side, ratio), QIcon::Selected);
    result.addPixmap(iconPixmap(icon, theme.color(Color::Text), side, ratio), QIcon::Active);
    return result;
}

} // namespace zc::uikit
