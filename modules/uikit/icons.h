#pragma once
#include <uikit/tokens.h>

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QStringList>

class QWidget;

namespace zc::uikit {

// One set: 20 px, 1.5 px stroke, resources/icons/<name>.svg drawn in currentColor. None draws nothing.
enum class Icon : quint8 {
    None,
    Intake, Cases, Handover, Review, Licence, Device, Training, Settings,
    Search, Check, Clock, Warning, Error, Info, Question,
    Printer, Card, Scan, Camera, File, Folder, Lock, Unlock, Undo, Redo,
    Palette, Sun, Moon, Contrast, Type, Plus, Minus, Close,
    ChevronDown, ChevronUp, ChevronLeft, ChevronRight,
    Eye, EyeOff, Person, Company, Phone, Calendar, Edit, Trash, RotateLeft, RotateRight, Split,
    Download, Upload, Refresh, Cloud, CloudOff, Link, Qr, Signature, Star, Bell, Filter, Sort, More, Pause, Play, Stop, Keyboard, Copy, External,
    Count
};

QString iconName(Icon icon);                                    // file name without suffix; empty for None
QStringList iconNames();

// Sharp at any size: `side` in logical px, tinted, for the given device pixel ratio. Cached in QPixmapCache. GUI thread.
QPixmap iconPixmap(Icon icon, const QColor &color, int side, qreal devicePixelRatio);
void drawIcon(QPainter *painter, const QRectF &box, Icon icon, const QColor &color);   // square box, any fraction of a pixel; cached too
// For menus and actions: normal, disabled and selected tints of the widget's theme at this moment.
QIcon themedIcon(Icon icon, const QWidget *widget);

} // namespace zc::uikit
