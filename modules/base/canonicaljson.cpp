#include "canonicaljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace zc {
namespace {

void appendText(QByteArray &out, const QString &text)
{
    out += '"';
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (uchar(c) < 0x20)
                out += "\\u" + QByteArray::number(uint(uchar(c)), 16).rightJustified(4, '0');
            else
                out += c;
        }
    }
    out += '"';
}

Result<void> append(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined: out += "null"; return {};
    case QJsonValue::Bool: out += value.toBool() ? "true" : "false"; return {};
    case QJsonValue::Double: {
        constexpr double kExact = 9007199254740992.0;
        const double number = value.toDouble();
        if (std::floor(number) != number || std::abs(number) > kExact)
            return Error{ErrorKind::Invalid, QStringLiteral("BAS-JSON-NUMBER"), QStringLiteral("not an exact integer")};
        out += QByteArray::number(value.toInteger());
        return {};
    }
    case QJsonValue::String: appendText(out, value.toString()); return {};
    case QJsonValue::Array: {
        out += '[';
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (i)
                out += ',';
            if (auto done = append(out, array.at(i)); !done)
                return done;
        }
        out += ']';
        return {};
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        QStringList keys = object.keys();
        std::sort(keys.begin(), keys.end(), [](const QString &a, const QString &b) {
            return std::lexicographical_compare(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                                                [](QChar x, QChar y) { return x.unicode() < y.unicode(); });
        });
        out += '{';
        for (qsizetype i = 0; i < keys.size(); ++i) {
            if (i)
                out += ',';
            appendText(out, keys.at(i));
            out += ':';
            if (auto done = append(out, object.value(keys.at(i))); !done)
                return done;
        }
        out += '}';
        return {};
    }
    }
    return {};
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonValue &value)
{
    QByteArray out;
    if (auto done = append(out, value); !done)
        return done.error();
    return out;
}

} // namespace zc
