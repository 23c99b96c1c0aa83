// Signing with a UKey: the field that takes the PIN, the question in our own window, and the try on page 设备 over the real hub.
#include "bootstrap/devicedesk.h"
#include "shell/keyquestion.h"
#include "shell/pinfield.h"
#include "support/memorysearch.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <base/clock.h>
#include <devices/simulatedkey.h>
#include <uikit/button.h>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace zc::devices;
using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyPatienceMs = 60'000;

void type(QWidget *widget, const QByteArray &signs)
{
    for (const char sign : signs) QTest::keyClick(widget, sign);
}

QByteArray taken(const Pin &pin)
{
    QByteArray bytes;
    pin.use([&](QByteArrayView view) { bytes = view.toByteArray(); });
    return bytes;
}

// A window with a line to work in, and the question over it.
struct KeyWindow {
    bool prepared = prepareApplication();
    QWidget window;
    QLineEdit work{&window};
    KeyQuestion question{&window};
    QList<Pin> answers;

    KeyWindow()
    {
        window.resize(900, 700);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        work.setFocus();
    }
    template <class T = QWidget>
    T *find(const char *name) const { return window.findChild<T *>(QString::fromLatin1(name)); }
    QString text(const char *name) const { return find<QLabel>(name)->isVisible() ? find<QLabel>(name)->text() : QString(); }
    PinField *pin() const { return find<PinField>("key.pin"); }
    QAbstractButton *yes() const { return find<QAbstractButton>("key.yes"); }
    static void wait() { QTest::qWait(StandingQuestion::kSeenMs + 100); }

    KeyQuestion::Question sample(quint64 id, bool own = false)
    {
        static const auto key = *KeySimulator::make();
        KeyQuestion::Question asked;
        asked.id = id;
        asked.own = own;
        asked.origin = u"https://office.example.test"_s;
        asked.words = u"提交样例事项"_s;
        asked.device = u"UKey"_s;
        asked.certificate = *certificateFrom(key->certificates().constFirst());
        asked.digest = QByteArray(32, '\x5a');
        asked.triesLeft = 5;
        asked.answer = [this](const Pin &typed) { answers.append(typed); };
        return asked;
    }
};

// The page's port over a hub with a simulated key.
struct KeyDeskWindow : KeyWindow {
    SystemClock clock;
    std::shared_ptr<KeySimulator> key = *KeySimulator::make();
    std::unique_ptr<DeviceHub> hub;
    DeviceDesk desk{clock};
    QStringList told;

    KeyDeskWindow()
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedKey(u"key-1"_s, u"UKey"_s, key));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        desk.setSigning(question);
        desk.attach(*hub, {});
        QObject::connect(&desk, &DevicesPort::checked, &window, [this](const QString &, bool well, const QString &words) { told.append((well ? u"+"_s : u"-"_s) + words); });
        if (!QTest::qWaitFor([&] { return hub->devices().constFirst().state == DeviceState::Ready; }, kKeyPatienceMs)) qFatal("not ready");
    }
    bool asks() { return QTest::qWaitFor([&] { return question.isAsking() && question.isVisible(); }, kKeyPatienceMs); }
    bool answered(int count) { return QTest::qWaitFor([&] { return told.size() == count; }, kKeyPatienceMs); }
    void enter(const QByteArray &typed)
    {
        type(pin(), typed);
        wait();
        QTest::keyClick(pin(), Qt::Key_Return);
    }
};

} // namespace

