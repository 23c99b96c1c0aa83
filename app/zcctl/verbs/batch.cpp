#include "verbs/batch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

constexpr qint64 kLargestFile = 256LL << 20;

Error unreadable(const QString &path, const QString &why) { return Error{ErrorKind::Invalid, u"CTL-FILE"_s, path + u": "_s + why}; }

Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    const bool open = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return unreadable(path, file.errorString());
    QByteArray text = file.read(kLargestFile + 1);
    if (text.size() > kLargestFile)
        return unreadable(path, u"larger than 256 MiB"_s);
    if (file.error() != QFileDevice::NoError)
        return unreadable(path, file.errorString());
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    return text;
}

// QJsonDocument takes only arrays and objects; an item of a batch may be a plain string.
QJsonValue parseValue(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']', &problem);
    if (problem.error != QJsonParseError::NoError || document.array().size() != 1)
        return QJsonValue(QJsonValue::Undefined);
    return document.array().first();
}

} // namespace

Result<QList<QJsonValue>> readJsonBatch(const QString &path)
{
    const Result<QByteArray> text = readAll(path);
    if (!text)
        return text.error();
    QList<QJsonValue> items;
    if (text->trimmed().startsWith('[')) {
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(*text, &problem);
        if (problem.error != QJsonParseError::NoError)
            return unreadable(path, u"line %1: %2"_s.arg(text->left(problem.offset).count('\n') + 1).arg(problem.errorString()));
        for (const QJsonValue &item : document.array())
            items << item;
        return items;
    }
    for (const QByteArray &line : text->split('\n'))
        if (!line.trimmed().isEmpty())
            items << parseValue(line.trimmed());
    return items;
}

Result<QStringList> readLines(const QString &path)
{
    const Result<QByteArray> text = readAll(path);
    if (!text)
        return text.error();
    QStringList lines = QString::fromUtf8(*text).split(u'\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    for (QString &line : lines)
        if (line.endsWith(u'\r'))
            line.chop(1);
    return lines;
}

} // namespace zc::ctl
