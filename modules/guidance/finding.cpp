#include "finding.h"

#include "internal/verifier.h"

#include <guidance/packcheck.h>

#include <QFileInfo>
#include <QJsonArray>

namespace zc::guidance {

using namespace Qt::StringLiterals;

QString Finding::place() const
{
    QString text = file;
    if (!table.isEmpty())
        text += u' ' + table;
    if (row > 0)
        text += (table.isEmpty() ? u":%1"_s : u" %1"_s).arg(row);
    if (!column.isEmpty())
        text += (table.isEmpty() ? u":"_s : u" "_s) + column;
    return text;
}

QJsonObject Finding::toJson() const
{
    QJsonObject where{{u"file"_s, file}, {u"row"_s, row > 0 ? QJsonValue(row) : QJsonValue(QJsonValue::Null)},
                      {u"column"_s, column.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(column)}};
    if (!table.isEmpty())
        where.insert(u"table"_s, table);
    QJsonObject facts, loop;
    for (const auto &[name, value] : witness)
        facts.insert(name, value.toJson());
    for (const auto &[name, value] : scope)
        loop.insert(name, value);
    QJsonObject json{{u"code"_s, code}, {u"severity"_s, level == Level::Error ? u"error"_s : u"warning"_s}, {u"message"_s, message},
                     {u"where"_s, where}, {u"witness"_s, facts}};
    if (!loop.isEmpty())
        json.insert(u"scope"_s, loop);
    return json;
}

bool VerifyReport::hasErrors() const
{
    return std::any_of(findings.cbegin(), findings.cend(), [](const Finding &f) { return f.level == Finding::Level::Error; });
}

QJsonObject VerifyReport::toJson() const
{
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(finding.toJson());
    return {{u"pack"_s, packId}, {u"ok"_s, !hasErrors()}, {u"findings"_s, list}};
}

Result<VerifyReport> verifyFolder(const QString &path, const ReleaseTrust &trust)
{
    if (QFileInfo(path).isFile()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, path};
        const auto release = openRelease(file.readAll(), trust);
        return release.ok() ? Result<VerifyReport>(verifyFiles(release->files)) : release.error();
    }
    const auto files = PackFiles::readFolder(path);
    return files.ok() ? Result<VerifyReport>(verifyFiles(*files)) : files.error();
}

VerifyReport verifyFiles(const PackFiles &files, const ImportFinder &imports)
{
    return checkPack(files, imports).report;
}

QList<Finding> verify(const Pack &pack)
{
    Findings findings;
    Workings workings;
    SymbolicPack symbols(pack, pack.program(), workings);
    symbols.build();
    Verifier(pack, symbols, findings).run();
    std::stable_sort(findings.list().begin(), findings.list().end(), [](const Finding &a, const Finding &b) { return a.code < b.code; });
    return findings.list();
}

} // namespace zc::guidance
