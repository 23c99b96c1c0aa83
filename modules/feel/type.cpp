#include "type.h"

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
    case Kind::Any: return QStringLiteral("任意值");
    case Kind::Boolean: return QStringLiteral("是/否（true、false）");
    case Kind::Number: return QStringLiteral("数");
    case Kind::String: return QStringLiteral("文字");
    case Kind::Date: return QStringLiteral("日期（date(\"2026-01-01\")）");
    case Kind::Duration: return QStringLiteral("时长（duration(\"P1Y\")）");
    case Kind::List: return QStringLiteral("多选");
    }
    return {};
}

QString Type::expectation() const
{
    if (!values.isEmpty()) {
        QStringList shown = values.mid(0, 12);
        QString text = u'"' + shown.join(QStringLiteral("\"、\"")) + u'"';
        return values.size() > shown.size() ? text + QStringLiteral(" 等 %1 个").arg(values.size()) : text;
    }
    if (minimum && maximum)
        return QStringLiteral("%1 到 %2 的%3").arg(minimum->text(), maximum->text(), kind == Kind::Date ? QStringLiteral("日期") : name());
    return name();
}

} // namespace zc::feel
