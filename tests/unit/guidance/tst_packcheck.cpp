#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/authoredpack.h>
#include <guidance/packbuild.h>
#include <guidance/packcheck.h>

using namespace oracle;

// The one pass over a pack that is being written: findings, the pack for an interview, the golden cases.
class TestPackCheck : public QObject {
    Q_OBJECT

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
