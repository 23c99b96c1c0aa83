#include "packcheck.h"

#include "internal/compiler.h"
#include "internal/packbuilder.h"
#include "internal/rulechanges.h"
#include "internal/verifier.h"
#include "internal/workings.h"

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

bool isSet(const std::atomic_bool *stop)
{
    return stop && stop->load(std::memory_order_relaxed);
}

// Of what a pack allows: a diagram that has grown beyond it over many checks is begun anew.
constexpr size_t kKeptShare = 4;

// What one check hands on to the next.
struct HandedOn {
    std::shared_ptr<const Pack> pack;
    std::unique_ptr<Workings> workings;                // null: nothing to keep
};

// Of a source as read; `last`: from an earlier state of the pack, then from this one.
PackCheck checkSource(const PackSource &source, const ImportFinder &imports, const std::atomic_bool *stop, HandedOn *last = nullptr)
{
    PackCheck check;
    const auto stopped = [&] { return check.stopped = isSet(stop); };
    if (stopped())
        return check;
    Findings findings = source.findings;
    const LoadOptions options;
    const std::shared_ptr<Pack> pack = PackBuilder::read(source, imports ? imports : packsBeside(source.path, options.trust), findings,
                                                              last && last->pack ? &last->pack->program() : nullptr);
    if (stopped())
        return check;
    Program &rules = PackBuilder::program(*pack);
    if (rules.sound) {
        const bool again = last && last->workings;
        std::unique_ptr<Workings> workings = again ? std::move(last->workings) : std::make_unique<Workings>();
        SymbolicPack symbols(*pack, rules, *workings, options, stop);
        symbols.build();
        Compiler(*pack, rules, symbols).compile();
        Verifier(*pack, symbols, findings, stop).run();
        if (isSet(stop))
            workings->takeBack();
        // What is beyond the budget is tried from the beginning, so that it does not depend on what came before.
        else if (again && symbols.gaveUp())
            return checkSource(source, imports, stop, last);
        if (last && (isSet(stop) || !symbols.gaveUp()) && workings->compiled.diagram.nodeCount() <= size_t(options.nodesPerPack) / kKeptShare)
            last->workings = std::move(workings);
    }
    if (stopped())
        return check;
    check.report.packId = pack->id();
    check.report.findings = findings.list();
    // V01 first: what is more basic explains what follows from it. Within a code the order of the files stays.
    std::stable_sort(check.report.findings.begin(), check.report.findings.end(), [](const Finding &a, const Finding &b) { return a.code < b.code; });
    if (rules.sound) {
        check.pack = pack;
        check.cases = int(source.cases.rows.size());
        check.casesFailed = failedCases(check.report.findings);
    }
    if (last)
        last->pack = pack;
    return check;
}
} // namespace

PackCheck checkPack(const PackFiles &files, const ImportFinder &imports, const std::atomic_bool *stop)
{
    return checkSource(PackSource::read(files, stop), imports, stop);
}

struct PackChecks::Kept {
    AuthoredPack authored;                             // its ids complete
    PackSource source;
    HandedOn last;
    qsizetype room = 0;                                // bytes a rule file may still grow by
};

PackChecks::PackChecks() = default;
PackChecks::~PackChecks() = default;

PackCheck PackChecks::check(const AuthoredPack &authored, const ImportFinder &imports, const std::atomic_bool *stop)
{
    auto next = std::make_unique<Kept>();
    next->authored = authored;
    next->authored.completeIds();
    const auto changed = m_kept ? withChangedRules(m_kept->source, m_kept->authored, next->authored) : std::nullopt;
    if (changed && changed->mostGrowth <= m_kept->room) {
        next->source = changed->source;
        next->room = m_kept->room - changed->mostGrowth;
    } else {
        const PackFiles files = next->authored.write(stop);
        next->source = PackSource::read(files, stop);
        next->room = kMostFileBytes;
        for (const QByteArray &file : files.content)
            next->room = std::min(next->room, kMostFileBytes - file.size());
    }
    HandedOn last = m_kept ? std::move(m_kept->last) : HandedOn();
    const PackCheck check = checkSource(next->source, imports, stop, &last);
    // A bundle's items may change without its files; what could not be read has to be read again.
    const bool lasting = !next->source.bundle && next->source.firstError.code.isEmpty() && next->source.findings.list().isEmpty();
    HandedOn &into = check.stopped && m_kept ? m_kept->last : next->last;
    into = std::move(last);
    if (!check.stopped)
        m_kept = lasting ? std::move(next) : nullptr;
    return check;
}

} // namespace zc::guidance
