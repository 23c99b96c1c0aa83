#include "bootstrap/codelistener.h"
#include "bootstrap/coderouter.h"
#include "bootstrap/devicedesk.h"
#include "bootstrap/deskdevices.h"
#include "shell/wedgefilter.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <base/clock.h>
#include <devices/codereader.h>

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::Step;

namespace {

const QString kReceipt = QStringLiteral("zc1|N01|%1|ABCDEFGHIJKLMNOPQRSTUVWXYZ");

// Keys at the door of the window, as the system gives them: shortcuts, focus and pages see them on the ordinary way.
class Keys {
public:
    explicit Keys(Rig &rig) : m_window(rig.window->windowHandle()) {}
    void press(int key, const QString &text = {}, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::simulateEvent(m_window, true, key, modifiers, text, false, 0);
        QTest::simulateEvent(m_window, false, key, modifiers, text, false, 0);
    }
    void type(const QString &text)
    {
        for (const QChar c : text) press(c.toUpper().unicode(), QString(c), c.isUpper() ? Qt::ShiftModifier : Qt::NoModifier);
    }
    void person(const QString &text)
    {
        for (const QChar c : text) {
            type(QString(c));
            QTest::qWait(60);
        }
    }

private:
    QWindow *m_window;
};

// The real hub over a simulated scanner.
struct Scanner {
    SystemClock clock;
    std::shared_ptr<devices::CodeReaderSimulator> simulator;
    std::unique_ptr<devices::DeviceHub> hub;
    Scanner()
    {
        auto started = devices::CodeReaderSimulator::start(devices::CodeReaderSimulator::Line::Memory);
        if (!started) qFatal("no simulator");
        simulator = std::move(*started);
        std::vector<std::unique_ptr<devices::Driver>> drivers;
        drivers.push_back(devices::makeSimulatedCodeReader(u"bar-1"_s, u"扫码枪"_s, simulator));
        hub = std::make_unique<devices::DeviceHub>(devices::DeviceSettings{}, std::move(drivers), clock);
    }
    void scan(const QString &text) { QVERIFY(simulator->control("{\"scan\":\"" + text.toUtf8() + "\"}")); }
    // Until a code comes through: what was scanned before a job began goes to nobody, and a busy machine begins late.
    bool heard(QSignalSpy &codes)
    {
        for (int tries = 0; tries < 40; ++tries) {
            codes.clear();
            scan(u"WARM"_s);
            if (QTest::qWaitFor([&] { return !codes.isEmpty(); }, 500)) {
                codes.clear();
                return true;
            }
        }
        return false;
    }
    bool listening() const
    {
        return QTest::qWaitFor([this] { return hub->devices().constFirst().state == devices::DeviceState::Busy; }, 20'000);
    }
};

} // namespace

// A scanned code reaches what it means, and no field, button or shortcut of the window.
class TstCodeKeys : public QObject {
    Q_OBJECT

    void openApplicant(Rig &rig)
    {
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        value.draft.fields.clear();
        rig.desk.put(value);
    }

private Q_SLOTS:
    void nothingSpillsIntoAField_data()
    {
        QTest::addColumn<int>("prefix");
        QTest::newRow("with a prefix") << int(Qt::Key_F12);
        QTest::newRow("by its speed") << 0;
    }
    void nothingSpillsIntoAField()
    {
        QFETCH(int, prefix);
        Rig rig;
        openApplicant(rig);
        WedgeFilter filter(qApp, {prefix, Qt::Key_Return});
        QSignalSpy codes(&filter, &WedgeFilter::scanned);
        Keys keys(rig);
        auto *name = rig.find<QLineEdit>(u"edit.applicant.name"_s);
        QVERIFY(name->hasFocus());
        keys.person(u"ab"_s);
        QTRY_COMPARE(name->text(), u"ab"_s);
        QTest::qWait(60);
        rig.desk.calls.clear();
        const QString code = kReceipt.arg(u"430104-17"_s);
        if (prefix) keys.press(prefix);
        keys.type(code);
        keys.press(Qt::Key_Return, u"\r"_s);
        QTRY_COMPARE(codes.size(), 1);
        QCOMPARE(codes.at(0).at(0).toString(), code);
        QTest::qWait(80);
        QCOMPARE(name->text(), u"ab"_s);
        QVERIFY2(name->hasFocus(), "Enter of the scanner left the field");
        QVERIFY2(rig.desk.calls.isEmpty(), qPrintable(rig.desk.calls.join(u';')));
        keys.person(u"c"_s);
        QTRY_COMPARE(name->text(), u"abc"_s);
        keys.press(Qt::Key_Return, u"\r"_s);
        QTRY_VERIFY(rig.find(u"edit.applicant.idNumber"_s)->hasFocus());
    }

    // Digits choose answers, letters decide on materials: those of a scanner do neither.
    void noAnswerIsGiven_data() { nothingSpillsIntoAField_data(); }
    void noAnswerIsGiven()
    {
        QFETCH(int, prefix);
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Guidance;
        rig.desk.put(value);
        WedgeFilter filter(qApp, {prefix, Qt::Key_Return});
        QSignalSpy codes(&filter, &WedgeFilter::scanned);
        Keys keys(rig);
        rig.desk.calls.clear();
        if (prefix) keys.press(prefix);
        keys.type(u"2131212"_s);
        keys.press(Qt::Key_Return, u"\r"_s);
        QTRY_COMPARE(codes.size(), 1);
        QTest::qWait(80);
        QVERIFY2(rig.desk.calls.isEmpty(), qPrintable(rig.desk.calls.join(u';')));
        keys.press(Qt::Key_2, u"2"_s);              // a person's
        QTRY_VERIFY2(!rig.desk.calls.filter(u"answer"_s).isEmpty(), qPrintable(rig.desk.calls.join(u';')));
    }

