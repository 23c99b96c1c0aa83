#include "packcheck.h"

#include "internal/packbuilder.h"
#include "internal/verifier.h"

#include <QSet>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
// A case that comes out otherwise, or cannot be at all; a row without a case is no failure of one.
int failedCases(const QList<Finding> &findings)
{
    QSet<int> failed;
    for (const Finding &finding : findings)
        if (finding.code == u"V17" && finding.level == Finding::Level::Error && finding.file == u"cases.csv")
            failed.insert(finding.row);
    return int(failed.size());
}
} // namespace

PackCheck checkPack(const PackFiles &files, const ImportFinder &imports, const std::atomic_bool *stop)
{
    PackCheck check;
    const auto stopped = [&] { return check.stopped = stop && stop->load(std::memory_order_relaxed); };
    const PackSource source = PackSource::read(files);
    if (stopped())
        return check;
    Findings findings = source.findings;
    LoadOptions options;
    options.imports = imports;
    const std::shared_ptr<Pack> pack = PackBuilder::build(source, options, findings);
    if (stopped())
        return check;
    const bool sound = pack->program().sound;
    if (sound)
        Verifier(*pack, findings, stop).run();
    if (stopped())
        return check;
    check.report.packId = pack->id();
    check.report.findings = findings.list();
    // V01 first: what is more basic explains what follows from it. Within a code the order of the files stays.
    std::stable_sort(check.report.findings.begin(), check.report.findings.end(), [](const Finding &a, const Finding &b) { return a.code < b.code; });
    if (sound) {
        check.pack = pack;
        check.cases = int(source.cases.rows.size());
        check.casesFailed = failedCases(check.report.findings);
    }
    return check;
}

} // namespace zc::guidance
