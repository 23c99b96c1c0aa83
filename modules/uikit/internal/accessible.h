#pragma once
#include <QAccessible>

class QWidget;

namespace zc::uikit {

// Gives a custom control its role for screen readers. Call in the control's constructor. Name and description come from
// setAccessibleName() and setAccessibleDescription() as with every widget.
void setRole(QWidget *widget, QAccessible::Role role);

} // namespace zc::uikit
