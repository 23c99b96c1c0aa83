#include "mutants.h"
#include "oracle.h"
#include "randomitem.h"
#include "replay.h"
#include "support/testprogram.h"

#include <guidance/imports.h>

#include <QDirIterator>

using namespace oracle;

// Defects sown by a program into every pack that is shipped or at hand: each is found, under its code, at its place, with a
// situation that shows it in the engine; and the packs themselves are free of findings.
class TestMutants : public QObject {
    Q_OBJECT

    QMap<QString, QString> m_folders;                  // pack → folder
    QMap<QString, int> m_sown, m_replayed;             // by code
    int m_enumerated = 0;

    static QString line(const Finding &finding) { return finding.code + u' ' + finding.place() + u' ' + finding.message; }
    static QString lines(const QList<Finding> &findings)
    {
        QStringList list;
        for (const Finding &finding : findings)
            list << line(finding);
        return list.mid(0, 25).join(u'\n');
    }
    static bool fits(const Finding &finding, const Mutant &mutant)
    {
        return finding.code == mutant.code && (mutant.file.isEmpty() || finding.file == mutant.file) && (mutant.row == 0 || finding.row == mutant.row)
            && (mutant.column.isEmpty() || finding.column == mutant.column) && (mutant.table.isEmpty() || finding.table == mutant.table);
    }
    void packs()
    {
        QTest::addColumn<QString>("name");
        for (auto it = m_folders.cbegin(); it != m_folders.cend(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }
    // All packs as they are, but one.
    ImportFinder without(const QString &id, const PackFiles &changed) const
    {
        return [id, changed, others = packsAmong(m_folders.values())](const QString &wanted, const QString &version) { return wanted == id ? Result<PackFiles>(changed) : others(wanted, version); };
    }
    static bool isBundle(const AuthoredPack &pack) { return pack.info.kind == u"bundle"; }

private Q_SLOTS:
    void initTestCase()
    {
        QDirIterator shipped(QStringLiteral(ZC_SOURCE_DIR "/plugins/departments"), {u"package.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (shipped.hasNext()) {
            const QString folder = QFileInfo(shipped.next()).path();
            m_folders.insert(QFileInfo(folder).fileName(), folder);
        }
        QVERIFY(m_folders.size() >= 20);
        m_folders.insert(u"book-stall"_s, ownPack());
        for (const QString &name : {u"food-licence"_s, u"shop-sign"_s})
            if (QDir(examplePack(name)).exists())
                m_folders.insert(name, examplePack(name));
    }
    void noFalseAlarm_data() { packs(); }
    void noFalseAlarm()
    {
        QFETCH(QString, name);
        const auto files = PackFiles::readFolder(m_folders.value(name));
        QVERIFY(files.ok());
        const VerifyReport report = verifyFiles(*files, packsAmong(m_folders.values()));
        QVERIFY2(report.findings.isEmpty(), qPrintable(lines(report.findings)));
        const auto pack = AuthoredPack::read(*files);
        QVERIFY(pack.ok());
        QVERIFY(verifyFiles(pack->write(), packsAmong(m_folders.values())).findings.isEmpty());    // written anew, as the mutants are
    }
    void everyDefectIsFound_data() { packs(); }
    void everyDefectIsFound()
    {
        QFETCH(QString, name);
        const auto authored = AuthoredPack::read(*PackFiles::readFolder(m_folders.value(name)));
        QVERIFY(authored.ok());
        if (isBundle(*authored))
            return;                                    // its own defects are below
        QStringList faults;
        for (const Mutant &mutant : Mutants(*authored).all()) {
            ++m_sown[mutant.code];
            const VerifyReport report = verifyFiles(mutant.files);
            const auto found = std::find_if(report.findings.cbegin(), report.findings.cend(), [&](const Finding &f) { return fits(f, mutant); });
            if (found == report.findings.cend()) {
                faults << u"%1 %2: not found at %3:%4 %5 %6, but\n%7"_s.arg(mutant.code, mutant.name, mutant.file).arg(mutant.row).arg(mutant.column, mutant.table, lines(report.findings));
                continue;
            }
            const bool errors = std::any_of(report.findings.cbegin(), report.findings.cend(), [](const Finding &f) { return f.code == u"V01" || f.code == u"V02"; });
            if (!Replay::shows(mutant.code) || errors)
                continue;
            const auto pack = Pack::loadNow(mutant.files);
            if (!pack.ok()) {
                faults << mutant.name + u": does not load"_s;
                continue;
            }
            if (const QString fault = Replay(*pack, 20260601).fault(*found); !fault.isEmpty())
                faults << u"%1: %2: %3"_s.arg(mutant.name, line(*found), fault);
            else
                ++m_replayed[mutant.code];
        }
        QVERIFY2(faults.isEmpty(), qPrintable(u"%1 faults\n"_s.arg(faults.size()) + faults.mid(0, 12).join(u'\n')));
    }
    // What only bundles can have: their items disagree, or are not there.
    void everyQuarrelIsFound_data() { packs(); }
    void everyQuarrelIsFound()
    {
        QFETCH(QString, name);
        const PackFiles bundle = *PackFiles::readFolder(m_folders.value(name));
        const auto authored = AuthoredPack::read(bundle);
        if (!isBundle(*authored))
            return;
        QMap<QString, AuthoredPack> items;
        const AuthoredSheet &imports = *authored->sheet(u"imports.csv"_s);
        for (qsizetype i = 0; i < imports.rows.size(); ++i)
            items.insert(imports.cell(i, u"packId"), *AuthoredPack::read(*PackFiles::readFolder(m_folders.value(imports.cell(i, u"packId")))));
        // Every row that two items share, with one of its columns changed in one of them.
        const auto sow = [&](const QString &file, const QString &key, const QString &column, const QString &cell) {
            QMap<QString, QString> first;
            for (auto item = items.cbegin(); item != items.cend(); ++item) {
                const AuthoredSheet &sheet = *item->sheet(file);
                for (qsizetype row = 0; row < sheet.rows.size(); ++row) {
                    const QString shared = sheet.cell(row, key);
                    if (shared.isEmpty() || !first.contains(shared)) {
                        first.insert(shared, item.key());
                        continue;
                    }
                    AuthoredPack changed = *item;
                    AuthoredSheet &target = *changed.sheet(file);
                    if (target.cell(row, column) == cell)
                        continue;
                    target.rows[row][target.columns.indexOf(column)] = cell;
                    const VerifyReport report = verifyFiles(bundle, without(item.key(), changed.write()));
                    ++m_sown[u"V16"_s];
                    const bool found = std::any_of(report.findings.cbegin(), report.findings.cend(), [&](const Finding &f) {
                        return f.code == u"V16" && f.message.contains(column);
                    });
                    QVERIFY2(found, qPrintable(u"%1 %2 of %3: %4"_s.arg(shared, column, item.key(), lines(report.findings))));
                }
            }
        };
        sow(u"materials.csv"_s, u"catalogueId"_s, u"name"_s, u"另一种材料"_s);
        sow(u"materials.csv"_s, u"catalogueId"_s, u"form"_s, u"原件核验"_s);
        sow(u"fields.csv"_s, u"element"_s, u"label"_s, u"另一个字段"_s);
        sow(u"facts.csv"_s, u"element"_s, u"unit"_s, u"亩"_s);
        const QString gone = items.firstKey();
        const VerifyReport report = verifyFiles(bundle, [&](const QString &id, const QString &version) -> Result<PackFiles> {
            if (id == gone)
                return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, id};
            return packsAmong(m_folders.values())(id, version);
        });
        QVERIFY2(!report.findings.isEmpty() && report.findings.constFirst().code == u"V01" && report.findings.constFirst().file == u"imports.csv", qPrintable(lines(report.findings)));
        ++m_sown[u"V01"_s];
    }
    // Packs made of chance have findings of their own. Every one of them can be shown, and what plain enumeration sees is among them.
    void findingsOfChanceAreTrueAndComplete_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void findingsOfChanceAreTrueAndComplete()
    {
        QFETCH(int, seed);
        const PackFiles files = RandomItem(unsigned(seed), u"chance"_s).make().write();
        const VerifyReport report = verifyFiles(files);
        const auto pack = Pack::loadNow(files);
        if (!pack.ok() || !Solver(**pack).isConsistent())
            return;
        QSet<QString> told;
        for (const Finding &finding : report.findings) {
            told << finding.code + u' ' + finding.table;
            if (!Replay::shows(finding.code))
                continue;
            const QString fault = Replay(*pack, unsigned(seed)).fault(finding);
            QVERIFY2(fault.isEmpty(), qPrintable(line(finding) + u": "_s + fault));
            ++m_replayed[finding.code];
        }
        QHash<QString, QList<feel::Value>> samples;
        qint64 size = 1;
        for (const Fact &fact : (*pack)->facts()) {
            for (int i = 0; fact.type == FactType::Number && i < 10; ++i)
                samples[fact.name] << feel::Value(feel::Decimal(qint64(i)));
            size *= fact.type == FactType::Number ? 10 : fact.type == FactType::Set ? 1 << fact.options.size() : qMax<qint64>(2, fact.options.size());
        }
        if (size > 20'000)
            return;
        const Brute brute(*pack, samples);
        const QList<CompiledOutput> &outputs = (*pack)->program().compiled.outputs;
        QSet<QString> wanted;
        for (const Scenario &scenario : brute.scenarios) {
            bool anything = false;
            for (qsizetype o = 0; o < outputs.size(); ++o) {
                const OutputId &id = outputs.at(o).id;
                const int value = scenario.outputs.at(o);
                anything = anything || (id.kind == OutputId::Kind::SubItem && value == ValueTable::kTrue);
                const bool mode = id.kind == OutputId::Kind::Mode;
                const bool limit = id.kind == OutputId::Kind::PromisedDays, fee = id.kind == OutputId::Kind::Fee;
                if (!mode && !limit && !fee)
                    continue;
                const QString table = mode ? kModes : limit ? kLimits : kFees;
                if (value == ValueTable::kClash)
                    wanted << u"V04 "_s + table;
                if (value == ValueTable::kNull)
                    wanted << (mode ? u"V03 "_s : u"V18 "_s) + table;
            }
            if (!anything)
                wanted << u"V10 "_s + kSubItems;
        }
        for (const QString &one : std::as_const(wanted))
            QVERIFY2(told.contains(one), qPrintable(one + u" is not among\n"_s + lines(report.findings)));
        m_enumerated += int(brute.scenarios.size());
    }
    // The defects that need no clean pack, sown into packs of chance.
    void everyDefectIsFoundInPacksOfChance_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 100; seed < 112; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void everyDefectIsFoundInPacksOfChance()
    {
        QFETCH(int, seed);
        static const QSet<QString> anywhere = {u"V01"_s, u"V02"_s, u"V07"_s, u"V09"_s, u"V14"_s, u"V15"_s, u"V19"_s};
        const AuthoredPack authored = RandomItem(unsigned(seed), u"chance"_s).make();
        const VerifyReport before = verifyFiles(authored.write());
        if (std::any_of(before.findings.cbegin(), before.findings.cend(), [](const Finding &f) { return f.code == u"V01" || f.code == u"V02" || f.code == u"V11"; }))
            return;
        for (const Mutant &mutant : Mutants(authored).all()) {
            if (!anywhere.contains(mutant.code) || mutant.name == u"a field asked either way")
                continue;
            const auto fitting = [&](const VerifyReport &report) {
                return std::count_if(report.findings.cbegin(), report.findings.cend(), [&](const Finding &f) { return fits(f, mutant); });
            };
            const VerifyReport after = verifyFiles(mutant.files);
            QVERIFY2(fitting(after) > 0, qPrintable(u"%1 %2\n"_s.arg(mutant.code, mutant.name) + lines(after.findings)));
            ++m_sown[mutant.code];
        }
    }
    void everyCodeWasSown()
    {
        int all = 0, shown = 0;
        for (const int count : std::as_const(m_sown))
            all += count;
        for (const int count : std::as_const(m_replayed))
            shown += count;
        QStringList codes;
        for (auto it = m_sown.cbegin(); it != m_sown.cend(); ++it)
            codes << u"%1:%2"_s.arg(it.key()).arg(it.value());
        qInfo("%d mutants (%s), %d findings replayed, %d situations enumerated", all, qPrintable(codes.join(u' ')), shown, m_enumerated);
        if (m_sown.isEmpty())
            QSKIP("skipped: run together with everyDefectIsFound");
        QVERIFY(all >= 200);
        for (int code = 1; code <= 19; ++code) {
            const QString name = u"V%1"_s.arg(code, 2, 10, QChar(u'0'));
            QVERIFY2(m_sown.value(name) > 0, qPrintable(name));
        }
        for (const QString &code : {u"V03"_s, u"V04"_s, u"V06"_s, u"V10"_s, u"V12"_s, u"V13"_s, u"V18"_s})
            QVERIFY2(m_replayed.value(code) > 0, qPrintable(code));
    }
};

ZC_TEST(QCoreApplication, TestMutants)
#include "tst_mutants.moc"