    // Whatever the scanner was told to send between prefix and Enter.
    void noShortcutIsSetOff()
    {
        Rig rig;
        openApplicant(rig);
        WedgeFilter filter(qApp, {Qt::Key_F12, Qt::Key_Return});
        QSignalSpy codes(&filter, &WedgeFilter::scanned);
        Keys keys(rig);
        rig.desk.calls.clear();
        keys.press(Qt::Key_F12);
        keys.type(u"A"_s);
        keys.press(Qt::Key_F5);
        keys.press(Qt::Key_Z, {}, Qt::ControlModifier);
        keys.press(Qt::Key_6, {}, Qt::ControlModifier);
        keys.type(u"B"_s);
        keys.press(Qt::Key_Return, u"\r"_s);
        QTRY_COMPARE(codes.size(), 1);
        QCOMPARE(codes.at(0).at(0).toString(), u"AB"_s);
        QVERIFY2(rig.desk.calls.isEmpty(), qPrintable(rig.desk.calls.join(u';')));
        QCOMPARE(rig.deskPage->step(), Step::Applicant);
        keys.press(Qt::Key_F5);
        QVERIFY2(rig.desk.calls.contains(u"readCard"_s), qPrintable(rig.desk.calls.join(u';')));
    }

    void aCodeLeadsToWhatItMeans()
    {
        Rig rig;
        CodeRouter router(rig.desk, rig.cases);
        QSignalSpy opened(&router, &CodeRouter::caseWanted), material(&router, &CodeRouter::materialWanted), searched(&router, &CodeRouter::searchWanted);
        const intake::CaseRowView row = rig.cases.rows.constFirst();
        router.take(kReceipt.arg(row.number));
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toUuid(), row.caseId);
        router.take(row.number + u"\r"_s);
        QTRY_COMPARE(opened.size(), 2);
        router.take(row.number.left(6));                            // a part of many numbers is nobody's
        QTRY_COMPARE(searched.size(), 1);
        router.take(u"nothing\twe know"_s);
        QTRY_COMPARE(searched.size(), 2);
        QCOMPARE(searched.at(1).at(0).toString(), u"nothing we know"_s);

        rig.desk.put(sampleCase());
        const QString id = rig.desk.counter.materials.constLast().id;
        router.take(id.toLower());
        QCOMPARE(material.size(), 1);
        QCOMPARE(material.at(0).at(0).toString(), id);

        router.take(kReceipt.arg(row.number));                      // overtaken, or locked meanwhile: shows nothing
        router.forget();
        QTest::qWait(50);
        QCOMPARE(opened.size(), 2);
    }

    void theDeskListens()
    {
        Scanner scanner;
        CodeListener ears;
        QSignalSpy codes(&ears, &CodeListener::scanned), refused(&ears, &CodeListener::refused);
        ears.attach(*scanner.hub);
        QVERIFY(scanner.listening());
        QVERIFY(scanner.heard(codes));
        for (const QString &text : {u"ONE"_s, u"TWO"_s, u"THREE"_s}) scanner.scan(text);
        QTRY_COMPARE_WITH_TIMEOUT(codes.size(), 3, 20'000);
        QCOMPARE(codes.at(2).at(0).toString(), u"THREE"_s);
        QVERIFY(scanner.simulator->control("{\"fault\":{\"kind\":\"long\"}}"));
        scanner.scan(u"X"_s);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 20'000);
        QCOMPARE(refused.at(0).at(0).value<Error>().code, u"DEV-BAR-REJECTED"_s);

        ears.setAway(true);
        QTRY_VERIFY(scanner.hub->claims().isEmpty());
        const int sent = scanner.simulator->sent();
        scanner.scan(u"LOCKED"_s);
        QTRY_COMPARE(scanner.simulator->sent(), sent + 1);
        ears.setAway(false);
        QVERIFY(scanner.listening());
        codes.clear();
        QTest::qWait(200);
        QVERIFY2(codes.isEmpty(), "what was scanned at a locked desk came afterwards");
        QVERIFY(scanner.heard(codes));

        QVERIFY(scanner.simulator->control("{\"unplug\":{}}"));
        QTRY_COMPARE_WITH_TIMEOUT(scanner.hub->devices().constFirst().state, devices::DeviceState::Lost, 20'000);
        QVERIFY(scanner.simulator->control("{\"plug\":{}}"));
        QVERIFY(scanner.listening());
        QVERIFY(scanner.heard(codes));
    }

    void aSelfTestBorrowsTheScanner()
    {
        Scanner scanner;
        CodeListener ears;
        DeviceDesk desk(scanner.clock);
        desk.attach(*scanner.hub, {}, &ears);
        ears.attach(*scanner.hub);
        QVERIFY(scanner.listening());
        QCOMPARE(desk.devices().constFirst().usedBy, QString());
        desk.startSelfTest(u"bar-1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.selfTest().running, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.selfTest().running, 120'000);
        QCOMPARE(desk.selfTest().count(SelfTestLine::State::Failed), 0);
        QVERIFY(desk.selfTest().count(SelfTestLine::State::Passed) >= 15);
        QVERIFY(scanner.listening());
    }
};

ZC_TEST(QApplication, TstCodeKeys)
#include "tst_codekeys.moc"
