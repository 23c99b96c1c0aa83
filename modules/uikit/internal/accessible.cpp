#include "internal/accessible.h"

#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace zc::uikit {

namespace {

constexpr char kRoleProperty[] = "zcRole";

QAccessibleInterface *faceFor(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(kRoleProperty) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, QAccessible::Role(role.toInt())) : nullptr;
}

} // namespace

void setRole(QWidget *widget, QAccessible::Role role)
{
    QAccessible::installFactory(faceFor);       // Qt ignores a factory that is already known
    widget->setProperty(kRoleProperty, int(role));
}

} // namespace zc::uikit
