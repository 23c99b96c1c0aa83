#include "errortext.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace zc {

ErrorTexts::ErrorTexts()
{
    const QDir dir(QStringLiteral(":/errors"));
    const QStringList files = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : files) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("error list %s cannot be read", qPrintable(name));
        QJsonParseError problem;
        const QJsonObject entries = QJsonDocument::fromJson(file.readAll(), &problem).object();
        if (problem.error != QJsonParseError::NoError)
            qFatal("error list %s: %s at %d", qPrintable(name), qPrintable(problem.errorString()), problem.offset);
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            const QJsonObject entry = it.value().toObject();
            m_texts.insert(it.key(), {entry.value(u"sentence").toString(), entry.value(u"next").toString(),
                                      entry.value(u"support").toString()});
        }
    }
}

ErrorText ErrorTexts::forCode(const QString &code) const
{
    const auto found = m_texts.constFind(code);
    if (found != m_texts.cend())
        return *found;
    return {QStringLiteral("出现了没有登记的问题（%1）。").arg(code), QStringLiteral("请记下这个代码并联系运维。"),
            QStringLiteral("code is not in the error list")};
}

QString ErrorTexts::sentence(const Error &error) const
{
    const ErrorText text = forCode(error.code);
    return text.next.isEmpty() ? text.sentence : text.sentence + text.next;
}

QStringList ErrorTexts::codes() const
{
    QStringList codes = m_texts.keys();
    codes.sort();
    return codes;
}

} // namespace zc