class TstKeySigning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFieldTakesSignsAndNothingElse()
    {
        prepareApplication();
        PinField field;
        field.show();
        QSignalSpy changed(&field, &PinField::changed);
        type(&field, "12aB!");
        QCOMPARE(changed.size(), 5);
        QTest::keyClick(&field, Qt::Key_Backspace);
        QGuiApplication::clipboard()->setText(u"999"_s);
        QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&field, Qt::Key_Space);
        QTest::sendKeyEvent(QTest::Click, &field, Qt::Key_unknown, u"口"_s, Qt::NoModifier);
        QCOMPARE(taken(field.take()), QByteArray("12aB"));
        QVERIFY(field.isEmpty() && field.take().isEmpty());
        QTest::keyClick(&field, Qt::Key_Backspace);
        type(&field, QByteArray(PinField::kMost + 3, '7'));
        QCOMPARE(taken(field.take()), QByteArray(PinField::kMost, '7'));
        QVERIFY(!field.testAttribute(Qt::WA_InputMethodEnabled));
    }
    void theFieldKeepsNothing()
    {
        prepareApplication();
        const PlantedSecret secret(14);
        if (secret.places() != 0) QSKIP("skipped: no look at this process's memory");
        PinField field;
        field.show();
        secret.uncovered([&](QByteArray &plain) { type(&field, plain); });
        QCOMPARE(secret.places(), 1);
        {
            const Pin pin = field.take();
            QCOMPARE(secret.places(), 1);           // moved, not copied
            pin.wipe();
        }
        QCOMPARE(secret.places(), 0);
        secret.uncovered([&](QByteArray &plain) { type(&field, plain); });
        field.clear();
        QCOMPARE(secret.places(), 0);
    }

    void theQuestionShowsWhatIsSigned()
    {
        KeyWindow desk;
        desk.question.ask(desk.sample(7));
        QVERIFY(desk.question.isVisible());
        QCOMPARE(desk.text("key.origin"), u"https://office.example.test"_s);            // in full
        QVERIFY(desk.text("key.words").contains(u"提交样例事项"_s));
        QVERIFY2(desk.text("key.digest").contains(u"SM3"_s) && desk.text("key.digest").contains(u"5a5a 5a5a 5a5a"_s), qPrintable(desk.text("key.digest")));
        QVERIFY(desk.text("key.certificate").contains(u"样例经办人甲"_s) && desk.text("key.certificate").contains(u"UKey"_s));
        QVERIFY(desk.text("key.tries").contains(u'5'));
        QVERIFY(desk.text("key.validity").isEmpty() && desk.text("key.remark").isEmpty());
    }
    void theLastTryAndAnExpiredCertificateAreSaid()
    {
        KeyWindow desk;
        auto asked = desk.sample(7);
        asked.triesLeft = 1;
        asked.certificate.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
        asked.remark = u"口令不正确"_s;
        desk.question.ask(asked);
        QVERIFY2(desk.text("key.tries").contains(u"锁定"_s), qPrintable(desk.text("key.tries")));
        QVERIFY(!desk.text("key.validity").isEmpty());
        QCOMPARE(desk.text("key.remark"), u"口令不正确"_s);
        KeyWindow other;
        auto silent = other.sample(8);
        silent.triesLeft = -1;
        other.question.ask(silent);
        QCOMPARE(other.text("key.tries"), u"口令"_s);         // how often is not known, but what to type is
    }
    void aPageTakesNoFocusAndEnterIsTheFields()
    {
        KeyWindow desk;
        desk.question.ask(desk.sample(7));
        QVERIFY(!desk.question.isAncestorOf(QApplication::focusWidget()));
        type(&desk.work, "135790");
        QTest::keyClick(&desk.work, Qt::Key_Return);
        QVERIFY(desk.answers.isEmpty() && desk.pin()->isEmpty());
        // By its own key: the PIN has the focus.
        desk.question.takeFocus();
        QVERIFY(desk.pin()->hasFocus());
        QVERIFY(!desk.yes()->isEnabled());           // empty: not possible
        desk.wait();
        QTest::keyClick(desk.pin(), Qt::Key_Return);
        QVERIFY(desk.answers.isEmpty());
        type(desk.pin(), "135790");
        QVERIFY(desk.yes()->isEnabled());
        QTest::keyClick(desk.pin(), Qt::Key_Return);
        QCOMPARE(desk.answers.size(), 1);
        QCOMPARE(taken(desk.answers.first()), QByteArray("135790"));
        QVERIFY(!desk.question.isVisible() && desk.pin()->isEmpty());
        QVERIFY(desk.work.hasFocus());
    }
    void aClickThatComesAtOnceWasMeantForSomethingElse()
    {
        KeyWindow desk;
        desk.question.ask(desk.sample(7));
        type(desk.pin(), "1");
        QTest::mouseClick(desk.yes(), Qt::LeftButton);
        QVERIFY(desk.answers.isEmpty());
        desk.wait();
        QTest::mouseClick(desk.yes(), Qt::LeftButton);
        QCOMPARE(desk.answers.size(), 1);
    }
    void escapeSignsNothing()
    {
        KeyWindow desk;
        desk.question.ask(desk.sample(7, true));
        QVERIFY(desk.pin()->hasFocus());             // her own: at once
        type(desk.pin(), "135790");
        desk.wait();
        QTest::keyClick(desk.pin(), Qt::Key_Escape);
        QCOMPARE(desk.answers.size(), 1);
        QVERIFY(desk.answers.first().isEmpty() && desk.pin()->isEmpty() && !desk.question.isVisible());
        QVERIFY(desk.work.hasFocus());
    }
    void withdrawnAndRefusedQuestionsTakeThePinAlong()
    {
        KeyWindow desk;
        desk.question.ask(desk.sample(7));
        desk.question.ask(desk.sample(8));
        desk.question.ask(desk.sample(0, true));
        type(desk.pin(), "12");
        desk.question.withdraw(8);                   // behind the first: what is typed stays
        QVERIFY(!desk.pin()->isEmpty());
        desk.question.withdraw(7);
        QVERIFY(desk.question.isVisible() && desk.pin()->isEmpty() && desk.answers.isEmpty());
        desk.question.withdraw(0);                   // no page's
        QVERIFY(desk.question.isAsking());
        type(desk.pin(), "12");
        desk.question.refuseAll();                   // the lock
        QVERIFY(!desk.question.isAsking() && desk.pin()->isEmpty());
        QCOMPARE(desk.answers.size(), 1);
        QVERIFY(desk.answers.first().isEmpty());
        desk.question.ask(desk.sample(0, true));
        desk.question.withdrawOwn();
        QVERIFY(!desk.question.isVisible());
        QCOMPARE(desk.answers.size(), 1);
    }

    void theTrySignsAndVerifies()
    {
        KeyDeskWindow desk;
        QVERIFY(desk.desk.devices().constFirst().signs);
        desk.desk.trySigning(u"key-1"_s);
        QVERIFY(desk.asks());
        QVERIFY(desk.text("key.words").contains(u"样例"_s));
        QCOMPARE(desk.hub->claims().size(), 1);
        desk.enter(KeySimulator::samplePin());
        QVERIFY(desk.answered(1));
        QVERIFY2(desk.told.first().startsWith(u'+') && desk.told.first().contains(u"SM2"_s), qPrintable(desk.told.first()));
        QCOMPARE(desk.hub->claims().size(), 0);
        QCOMPARE(desk.key->signatures(), 1);
    }
    void theTrySaysHowManyTriesAreLeft()
    {
        KeyDeskWindow desk;
        QVERIFY(desk.key->control("{\"tries\":3}"));
        desk.desk.trySigning(u"key-1"_s);
        QVERIFY(desk.asks());
        QVERIFY(desk.text("key.tries").contains(u'3'));
        desk.enter("000000");
        QVERIFY(QTest::qWaitFor([&] { return desk.text("key.tries").contains(u'2'); }, kKeyPatienceMs));
        QVERIFY2(desk.text("key.remark").contains(u"口令不正确"_s), qPrintable(desk.text("key.remark")));
        QCOMPARE(desk.key->signatures(), 1);         // only what she typed
        QVERIFY(desk.pin()->hasFocus());             // and she may go on typing
        desk.enter("000000");
        QVERIFY(QTest::qWaitFor([&] { return desk.text("key.tries").contains(u"锁定"_s); }, kKeyPatienceMs));
        desk.enter("000000");
        QVERIFY(desk.answered(1));
        QVERIFY2(desk.told.first().startsWith(u'-') && desk.told.first().contains(u"DEV-KEY-LOCKED"_s), qPrintable(desk.told.first()));
        QVERIFY(!desk.question.isAsking());
        QCOMPARE(desk.key->signatures(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.desk.devices().constFirst().signs, kKeyPatienceMs);
    }
    void escapeEndsTheTry()
    {
        KeyDeskWindow desk;
        desk.desk.trySigning(u"key-1"_s);
        QVERIFY(desk.asks());
        QVERIFY(desk.pin()->hasFocus());
        QTest::keyClick(desk.pin(), Qt::Key_Escape);
        QVERIFY(desk.answered(1));
        QVERIFY(desk.work.hasFocus());
        desk.desk.trySigning(u"key-1"_s);            // and once more, all the same
        QVERIFY(desk.asks());
        QVERIFY(desk.pin()->hasFocus());
        QTest::keyClick(desk.pin(), Qt::Key_Escape);
        QVERIFY(desk.answered(2));
        QCOMPARE(desk.told.first(), u"+"_s);
        QCOMPARE(desk.key->signatures(), 0);
        QCOMPARE(desk.hub->claims().size(), 0);
    }
    void pullingTheKeyEndsTheTry()
    {
        KeyDeskWindow desk;
        desk.desk.trySigning(u"key-1"_s);
        QVERIFY(desk.asks());
        type(desk.pin(), "135790");
        QVERIFY(desk.key->control("{\"unplug\":{}}"));
        QVERIFY(desk.answered(1));
        QVERIFY2(desk.told.first().startsWith(u'-') && desk.told.first().contains(u"DEV-KEY-ABSENT"_s), qPrintable(desk.told.first()));
        QVERIFY(!desk.question.isVisible() && desk.pin()->isEmpty());
        QCOMPARE(desk.hub->claims().size(), 0);
    }
    void whoHoldsTheKeyIsNamed()
    {
        KeyDeskWindow desk;
        QVERIFY(desk.hub->claim(u"key-1"_s, ClaimMode::Exclusive, {u"page"_s, u"样例网页"_s}, std::chrono::minutes(1)));
        desk.desk.trySigning(u"key-1"_s);
        QVERIFY(desk.answered(1));
        QVERIFY2(desk.told.first().contains(u"DEV-KEY-BUSY"_s), qPrintable(desk.told.first()));
        QVERIFY(!desk.question.isAsking());
    }

    void thePageOffersItWhereAKeyIs()
    {
        Rig rig;
        DeviceView key;
        key.id = u"key-1"_s;
        key.title = u"UKey"_s;
        key.health = intake::Health::Good;
        key.signs = true;
        rig.devices.list.append(key);
        rig.showAt({1440, 900});
        rig.key(Qt::Key_4, Qt::AltModifier);
        auto *button = rig.find<QAbstractButton>(u"button.device.sign"_s);
        QVERIFY(button && !button->isVisible());
        rig.devicesPage->choose(u"key-1"_s);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(rig.devices.calls.contains(u"sign key-1"_s));
        Q_EMIT rig.devices.checked(u"key-1"_s, true, u"已签名"_s);
        QCOMPARE(rig.find<QLabel>(u"device.answer"_s)->text(), u"已签名"_s);
    }
};

ZC_TEST(QApplication, TstKeySigning)
#include "tst_keysigning.moc"
