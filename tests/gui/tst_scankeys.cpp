#include "pages/desk/materialstep.h"
#include "shell/lockscreen.h"
#include "support/livedesk.h"
#include "support/testprogram.h"

#include <devices/devicehub.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedscanner.h>
#include <intake/pageorder.h>
#include <papers/paper.h>
#include <uikit/combo.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kScanPatienceMs = 60'000;

struct ScanDesk : LiveDesk {
    bool atMaterials()
    {
        if (!takeCase(packs.items().first().code)) return false;
        // A material needs an outcome; an item whose first answers are not given yet has none.
        while (port->current().materials.isEmpty() && !port->current().questions.isEmpty()) {
            const auto question = port->current().questions.first();
            if (question.options.isEmpty()) return false;
            port->answer(question.factId, question.options.first().value);
        }
        key(Qt::Key_3, Qt::ControlModifier);
        for (const auto &material : port->current().materials)
            if (material.mode != intake::NoticeLine::Mode::Exempt) {
                page->materials().choose(material.id);
                break;
            }
        return !page->materials().chosen().isEmpty() && QTest::qWaitFor([this] { return port->scanView().ready; }, kScanPatienceMs);
    }
    void tell(const QByteArray &line)
    {
        if (const auto done = world->scanner().control(line); !done) qFatal("%s", line.constData());
    }
    void tellCamera(const QByteArray &line)
    {
        if (const auto done = world->camera().control(line); !done) qFatal("%s", line.constData());
    }
    intake::ScanView camera() const { return port->scanView(intake::PageSource::Camera); }
    bool atCamera() { return atMaterials() && QTest::qWaitFor([this] { return camera().ready; }, kScanPatienceMs); }
    bool shot() { return QTest::qWaitFor([this] { return !camera().running; }, kScanPatienceMs); }
    const intake::MaterialState &state()
    {
        static intake::MaterialState none;
        for (const auto &material : port->current().materials)
            if (material.id == page->materials().chosen()) return material.state;
        return none;
    }
    QString told()
    {
        auto *callout = window->findChild<QWidget *>(u"scan.told"_s);
        QStringList words;
        if (callout && callout->isVisible())
            for (const QLabel *label : callout->findChildren<QLabel *>()) words.append(label->text());
        return words.join(u'\n');
    }
    bool ended() { return QTest::qWaitFor([this] { return !port->scanView().running; }, kScanPatienceMs); }
};

} // namespace

