#include "support/testprogram.h"

#include <upkeep/selfcheck.h>

#include <QJsonArray>
#include <QSemaphore>
#include <QThread>

using namespace zc;
using namespace zc::upkeep;
using namespace Qt::StringLiterals;

class TestSelfCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsInOrder()
    {
        SelfCheck check;
        check.add(u"a"_s, u"first"_s, [] { return ProbeResult{}; });
        check.add(u"b"_s, u"second"_s, [] { return ProbeResult{ProbeState::Warn, u"careful"_s, {}}; });
        const SelfCheckReport report = check.runNow();
        QCOMPARE(report.probes.size(), 2);
        QCOMPARE(report.probes.at(0).id, u"a"_s);
        QVERIFY(report.ok());
        const QJsonObject json = report.toJson();
        QCOMPARE(json.value(u"ok"_s).toBool(), true);
        QCOMPARE(json.value(u"probes"_s).toArray().at(1).toObject().value(u"state"_s).toString(), u"warn"_s);
    }
    void oneFailureFailsTheReport()
    {
        SelfCheck check;
        check.add(u"a"_s, u"first"_s, [] { return failedBecause({ErrorKind::Invalid, u"BAS-JSON-NUMBER"_s, {}}); });
        check.add(u"b"_s, u"second"_s, [] { return ProbeResult{}; });
        const SelfCheckReport report = check.runNow();
        QVERIFY(!report.ok());
        QVERIFY(!report.probes.at(0).result.words.isEmpty());
        QCOMPARE(report.probes.at(1).result.state, ProbeState::Pass);
    }
    void aHangingProbeDoesNotHoldTheRest()
    {
        auto gate = std::make_shared<QSemaphore>();
        SelfCheck check;
        check.add(u"slow"_s, u"slow"_s, [gate] { gate->acquire(); return ProbeResult{}; }, 50);
        check.add(u"quick"_s, u"quick"_s, [] { return ProbeResult{}; });
        const SelfCheckReport report = check.runNow();
        gate->release();
        QCOMPARE(report.probes.at(0).result.code, u"UPK-PROBE-SLOW"_s);
        QCOMPARE(report.probes.at(1).result.state, ProbeState::Pass);
    }
    void runAnswersLater()
    {
        SelfCheck check;
        check.add(u"a"_s, u"first"_s, [] { return ProbeResult{}; });
        QFuture<SelfCheckReport> future = check.run();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 60'000);
        QVERIFY(future.result().ok());
    }
};

ZC_TEST(QCoreApplication, TestSelfCheck)
#include "tst_selfcheck.moc"
