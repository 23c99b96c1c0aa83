#include "bootstrap/deskapplication.h"
#include "bootstrap/sessionguard.h"
#include "bootstrap/storenews.h"
#include "bootstrap/suspendwatch.h"
#include "shell/idlewatch.h"
#include "support/rig.h"
#include "support/testprogram.h"
#include "unit/settings/machine.h"

#include "pages/devices/devicespage.h"

#include <audit/storeport.h>
#include <devices/devicehub.h>
#include <station/station.h>
#include <store/snapshot.h>
#include <uikit/fieldframe.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

uikit::ZcStyle &sessionStyle() { return *static_cast<uikit::ZcStyle *>(QApplication::style()); }

} // namespace

// Leaving the desk and coming back: by key, by waiting, by sleep. The real program over a demo world.
class TstDeskSession : public QObject {
    Q_OBJECT
    Machine m_machine;
    QTemporaryDir m_data;
    Startup m_startup;

    std::unique_ptr<DeskApplication> start(settings::Settings &values)
    {
        Options options;
        options.demo = true;
        auto app = std::make_unique<DeskApplication>(options, m_data.path(), values, sessionStyle(), m_startup);
        app->start();
        if (!QTest::qWaitForWindowActive(&app->window()) || !QTest::qWaitFor([&] { return app->station() != nullptr; }, kPatienceMs)) return nullptr;
        return app;
    }
    static void key(DeskApplication &app, int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(app.window().windowHandle(), Qt::Key(code), modifiers);
    }
    QList<audit::Line> lines()
    {
        crypto::FileSecretPort port(m_data.filePath(u"demo/keys"_s));
        store::KeySource keys;
        keys.keychain = &port;
        return audit::linesOfClosedStore(m_data.filePath(u"demo/store"_s), keys).valueOr({});
    }

private Q_SLOTS:
    void initTestCase()
    {
        prepareApplication();
        QCoreApplication::setApplicationVersion(u"0.1.0"_s);           // department plugins ask for it
    }

    void pullingTheUKeyLocksWherePolicySaysSo_data()
    {
        QTest::addColumn<bool>("wanted");
        QTest::newRow("policy") << true;
        QTest::newRow("no policy") << false;
    }
    void pullingTheUKeyLocksWherePolicySaysSo()
    {
        QFETCH(bool, wanted);
        Machine machine;
        machine.managed(wanted ? "\"session.lockOnKeyPulled\":true" : "\"session.lockOnKeyPulled\":false");
        settings::Settings values(machine.options);
        {
            auto app = start(values);
            QVERIFY(app);
            const auto keyIs = [&](devices::DeviceState state) {
                for (const auto &info : app->station()->ports().devices->devices())
                    if (info.id == "key-1"_L1) return info.state == state;
                return false;
            };
            QTRY_VERIFY_WITH_TIMEOUT(keyIs(devices::DeviceState::Ready), kPatienceMs);
            QVERIFY(!app->window().lockScreen().isLocked());
            key(*app, Qt::Key_4, Qt::AltModifier);
            auto *page = app->window().findChild<DevicesPage *>(u"page.devices"_s);
            QVERIFY(page);
            page->choose(u"key-1"_s);
            auto *pull = page->findChild<QAbstractButton *>(u"pretend.unplug"_s);
            QVERIFY(pull);
            QElapsedTimer clock;
            clock.start();
            pull->click();
            QTRY_VERIFY_WITH_TIMEOUT(keyIs(devices::DeviceState::Lost), kPatienceMs);
            if (wanted) {
                QTRY_VERIFY_WITH_TIMEOUT(app->window().lockScreen().isLocked(), kPatienceMs);
                qInfo("pulled out to locked: %lld ms", clock.elapsed());
                QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
                QTRY_VERIFY_WITH_TIMEOUT(app->station()->isLocked(), kPatienceMs);
            } else {
                QTest::qWait(300);
                QVERIFY(!app->window().lockScreen().isLocked());
            }
        }
        const QList<audit::Line> all = lines();
        const bool noted = std::any_of(all.cbegin(), all.cend(), [](const audit::Line &line) { return line.kind == "session.lock"_L1 && line.entry.contains("ukey"); });
        QCOMPARE(noted, wanted);
        QVERIFY(QDir(m_data.path()).removeRecursively() && QDir().mkpath(m_data.path()));
    }

