// The try of a fingerprint reader on page 设备: over the real hub with simulated readers, and what the page offers.
#include "bootstrap/devicedesk.h"
#include "support/memorysearch.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <base/clock.h>
#include <devices/idcardreader.h>
#include <devices/simulatedfinger.h>
#include <devices/simulator.h>
#include <uikit/button.h>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace zc::devices;
using namespace Qt::StringLiterals;

namespace {

constexpr int kFingerPatienceMs = 60'000;

std::shared_ptr<ReaderSimulator> cardReader()
{
    ReaderSimulator::Options options;
    options.inMemory = true;
    auto started = ReaderSimulator::start(options);
    return started ? std::move(*started) : nullptr;
}

// The page's port over a hub with both readers.
struct FingerTryDesk {
    bool prepared = prepareApplication();
    SystemClock clock;
    std::shared_ptr<ReaderSimulator> cards = cardReader();
    std::shared_ptr<FingerSimulator> fingers = std::make_shared<FingerSimulator>();
    QStringList said, told;
    std::unique_ptr<DeviceHub> hub;
    DeviceDesk desk{clock};

    explicit FingerTryDesk(bool withCards = true, DeviceDesk::Pretend pretend = {})
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        if (withCards) drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"读卡器"_s, cards, clock));
        drivers.push_back(makeSimulatedFingerReader(u"fpr-1"_s, u"指纹仪"_s, fingers));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        desk.attach(*hub, std::move(pretend));
        QObject::connect(&desk, &DevicesPort::said, &desk, [this](const QString &, const QString &words) { said.append(words); });
        QObject::connect(&desk, &DevicesPort::checked, &desk, [this](const QString &, bool well, const QString &words) { told.append((well ? u"+"_s : u"-"_s) + words); });
        const auto ready = [this] {
            const auto devices = hub->devices();
            return std::all_of(devices.begin(), devices.end(), [](const DeviceInfo &info) { return info.state == DeviceState::Ready; });
        };
        if (!QTest::qWaitFor(ready, kFingerPatienceMs)) qFatal("not ready");
    }
    DeviceView view(const QString &id = u"fpr-1"_s) const
    {
        for (const DeviceView &device : desk.devices())
            if (device.id == id) return device;
        return {};
    }
    bool tell(const QByteArray &line) const { return fingers->control(line).ok(); }
    bool lay(const QByteArray &card) const { return cards->control("{\"card\":" + card + "}").ok(); }
    bool answered(int count = 1) { return QTest::qWaitFor([&] { return told.size() == count; }, kFingerPatienceMs); }
    bool asksFor(const QString &code) { return QTest::qWaitFor([&] { return view().code == code; }, kFingerPatienceMs); }
};

} // namespace

