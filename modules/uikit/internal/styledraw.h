#pragma once
#include <uikit/theme.h>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QStyleOptionViewItem;

namespace zc::uikit {

// The pictures ZcStyle puts in place of Fusion's, each from tokens only.
// The line edit of an editable combo or a spin box: the control around it draws the box and makes the room.
bool isInnerEdit(const QWidget *widget);

void drawFieldBox(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget);
void drawButtonBox(const Theme &theme, const QStyleOptionButton &option, QPainter &painter);
void drawToolButtonBox(const Theme &theme, const QStyleOption &option, QPainter &painter);
void drawCheckIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget);
void drawRadioIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter, const QWidget *widget);
void drawChevron(const Theme &theme, const QStyleOption &option, QPainter &painter, int element);
void drawItemBackground(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter);
void drawItemFocus(const Theme &theme, const QRect &box, QPainter &painter);
void drawMenuItem(const Theme &theme, const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget);
QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option, const QSize &content);
void drawHeaderSection(const Theme &theme, const QStyleOptionHeader &option, QPainter &painter);
void drawTab(const Theme &theme, const QStyleOptionTab &option, QPainter &painter);
void drawProgress(const Theme &theme, const QStyleOptionProgressBar &option, QPainter &painter);
void drawScrollBar(const Theme &theme, const QStyleOptionSlider &option, const QRect &handle, QPainter &painter);

} // namespace zc::uikit