// F8 with a scanner behind it: pages, progress, stop and faults, by keys. The pages come from the simulated scanner.
class TstScanKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPileBecomesSheetsInOneStepOfUndo()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"set\":{\"msPerPage\":0}}");
        desk.world->putDrawnPapers(3);
        const qint64 before = desk.clock.wallMs();
        desk.key(Qt::Key_F8);
        QVERIFY(desk.port->scanView().running);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 3, kScanPatienceMs);
        QVERIFY(desk.ended());
        for (const auto &file : desk.state().attachments) {
            QCOMPARE(file.mediaType, u"image/jpeg"_s);
            QCOMPARE(file.device, desk.port->scanView().device);
            QVERIFY(file.takenMs >= before && file.takenMs <= desk.clock.wallMs());
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.page->materials().pageCount(), 3, kScanPatienceMs);
        QCOMPARE(desk.page->materials().place().cursor, 2);            // the last page is the one to look at
        QCOMPARE(desk.told(), QString());
        // A4 at 300 dpi, as the scanner drew it, with its resolution.
        auto bytes = desk.port->attachmentBytes(desk.state().attachments.first().attId);
        QVERIFY(QTest::qWaitFor([&] { return bytes.isFinished(); }, kScanPatienceMs));
        const QImage picture = QImage::fromData(*bytes.result());
        QCOMPARE(picture.size(), QSize(2480, 3507));
        QCOMPARE(qRound(picture.dotsPerMeterX() * 0.0254), 300);
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.state().attachments.size(), 0);
        desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.state().attachments.size(), 3);
    }

    void controlsAreWhatTheScannerCanDo()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        auto *source = desk.window->findChild<uikit::Combo *>(u"scan.source"_s);
        auto *mode = desk.window->findChild<uikit::Combo *>(u"scan.mode"_s);
        QVERIFY(source && mode && source->isVisible());
        QStringList sources;
        for (int i = 0; i < source->count(); ++i) sources.append(source->itemData(i).toString());
        QCOMPARE(sources, (QStringList{u"flatbed"_s, u"feeder"_s}));      // no duplex: this scanner has none
        QCOMPARE(source->currentData().toString(), u"feeder"_s);
        // From the glass, in grey.
        desk.tell("{\"set\":{\"msPerPage\":0}}");
        source->setCurrentIndex(source->findData(u"flatbed"_s));
        Q_EMIT source->activated(source->currentIndex());
        mode->setCurrentIndex(mode->findData(u"gray"_s));
        Q_EMIT mode->activated(mode->currentIndex());
        desk.key(Qt::Key_F8);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 1, kScanPatienceMs);
        auto bytes = desk.port->attachmentBytes(desk.state().attachments.first().attId);
        QVERIFY(QTest::qWaitFor([&] { return bytes.isFinished(); }, kScanPatienceMs));
        QVERIFY(QImage::fromData(*bytes.result()).isGrayscale());
    }

    void aStoppedScanLeavesTheMaterialAlone_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("Esc") << int(Qt::Key_Escape) << Qt::KeyboardModifiers();
        QTest::newRow("Shift+F8") << int(Qt::Key_F8) << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void aStoppedScanLeavesTheMaterialAlone()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"set\":{\"msPerPage\":150}}");
        desk.world->putDrawnPapers(60);
        const auto before = desk.port->current().draft;
        desk.key(Qt::Key_F8);
        QVERIFY(QTest::qWaitFor([&] { return desk.port->scanView().pages >= 2; }, kScanPatienceMs));
        auto *progress = desk.window->findChild<QWidget *>(u"scan.progress"_s);
        QVERIFY(progress && progress->isVisible());
        QElapsedTimer stopped;
        stopped.start();
        desk.key(key, modifiers);
        QVERIFY(desk.ended());
        QVERIFY2(stopped.elapsed() < 1000, qPrintable(QString::number(stopped.elapsed())));        // the goal is 100 ms; room for a loaded machine
        QCOMPARE(desk.page->step(), intake::Step::Materials);          // Esc did not lead a step back as well
        QVERIFY(!progress->isVisible());
        QVERIFY(desk.told().contains(u"停"_s));
        QTest::qWait(600);                                             // a page that was under way comes to nothing
        QCOMPARE(desk.port->current().draft.materials, before.materials);
        // And the scanner is free again.
        desk.tell("{\"set\":{\"msPerPage\":0}}");
        desk.tell("{\"feeder\":1}");
        desk.key(Qt::Key_F8);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 1, kScanPatienceMs);
    }

    void faultsAreToldInWords_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("sheets");
        QTest::addColumn<int>("kept");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty tray") << QByteArray("{\"feeder\":0}") << 0 << 0 << u"DEV-SCAN-NOMEDIA"_s;
        QTest::newRow("jam on page 7") << QByteArray("{\"fault\":{\"kind\":\"jam\",\"page\":7,\"part\":0.5}}") << 9 << 6 << u"DEV-SCAN-JAM"_s;
        QTest::newRow("cover") << QByteArray("{\"fault\":{\"kind\":\"cover\",\"page\":1}}") << 2 << 0 << u"DEV-SCAN-COVER"_s;
        QTest::newRow("unplugged on page 2") << QByteArray("{\"unplugAt\":{\"page\":2,\"part\":0.5}}") << 3 << 1 << u"DEV-SCAN-LINK"_s;
        QTest::newRow("defect") << QByteArray("{\"fault\":{\"kind\":\"defect\",\"page\":2,\"part\":0.2}}") << 3 << 1 << u"DEV-SCAN-FAULT"_s;
        QTest::newRow("nonsense") << QByteArray("{\"fault\":{\"kind\":\"nonsense\",\"page\":1,\"part\":0.2}}") << 1 << 0 << u"DEV-SCAN-PROTOCOL"_s;
    }
    void faultsAreToldInWords()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, sheets);
        QFETCH(int, kept);
        QFETCH(QString, code);
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"set\":{\"msPerPage\":0}}");
        desk.world->putDrawnPapers(sheets);
        desk.tell(script);
        const auto fields = desk.port->current().draft.fields;
        desk.key(Qt::Key_F8);
        QVERIFY(desk.ended());
        QTRY_VERIFY_WITH_TIMEOUT(desk.told().contains(code), kScanPatienceMs);
        QCOMPARE(desk.state().attachments.size(), kept);
        QCOMPARE(desk.port->current().draft.fields, fields);
        if (kept > 0) QVERIFY2(desk.told().contains(u"第 %1 页"_s.arg(kept + 1)), qPrintable(desk.told()));
        QVERIFY(desk.window->commands().table().find(u"material.scan"_s));
    }

    // What becomes of a scan when the process of its driver is killed stands in tst_deskscan; this is what the clerk reads then.
    void aDriverThatDiedSaysWhatIsMissing()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.desk.scanner.present = rig.desk.scanner.ready = true;
        Q_EMIT rig.desk.scanChanged();
        rig.key(Qt::Key_3, Qt::ControlModifier);
        Q_EMIT rig.desk.scanEnded({intake::PageSource::Scanner, u"M01"_s, 2, false, Error{ErrorKind::Device, u"DEV-HOST-CRASH"_s, u"signal 9, page 3"_s}});
        auto *told = rig.find(u"scan.told"_s);
        QVERIFY(told && told->isVisible());
        QStringList words;
        for (const QLabel *label : told->findChildren<QLabel *>()) words.append(label->text());
        const QString text = words.join(u'\n');
        for (const QString &part : {u"第 3 页没有收下"_s, u"前面 2 页已收下"_s, u"设备组件意外退出"_s, u"DEV-HOST-CRASH"_s}) QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY2(!text.contains(u"signal"_s), qPrintable(text));
    }

    void inUseByAnother()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        auto *hub = desk.world->ports().devices;
        const auto claim = hub->claim(u"scn-1"_s, devices::ClaimMode::Exclusive, {u"other"_s, u"检测"_s}, std::chrono::minutes(5));
        QVERIFY(claim.ok());
        desk.key(Qt::Key_F8);
        QTRY_VERIFY(desk.told().contains(u"DEV-SCAN-BUSY"_s));
        QVERIFY2(desk.told().contains(u"检测"_s), qPrintable(desk.told()));
        hub->release(claim->id);
        desk.tell("{\"set\":{\"msPerPage\":0}}");
        desk.world->putDrawnPapers(1);
        desk.key(Qt::Key_F8);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 1, kScanPatienceMs);
        QCOMPARE(desk.told(), QString());
    }

    void pulledOutAndPutBack()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"unplug\":{}}");
        QVERIFY(QTest::qWaitFor([&] { return !desk.port->scanView().ready; }, kScanPatienceMs));
        QTRY_VERIFY(!desk.told().isEmpty());
        desk.tell("{\"plug\":{}}");
        QVERIFY(QTest::qWaitFor([&] { return desk.port->scanView().ready; }, kScanPatienceMs));
        QTRY_COMPARE(desk.told(), QString());
    }

    void theCaseThatWasLeftGetsNothing()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"set\":{\"msPerPage\":200}}");
        desk.world->putDrawnPapers(3);
        const QUuid first = desk.port->current().draft.caseId;
        desk.key(Qt::Key_F8);
        QVERIFY(desk.port->scanView().running);
        desk.port->startCase(desk.packs.items().first().code);
        QVERIFY(QTest::qWaitFor([&] { return desk.port->current().draft.caseId != first; }, kScanPatienceMs));
        QVERIFY(desk.ended());
        QTest::qWait(800);
        for (const auto &material : desk.port->current().draft.materials) QVERIFY(material.attachments.isEmpty());
        desk.port->openCase(first);
        QVERIFY(QTest::qWaitFor([&] { return desk.port->current().draft.caseId == first; }, kScanPatienceMs));
        for (const auto &material : desk.port->current().draft.materials) QVERIFY(material.attachments.isEmpty());
    }

    void theLockEndsTheScan()
    {
        ScanDesk desk;
        QVERIFY(desk.atMaterials());
        desk.tell("{\"set\":{\"msPerPage\":300}}");
        desk.world->putDrawnPapers(20);
        desk.key(Qt::Key_F8);
        QVERIFY(desk.port->scanView().running);
        auto locked = desk.world->station().lock(u"test"_s);
        QVERIFY(desk.ended());
        QVERIFY(QTest::qWaitFor([&] { return locked.isFinished(); }, kScanPatienceMs));
        QVERIFY(desk.world->ports().devices->claims().isEmpty());
        QCOMPARE(desk.state().attachments.size(), 0);
    }

    void withoutAScannerTheFolderServes()
    {
        Rig rig;
        rig.showAt({1440, 900});
        QTemporaryDir folder;
        auto value = sampleCase();
        rig.desk.put(value);
        rig.deskPage->setScanFolder(folder.path());
        rig.key(Qt::Key_3, Qt::ControlModifier);
        QFile page(folder.filePath(u"a.jpg"_s));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write(samplePage(u"样例"_s)) > 0);
        page.close();
        rig.key(Qt::Key_F8);
        QVERIFY(rig.desk.calls.join(u'\n').contains(u"a.jpg"_s));
        QVERIFY(!rig.desk.calls.join(u'\n').contains(u"scan M"_s));
        // With one, F8 is its key and the folder has another.
        rig.desk.scanner.present = rig.desk.scanner.ready = true;
        Q_EMIT rig.desk.scanChanged();
        rig.key(Qt::Key_F8);
        QVERIFY(rig.desk.calls.last().startsWith(u"scan M"_s));
        QFile more(folder.filePath(u"b.jpg"_s));
        QVERIFY(more.open(QIODevice::WriteOnly) && more.write(samplePage(u"样例"_s)) > 0);
        more.close();
        rig.key(Qt::Key_F8, Qt::ControlModifier);
        QVERIFY(rig.desk.calls.join(u'\n').contains(u"b.jpg"_s));
    }

    // ---- F9

    void aPhotographLandsInTheMaterial()
    {
        ScanDesk desk;
        QVERIFY(desk.atCamera());
        auto *button = desk.window->findChild<QWidget *>(u"material.capture"_s);
        QVERIFY(button && button->isVisible());
        desk.tellCamera("{\"page\":{\"seed\":41}}");
        desk.key(Qt::Key_F9);
        QVERIFY(desk.camera().running);
        QVERIFY(!desk.port->scanView().running && !button->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 1, kScanPatienceMs);
        QVERIFY(desk.shot());
        const auto file = desk.state().attachments.first();
        QCOMPARE(file.device, desk.camera().device);
        QVERIFY(!file.title.isEmpty());
        auto bytes = desk.port->attachmentBytes(file.attId);
        QVERIFY(QTest::qWaitFor([&] { return bytes.isFinished(); }, kScanPatienceMs));
        QCOMPARE(QImage::fromData(*bytes.result()).size(), QSize(1240, 1754));
        QCOMPARE(desk.told(), QString());
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.state().attachments.size(), 0);
    }
    void bothSidesAreTwoPages()
    {
        ScanDesk desk;
        QVERIFY(desk.atCamera());
        desk.tellCamera("{\"set\":{\"turnMs\":600}}");
        auto *sides = desk.window->findChild<uikit::Combo *>(u"scan.sides"_s);
        QVERIFY(sides && sides->isVisible());
        sides->setCurrentIndex(sides->findData(u"both"_s));
        Q_EMIT sides->activated(sides->currentIndex());
        desk.key(Qt::Key_F9);
        QVERIFY(QTest::qWaitFor([&] { return desk.camera().pages == 1; }, kScanPatienceMs));
        QCOMPARE(desk.camera().ofPages, 2);
        auto *progress = desk.window->findChild<QWidget *>(u"scan.progress"_s);
        QStringList words;
        for (const QLabel *label : progress->findChildren<QLabel *>()) words.append(label->text());
        QVERIFY2(words.join(u' ').contains(u"翻面"_s), qPrintable(words.join(u' ')));
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 2, kScanPatienceMs);
        QVERIFY(desk.state().attachments.at(0).sha256 != desk.state().attachments.at(1).sha256);
    }
    void whatGoesWrongIsTold_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("code");
        QTest::newRow("bare table") << QByteArray("{\"page\":null}") << u"DEV-CAM-NOMEDIA"_s;
        QTest::newRow("defect") << QByteArray("{\"fault\":{\"kind\":\"defect\"}}") << u"DEV-CAM-FAULT"_s;
        QTest::newRow("freezes") << QByteArray("{\"fault\":{\"kind\":\"deaf\"}}") << u"DEV-CAM-LINK"_s;
        QTest::newRow("pulled out") << QByteArray("{\"unplugAt\":{\"frame\":2}}") << u"DEV-CAM-LINK"_s;
    }
    void whatGoesWrongIsTold()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, code);
        ScanDesk desk;
        QVERIFY(desk.atCamera());
        desk.tellCamera(script);
        const auto fields = desk.port->current().draft.fields;
        desk.key(Qt::Key_F9);
        QVERIFY(desk.shot());
        QTRY_VERIFY_WITH_TIMEOUT(desk.told().contains(code), kScanPatienceMs);
        QCOMPARE(desk.state().attachments.size(), 0);
        QCOMPARE(desk.port->current().draft.fields, fields);
        desk.tellCamera("{\"reset\":{}}");
        QVERIFY(QTest::qWaitFor([&] { return desk.camera().ready; }, kScanPatienceMs));
        desk.key(Qt::Key_F9);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().attachments.size(), 1, kScanPatienceMs);
        QCOMPARE(desk.told(), QString());
    }
    void aShotIsStoppedByKeyAndNothingElseBegins()
    {
        for (const auto &[key, modifiers] : {std::pair{Qt::Key_Escape, Qt::KeyboardModifiers()}, {Qt::Key_F8, Qt::KeyboardModifiers(Qt::ShiftModifier)}}) {
            ScanDesk desk;
            QVERIFY(desk.atCamera());
            desk.tellCamera("{\"set\":{\"shakeMs\":-1}}");       // a hand that does not go away
            desk.key(Qt::Key_F9);
            QVERIFY(desk.camera().running);
            desk.world->putDrawnPapers(1);
            desk.key(Qt::Key_F8);
            QVERIFY(!desk.port->scanView().running);
            desk.key(key, modifiers);
            QVERIFY(desk.shot());
            QCOMPARE(desk.page->step(), intake::Step::Materials);
            QVERIFY2(desk.told().contains(u"没有拍照"_s), qPrintable(desk.told()));
            QCOMPARE(desk.state().attachments.size(), 0);
            QCOMPARE(desk.world->scanner().scans(), 0);
        }
    }
    void withoutACameraItIsSaidOnce()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_3, Qt::ControlModifier);
        auto *button = rig.window->findChild<QWidget *>(u"material.capture"_s);
        QVERIFY(button && !button->isVisible());
        rig.key(Qt::Key_F9);
        QVERIFY(rig.desk.calls.last().startsWith(u"capture M"_s));
        Q_EMIT rig.desk.scanEnded({intake::PageSource::Camera, u"M01"_s, 0, false, Error{ErrorKind::NotFound, u"INT-CAMERA-NONE"_s, {}}});
        QStringList words;
        for (const QLabel *label : rig.window->findChild<QWidget *>(u"scan.told"_s)->findChildren<QLabel *>()) words.append(label->text());
        QVERIFY(words.join(u' ').contains(u"INT-CAMERA-NONE"_s));
        // A camera that is set up shows its button beside the scanner's.
        rig.desk.camera.present = rig.desk.camera.ready = true;
        Q_EMIT rig.desk.scanChanged();
        QVERIFY(button->isVisible());
    }
};

ZC_TEST(QApplication, TstScanKeys)
#include "tst_scankeys.moc"
