#include "oracle.h"
#include "packcopy.h"
#include "support/bigpack.h"
#include "support/testprogram.h"

#include <guidance/authoredpack.h>
#include <guidance/interview.h>
#include <guidance/packbuild.h>
#include <guidance/packcheck.h>

#include <QJsonDocument>
#include <QThread>

#include <ctime>
#include <pthread.h>
#include <random>
#include <thread>

using namespace oracle;

// The one pass over a pack that is being written: findings, the pack for an interview, the golden cases.
class TestPackCheck : public QObject {
    Q_OBJECT

    static QStringList told(const PackCheck &check)
    {
        QStringList lines{check.report.packId, QString::number(check.cases), QString::number(check.casesFailed), QString::number(check.pack != nullptr)};
        for (const Finding &finding : check.report.findings)
            lines << QString::fromUtf8(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact)) + QString::number(finding.row);
        // And what an interview over it begins with.
        if (check.pack)
            for (const Question &question : Interview(check.pack).nextQuestions())
                lines << question.fact;
        return lines;
    }
    // One change as an author makes it: a cell, a row more, a row less, a row moved; now and then something beside the rules.
    static void changeByChance(AuthoredPack &pack, std::mt19937 &random)
    {
        const auto below = [&](qsizetype most) { return qsizetype(random() % size_t(most)); };
        AuthoredTable &table = pack.tables[below(pack.tables.size())];
        AuthoredSheet &facts = *pack.sheet(u"facts.csv"_s);
        const qsizetype row = below(table.rules.size());
        AuthoredTable::Rule another = table.rules.at(below(table.rules.size()));
        switch (random() % 12) {
        case 0: another.id.clear(); [[fallthrough]];
        case 1: table.rules.insert(row, another); break;           // with an id that is taken already
        case 2: another.id = u"n%1"_s.arg(random()); table.rules.insert(row, another); break;
        case 3: if (table.rules.size() > 1) table.rules.removeAt(row); break;
        case 4: table.rules.move(row, below(table.rules.size())); break;
        case 5: table.rules[row].cells[below(table.columns.size())] = QStringList{u"\"没有这个\""_s, u"1 +"_s, u"line\nbreak"_s, QString(), u" - "_s}.at(below(5)); break;
        case 6: facts.rows[below(facts.rows.size())][facts.columns.indexOf(u"question"_s)] = u"另一个问法？%1"_s.arg(random() % 3); break;
        case 7: table.columns[below(table.columns.size())].text += u" "_s; break;
        default: {
            const qsizetype column = below(table.columns.size());
            table.rules[row].cells[column] = random() % 3 == 0 && table.columns.at(column).kind == AuthoredTable::Kind::Input ? u"-"_s : another.cells.at(column);
        }
        }
    }

    static AuthoredPack own() { return *AuthoredPack::read(*PackFiles::readFolder(ownPack())); }

