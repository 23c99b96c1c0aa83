#include "type.h"

#include <QCoreApplication>

namespace zc::feel {

Type Type::of(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean: return boolean();
    case Value::Kind::Number: return number();
    case Value::Kind::String: return oneOf({});
    case Value::Kind::Date: return date();
    case Value::Kind::Duration: return {Kind::Duration, {}, {}, {}};
    case Value::Kind::List: return listOf({});
    case Value::Kind::Null: break;
    }
    return any();
}

QString Type::name() const
{
    switch (kind) {
    case Kind::Any: return QCoreApplication::translate("zc::feel", "any value");
    case Kind::Boolean: return QCoreApplication::translate("zc::feel", "yes or no (true, false)");
    case Kind::Number: return QCoreApplication::translate("zc::feel", "number");
    case Kind::String: return QCoreApplication::translate("zc::feel", "text");
    case Kind::Date: return QCoreApplication::translate("zc::feel", "date (date(\"2026-01-01\"))");
    case Kind::Duration: return QCoreApplication::translate("zc::feel", "duration (duration(\"P1Y\"))");
    case Kind::List: return QCoreApplication::translate("zc::feel", "multiple choice");
    }
    return {};
}

QString Type::expectation() const
{
    if (!values.isEmpty()) {
        QStringList shown = values.mid(0, 12);
        QString text = u'"' + shown.join(QStringLiteral("\"、\"")) + u'"';
        return values.size() > shown.size() ? QCoreApplication::translate("zc::feel", "%1 and more, %2 in all").arg(text).arg(values.size()) : text;
    }
    if (minimum && maximum)
        return QCoreApplication::translate("zc::feel", "%3 from %1 to %2").arg(minimum->text(), maximum->text(), kind == Kind::Date ? QCoreApplication::translate("zc::feel", "date") : name());
    return name();
}

} // namespace zc::feel