    void theDemoLocksForReal()
    {
        settings::Settings values(m_machine.options);
        auto app = start(values);
        QVERIFY(app);
        MainWindow &window = app->window();
        key(*app, Qt::Key_F3);
        QTest::keyClicks(QApplication::focusWidget(), u"DEMO-market_regulation-05"_s);
        key(*app, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return window.findChild<QLineEdit *>(u"edit.applicant.name"_s) && QApplication::focusWidget() && QApplication::focusWidget()->objectName().startsWith(u"edit.applicant"_s); }, kPatienceMs));
        key(*app, Qt::Key_1, Qt::ControlModifier);
        auto *name = window.findChild<QLineEdit *>(u"edit.applicant.name"_s);
        name->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(name, u"Sample Person"_s);
        for (int i = 0; i < 7; ++i) QTest::keyClick(name, Qt::Key_Left);
        const int cursor = name->cursorPosition();
        QApplication::clipboard()->setText(u"Sample"_s);

        key(*app, Qt::Key_L, Qt::ControlModifier);
        QVERIFY(window.lockScreen().isLocked());
        QVERIFY(!name->isEnabled());                                   // neither Tab nor the screen reader gets there
        QVERIFY(QTest::qWaitFor([&] { return app->station()->isLocked(); }, kPatienceMs));
        QVERIFY(QTest::qWaitFor([&] { return !app->station()->store().keyRing().isOpen(); }, kPatienceMs));        // behind the last write
        QVERIFY(QApplication::clipboard()->text().isEmpty());

        auto *secret = window.findChild<QLineEdit *>(u"lock.secret"_s);
        QVERIFY(secret && secret->hasFocus());
        QTest::keyClicks(secret, u"1357"_s);
        key(*app, Qt::Key_Return);
        auto *frame = qobject_cast<uikit::FieldFrame *>(secret->parentWidget());
        QVERIFY(frame);
        QTRY_VERIFY(!frame->error().isEmpty() && secret->isEnabled());
        QVERIFY(window.lockScreen().isLocked() && app->station()->isLocked());
        QTest::keyClicks(secret, u"2468"_s);
        key(*app, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !window.lockScreen().isLocked(); }, kPatienceMs));
        QVERIFY(!app->station()->isLocked());
        QCOMPARE(QApplication::focusWidget(), name);                   // same case, step, field, cursor
        QCOMPARE(name->text(), u"Sample Person"_s);
        QCOMPARE(name->cursorPosition(), cursor);
        QTest::keyClicks(name, u"x"_s);
        QVERIFY(name->text().contains(u'x'));
        // Unlocking at once, while the lock is still being noted, waits its turn.
        key(*app, Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(secret, u"2468"_s);
        key(*app, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !window.lockScreen().isLocked(); }, kPatienceMs));
        app.reset();

        QStringList kinds;
        for (const audit::Line &line : lines()) kinds << line.kind;
        QCOMPARE(kinds.filter(u"session."_s), (QStringList{u"session.signOn"_s, u"session.lock"_s, u"session.unlock"_s, u"session.lock"_s, u"session.unlock"_s, u"session.end"_s}));
        const auto locks = lines();
        const auto unlock = std::find_if(locks.cbegin(), locks.cend(), [](const audit::Line &line) { return line.kind == "session.unlock"_L1; });
        QVERIFY(unlock->entry.contains("\"failedTries\":1"));
    }

    void theCaseIsThereTheNextMorning()
    {
        settings::Settings values(m_machine.options);
        auto app = start(values);
        QVERIFY(app);
        QVERIFY(QTest::qWaitFor([&] {
            auto *name = app->window().findChild<QLineEdit *>(u"edit.applicant.name"_s);
            return name && name->text().contains(u"Samplex Person"_s);
        }, kPatienceMs));
    }

    void waitsGrowWithTheRounds()
    {
        QCOMPARE(SessionGuard::waitMs(0, 5), 0);
        QCOMPARE(SessionGuard::waitMs(4, 5), 0);
        QCOMPARE(SessionGuard::waitMs(5, 5), 30'000);
        QCOMPARE(SessionGuard::waitMs(6, 5), 0);
        QCOMPARE(SessionGuard::waitMs(10, 5), 60'000);
        QCOMPARE(SessionGuard::waitMs(3, 3), 30'000);
        QCOMPARE(SessionGuard::waitMs(1000, 5), SessionGuard::kLongestWaitMs);
        QCOMPARE(SessionGuard::waitMs(-1, 5), 0);
    }

    void idleIsSaidOnceAndAgainAfterATouch()
    {
        IdleWatch watch;
        QSignalSpy idle(&watch, &IdleWatch::idle);
        watch.setLimit(1);
        QTRY_COMPARE_WITH_TIMEOUT(idle.size(), 1, kPatienceMs);
        QTest::qWait(200);
        QCOMPARE(idle.size(), 1);
        QWidget touched;
        QTest::keyClick(&touched, Qt::Key_A);
        QTRY_COMPARE_WITH_TIMEOUT(idle.size(), 2, kPatienceMs);
        watch.setLimit(0);
        QTest::keyClick(&touched, Qt::Key_A);
        QTest::qWait(50);
        QCOMPARE(idle.size(), 2);
    }

    void sleepIsFoundByTheClockThatCountsIt()
    {
        ManualClock clock(1'764'547'200'000, 50'000);
        SuspendWatch watch(clock);
        QSignalSpy slept(&watch, &SuspendWatch::suspended);
        watch.compare(0);
        clock.advance(10'000);
        watch.compare(10'000);                                         // ten seconds awake
        QCOMPARE(slept.size(), 0);
        clock.advance(600'000);
        watch.compare(11'000);                                         // ten minutes gone, one second awake
        QCOMPARE(slept.size(), 1);
        clock.advance(1'000);
        watch.compare(12'000);
        QCOMPARE(slept.size(), 1);
    }

    void aDamagedStoreIsSaid()
    {
        settings::Settings values(m_machine.options);
        const QString folder = m_data.filePath(u"demo/store"_s);
        {
            auto app = start(values);
            QVERIFY(app);
        }
        QFile file(folder + u"/store.db"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.write(QByteArray(8192, 'Z')) == 8192);
        file.close();
        auto app = start(values);
        QVERIFY(app);
        const store::OpenReport &report = app->station()->store().openReport();
        QVERIFY(report.restored);
        const auto news = newsOf(report);
        QVERIFY(news);
        QVERIFY(!news->code.isEmpty() && news->words.contains(report.quarantine));
        const auto said = [&] {
            const QList<QWidget *> toasts = app->window().findChildren<QWidget *>(u"toast"_s);
            return std::any_of(toasts.cbegin(), toasts.cend(), [&](const QWidget *toast) { return toast->accessibleName().contains(news->words); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(said(), kPatienceMs);
        QVERIFY(!newsOf(store::OpenReport{}));
    }
};


ZC_TEST(QApplication, TstDeskSession)
#include "tst_desksession.moc"
