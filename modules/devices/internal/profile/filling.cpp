#include "filling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace zc::devices::profile {

using namespace Qt::StringLiterals;

bool isPlaceholder(const QString &name)
{
    static const QStringList names = {u"visit"_s, u"item"_s, u"case"_s, u"window"_s, u"clerk"_s, u"seconds"_s, u"number"_s};
    return names.contains(name);
}

QByteArray escaped(const QString &value, Escape escape)
{
    switch (escape) {
    case Escape::None: return value.toUtf8();
    case Escape::Path: return QUrl::toPercentEncoding(value);
    case Escape::Hex: return value.toUtf8().toHex().toUpper();
    case Escape::Json: break;
    }
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);    // ["…"]
    return list.mid(2, list.size() - 4);
}

std::optional<QStringList> templateParts(const QString &text)
{
    QStringList parts;
    qsizetype at = 0;
    for (;;) {
        const qsizetype open = text.indexOf(u"{{"_s, at);
        parts << text.mid(at, open < 0 ? -1 : open - at);
        if (open < 0)
            return parts;
        const qsizetype close = text.indexOf(u"}}"_s, open);
        const QString name = close < 0 ? QString() : text.mid(open + 2, close - open - 2);
        if (!isPlaceholder(name))
            return std::nullopt;
        parts << name;
        at = close + 2;
    }
}

QString filled(const QString &text, const Values &values, Escape escape)
{
    const QStringList parts = templateParts(text).value_or(QStringList());
    QString whole;
    for (qsizetype i = 0; i < parts.size(); ++i)
        whole += i % 2 == 0 ? parts[i] : QString::fromUtf8(escaped(values.value(parts[i]), escape));
    return whole;
}

TerminalRequest requestFrom(const TerminalProfile &profile, const TerminalMessage &message, const Values &values)
{
    const bool hex = profile.format == TerminalProfile::Format::Hex;
    TerminalRequest request;
    request.method = message.method.isEmpty() ? QByteArray("POST") : message.method.toLatin1();
    request.path = filled(message.path, values, Escape::Path).toUtf8();
    request.body = filled(message.body, values, hex ? Escape::Hex : Escape::Json).toUtf8();
    if (hex)
        request.body = QByteArray::fromHex(request.body);
    return request;
}

} // namespace zc::devices::profile
