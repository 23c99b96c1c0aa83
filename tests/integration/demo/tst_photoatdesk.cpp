// The photo of the card at the counter: there while person and card are compared, gone with everything that ends that.
#include "counterwindow.h"

#include <devices/simulatedphoto.h>

#include <support/testprogram.h>

#include <QTemporaryDir>

using namespace zc;
using namespace zc::intake;
using namespace zc::intake::test;
using PhotoState = PhotoView::State;

namespace {

// A window with a case, and a person in front of it.
struct PhotoWindow {
    PhotoWindow() : window(folder.path())
    {
        window.desk->startCase(script.itemCode);
        ready = QTest::qWaitFor([&] { return window.desk->hasCase(); }, kPatienceMs);
    }
    PhotoView photo() const { return window.desk->photoView(); }
    bool tell(const QByteArray &line) { return window.world->control(u"pho-1"_s, line).ok(); }
    bool read(int person)
    {
        const bool laid = window.world->layCard(window.world->people().at(person).id).ok();
        window.desk->readCard();
        return laid && QTest::qWaitFor([&] {
            return window.now().draft.text(u"applicant.idNumber"_s) == window.world->people().at(person).card.fields.value(u"number"_s)
                && photo().state != PhotoState::None && photo().state != PhotoState::Decoding;
        }, kPatienceMs);
    }

    QTemporaryDir folder;
    const CaseScript script = sampleScript();
    Window window;
    bool ready = false;
};

} // namespace

class TestPhotoAtDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachPersonHasTheirOwn()
    {
        PhotoWindow here;
        QVERIFY(here.ready && here.photo().state == PhotoState::None);
        QVERIFY(here.read(0));
        QCOMPARE(here.photo().state, PhotoState::Shown);
        QCOMPARE(here.photo().party, u"applicant"_s);
        QCOMPARE(here.photo().pixels.size(), devices::CardPhoto::kBytes);
        const QByteArray first = here.photo().pixels.view().toByteArray();
        bool mixed = false;                             // the first person's photo beside the second one's name
        QObject::connect(here.window.desk.get(), &CounterDesk::photoChanged, here.window.desk.get(), [&] {
            const bool second = here.window.now().draft.text(u"applicant.idNumber"_s) == here.window.world->people().at(1).card.fields.value(u"number"_s);
            mixed = mixed || (second && here.photo().state == PhotoState::Shown && here.photo().pixels.view() == QByteArrayView(first));
        });
        QVERIFY(here.read(1));
        QVERIFY(here.photo().pixels.view() != QByteArrayView(first));
        QVERIFY(!mixed);
        here.window.desk->setFocus(u"agent.name"_s, 0);
        here.window.desk->readCard();
        QTRY_COMPARE_WITH_TIMEOUT(here.photo().party, u"agent"_s, kPatienceMs);
    }

    void itGoesWithEverythingThatEndsTheComparing_data()
    {
        QTest::addColumn<QString>("act");
        for (const char *act : {"step", "case", "close", "lock", "undo", "typed", "discard"})
            QTest::newRow(act) << QString::fromLatin1(act);
    }
    void itGoesWithEverythingThatEndsTheComparing()
    {
        QFETCH(QString, act);
        PhotoWindow here;
        QVERIFY(here.ready && here.read(0));
        QCOMPARE(here.photo().state, PhotoState::Shown);
        CounterDesk &desk = *here.window.desk;
        if (act == u"step")
            desk.setStep(Step::Guidance);
        else if (act == u"case")
            desk.startCase(here.script.itemCode);
        else if (act == u"close")
            desk.closeCase();
        else if (act == u"lock")
            desk.forgetPhoto();
        else if (act == u"undo")
            desk.undo();
        else if (act == u"typed")
            desk.setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        else
            desk.discard();
        QTRY_COMPARE_WITH_TIMEOUT(here.photo().state, PhotoState::None, kPatienceMs);
        QVERIFY(here.photo().pixels.isEmpty());
    }
    void aLookConfirmsAndThePhotoStaysForASecondOne()
    {
        PhotoWindow here;
        QVERIFY(here.ready && here.read(0));
        here.window.desk->confirmField(u"applicant.name"_s);
        here.window.desk->setField(u"applicant.phone"_s, u"13800000000"_s);
        QCOMPARE(here.photo().state, PhotoState::Shown);
    }

    void troubleIsSaidAndTheFieldsAreFilled_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("code");
        QTest::newRow("not its photo") << QByteArray("{\"fault\":{\"kind\":\"photo\"}}") << u"DEV-PHOTO-REJECTED"_s;
        QTest::newRow("wrong size") << QByteArray("{\"fault\":{\"kind\":\"nonsense\"}}") << u"DEV-PHOTO-PROTOCOL"_s;
        QTest::newRow("never") << QByteArray("{\"fault\":{\"kind\":\"deaf\"}}") << u"DEV-PHOTO-TIMEOUT"_s;
        QTest::newRow("gone") << QByteArray("{\"unplug\":{}}") << u"DEV-PHOTO-ABSENT"_s;
    }
    void troubleIsSaidAndTheFieldsAreFilled()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, code);
        PhotoWindow here;
        QVERIFY(here.ready && here.tell(line));
        QVERIFY(here.read(0));
        QCOMPARE(here.photo().state, PhotoState::Failed);
        QCOMPARE(here.photo().why->code, code);
        QVERIFY(here.photo().pixels.isEmpty() && here.window.refusals.isEmpty());
        QCOMPARE(here.window.now().draft.text(u"applicant.name"_s), here.window.world->people().constFirst().card.fields.value(u"name"_s));
        QVERIFY(here.tell("{\"reset\":{}}"));
        QTRY_VERIFY_WITH_TIMEOUT(here.read(0) && here.photo().state == PhotoState::Shown, kPatienceMs);      // F5 again is enough
    }
    void anAnswerThatComesTooLateIsNobodys()
    {
        PhotoWindow here;
        QVERIFY(here.ready && here.tell("{\"set\":{\"msPerPhoto\":400}}"));
        QVERIFY(here.window.world->layCard(here.window.world->people().constFirst().id));
        here.window.desk->readCard();
        QTRY_COMPARE_WITH_TIMEOUT(here.photo().state, PhotoState::Decoding, kPatienceMs);
        here.window.desk->setStep(Step::Guidance);
        QCOMPARE(here.photo().state, PhotoState::None);
        QTRY_VERIFY_WITH_TIMEOUT(here.window.world->ports().devices->claims().isEmpty(), kPatienceMs);       // its answer has come
        QCOMPARE(here.photo().state, PhotoState::None);
    }
    void withoutADecoderItIsSaid()
    {
        PhotoWindow here;
        QVERIFY(here.ready);
        CounterPorts ports = here.window.world->ports();
        ports.workplace.photoSlot.clear();
        here.window.desk = std::make_unique<CounterDesk>(ports);
        here.window.desk->startCase(here.script.itemCode);
        QTRY_VERIFY_WITH_TIMEOUT(here.window.desk->hasCase(), kPatienceMs);
        QVERIFY(here.read(0));
        QCOMPARE(here.photo().state, PhotoState::NoDecoder);
    }
};

ZC_TEST(QGuiApplication, TestPhotoAtDesk)
#include "tst_photoatdesk.moc"
