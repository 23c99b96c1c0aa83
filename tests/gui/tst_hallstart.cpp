#include "bootstrap/deskapplication.h"
#include "bootstrap/hallstart.h"
#include "bootstrap/probes.h"
#include "shell/signonsheet.h"
#include "support/rig.h"
#include "support/testprogram.h"
#include "unit/settings/machine.h"

#include <audit/storeport.h>
#include <devices/simulator.h>
#include <station/station.h>
#include <sync/engine.h>
#include <training/people.h>
#include <training/scriptedcase.h>
#include <uikit/fieldframe.h>
#include <uikit/zcstyle.h>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHallPatienceMs = 120'000;
const QString kUser = QStringLiteral("sample.clerk"), kPassword = QStringLiteral("Sample-Pass 1"), kCode = QStringLiteral("SAMPLE-ENROL-01");
const QString kSecondUser = QStringLiteral("sample.second"), kSecondPassword = QStringLiteral("Sample-Pass 2");

const QString kHallPolicy = QStringLiteral("\"environment\":\"test\",\"server.urls\":[\"%1\"],\"site.code\":\"430199\",\"site.window\":\"007\",\"site.authority\":\"样例市政务服务中心（样例）\","
                                         "\"site.consultPhone\":\"0731-00000000\",\"site.supervisePhone\":\"0731-00000001\"");

uikit::ZcStyle &hallStyle() { return *static_cast<uikit::ZcStyle *>(QApplication::style()); }

template <class F> bool waitFor(F holds) { return QTest::qWaitFor(holds, kHallPatienceMs); }

} // namespace

// A real hall on one machine: the province as a process of its own, the client without --demo, a policy that names the one to the
// other. From the enrolment of the window to the province's receipt.
class TstHallStart : public QObject {
    Q_OBJECT
    Machine m_machine;
    QTemporaryDir m_dir;
    QProcess m_platform;
    QString m_url;
    std::unique_ptr<devices::ReaderSimulator> m_reader;
    Startup m_startup;
    std::unique_ptr<settings::Settings> m_values;
    std::unique_ptr<DeskApplication> m_app;
    std::optional<DeskApplication::Next> m_next;

