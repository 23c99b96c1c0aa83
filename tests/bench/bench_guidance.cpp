// Guidance at the sizes the design page names, and how each figure grows: a table of 10,000 rules and eight columns (evaluated beside
// a plain scan of its cells and beside feelin), overlaps and completeness, a changed cell to findings; an interview over 10,000 rules,
// 200 facts and 500 outputs. U = median time to sort a million 64-bit numbers, so that machines compare. Processor time.
#include "support/bigpack.h"
#include "support/feelpeer.h"

#include "internal/program.h"

#include <dmn/tableanalysis.h>
#include <guidance/finding.h>
#include <guidance/interview.h>
#include <guidance/packcheck.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <malloc.h>
#include <unistd.h>

using namespace zc;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

namespace {

void say(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

double quantile(QList<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values.at(std::min(values.size() - 1, qsizetype(double(values.size()) * share)));
}

// Processor time: all of this is one thread that waits for nothing, and other work on the machine does not count.
template <class Work>
double milliseconds(const Work &work)
{
    timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    work();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    return double(end.tv_sec - begin.tv_sec) * 1e3 + double(end.tv_nsec - begin.tv_nsec) / 1e6;
}

double unit()
{
    QList<double> rounds;
    for (int round = 0; round < 5; ++round) {
        std::mt19937_64 random(42);
        std::vector<quint64> numbers(1'000'000);
        for (quint64 &number : numbers)
            number = random();
        rounds << milliseconds([&] { std::sort(numbers.begin(), numbers.end()); });
    }
    return quantile(rounds, 0.5);
}

// MiB this process holds now.
double memory()
{
    malloc_trim(0);
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

std::shared_ptr<const Pack> loaded(const PackFiles &files, double *ms)
{
    std::shared_ptr<const Pack> pack;
    *ms = milliseconds([&] {
        const auto result = Pack::loadNow(files);
        if (!result.ok())
            qFatal("%s %s", qPrintable(result.error().code), qPrintable(result.error().detail));
        pack = *result;
    });
    return pack;
}

// Microseconds feelin takes for one cell, parsed and tested; 0 without it.
double feelinCellUs()
{
    const test::FeelPeer peer;
    if (!peer.absence().isEmpty()) {
        say(u"no comparison: "_s + peer.absence());
        return 0;
    }
    test::FeelExpressions source(20260601);
    QList<test::FeelSample> cells;
    while (cells.size() < 1000)
        if (const test::FeelSample sample = source.next(); !sample.input.isEmpty())
            cells << sample;
    return peer.nanoseconds(source, cells) / 1000;
}

void tableOf(int rules, double u, double feelinUs)
{
    constexpr int kColumns = 8, kSituations = 200;
    const AuthoredPack authored = test::wideTable(rules, kColumns, 20260601);
    const PackFiles files = authored.write();
    double loadMs = 0;
    const auto pack = loaded(files, &loadMs);
    const Helper &wide = *pack->program().helper(test::kWideTable);
    std::mt19937 random(7);
    QList<feel::Context> situations;
    for (int i = 0; i < kSituations; ++i) {
        feel::Context context;
        for (const Fact &fact : pack->facts())
            context.set(fact.name, feel::Value(fact.options.at(qsizetype(random() % size_t(fact.options.size())))));
        situations << context;
    }
    qsizetype hits = 0;
    const int scans = std::max(1, 200'000 / rules);
    const double scanUs = 1000 * milliseconds([&] {
        for (int i = 0; i < scans; ++i)
            hits += wide.table->hits(situations.at(i % kSituations)).certain.size();
    }) / scans;
    say(u"table of %1 rules x %2 columns: load %3 ms; a plain scan of the cells %4 us (%5 hits)"_s.arg(rules).arg(kColumns).arg(loadMs, 0, 'f', 0)
            .arg(scanUs, 0, 'f', 1).arg(hits));
    if (feelinUs > 0)
        say(u"  feelin, %1 us a cell, needs at least %2 ms for the first column alone"_s.arg(feelinUs, 0, 'f', 1).arg(feelinUs * rules / 1000, 0, 'f', 0));
    // The same table as bits: laid out and checked once, then asked with the numbers of the options.
    std::optional<dmn::TableAnalysis> analysis;
    bool complete = false;
    const double analysisMs = milliseconds([&] {
        std::vector<std::vector<feel::Entry>> values;
        for (const Fact &fact : pack->facts()) {
            values.emplace_back();
            for (const QString &option : fact.options)
                values.back().push_back({feel::FactState::Known, feel::Value(option)});
        }
        analysis = dmn::TableAnalysis::make(wide.index, values, wide.index.all());
        complete = analysis && analysis->isDisjoint() && analysis->isComplete();
    });
    if (!complete)
        qFatal("the table is cut wrongly");
    constexpr int kAsked = 10'000;
    std::vector<std::array<int, kColumns>> combinations(1000);
    for (auto &combination : combinations)
        for (int &value : combination)
            value = int(random() % 16);
    QList<double> rounds;
    for (int round = 0; round < 15; ++round)
        rounds << 1000 * milliseconds([&] {
            for (int i = 0; i < kAsked; ++i)
                hits += analysis->firstHit(combinations[size_t(i) % combinations.size()]) >= 0;
        }) / kAsked;
    const double evaluateUs = quantile(rounds, 0.5);
    say(u"  evaluate %1 us = %2 of a scan; laid out as bits, overlaps and completeness %3 ms = %4 U"_s.arg(evaluateUs, 0, 'f', 3).arg(evaluateUs / scanUs, 0, 'g', 2)
            .arg(analysisMs, 0, 'f', 1).arg(analysisMs / u, 0, 'f', 3));
    // As the page of packs has it: from the cells to the findings, what the change leaves as it was kept from before.
    PackChecks checks;
    const double verifyMs = milliseconds([&] { hits += checks.check(authored).report.findings.size(); });
    QList<Finding> findings;
    QList<double> edits;
    for (qsizetype row = rules / 2; row < rules && edits.size() < 9; ++row) {
        AuthoredPack edited = authored;
        QString &cell = edited.table(test::kWideTable)->rules[row].cells[3];
        if (cell == u"-")
            continue;
        cell = u"-"_s;
        edits << milliseconds([&] { findings = checks.check(edited).report.findings; });
    }
    const double editMs = quantile(edits, 0.5), worstMs = quantile(edits, 1);
    const auto overlaps = std::count_if(findings.cbegin(), findings.cend(), [](const Finding &f) { return f.code == u"V04"; });
    say(u"  all findings %1 ms = %2 U; a changed cell to findings %3 ms = %4 U, at worst %5 ms (%6 overlaps)"_s.arg(verifyMs, 0, 'f', 0).arg(verifyMs / u, 0, 'f', 2)
            .arg(editMs, 0, 'f', 0).arg(editMs / u, 0, 'f', 2).arg(worstMs, 0, 'f', 0).arg(overlaps));
}

void interviewOf(int rules, int facts, int outputs, double u)
{
    const PackFiles files = test::manyOutputs(rules, facts, outputs, 20260601).write();
    const double before = memory();
    double loadMs = 0;
    const auto pack = loaded(files, &loadMs);
    const double held = memory() - before;
    QList<double> answers;
    qsizetype seen = 0;
    for (int round = 0; round < 3; ++round) {
        std::mt19937 random(unsigned(round) + 1);
        Interview interview(pack);
        for (QList<Question> next = interview.nextQuestions(); !next.isEmpty();) {
            const Fact &fact = *pack->fact(next.constFirst().fact);
            const feel::Value value = fact.type == FactType::Bool ? feel::Value(random() % 2 == 0) : feel::Value(fact.options.at(qsizetype(random() % size_t(fact.options.size()))));
            answers << milliseconds([&] {
                if (!interview.answer(fact.id, value).ok())
                    qFatal("refused");
                seen += interview.outcome().materials.size();
                next = interview.nextQuestions();
            });
        }
    }
    say(u"interview over %1 rules, %2 facts, %3 outputs: cold load %4 ms = %5 U, %6 MiB; answer to state, next question and reasons p50 %7 ms, p99 %8 ms = %9 U (%10 answers, %11 papers)"_s
            .arg(rules).arg(facts).arg(outputs).arg(loadMs, 0, 'f', 0).arg(loadMs / u, 0, 'f', 2).arg(held, 0, 'f', 1).arg(quantile(answers, 0.5), 0, 'f', 2)
            .arg(quantile(answers, 0.99), 0, 'f', 2).arg(quantile(answers, 0.99) / u, 0, 'f', 3).arg(answers.size()).arg(seen));
}

// Every pack that is shipped, played with answers by chance: how long the next question is waited for.
void shippedPacks(double u)
{
    const QDir departments(QStringLiteral(ZC_SOURCE_DIR "/plugins/departments"));
    QStringList folders;
    for (const QString &department : departments.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        for (const QString &pack : QDir(departments.filePath(department + u"/packs"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            folders << departments.filePath(department + u"/packs/"_s + pack);
    const ImportFinder finder = packsAmong(folders);
    for (const QString &folder : std::as_const(folders)) {
        const PackCheck check = checkPack(*PackFiles::readFolder(folder), finder);
        if (!check.pack)
            qFatal("%s", qPrintable(folder));
        QList<double> answers;
        for (int round = 0; round < 60; ++round) {
            std::mt19937 random(unsigned(round) + 1);
            Interview interview(check.pack);
            QList<Question> next;
            answers << milliseconds([&] { next = interview.nextQuestions(); });
            while (!next.isEmpty()) {
                const auto number = std::find_if(check.pack->facts().cbegin(), check.pack->facts().cend(), [&](const Fact &fact) { return fact.id == next.constFirst().fact; });
                const Fact &fact = *number;
                feel::Value value(random() % 2 == 0);
                if (fact.type == FactType::Enum) {
                    value = feel::Value(fact.options.at(qsizetype(random() % size_t(fact.options.size()))));
                } else if (fact.type == FactType::Set) {
                    feel::List chosen;
                    for (const QString &option : fact.options)
                        if (random() % 3 == 0)
                            chosen << feel::Value(option);
                    value = feel::Value(chosen);
                } else if (fact.type != FactType::Bool) {
                    const QList<feel::Value> &samples = check.pack->program().compiled.atoms.of(int(number - check.pack->facts().cbegin())).samples;
                    value = samples.at(qsizetype(random() % size_t(samples.size())));
                }
                bool taken = false;
                const double ms = milliseconds([&] {
                    taken = interview.answer(fact.id, value).ok();
                    next = interview.nextQuestions();
                });
                if (taken)
                    answers << ms;
            }
        }
        say(u"%1: %2 facts; answer to next question p50 %3 ms, p99 %4 ms, at worst %5 ms = %6 U (%7 answers)"_s.arg(QFileInfo(folder).fileName(), -28)
                .arg(check.pack->facts().size(), 3).arg(quantile(answers, 0.5), 0, 'f', 2).arg(quantile(answers, 0.99), 0, 'f', 2).arg(quantile(answers, 1), 0, 'f', 2)
                .arg(quantile(answers, 1) / u, 0, 'f', 3).arg(answers.size()));
    }
}

// A cell changed in one of many helper tables, as the page of packs has it.
void editsOf(int rules, int facts, int outputs, double u)
{
    const AuthoredPack authored = test::manyOutputs(rules, facts, outputs, 20260601);
    PackChecks checks;
    qsizetype seen = 0;
    const double firstMs = milliseconds([&] { seen += checks.check(authored).report.findings.size(); });
    QList<double> edits;
    for (int i = 0; i < 9; ++i) {
        AuthoredPack edited = authored;
        const auto helper = std::find_if(edited.tables.begin() + i * outputs / 10, edited.tables.end(), [](const AuthoredTable &table) { return table.rules.size() > 1; });
        QString &output = helper->rules.first().cells.last();
        output = output == u"true" ? u"false"_s : u"true"_s;
        edits << milliseconds([&] { seen += checks.check(edited).report.findings.size(); });
    }
    const double editMs = quantile(edits, 0.5), worstMs = quantile(edits, 1);
    say(u"a pack of %1 rules, %2 facts, %3 outputs: all findings %4 ms = %5 U; a changed cell to findings %6 ms = %7 U, at worst %8 ms (%9 findings)"_s.arg(rules).arg(facts)
            .arg(outputs).arg(firstMs, 0, 'f', 0).arg(firstMs / u, 0, 'f', 2).arg(editMs, 0, 'f', 0).arg(editMs / u, 0, 'f', 2).arg(worstMs, 0, 'f', 0).arg(seen));
}

void bundleOf(int items, double u)
{
    const test::LargeBundle bundle = test::largeBundle(items, 20260601);
    PackCheck check;
    const double ms = milliseconds([&] { check = checkPack(bundle.bundle, bundle.finder()); });
    if (!check.pack)
        qFatal("%s", qPrintable(check.report.findings.constFirst().message));
    say(u"bundle of %1 items: %2 facts, %3 papers; read, put together and verified in %4 ms = %5 U (%6 findings)"_s.arg(items).arg(check.pack->facts().size())
            .arg(check.pack->materials().size()).arg(ms, 0, 'f', 0).arg(ms / u, 0, 'f', 1).arg(check.report.findings.size()));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const double u = unit();
    say(u"U = %1 ms"_s.arg(u, 0, 'f', 1));
    const QStringList chosen = QCoreApplication::arguments().mid(1);       // of the parts below; nothing: all
    const auto wanted = [&](const QString &part) { return chosen.isEmpty() || chosen.contains(part); };
    if (wanted(u"tables"_s)) {
        const double feelinUs = feelinCellUs();
        for (const int rules : {625, 2500, 10'000})
            tableOf(rules, u, feelinUs);
    }
    for (const int tenth : {25, 50, 100}) {
        if (wanted(u"interview"_s))
            interviewOf(tenth * 100, tenth * 2, tenth * 5, u);
        if (wanted(u"edits"_s))
            editsOf(tenth * 100, tenth * 2, tenth * 5, u);
    }
    if (wanted(u"packs"_s))
        shippedPacks(u);
    for (const int items : {5, 15, 50})
        if (wanted(u"bundle"_s))
            bundleOf(items, u);
    return 0;
}
