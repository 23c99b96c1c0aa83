#include "packbuild.h"

#include <guidance/authoredpack.h>

#include <QDirIterator>
#include <QFile>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
// The rule a finding of a table points at.
QString ruleOf(const Finding &finding, const AuthoredPack &pack)
{
    for (const AuthoredTable &table : pack.tables)
        if (table.name == finding.table && finding.row > 0 && finding.row <= table.rules.size())
            return table.rules.at(finding.row - 1).id;
    return {};
}

bool answersFor(const AuthoredInfo::Accepted &entry, const Finding &finding, const AuthoredPack &pack)
{
    if (entry.code != finding.code || entry.reason.trimmed().isEmpty() || entry.by.trimmed().isEmpty() || entry.where.trimmed().isEmpty())
        return false;
    QStringList places{finding.place(), finding.file};
    if (!finding.table.isEmpty())
        places << finding.table << finding.table + u' ' + ruleOf(finding, pack);
    else if (finding.row > 0)
        places << finding.file + u':' + QString::number(finding.row);
    return places.contains(entry.where.trimmed());
}
} // namespace

bool isAccepted(const Finding &finding, const AuthoredPack &pack)
{
    return finding.level == Finding::Level::Warning
        && std::any_of(pack.info.accepted.cbegin(), pack.info.accepted.cend(), [&](const AuthoredInfo::Accepted &entry) { return answersFor(entry, finding, pack); });
}

bool isAccepted(const Finding &finding, const PackFiles &files)
{
    const auto pack = AuthoredPack::read(files);
    return pack.ok() && isAccepted(finding, *pack);
}

PackBuild buildPack(const PackFiles &files, const ImportFinder &imports)
{
    PackBuild build;
    auto pack = AuthoredPack::read(files);
    if (!pack.ok()) {
        build.error = pack.error();
        build.refused = verifyFiles(files, imports).findings;
        return build;
    }
    build.notTabular = pack->notTabular;
    pack->info.seal.clear();
    PackFiles written = pack->write();
    written.origin = files.origin;                     // a bundle looks for its items beside it
    const VerifyReport report = verifyFiles(written, imports);
    bool beyond = false;
    for (const Finding &finding : report.findings) {
        beyond = beyond || finding.code == u"V19";
        (isAccepted(finding, *pack) ? build.accepted : build.refused) << finding;
    }
    if (!build.refused.isEmpty()) {
        build.error = {ErrorKind::Invalid, u"PACK-FINDINGS"_s, build.refused.constFirst().message};
        return build;
    }
    build.sealed = !beyond;
    if (build.sealed)
        pack->info.seal = u"已验证"_s;
    build.files = pack->write();
    build.files->origin = files.origin;
    return build;
}

PackFiles blankPack(const QString &packId, const QDate &validFrom)
{
    PackFiles files;
    const QString root = u":/blankpack/"_s;
    QDirIterator entries(root, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        if (file.open(QIODevice::ReadOnly))
            files.content.insert(file.fileName().mid(root.size()), file.readAll());
    }
    auto pack = AuthoredPack::read(files);
    if (!pack.ok())
        qFatal("the blank pack is missing from this program");
    pack->info.packId = packId;
    pack->info.validFrom = validFrom.toString(Qt::ISODate);
    return pack->write();
}

} // namespace zc::guidance
