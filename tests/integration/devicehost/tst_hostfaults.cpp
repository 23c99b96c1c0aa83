#include "hostbench.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

// Everything that was logged while a test ran.
QStringList g_log;
QMutex g_logMutex;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const QMutexLocker lock(&g_logMutex);
    g_log << text;
}

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

// Patient enough for a machine that does ten other things, short enough for thousands of hangs.
HostLimits shortLimits()
{
    HostLimits limits;
    limits.helloMs = 1500;
    limits.pingMs = 100;
    limits.missedPings = 4;
    limits.graceMs = 40;
    limits.restartMs = {1};
    limits.mostDeaths = 1'000'000;
    return limits;
}

const QStringList kHostErrors = {u"DEV-HOST-CRASH"_s, u"DEV-HOST-HANG"_s, u"DEV-HOST-FRAME"_s};

} // namespace

// A client that goes through one faulty host after another. It lives, every job ends in time with one outcome, and nothing
// of one person stands in another's answer. ZC_HOST_FAULTS=10000 runs the whole number; the default is a tenth of a minute's worth.
class TestHostFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesFaultAfterFault()
    {
        const int wanted = qEnvironmentVariableIntValue("ZC_HOST_FAULTS") > 0 ? qEnvironmentVariableIntValue("ZC_HOST_FAULTS") : 220;
        QTemporaryDir folder;
        const QString counter = folder.filePath(u"counter"_s);
        const auto injected = [&counter] {
            QFile file(counter);
            return file.open(QIODevice::ReadOnly) ? file.readAll().toInt() : 0;
        };
        SystemClock clock;
        HostedDriverSettings settings = faultySettings(counter);
        settings.limits = shortLimits();
        const std::unique_ptr<Driver> driver = makeHostedDriver(settings, clock);
        int cards = 0, refused = 0, notOpened = 0, descriptors = 0;
        QHash<QString, int> seen;
        qInstallMessageHandler(keepLog);
        const auto cleanUp = qScopeGuard([] { qInstallMessageHandler(nullptr); });
        while (injected() < wanted) {
            BenchContext opening(3000);
            QElapsedTimer took;
            took.start();
            Result<std::unique_ptr<Device>> device = driver->open({}, opening);
            QVERIFY2(took.elapsed() < 60'000, "an opening did not end");
            if (!device.ok()) {
                ++notOpened;
                ++seen[device.error().code];
                QVERIFY2(kHostErrors.contains(device.error().code), qPrintable(device.error().code));
                continue;
            }
            QVERIFY(device.value()->identity().model.size() <= 100);
            while ((*device)->isOpen() && injected() < wanted) {
                BenchContext context(300);
                Result<AnyAnswer> answer = (*device)->run(ReadCard{}, context);
                if (!answer.ok()) {
                    ++refused;
                    ++seen[answer.error().code];
                    QVERIFY2(!answer.error().detail.contains(u"别人"_s) && !answer.error().detail.contains(u"1101"_s), qPrintable(answer.error().detail));
                    continue;
                }
                ++cards;
                QCOMPARE(std::get<CardRecord>(answer.value()).text(CardField::Name), u"样例本人"_s);
            }
            if (descriptors == 0 && injected() > 60)
                descriptors = openDescriptors();
        }
        QVERIFY2(openDescriptors() <= descriptors + 4, qPrintable(u"%1 then %2"_s.arg(descriptors).arg(openDescriptors())));
        qInstallMessageHandler(nullptr);
        qInfo("%d faults: %d honest cards, %d jobs refused, %d openings refused", injected(), cards, refused, notOpened);
        for (auto it = seen.begin(); it != seen.end(); ++it)
            qInfo("  %s %d", qPrintable(it.key()), it.value());
        QVERIFY(cards > wanted / 20 && refused > wanted / 20 && notOpened > wanted / 20);
        for (const QString &line : std::as_const(g_log))
            QVERIFY2(!line.contains(u"别人"_s) && !line.contains(u"11010519491231002X"_s), qPrintable(line));
        // The folders of the sockets went with their processes.
        QVERIFY(QDir(QDir::tempPath()).entryList({u"zc-host-*"_s}, QDir::Dirs).size() < 50);
    }
    void afterACancelNothingOfTheJobArrives()
    {
        SystemClock clock;
        HostedDriverSettings settings = faultySettings(u"kind-38"_s);       // answers with 别人 once it is cancelled
        settings.limits = shortLimits();
        settings.limits.graceMs = 5000;
        const std::unique_ptr<Driver> driver = makeHostedDriver(settings, clock);
        BenchContext opening(20'000);
        Result<std::unique_ptr<Device>> device = driver->open({}, opening);
        QVERIFY(device.ok());
        BenchContext context(60'000);
        context.stopAfterMs = 60;
        const Result<AnyAnswer> answer = (*device)->run(ReadCard{}, context);
        QCOMPARE(answer.ok() ? u"a card"_s : answer.error().code, u"DEV-CANCELLED"_s);
        QVERIFY((*device)->isOpen());
    }
    void endlessTalkIsCutOff_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("media") << u"kind-45"_s;
        QTest::newRow("pongs") << u"kind-46"_s;
    }
    void endlessTalkIsCutOff()
    {
        QFETCH(QString, kind);
        SystemClock clock;
        HostedDriverSettings settings = faultySettings(kind);
        settings.limits.helloMs = 60'000;
        settings.limits.pingMs = 60'000;            // only the talk may end it
        const std::unique_ptr<Driver> driver = makeHostedDriver(settings, clock);
        BenchContext opening(60'000);
        Result<std::unique_ptr<Device>> device = driver->open({}, opening);
        QVERIFY(device.ok());
        BenchContext context(300'000);
        const Result<AnyAnswer> answer = (*device)->run(ReadCard{}, context);
        QCOMPARE(answer.ok() ? u"a card"_s : answer.error().code, u"DEV-HOST-FRAME"_s);
        QVERIFY(!(*device)->isOpen());
    }
};

QTEST_GUILESS_MAIN(TestHostFaults)
#include "tst_hostfaults.moc"