class TstFingerTry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhetherItIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("finger");
        QTest::addColumn<bool>("same");
        QTest::addColumn<QString>("words");
        QTest::newRow("first finger") << QByteArray(R"("same")") << true << u"第 1 枚指纹相符（相似度 90/100）"_s;
        QTest::newRow("second finger") << QByteArray(R"({"is":"same","record":2,"score":71})") << true << u"第 2 枚指纹相符（相似度 71/100）"_s;
        QTest::newRow("another's") << QByteArray(R"("other")") << false << u"不一致（相似度 12/100）"_s;
    }
    void saysWhetherItIsTheSame()
    {
        QFETCH(QByteArray, finger);
        QFETCH(bool, same);
        QFETCH(QString, words);
        FingerTryDesk desk;
        QVERIFY(desk.view().compares && !desk.view(u"idr-1"_s).compares);
        QVERIFY(desk.lay(R"({"seed":7})"));
        QVERIFY(desk.tell("{\"finger\":" + finger + "}"));
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.view().comparing);
        QVERIFY(desk.answered());
        QCOMPARE(desk.told.first().startsWith(u'+'), same);
        QVERIFY2(desk.told.first().contains(words), qPrintable(desk.told.first()));
        QCOMPARE(desk.said.size(), 2);                          // lay the card, put the finger on
        QVERIFY(!desk.view().comparing && desk.hub->claims().isEmpty());
        QCOMPARE(desk.fingers->comparisons(), 1);
    }
    // A card is waited for, then a finger; each with its words, and pressed again it is given up.
    void waitsForCardAndFinger()
    {
        FingerTryDesk desk;
        QVERIFY(desk.tell(R"({"finger":null})"));
        desk.desk.tryFinger(u"fpr-1"_s);
        QCOMPARE(desk.said.size(), 1);
        QTest::qWait(300);
        QCOMPARE(desk.fingers->comparisons(), 0);
        QVERIFY(desk.lay(R"("R")"));
        QVERIFY(desk.asksFor(u"DEV-FINGER-NOMEDIA"_s));
        QCOMPARE(desk.said.size(), 2);
        QVERIFY(!desk.view().sentence.isEmpty() && !desk.view().next.isEmpty());
        QCOMPARE(desk.view(u"idr-1"_s).usedBy, QString());      // the reader is free for the next card already
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QCOMPARE(desk.told.first(), u"+"_s);                    // nothing to say
        QVERIFY(QTest::qWaitFor([&] { return desk.view().code.isEmpty() && desk.view().compares; }, kFingerPatienceMs));
        QVERIFY(desk.hub->claims().isEmpty());
    }
    void givenUpBeforeTheCard()
    {
        FingerTryDesk desk;
        desk.desk.tryFinger(u"fpr-1"_s);
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY(desk.lay(R"("R")"));
        QTest::qWait(300);
        QCOMPARE(desk.told.size(), 1);
        QCOMPARE(desk.fingers->comparisons(), 0);
    }
    void aCardWithoutFingerprintsAsksForNoFinger()
    {
        FingerTryDesk desk;
        QVERIFY(desk.lay(R"({"seed":7,"fingers":0})"));
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY2(desk.told.first().startsWith(u"-此证件没有登记指纹"_s), qPrintable(desk.told.first()));
        QCOMPARE(desk.fingers->comparisons(), 0);
    }
    void faultsAreSaidWithTheirCode_data()
    {
        QTest::addColumn<QByteArray>("finger");
        QTest::addColumn<QByteArray>("card");
        QTest::addColumn<QString>("code");
        QTest::newRow("features") << QByteArray(R"({"fault":{"kind":"unreadable"}})") << QByteArray() << u"DEV-FINGER-REJECTED"_s;
        QTest::newRow("glass") << QByteArray(R"({"fault":{"kind":"dirty"}})") << QByteArray() << u"DEV-FINGER-ACTION"_s;
        QTest::newRow("pulled") << QByteArray(R"({"unplugAt":"look"})") << QByteArray() << u"DEV-FINGER-ABSENT"_s;
        QTest::newRow("card refused") << QByteArray() << QByteArray(R"({"status":{"command":"3010","sw3":"31","times":1}})") << u"DEV-IDCARD-AUTH"_s;
    }
    void faultsAreSaidWithTheirCode()
    {
        QFETCH(QByteArray, finger);
        QFETCH(QByteArray, card);
        QFETCH(QString, code);
        FingerTryDesk desk;
        QVERIFY(desk.lay(R"({"seed":7})"));
        QVERIFY(finger.isEmpty() || desk.tell(finger));
        QVERIFY(card.isEmpty() || desk.cards->control(card).ok());
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY2(desk.told.first().startsWith(u'-') && desk.told.first().contains(code), qPrintable(desk.told.first()));
        QVERIFY(desk.hub->claims().isEmpty());
    }
    void inUseElsewhere_data()
    {
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("code");
        QTest::newRow("fingerprint reader") << u"fpr-1"_s << u"DEV-FINGER-BUSY"_s;
        QTest::newRow("card reader") << u"idr-1"_s << u"DEV-IDCARD-BUSY"_s;
    }
    void inUseElsewhere()
    {
        QFETCH(QString, device);
        QFETCH(QString, code);
        FingerTryDesk desk;
        QVERIFY(desk.hub->claim(device, ClaimMode::Exclusive, {u"page"_s, u"样例网页"_s}, std::chrono::minutes(1)));
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY2(desk.told.first().contains(code), qPrintable(desk.told.first()));
        QCOMPARE(desk.hub->claims().size(), 1);                 // the other one's
        QVERIFY(!desk.view().comparing);
    }
    // The lock takes every device: the try ends without a word, and nothing of the card is left.
    void theLockEndsIt()
    {
        FingerTryDesk desk;
        QVERIFY(desk.tell(R"({"finger":null})"));
        QVERIFY(desk.lay(R"("R")"));
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.asksFor(u"DEV-FINGER-NOMEDIA"_s));
        desk.hub->releaseAll();
        QVERIFY(desk.answered());
        QCOMPARE(desk.told.first(), u"-"_s);
        QVERIFY(!desk.view().comparing);
    }
    // In practice whoever sits there hands over a card; one that a trainer has laid stays.
    void practiceHandsOverACard()
    {
        std::shared_ptr<ReaderSimulator> cards;
        FingerTryDesk desk(true, [&cards](const QString &device, const QByteArray &line) {
            return device == "idr-1"_L1 ? cards->control(line) : Result<void>();
        });
        cards = desk.cards;
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY2(desk.told.first().startsWith(u"+一致"_s), qPrintable(desk.told.first()));
        QVERIFY(desk.lay(R"({"seed":9,"fingers":0})"));
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered(2));
        QVERIFY2(desk.told.last().startsWith(u"-此证件没有登记指纹"_s), qPrintable(desk.told.last()));
        QVERIFY(!desk.view().pretences.isEmpty());
        for (const auto &[id, words] : desk.view().pretences) {
            desk.desk.pretend(u"fpr-1"_s, id);
            QVERIFY(!words.isEmpty());
        }
    }
    void withoutACardReaderThereIsNothingToTry()
    {
        FingerTryDesk desk(false);
        QVERIFY(!desk.view().compares);
        desk.desk.tryFinger(u"fpr-1"_s);
        QVERIFY(desk.answered());
        QVERIFY2(desk.told.first().contains(u"DEV-NOSUCH"_s), qPrintable(desk.told.first()));
        QVERIFY(desk.hub->claims().isEmpty());
    }

    void thePageOffersItWhereItCanBe()
    {
        Rig rig;
        DeviceView reader;
        reader.id = u"fpr-1"_s;
        reader.title = u"指纹仪"_s;
        reader.health = intake::Health::Good;
        reader.compares = true;
        rig.devices.list.append(reader);
        rig.showAt({1440, 900});
        rig.key(Qt::Key_4, Qt::AltModifier);
        auto *button = rig.find<uikit::Button>(u"button.device.finger"_s);
        auto *answer = rig.find<QLabel>(u"device.answer"_s);
        QVERIFY(button && !button->isVisible());
        rig.devicesPage->choose(u"fpr-1"_s);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(rig.devices.calls.count(u"finger fpr-1"_s), 1);
        const QString before = button->text();
        rig.devices.list.last().comparing = true;
        Q_EMIT rig.devices.changed();
        QVERIFY(button->text() != before);
        Q_EMIT rig.devices.said(u"fpr-1"_s, u"请放证件"_s);
        QCOMPARE(answer->text(), u"请放证件"_s);
        QVERIFY(answer->isVisible());
        Q_EMIT rig.devices.said(u"idr-1"_s, u"别的设备"_s);
        QCOMPARE(answer->text(), u"请放证件"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(rig.devices.calls.count(u"finger fpr-1"_s), 2);
        Q_EMIT rig.devices.checked(u"fpr-1"_s, true, u"一致"_s);
        QCOMPARE(answer->text(), u"一致"_s);
        // By the palette, from elsewhere: the first one that can.
        rig.devicesPage->choose(rig.devices.list.first().id);
        rig.window->commands().run(u"device.finger"_s);
        QCOMPARE(rig.devices.calls.count(u"finger fpr-1"_s), 3);
        QCOMPARE(rig.devicesPage->chosen(), u"fpr-1"_s);
    }
};

ZC_TEST(QApplication, TstFingerTry)
#include "tst_fingertry.moc"
