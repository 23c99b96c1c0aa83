#include "bootstrap/printing.h"

#include <base/clock.h>
#include <devices/simulatedprinters.h>

#include <support/testprogram.h>

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using intake::Health;

namespace {

struct PrintRig {
    SystemClock clock;
    std::shared_ptr<PrinterSimulator> printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    client::Printing printing{false};
    QSignalSpy finished{&printing, &client::Printing::finished}, printed{&printing, &client::Printing::printed}, refused{&printing, &client::Printing::refused};
    std::unique_ptr<DeviceHub> hub;

    PrintRig()
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"样例打印机"_s, printer, nullptr));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        printing.attach(hub.get());
    }
    bool mood(const char *line) { return printer->control(line).ok(); }
    bool shows(Health health) { return QTest::qWaitFor([&] { return printing.cell().health == health; }, 60'000); }
    static QByteArray pdf(char mark) { return "%PDF-1.4\n" + QByteArray(2000, mark); }
};

} // namespace

class TestDevicePrinting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void papersComeOutInOrderAndAreSaidToBePrinted()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QCOMPARE(rig.printing.printers(), QStringList{u"prn-1"_s});
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":300}}"));
        rig.printing.print(u"一次性告知书"_s, rig.pdf('a'));
        rig.printing.print(u"收件凭证"_s, rig.pdf('b'));
        QVERIFY(rig.finished.isEmpty());                     // asked for is not printed
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 2, 60'000);
        QCOMPARE(rig.finished[0][0].toString(), u"一次性告知书"_s);
        QCOMPARE(rig.printer->papers(), (QList<QByteArray>{rig.pdf('a'), rig.pdf('b')}));
        QVERIFY(rig.refused.isEmpty() && rig.printed.isEmpty());
        QVERIFY(rig.hub->claims().isEmpty());                // nobody else is kept from the printer
    }

    void emptyTrayIsSaidWhileThePaperWaits()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":400}}"));
        rig.printing.print(u"收件凭证"_s, rig.pdf('a'));
        QTRY_COMPARE_WITH_TIMEOUT(rig.printer->jobs(), 1, 60'000);
        QVERIFY(rig.mood("{\"reasons\":[\"media-empty-error\"]}"));
        QVERIFY(rig.shows(Health::Bad));
        QVERIFY2(rig.printing.cell().words.contains(u"没有纸"_s), qPrintable(rig.printing.cell().words));
        QVERIFY(!rig.printing.cell().words.endsWith(u'。'));
        QTest::qWait(600);
        QVERIFY(rig.finished.isEmpty() && rig.refused.isEmpty());
        QVERIFY(rig.mood("{\"reasons\":[]}"));
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 1, 60'000);
        QVERIFY(rig.shows(Health::Good));
    }

    void faultsRefuseWithAdvice()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"fault\":{\"kind\":\"rejected\"}}"));
        rig.printing.print(u"收件凭证"_s, rig.pdf('a'));
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 1, 60'000);
        QVERIFY(rig.refused[0][0].toString().contains(u"收件凭证"_s) && rig.refused[0][0].toString().contains(u'。'));
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"unplug\":{}}"));
        QVERIFY(rig.shows(Health::Bad));
        rig.printing.print(u"决定书"_s, rig.pdf('b'));
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 2, 60'000);
        QVERIFY(rig.mood("{\"plug\":{}}"));
        QVERIFY(rig.shows(Health::Good));
        rig.printing.print(u"决定书"_s, rig.pdf('c'));
        QTRY_COMPARE_WITH_TIMEOUT(rig.finished.size(), 1, 60'000);
        QCOMPARE(rig.printer->papers(), QList<QByteArray>{rig.pdf('c')});
    }

    void theDeskMayGoWhileAPaperIsPrinted()
    {
        PrintRig rig;
        QVERIFY(rig.shows(Health::Good));
        QVERIFY(rig.mood("{\"set\":{\"msPerJob\":60000}}"));
        rig.printing.print(u"收件凭证"_s, rig.pdf('a'));
        rig.printing.print(u"决定书"_s, rig.pdf('b'));
        QTRY_COMPARE_WITH_TIMEOUT(rig.printer->jobs(), 1, 60'000);
        rig.hub.reset();
        QTRY_COMPARE_WITH_TIMEOUT(rig.refused.size(), 2, 60'000);        // the one that waited is not forgotten in silence
        QVERIFY(rig.finished.isEmpty());
        QVERIFY(rig.printing.printers().isEmpty());
    }

    // A slot chosen in the settings means nothing before somebody signed on, and is no queue of the system's.
    void chosenBeforeTheDeskStands()
    {
        client::Printing printing(false);
        printing.choose(u"prn-1"_s);
        QCOMPARE(int(printing.cell().health), int(Health::Attention));
        printing.choose(u"hall"_s);
        QCOMPARE(int(printing.cell().health), int(Health::Bad));
    }
};

ZC_TEST(QCoreApplication, TestDevicePrinting)
#include "tst_deviceprinting.moc"