private Q_SLOTS:
    void aCleanPackCanBePlayed()
    {
        const PackCheck clean = checkPack(own().write());
        QVERIFY(clean.pack && !clean.stopped && clean.report.findings.isEmpty());
        QCOMPARE(clean.report.packId, clean.pack->id());
        QCOMPARE(clean.cases, own().sheet(u"cases.csv"_s)->rows.size());
        QCOMPARE(clean.casesFailed, 0);
    }
    void casesThatComeOutOtherwiseAreCounted()
    {
        AuthoredPack wrong = own();
        wrong.sheet(u"cases.csv"_s)->rows[1].last() = QString();
        wrong.sheet(u"cases.csv"_s)->rows[2].last() = QString();
        const PackCheck check = checkPack(wrong.write());
        QCOMPARE(check.casesFailed, 2);
        QVERIFY(check.pack);
    }
    void nothingIsPlayedOverWrongNames()
    {
        AuthoredPack wrong = own();
        wrong.table(u"材料"_s)->rules[0].cells[0] = u"没有这个"_s;
        const PackCheck unsound = checkPack(wrong.write());
        QVERIFY(!unsound.pack);
        QCOMPARE(unsound.cases, 0);
        QCOMPARE(unsound.report.findings.constFirst().code, u"V01"_s);
        PackFiles broken = own().write();
        broken.content.remove(u"facts.csv"_s);
        QVERIFY(!checkPack(broken).pack && checkPack(broken).report.hasErrors());
    }
    void sameFindingsAsTheVerifier()
    {
        AuthoredPack wrong = own();
        wrong.table(u"子事项"_s)->rules.removeFirst();
        const PackCheck check = checkPack(wrong.write());
        const auto pack = Pack::loadNow(wrong.write());
        QVERIFY(pack.ok());
        QStringList one, other;
        for (const Finding &finding : check.report.findings)
            one << finding.code + finding.place() + finding.message;
        for (const Finding &finding : verify(**pack))
            other << finding.code + finding.place() + finding.message;
        QVERIFY(!one.isEmpty());
        QCOMPARE(one, other);
    }
    // Whatever the change, what is kept from before it never shows.
    void changesComeToWhatAFreshCheckSays_data()
    {
        QTest::addColumn<AuthoredPack>("start");
        QTest::addColumn<int>("changes");
        QTest::newRow("a pack as it is published") << own() << 200;
        QTest::newRow("a large table") << test::wideTable(300, 6, 20260601) << 40;
        AuthoredPack many = test::manyOutputs(300, 14, 40, 20260601);
        QTest::newRow("many tables") << many << 80;
        // What holds together follows from rules: with one of them other, it is another.
        AuthoredSheet &constraints = *many.sheet(u"constraints.csv"_s);
        QStringList tied(constraints.columns.size());
        tied[constraints.columns.indexOf(u"id"_s)] = u"K91"_s;
        tied[constraints.columns.indexOf(u"then"_s)] = u"要M001 = false or 要M002 = true"_s;
        tied[constraints.columns.indexOf(u"message"_s)] = u"样例"_s;
        tied[constraints.columns.indexOf(u"basis"_s)] = u"L01"_s;
        constraints.rows << tied;
        QTest::newRow("tables that tie the facts") << many << 60;
    }
    void changesComeToWhatAFreshCheckSays()
    {
        QFETCH(AuthoredPack, start);
        QFETCH(int, changes);
        std::mt19937 random(20260601);
        AuthoredPack pack = start;
        PackChecks checks;
        int different = 0;
        QStringList before;
        for (int i = 0; i < changes; ++i) {
            const AuthoredPack was = pack;
            changeByChance(pack, random);
            if (random() % 5 == 0) {                   // overtaken on its way
                std::atomic_bool stop = false;
                std::thread stopper([&stop, us = random() % 20'000] {
                    QThread::usleep(us);
                    stop = true;
                });
                checks.check(pack, {}, &stop);
                stopper.join();
                changeByChance(pack, random);
            }
            const QStringList found = told(checks.check(pack));
            QCOMPARE(found, told(checkPack(pack.write())));
            different += found != before;
            before = found;
            if (random() % 4 == 0)
                pack = was;                            // taken back
            else if (random() % 10 == 0)
                pack = start;
        }
        QVERIFY(different > changes / 5);
    }
    void aBundleIsReadAnewEveryTime()
    {
        if (!QDir(examplePack(u"open-shop"_s)).exists())
            QSKIP("skipped: data absent");
        const AuthoredPack bundle = *AuthoredPack::read(*PackFiles::readFolder(examplePack(u"open-shop"_s)));
        PackChecks checks;
        QVERIFY(checks.check(bundle, packsAmong({examplePack(u"food-licence"_s), examplePack(u"shop-sign"_s)})).pack);
        QVERIFY(!checks.check(bundle, packsAmong({})).pack);
    }
    // Stopped at any moment, the check ends soon, and the next one says what a fresh one says. Counted in processor time of the
    // checking thread: what else the machine does is no matter.
    void aLargePackIsStoppedSoon()
    {
        constexpr double kSoonMs = 100;
        const AuthoredPack pack = test::manyOutputs(2500, 50, 125, 20260601);
        const QStringList expected = told(checkPack(pack.write()));
        std::mt19937 random(7);
        int stopped = 0;
        for (int round = 0; round < 8; ++round) {
            PackChecks checks;
            if (round % 2 == 1)
                checks.check(pack);
            clockid_t clock;
            QCOMPARE(pthread_getcpuclockid(pthread_self(), &clock), 0);
            const auto usedMs = [clock] {
                timespec time;
                clock_gettime(clock, &time);
                return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
            };
            std::atomic_bool stop = false, ended = false;
            std::atomic<double> stopMs = 0;
            const double fromMs = usedMs() + double(random() % (round % 2 == 1 ? 15 : 60));
            std::thread stopper([&] {
                while (!ended && usedMs() < fromMs)
                    QThread::usleep(200);
                stopMs = usedMs();
                stop = true;
            });
            const PackCheck check = checks.check(pack, {}, &stop);
            const double lateMs = usedMs() - stopMs;
            ended = true;
            stopper.join();
            stopped += check.stopped;
            QVERIFY2(!check.stopped || lateMs < kSoonMs, qPrintable(u"ended after %1 ms"_s.arg(lateMs)));
            QCOMPARE(told(checks.check(pack)), expected);
        }
        QVERIFY(stopped > 2);
    }
    void itEndsWhenItIsToldTo()
    {
        std::atomic_bool stop = true;
        const PackCheck stopped = checkPack(own().write(), {}, &stop);
        QVERIFY(stopped.stopped && !stopped.pack && stopped.report.findings.isEmpty());
        stop = false;
        QVERIFY(!checkPack(own().write(), {}, &stop).stopped);
    }
    // A bundle is stopped from within: the finder is asked in the middle of the building.
    void itEndsInTheMiddle()
    {
        if (!QDir(examplePack(u"open-shop"_s)).exists())
            QSKIP("skipped: data absent");
        std::atomic_bool stop = false;
        int asked = 0;
        const ImportFinder finder = [&](const QString &packId, const QString &) {
            ++asked;
            stop = true;
            return PackFiles::readFolder(examplePack(packId));
        };
        QVERIFY(checkPack(*PackFiles::readFolder(examplePack(u"open-shop"_s)), finder, &stop).stopped);
        QVERIFY(asked > 0);
    }
    // A bundle in memory finds its items where it is told, and what is missing is a finding.
    void bundlesFindTheirItems()
    {
        if (!QDir(examplePack(u"open-shop"_s)).exists())
            QSKIP("skipped: data absent");
        PackFiles files = *PackFiles::readFolder(examplePack(u"open-shop"_s));
        files.origin.clear();
        const ImportFinder finder = packsAmong({examplePack(u"food-licence"_s), examplePack(u"shop-sign"_s)});
        const PackCheck whole = checkPack(files, finder);
        QVERIFY(whole.pack && whole.pack->isBundle());
        QVERIFY(!whole.report.hasErrors());
        const PackCheck alone = checkPack(files, packsAmong({}));
        QVERIFY(!alone.pack && alone.report.hasErrors());
        QVERIFY(buildPack(files, finder).files);
        QVERIFY(!buildPack(files, packsAmong({})).files);
    }
    void warningsAreAnsweredForByName()
    {
        AuthoredPack pack = own();
        pack.sheet(u"materials.csv"_s)->rows << pack.sheet(u"materials.csv"_s)->rows.constLast();
        pack.sheet(u"materials.csv"_s)->rows.last()[0] = u"M99"_s;
        pack.sheet(u"materials.csv"_s)->rows.last()[1].clear();
        const PackCheck check = checkPack(pack.write());
        const auto idle = std::find_if(check.report.findings.cbegin(), check.report.findings.cend(), [](const Finding &finding) { return finding.code == u"V09"; });
        QVERIFY(idle != check.report.findings.cend());
        QVERIFY(!isAccepted(*idle, pack));
        pack.info.accepted << AuthoredInfo::Accepted{u"V09"_s, idle->place(), u"明年启用"_s, u"样例校核人"_s};
        QVERIFY(isAccepted(*idle, pack));
        pack.info.accepted.last().by.clear();
        QVERIFY(!isAccepted(*idle, pack));
    }
};

ZC_TEST(QCoreApplication, TestPackCheck)
#include "tst_packcheck.moc"
