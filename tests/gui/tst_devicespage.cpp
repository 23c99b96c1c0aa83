#include "bootstrap/devicedesk.h"
#include "pages/devices/selftestsheet.h"
#include "shell/commandcentre.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <intake/deskstatus.h>
#include <intake/folderpacks.h>
#include <papers/pictureencoder.h>
#include <station/station.h>
#include <training/demoworld.h>
#include <uikit/button.h>
#include <uikit/keyvaluelist.h>
#include <uikit/tag.h>

#include <QApplication>
#include <QBuffer>
#include <QLabel>
#include <QPdfDocument>
#include <QPdfSelection>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDevicePatienceMs = 120'000;

class NoDevicePapers final : public intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray())); }
};

// The real hub with the practice's simulated scanner and reader behind the page's own port.
struct DeviceWorld {
    QTemporaryDir folder;
    SystemClock clock;
    intake::FolderPacks packs{{{u"market_regulation"_s, u"市场监管"_s, QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/market_regulation/packs")}}};
    NoDevicePapers papers;
    papers::PictureEncoder pictures;
    std::unique_ptr<training::DemoWorld> world;
    std::unique_ptr<DeviceDesk> port;

    DeviceWorld()
    {
        prepareApplication();
        training::DemoOptions options;
        options.folder = folder.filePath(u"demo"_s);
        options.items = packs.items();
        options.packs = &packs;
        options.papers = &papers;
        options.encoder = &pictures;
        auto prepared = training::DemoWorld::prepare(options);
        if (!prepared) qFatal("%s", qPrintable(prepared.error().code));
        world = std::make_unique<training::DemoWorld>(*prepared);
        port = std::make_unique<DeviceDesk>(clock);
        port->attach(*world->ports().devices, [this](const QString &device, const QByteArray &line) { return world->control(device, line); });
    }
    ~DeviceWorld()
    {
        port.reset();
        world.reset();
    }
    DeviceView device(const QString &id) const
    {
        for (const DeviceView &view : port->devices())
            if (view.id == id) return view;
        return {};
    }
    bool healthy(const QString &id) { return QTest::qWaitFor([&] { return device(id).health == intake::Health::Good; }, kDevicePatienceMs); }
};

QString words(const QWidget *widget)
{
    QStringList all;
    if (widget && widget->isVisible())
        for (const QLabel *label : widget->findChildren<QLabel *>())
            if (label->isVisible()) all.append(label->text());
    return all.join(u'\n');
}

QString pdfWords(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    QString text;
    for (int page = 0; page < document.pageCount(); ++page) text += document.getAllText(page).text();
    return text;
}

} // namespace

// 设备: what it shows, what its keys do, and the self-test of a real hub with its report.
class TstDevicesPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFaultSaysWhatToDo()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_4, Qt::AltModifier);
        QCOMPARE(rig.window->currentPage(), u"page.devices"_s);
        QCOMPARE(rig.devicesPage->chosen(), u"idr-1"_s);
        QVERIFY(words(rig.find(u"device.trouble"_s)).isEmpty());
        rig.key(Qt::Key_Down);
        QCOMPARE(rig.devicesPage->chosen(), u"scn-1"_s);
        const QString told = words(rig.find(u"device.trouble"_s));
        for (const QString &part : {u"卡纸"_s, u"取出"_s, u"DEV-SCAN-JAM"_s}) QVERIFY2(told.contains(part), qPrintable(told));
        auto *facts = rig.find<uikit::KeyValueList>(u"device.facts"_s);
        QCOMPARE(facts->rows().last().value, u"受理"_s);               // who holds it
        rig.key(Qt::Key_Home);
        QCOMPARE(rig.devicesPage->chosen(), u"idr-1"_s);
        rig.key(Qt::Key_End);
        QCOMPARE(rig.devicesPage->chosen(), rig.devices.list.last().id);
        rig.devicesPage->choose(u"scn-1"_s);
        // Mended: the words go.
        rig.devices.list[1].sentence.clear();
        rig.devices.list[1].code.clear();
        Q_EMIT rig.devices.changed();
        QVERIFY(words(rig.find(u"device.trouble"_s)).isEmpty());
        QCOMPARE(rig.devicesPage->chosen(), u"scn-1"_s);
        // The device that was looked at is gone: another one is shown, not an empty sheet.
        rig.devices.list.removeLast();
        Q_EMIT rig.devices.changed();
        QCOMPARE(rig.devicesPage->chosen(), u"idr-1"_s);
        rig.devices.list.clear();
        Q_EMIT rig.devices.changed();
        QVERIFY(rig.devicesPage->chosen().isEmpty());
    }

    void whatItCannotDoIsNotShown()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_4, Qt::AltModifier);
        auto *abilities = rig.find<uikit::KeyValueList>(u"device.abilities"_s);
        for (const DeviceView &device : rig.devices.list) {
            rig.devicesPage->choose(device.id);
            QCOMPARE(abilities->rows().size(), device.abilities.size());
        }
        rig.devices.list[1].abilities.clear();
        Q_EMIT rig.devices.changed();
        QVERIFY(!abilities->isVisible());
        QVERIFY(!rig.find(u"device.pretences"_s)->isVisible());        // a real device cannot be told to jam
        rig.devices.list[1].pretences = {{u"jam"_s, u"第 2 页卡纸"_s}};
        Q_EMIT rig.devices.changed();
        auto *jam = rig.find(u"pretend.jam"_s);
        QVERIFY(jam);
        QTRY_VERIFY(jam->isVisible());
        QTest::mouseClick(jam, Qt::LeftButton);
        QCOMPARE(rig.devices.calls.last(), u"pretend scn-1 jam"_s);
    }

    void keysAskTheDevice()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rig.window->currentPage(), u"page.devices"_s);
        QCOMPARE(rig.devices.calls.last(), u"check idr-1"_s);
        Q_EMIT rig.devices.checked(u"idr-1"_s, true, u"设备应答正常。"_s);
        QCOMPARE(rig.find<QLabel>(u"device.answer"_s)->text(), u"设备应答正常。"_s);
        Q_EMIT rig.devices.checked(u"scn-1"_s, true, u"另一台"_s);       // of a device nobody looks at any more
        QCOMPARE(rig.find<QLabel>(u"device.answer"_s)->text(), u"设备应答正常。"_s);
        rig.key(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rig.devices.calls.last(), u"selftest idr-1"_s);
        QVERIFY(!rig.find(u"button.device.report"_s)->isEnabled());
        rig.devices.test = {u"idr-1"_s, u"读卡器"_s, {}, true, false, 60, 1, 0, {{SelfTestLine::State::Passed, u"life.a"_s, u"life"_s, u"一"_s, {}, 3}}};
        Q_EMIT rig.devices.selfTestChanged();
        QVERIFY(rig.find(u"selftest.progress"_s)->isVisible());
        QVERIFY(!rig.find(u"button.device.selftest"_s)->isEnabled());
        rig.key(Qt::Key_Escape);
        QCOMPARE(rig.devices.calls.last(), u"stop"_s);
        rig.devices.test.running = false;
        Q_EMIT rig.devices.selfTestChanged();
        QVERIFY(rig.find(u"button.device.report"_s)->isEnabled());
        QSignalSpy report(rig.devicesPage, &DevicesPage::reportWanted);
        rig.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(report.size(), 1);
        QVERIFY(report.first().at(1).toByteArray().startsWith("%PDF"));
        rig.key(Qt::Key_Down);                                         // the report is of the reader, not of the scanner
        QVERIFY(!rig.find(u"button.device.report"_s)->isEnabled());
    }

    void hotPlugIsSeen()
    {
        DeviceWorld world;
        QVERIFY(world.healthy(u"scn-1"_s) && world.healthy(u"idr-1"_s));
        intake::DeskStatusMonitor status(world.world->ports());
        QCOMPARE(status.current().scanner.health, intake::Health::Good);
        world.port->pretend(u"scn-1"_s, u"unplug"_s);
        QVERIFY(QTest::qWaitFor([&] { return world.device(u"scn-1"_s).health == intake::Health::Bad; }, kDevicePatienceMs));
        QCOMPARE(world.device(u"scn-1"_s).code, u"DEV-SCAN-ABSENT"_s);
        QVERIFY(!world.device(u"scn-1"_s).next.isEmpty());
        QTRY_COMPARE(status.current().scanner.health, intake::Health::Bad);
        QCOMPARE(status.current().reader.health, intake::Health::Good);
        world.port->pretend(u"scn-1"_s, u"plug"_s);
        QVERIFY(world.healthy(u"scn-1"_s));
        QTRY_COMPARE(status.current().scanner.health, intake::Health::Good);
        // Every pretence of every class is a line that its simulator takes.
        QSignalSpy refused(world.port.get(), &DevicesPort::refused);
        for (const DeviceView &device : world.port->devices()) {
            QVERIFY(!device.pretences.isEmpty());
            for (const auto &pretence : device.pretences) world.port->pretend(device.id, pretence.first);
        }
        QCOMPARE(refused.size(), 0);
    }

    void theCheckAsksTheDeviceItself()
    {
        DeviceWorld world;
        QVERIFY(world.healthy(u"idr-1"_s));
        QSignalSpy checked(world.port.get(), &DevicesPort::checked);
        world.port->check(u"idr-1"_s);
        QVERIFY(QTest::qWaitFor([&] { return !checked.isEmpty(); }, kDevicePatienceMs));
        QCOMPARE(checked.first().at(1).toBool(), true);
        world.port->pretend(u"scn-1"_s, u"unplug"_s);
        QVERIFY(QTest::qWaitFor([&] { return world.device(u"scn-1"_s).health == intake::Health::Bad; }, kDevicePatienceMs));
        checked.clear();
        world.port->check(u"scn-1"_s);
        QVERIFY(QTest::qWaitFor([&] { return !checked.isEmpty(); }, kDevicePatienceMs));
        QCOMPARE(checked.first().at(1).toBool(), false);
        QVERIFY(checked.first().at(2).toString().contains(u"DEV-SCAN-ABSENT"_s));
    }

    void theSelfTestRunsAndIsReported()
    {
        DeviceWorld world;
        QVERIFY(world.healthy(u"scn-1"_s));
        QSignalSpy told(world.port.get(), &DevicesPort::selfTestChanged);
        world.port->startSelfTest(u"scn-1"_s);
        QVERIFY(world.port->selfTest().running);
        QVERIFY(QTest::qWaitFor([&] { return !world.port->selfTest().running; }, kDevicePatienceMs));
        const SelfTestView test = world.port->selfTest();
        QVERIFY(test.lines.size() >= 60);
        QVERIFY(told.size() >= test.lines.size());                     // line by line, not at the end
        QStringList failed;
        for (const SelfTestLine &line : test.lines)
            if (line.state == SelfTestLine::State::Failed) failed.append(line.id + u' ' + line.words);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.join(u'\n')));
        QVERIFY(test.count(SelfTestLine::State::Passed) > 15);
        for (const SelfTestLine &line : test.lines)
            if (line.state == SelfTestLine::State::Skipped) QVERIFY2(!line.words.isEmpty(), qPrintable(line.id));
        // A remark says in Chinese what was counted or measured.
        static const QRegularExpression han(u"\\p{Han}"_s);
        for (const SelfTestLine &line : test.lines)
            if (line.state == SelfTestLine::State::Passed && !line.words.isEmpty()) QVERIFY2(line.words.contains(han), qPrintable(line.id + u' ' + line.words));
        QVERIFY(world.world->ports().devices->claims().isEmpty());
        const QString text = pdfWords(selfTestSheet(world.device(u"scn-1"_s), test));
        for (const SelfTestLine &line : test.lines) QVERIFY2(text.contains(line.id.left(8)), qPrintable(line.id));
        // A sign that is a radical as well may come back as that: 行, ⾏.
        const QString unbroken = text.normalized(QString::NormalizationForm_KC).remove(QRegularExpression(u"\\s"_s));
        for (const QString &words : {u"已执行:"_s, u"个设置值"_s, u"报告为DEV-"_s, u"交付用时"_s}) QVERIFY2(unbroken.contains(words), qPrintable(words + u'\n' + text));
        QVERIFY2(text.contains(u"scn"_s), qPrintable(text.left(600)));
    }

    void stoppedAndInUse()
    {
        DeviceWorld world;
        QVERIFY(world.healthy(u"idr-1"_s));
        QSignalSpy refused(world.port.get(), &DevicesPort::refused);
        auto *hub = world.world->ports().devices;
        const auto claim = hub->claim(u"idr-1"_s, devices::ClaimMode::Exclusive, {u"other"_s, u"受理"_s}, std::chrono::minutes(5));
        world.port->startSelfTest(u"idr-1"_s);
        QCOMPARE(refused.size(), 1);
        QVERIFY(!world.port->selfTest().running);
        hub->release(claim->id);
        world.port->startSelfTest(u"idr-1"_s);
        QVERIFY(world.port->selfTest().running);
        world.port->stopSelfTest();
        QVERIFY(QTest::qWaitFor([&] { return !world.port->selfTest().running; }, kDevicePatienceMs));
        QVERIFY(world.port->selfTest().stopped);
        QVERIFY(world.port->selfTest().lines.size() < 60);
        world.port->startSelfTest(u"idr-1"_s);                         // and the end of the program does not wait for the rest
        QVERIFY(world.port->selfTest().running);
    }
};

ZC_TEST(QApplication, TstDevicesPage)
#include "tst_devicespage.moc"