    static QJsonObject clerk(const QString &id, const QString &name, const QString &user, const QString &password, const QStringList &roles = {u"intake"_s})
    {
        return {{u"clerkId"_s, id}, {u"name"_s, name}, {u"username"_s, user}, {u"password"_s, password}, {u"siteCode"_s, u"430199"_s}, {u"windowNo"_s, u"007"_s},
            {u"roles"_s, QJsonArray::fromStringList(roles)}, {u"items"_s, QJsonArray()}};
    }
    bool startPlatform()
    {
        const QString ready = m_dir.filePath(u"ready"_s);
        QFile::remove(ready);
        const QString listen = m_url.isEmpty() ? u"127.0.0.1:0"_s : m_url.section(u'/', -1);
        m_platform.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_platform.start(QStringLiteral(ZC_BINARY_DIR "/bin/zc-platform"), {u"--listen"_s, listen, u"--data-dir"_s, m_dir.filePath(u"platform"_s), u"--environment"_s, u"test"_s,
                                                                            u"--seed"_s, m_dir.filePath(u"seed.json"_s), u"--threads"_s, u"8"_s, u"--ready-file"_s, ready});
        if (!waitFor([&] { return QFile::exists(ready) || m_platform.state() == QProcess::NotRunning; })) return false;
        QFile file(ready);
        if (!file.open(QIODevice::ReadOnly)) return false;
        m_url = QString::fromLatin1(file.readLine()).trimmed();
        return m_url.startsWith(u"http://127.0.0.1:"_s);
    }
    void start()
    {
        m_app.reset();
        settings::Settings::Options layers = m_machine.options;
        layers.userFile = m_dir.filePath(u"data/settings.json"_s);
        m_values = std::make_unique<settings::Settings>(layers);
        m_app = std::make_unique<DeskApplication>(Options(), m_dir.filePath(u"data"_s), *m_values, hallStyle(), m_startup);
        m_next.reset();
        connect(m_app.get(), &DeskApplication::ended, this, [this](DeskApplication::Next next) { m_next = next; });
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window()));
    }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(m_app->window().windowHandle(), Qt::Key(code), modifiers); }
    template <class T> T *find(const QString &name) const { return m_app->window().findChild<T *>(name); }
    SignOnSheet *sheet() const { return find<SignOnSheet>(u"signon"_s); }
    bool asks(SignOnSheet::Ask ask) { return waitFor([&] { return sheet()->isVisible() && sheet()->asked() == ask && find<QAbstractButton>(u"signon.go"_s)->isEnabled(); }); }
    void type(const QString &name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        edit->setFocus(Qt::TabFocusReason);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        key(Qt::Key_Return);
    }
    QString error(const QString &name) const { return qobject_cast<uikit::FieldFrame *>(find<QLineEdit>(name)->parentWidget())->error(); }
    void signOn(const QString &password, const QString &user = kUser)
    {
        type(u"signon.user"_s, user);
        type(u"signon.password"_s, password);
    }
    QString words() const { return find<QLabel>(u"signon.words"_s)->text(); }
    // The recovery passphrase is shown; she types its last group, and the desk stands.
    void keepRecovery()
    {
        QVERIFY(asks(SignOnSheet::Ask::Recovery));
        type(u"signon.group"_s, find<QLabel>(u"signon.passphrase"_s)->text().section(u'-', -1).toLower());
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
    }
    upkeep::ProbeReport deskProbe() const
    {
        upkeep::SelfCheck checks;
        addDeskProbe(checks, *m_values, m_dir.filePath(u"data"_s));
        return checks.runNow().probes.value(0);
    }
    int casesShown()
    {
        key(Qt::Key_2, Qt::AltModifier);
        QTest::qWait(500);                                     // a list that fills late would look empty
        return find<QAbstractItemView>(u"cases.table"_s)->model()->rowCount();
    }
    // Whether Alt+3 brings the page of authors: by her keys, not by what the machine was told.
    bool hasPacks()
    {
        key(Qt::Key_3, Qt::AltModifier);
        const bool there = m_app->window().currentPage() == u"page.packs"_s;
        if (there != (find<QWidget>(u"rail.page.packs"_s) != nullptr)) qWarning("key and rail differ");
        key(Qt::Key_1, Qt::AltModifier);
        return there && find<QWidget>(u"rail.page.packs"_s);
    }
    void shot(const QString &name)
    {
        QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/shots/hall"));
        QTest::qWait(30);
        QVERIFY(m_app->window().grab().save(QStringLiteral(ZC_BINARY_DIR "/shots/hall/") + name + u".png"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        prepareApplication();
        QCoreApplication::setApplicationVersion(u"0.1.0"_s);
        QVERIFY(QDir().mkpath(m_dir.filePath(u"data"_s)));
        QFile seed(m_dir.filePath(u"seed.json"_s));
        QVERIFY(seed.open(QIODevice::WriteOnly));
        seed.write(QJsonDocument(QJsonObject{{u"clerks"_s, QJsonArray{clerk(u"C901"_s, u"样例柜员"_s, kUser, kPassword), clerk(u"C902"_s, u"样例柜员二"_s, kSecondUser, kSecondPassword, {u"intake"_s, u"trainer"_s, u"unheardOf"_s})}},
            {u"clients"_s, QJsonArray()}, {u"enrolments"_s, QJsonArray{QJsonObject{{u"code"_s, kCode}, {u"siteCode"_s, u"430199"_s}, {u"windowNo"_s, u"007"_s}}}}}).toJson());
        seed.close();
        QVERIFY(startPlatform());
        auto reader = devices::ReaderSimulator::start({});
        QVERIFY(reader.ok());
        m_reader = std::move(*reader);
    }

    void withoutAPolicyNobodySignsOn()
    {
        start();
        QVERIFY(sheet()->isVisible());
        QCOMPARE(sheet()->asked(), SignOnSheet::Ask::Nothing);
        QVERIFY(words().contains(u"APP-NO-PLATFORM"_s));
        const QString steps = find<QLabel>(u"signon.steps"_s)->text();         // what IT has to do, with the folder of this machine
        QVERIFY(steps.contains(m_machine.path(u"managed.d"_s)) && steps.contains(u"zcctl policy dump"_s) && steps.contains(u"server.urls"_s));
        QVERIFY(!find<QWidget>(u"signon.password"_s)->isVisible());
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);               // nobody to sign off
        QVERIFY(!m_next);
        QVERIFY(!m_app->station());
        shot(u"1-nothing"_s);
        QCOMPARE(deskProbe().result.code, u"APP-NO-PLATFORM"_s);
        key(Qt::Key_Comma, Qt::ControlModifier);               // the settings and their self-check are there for whoever mends it
        QVERIFY(!sheet()->isVisible() && find<QLineEdit>(u"settings.search"_s)->isVisible());
        key(Qt::Key_1, Qt::AltModifier);
        QVERIFY(sheet()->isVisible());
        find<QAbstractButton>(u"signon.go"_s)->setFocus(Qt::TabFocusReason);
        key(Qt::Key_Return);                                   // the practice is one key away
        QCOMPARE(m_next, DeskApplication::Next::Practise);
    }

    void whatPolicyForbidsIsNotOffered()
    {
        m_machine.managed("\"mode.allowed\":\"productionOnly\"");
        start();
        QVERIFY(words().contains(u"APP-NO-PLATFORM"_s));
        QVERIFY(!find<QWidget>(u"signon.go"_s)->isVisible());
        key(Qt::Key_Return);
        QVERIFY(!m_next);
        m_machine.managed("\"mode.allowed\":\"demoOnly\"");
        start();
        QVERIFY(words().contains(u"APP-MODE-HALL"_s) && find<QWidget>(u"signon.go"_s)->isVisible());
        m_machine.managed("\"environment\":\"production\",\"server.urls\":[\"https://platform.example\"]");
        start();
        QVERIFY(words().contains(u"STN-PRODUCTION"_s));
        QVERIFY(!find<QWidget>(u"signon.password"_s)->isVisible());
    }

    void anUnknownKeyOfThePolicyIsSaidBesideTheSignOn()
    {
        m_machine.managed("\"environment\":\"test\",\"server.url\":[\"" + m_url.toUtf8() + "\"]");
        start();
        const auto *policy = find<QLabel>(u"signon.policy"_s);
        QVERIFY(policy->isVisible());
        QVERIFY2(policy->text().contains(u"POL-UNKNOWN-KEY"_s) && policy->text().contains(u"server.urls"_s), qPrintable(policy->text()));
        QVERIFY(words().contains(u"APP-NO-PLATFORM"_s));
        shot(u"1-unknown-key"_s);
    }

    void theWindowIsEnrolledOnce()
    {
        m_machine.managed(kHallPolicy.arg(m_url).toUtf8());
        start();
        QVERIFY(m_values->set(u"devices.idCardPort"_s, m_reader->portPath()).ok());
        start();
        QVERIFY(asks(SignOnSheet::Ask::Enrolment));
        shot(u"2-enrol"_s);
        QCOMPARE(deskProbe().result.code, u"STN-CARD-ABSENT"_s);
        QCOMPARE(deskProbe().result.state, upkeep::ProbeState::Warn);
        type(u"signon.code"_s, u"SAMPLE-ENROL-77"_s);
        QVERIFY(waitFor([&] { return error(u"signon.code"_s).contains(u"STN-ENROL-CODE"_s); }));
        type(u"signon.code"_s, kCode);
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QVERIFY(find<QLabel>(u"signon.place"_s)->text().contains(u"430199"_s));
        QCOMPARE(deskProbe().result.state, upkeep::ProbeState::Pass);
        QVERIFY(deskProbe().result.words.contains(u"430199"_s));
    }

    void theFirstSignOnKeepsARecoveryPassphrase()
    {
        shot(u"3-signon"_s);
        signOn(u"wrong"_s);
        QVERIFY(waitFor([&] { return error(u"signon.password"_s).contains(u"PLT-LOGIN"_s); }));
        QVERIFY(find<QLineEdit>(u"signon.password"_s)->text().isEmpty());
        signOn(kPassword);
        QVERIFY(asks(SignOnSheet::Ask::Recovery));
        const QString passphrase = find<QLabel>(u"signon.passphrase"_s)->text();
        QVERIFY(crypto::KeyRing::passphraseLooksRight(passphrase));
        shot(u"4-recovery"_s);
        QVERIFY(!m_app->station());                            // no case before the envelope
        type(u"signon.group"_s, u"NOPE0"_s);
        QVERIFY(!error(u"signon.group"_s).isEmpty());
        type(u"signon.group"_s, passphrase.section(u'-', -1).toLower());
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
        QVERIFY(!sheet()->isVisible());
        QCOMPARE(m_app->station()->ports().workplace.clerkNo, u"C901"_s);
        QVERIFY(find<QLabel>(u"signon.passphrase"_s)->text().isEmpty());
    }

    void aCaseGoesToTheReceipt()
    {
        const auto script = training::CaseScript::fromFile(QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/food-licence.json"));
        QVERIFY(script.ok());
        intake::CounterDesk &desk = *m_app->desk().desk();
        training::ScriptedCase played(desk, [this](const QString &person) -> Result<void> {
            for (const training::PracticePerson &one : training::practicePeople())
                if (one.id == person) m_reader->lay(one.card);
            return {};
        }, *script);
        bool finished = false;
        QString failure;
        connect(&played, &training::ScriptedCase::finished, this, [&] { finished = true; });
        connect(&played, &training::ScriptedCase::failed, this, [&](const Error &error) { failure = error.code + u' ' + error.detail; });
        played.start();
        QVERIFY(waitFor([&] { return finished || !failure.isEmpty(); }));
        QCOMPARE(failure, QString());
        QVERIFY(desk.current().submitted && !desk.current().receiptNumber.isEmpty());
        QVERIFY(waitFor([&] { return !desk.current().formalNumber.isEmpty(); }));
        key(Qt::Key_1, Qt::AltModifier);
        key(Qt::Key_6, Qt::ControlModifier);
        QTRY_VERIFY(find<QLabel>(u"submit.title"_s)->text().contains(u"已提交"_s));
        shot(u"5-receipt"_s);
    }

    void herPasswordOpensTheLock()
    {
        key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(waitFor([&] { return m_app->station()->isLocked(); }));
        auto *secret = find<QLineEdit>(u"lock.secret"_s);
        QTest::keyClicks(secret, u"2468"_s);                   // the PIN of the demo opens no real desk
        key(Qt::Key_Return);
        QVERIFY(waitFor([&] { return secret->isEnabled() && !error(u"lock.secret"_s).isEmpty(); }));
        QVERIFY(m_app->station()->isLocked());
        QTest::keyClicks(secret, kPassword);
        key(Qt::Key_Return);
        QVERIFY(waitFor([&] { return !m_app->window().lockScreen().isLocked(); }));
        QVERIFY(m_app->desk().current().submitted);
    }

    void theSecondClerkNeverSeesHerCases()
    {
        QVERIFY(waitFor([&] { return m_app->station()->engine()->status().waiting == 0; }));
        QVERIFY(casesShown() > 0);
        const QString applicant = m_app->desk().current().draft.text(u"applicant.name"_s);
        QVERIFY(!m_app->station()->store().search().search(applicant).cases.isEmpty());
        QApplication::clipboard()->setText(applicant);
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_next, DeskApplication::Next::SignOn);
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        start();                                               // as the program goes on after a sign-off
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QVERIFY(!m_app->station() && casesShown() == 0);
        key(Qt::Key_1, Qt::AltModifier);
        signOn(kPassword, kSecondUser);                        // somebody else's password
        QVERIFY(waitFor([&] { return error(u"signon.password"_s).contains(u"PLT-LOGIN"_s); }));
        shot(u"7-wrong"_s);
        signOn(kSecondPassword, kSecondUser);
        keepRecovery();
        QCOMPARE(m_app->station()->ports().workplace.clerkNo, u"C902"_s);
        QVERIFY(!m_app->desk().hasCase());
        QVERIFY(hasPacks());                                   // a trainer by the province's word, at a machine for clerks
        QCOMPARE(casesShown(), 0);
        QVERIFY(m_app->station()->store().search().search(applicant).cases.isEmpty());
        shot(u"8-second"_s);
        // She goes without a word; the first one comes back to a locked desk and takes it over with a key.
        key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(waitFor([&] { return m_app->station()->isLocked(); }));
        shot(u"9-locked"_s);
        find<QAbstractButton>(u"lock.another"_s)->setFocus(Qt::TabFocusReason);
        key(Qt::Key_Space);
        QCOMPARE(m_next, DeskApplication::Next::SignOn);
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        signOn(kPassword);
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
        QVERIFY(!hasPacks());                                  // the page went with the trainer
        QVERIFY(waitFor([&] { return m_app->desk().hasCase(); }));
        QCOMPARE(m_app->desk().current().draft.text(u"applicant.name"_s), applicant);
        QVERIFY(casesShown() > 0);
    }

    void withoutTheProvinceTheMorningBeginsOffline()
    {
        m_app.reset();
        m_platform.terminate();
        QVERIFY(m_platform.waitForFinished(60'000));
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QCOMPARE(deskProbe().result.code, u"NET-OFFLINE"_s);
        QCOMPARE(deskProbe().result.state, upkeep::ProbeState::Warn);
        signOn(u"wrong"_s);
        QVERIFY(waitFor([&] { return error(u"signon.password"_s).contains(u"STN-SECRET"_s); }));
        signOn(kPassword, u"nobody.knows"_s);
        QVERIFY(waitFor([&] { return words().contains(u"STN-OFFLINE-NEVER"_s); }));
        shot(u"6-offline"_s);
        signOn(kSecondPassword, kSecondUser);                  // what the province last said of her holds
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
        QVERIFY(hasPacks());
        // A machine for authors has their page before anybody signed on. Who sits down is who she is.
        m_machine.managed(kHallPolicy.arg(m_url).toUtf8() + ",\"site.role\":\"trainer\"");
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QVERIFY(hasPacks());
        key(Qt::Key_3, Qt::AltModifier);
        QVERIFY(find<QWidget>(u"page.packs"_s)->isVisible() && !sheet()->isVisible());
        key(Qt::Key_1, Qt::AltModifier);
        signOn(kPassword);
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
        QVERIFY(!hasPacks());
        m_machine.managed(kHallPolicy.arg(m_url).toUtf8());
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QVERIFY(!hasPacks());
        signOn(kPassword);
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
        QVERIFY(waitFor([&] { return m_app->desk().hasCase(); }));       // the case of yesterday
        QVERIFY(waitFor([&] {
            const auto labels = m_app->window().findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) { return label->isVisible() && label->text().contains(u"NET-OFFLINE"_s); });
        }));
        shot(u"6-signed-on-offline"_s);
        // What she does now goes out under the ticket of the last sign-on as soon as the province is back, without a key.
        intake::CounterDesk &desk = *m_app->desk().desk();
        desk.startCase(u"DEMO-market_regulation-05"_s);
        QVERIFY(waitFor([&] { return desk.hasCase() && !desk.current().submitted; }));
        desk.setField(u"applicant.name"_s, u"样例"_s);
        sync::Engine &engine = *m_app->station()->engine();
        QVERIFY(waitFor([&] { return engine.status().waiting > 0; }));
        QVERIFY(startPlatform());
        engine.tryNow();
        QVERIFY(waitFor([&] { return engine.status().waiting == 0; }));
        QCOMPARE(engine.status().authWait, 0);
    }

    void aLockPressedWhileTheSignOnRunsHolds()
    {
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        signOn(kPassword);
        key(Qt::Key_L, Qt::ControlModifier);                   // and away
        QVERIFY(m_app->window().lockScreen().isLocked() && !m_app->station());
        QVERIFY(waitFor([&] { return m_app->station() && m_app->station()->isLocked(); }));
        auto *secret = find<QLineEdit>(u"lock.secret"_s);
        QVERIFY(waitFor([&] { return secret->isVisible() && secret->isEnabled(); }));
        secret->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(secret, u"anything"_s);
        key(Qt::Key_Return);
        QVERIFY(waitFor([&] { return secret->isEnabled() && !error(u"lock.secret"_s).isEmpty(); }));
        QVERIFY(m_app->station()->isLocked() && m_app->window().lockScreen().isLocked());
        QTest::keyClicks(secret, kPassword);
        key(Qt::Key_Return);
        QVERIFY(waitFor([&] { return !m_app->window().lockScreen().isLocked(); }));
        QVERIFY(waitFor([&] { return m_app->desk().hasCase(); }));
    }

    void whatWaitsIsSaidBeforeTheSignOff()
    {
        m_platform.terminate();
        QVERIFY(m_platform.waitForFinished(60'000));
        intake::CounterDesk &desk = *m_app->desk().desk();
        desk.setField(u"applicant.name"_s, u"样例二"_s);
        QVERIFY(waitFor([&] { return m_app->station()->engine()->status().waiting > 0; }));
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!m_next);
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_next, DeskApplication::Next::SignOn);
        QVERIFY(startPlatform());
    }

    void aBrokenPolicyLeavesTheDraftsAndSendsNothing()
    {
        m_machine.write(u"managed.d/20-broken.json"_s, "{\"zcPolicy\":1,");
        m_machine.options.remembered = HallStart::remembered(m_dir.filePath(u"data"_s));
        start();
        QCOMPARE(m_values->state(), settings::PolicyState::LockedDown);
        QVERIFY(m_values->list(u"server.urls"_s).isEmpty());
        QCOMPARE(m_values->text(u"environment"_s), u"test"_s);
        QVERIFY(asks(SignOnSheet::Ask::Password));
        QVERIFY(find<QLabel>(u"signon.policy"_s)->text().contains(u"POL-SYNTAX"_s));
        shot(u"10-locked-down"_s);
        signOn(kPassword);
        QVERIFY(waitFor([&] { return m_app->station() != nullptr && m_app->desk().hasCase(); }));
        QVERIFY(!m_app->station()->engine());
        QVERIFY(QFile::remove(m_machine.path(u"managed.d/20-broken.json"_s)));
    }

    void aBrokenStoreIsSaidOnTheSheet()
    {
        m_app.reset();
        const QDir clerks(m_dir.filePath(u"data/clerks"_s));
        QHash<QString, QByteArray> good;
        for (const QString &folder : clerks.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            for (const char *name : {"keys.json", "keys.bak"}) {
                QFile file(clerks.filePath(folder + u"/store/"_s + QLatin1StringView(name)));
                QVERIFY(file.open(QIODevice::ReadWrite));
                good.insert(file.fileName(), file.readAll());
                QVERIFY(file.resize(20));
            }
        start();
        QVERIFY(asks(SignOnSheet::Ask::Password));
        signOn(kPassword);
        QVERIFY(waitFor([&] { return words().contains(u"STO-KEY-FILE"_s); }));
        QVERIFY(!m_app->station());
        shot(u"11-broken-store"_s);
        for (auto it = good.cbegin(); it != good.cend(); ++it) {
            QFile file(it.key());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(it.value()) == it.value().size());
        }
        QVERIFY(asks(SignOnSheet::Ask::Password));
        signOn(kPassword);
        QVERIFY(waitFor([&] { return m_app->station() != nullptr; }));
    }

    void whatHappenedStandsInHerLog()
    {
        m_app.reset();
        const QDir clerks(m_dir.filePath(u"data/clerks"_s));
        const QStringList folders = clerks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 2);
        store::KeySource keys;
        keys.password = kPassword;
        QString folder;
        Result<QList<audit::Line>> lines = Error{ErrorKind::NotFound, u"TEST"_s, {}};
        for (const QString &name : folders)                    // her password opens one of the two
            if (auto found = audit::linesOfClosedStore(clerks.filePath(name) + u"/store"_s, keys)) {
                QVERIFY(!lines);
                lines = found;
                folder = clerks.filePath(name);
            }
        QVERIFY(lines.ok());
        QStringList kinds;
        for (const audit::Line &line : *lines) kinds << line.kind;
        for (const QString &kind : {u"session.signOn"_s, u"case.create"_s, u"case.receive"_s, u"case.submit"_s, u"session.lock"_s, u"session.unlock"_s, u"case.open"_s, u"session.end"_s})
            QVERIFY2(kinds.contains(kind), qPrintable(kind + u" not in "_s + kinds.join(u' ')));
        // Every wrong try before a sign-on stands beside it.
        QList<int> failed;
        for (const audit::Line &line : *lines)
            if (line.kind == "session.signOn"_L1) failed << QJsonDocument::fromJson(line.entry)[u"detail"][u"failedTries"].toInt(-1);
        QVERIFY(failed.size() >= 4 && !failed.contains(-1));
        QCOMPARE(failed.first(), 1);
        QFile pub(folder + u"/audit/desk.pub"_s);
        QVERIFY(pub.open(QIODevice::ReadOnly));
        const auto key = crypto::VerifyKey::fromBase64Spki(QString::fromLatin1(pub.readAll()).trimmed());
        int refused = 0;
        const auto found = audit::verifyChain(*lines, audit::anchorsOf(*audit::readCheckpoints(folder + u"/audit/checkpoints.jsonl"_s), *key, &refused));
        QCOMPARE(found.verdict, audit::Verdict::Ok);
        QCOMPARE(refused, 0);
    }

    void cleanupTestCase()
    {
        m_app.reset();
        m_platform.terminate();
        m_platform.waitForFinished(60'000);
    }
};

ZC_TEST(QApplication, TstHallStart)
#include "tst_hallstart.moc"
