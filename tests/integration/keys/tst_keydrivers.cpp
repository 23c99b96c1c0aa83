#include "keyrigs.h"

#include <devices/devicehub.h>
#include <devices/signingkey.h>

#include <base/clock.h>

#include <support/rigs/suiterun.h>

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

// A key behind a real driver in the real host, a hub and a claim.
struct KeyStackDesk {
    explicit KeyStackDesk(KeyWorld &world, const QJsonObject &more = {})
    {
        HostedDriverSettings settings = world.settings();
        for (auto it = more.begin(); it != more.end(); ++it)
            settings.values.insert(it.key(), it.value());
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(settings, clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return info().state == wanted; }, 30'000); }
    template <class Op>
    Result<typename Op::Answer> run(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        if (claim.isNull())
            claim = hub->claim(u"key-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = hub->submit(claim, std::move(operation), {deadline});
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }
    Certificate certificate(qsizetype at = 0) { return run(ListCertificates{})->certificates.value(at); }
    Result<DigitalSignature> sign(const Certificate &one, const QByteArray &message = "样例报文", const QByteArray &pin = KeyWorld::pin())
    {
        return run(SignDigest{one.id, digestToSign(one, message), {{u"digest"_s, one.digest()}}, Pin::copyOf(pin)});
    }

    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

const QStringList kMaySkip = {u"abilities.lower"_s, u"abilities.upper"_s, u"faults.nomedia"_s, u"life.restart"_s, u"privacy.transcript"_s};

} // namespace

class TestKeyDrivers : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    std::map<KeyWorld::Stack, std::unique_ptr<KeyWorld>> m_worlds;

    KeyWorld *world()
    {
        QFETCH(int, stack);
        return m_worlds[KeyWorld::Stack(stack)].get();
    }
    static int logins(KeyWorld &world) { return world.script->with([](KeyState &state) { return state.logins; }); }
    static void stacks()
    {
        QTest::addColumn<int>("stack");
        QTest::newRow("softhsm") << int(KeyWorld::Stack::SoftHsm);
        QTest::newRow("skf") << int(KeyWorld::Stack::Skf);
    }

#define ZC_NEEDS_STACK(here) \
    KeyWorld *here = world(); \
    if (!here) \
        QSKIP("skipped: no softhsm2 or no opensc")

private Q_SLOTS:
    void initTestCase()
    {
        for (const KeyWorld::Stack stack : {KeyWorld::Stack::SoftHsm, KeyWorld::Stack::Skf}) {
            auto made = std::make_unique<KeyWorld>(stack);
            if (made->start())
                m_worlds[stack] = std::move(made);
            else
                QVERIFY2(stack == KeyWorld::Stack::SoftHsm && made->why.startsWith(u"no softhsm2"_s), qPrintable(made->why));
        }
    }
    void init()
    {
        for (const auto &[stack, made] : m_worlds) {
            if (!made)
                continue;
            made->script->change([](KeyState &state) {
                const unsigned generation = state.generation;
                state = KeyState();
                state.generation = generation;
            });
        }
    }

    void signsWithEveryCertificate_data() { stacks(); }
    void signsWithEveryCertificate()
    {
        ZC_NEEDS_STACK(here);
        const bool skf = here->stack == KeyWorld::Stack::Skf;
        KeyStackDesk desk(*here);
        QVERIFY2(desk.becomes(DeviceState::Ready), qPrintable(desk.info().errorCode + desk.info().errorDetail));
        QCOMPARE(desk.info().identity.model.isEmpty(), false);
        QCOMPARE(desk.info().identity.serial.isEmpty(), false);
        QCOMPARE(desk.info().capabilities.setting(u"digest")->values, QStringList{skf ? u"sm3"_s : u"sha256"_s});
        const auto contents = desk.run(ListCertificates{});
        QVERIFY(contents);
        QCOMPARE(contents->triesLeft, skf ? KeyState::kTries : -1);
        QCOMPARE(contents->certificates.size(), skf ? 3 : 4);                // SKF: the RSA container is not for this driver
        for (qsizetype i = 0; i < contents->certificates.size(); ++i) {
            const Certificate &one = contents->certificates[i];
            QCOMPARE(one.der, here->keys[std::size_t(i)].certificate());
            const auto signature = desk.sign(one);
            QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().code + signature.error().detail));
            QVERIFY(verifies(one, digestToSign(one, "样例报文"), signature->value));
            QVERIFY(!verifies(one, digestToSign(one, "样例报文."), signature->value));
        }
    }

    void aWrongPinCostsOneTry_data() { stacks(); }
    void aWrongPinCostsOneTry()
    {
        ZC_NEEDS_STACK(here);
        const bool skf = here->stack == KeyWorld::Stack::Skf;
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate();
        const int before = logins(*here);
        const auto refused = desk.sign(one, "x", "000000");
        QCOMPARE(refused.error().code, u"DEV-KEY-PIN"_s);
        QCOMPARE(triesLeft(refused.error()), skf ? std::optional(KeyState::kTries - 1) : std::nullopt);
        QCOMPARE(logins(*here), before + 1);
        here->script->change([](KeyState &state) { state.tries = 2; });
        QCOMPARE(triesLeft(desk.sign(one, "x", "000000").error()), std::optional(1));        // both stacks tell of the last one
        QCOMPARE(logins(*here), before + 2);
        QVERIFY(desk.sign(one));
        QCOMPARE(here->script->with([](KeyState &state) { return state.tries; }), KeyState::kTries);
        const QByteArray overlong(17, '1');
        QCOMPARE(desk.sign(one, "x", overlong).error().code, u"DEV-KEY-PIN"_s);
    }
    void theLastWrongPinLocks_data() { stacks(); }
    void theLastWrongPinLocks()
    {
        ZC_NEEDS_STACK(here);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate();
        here->script->change([](KeyState &state) { state.tries = 1; });
        const auto locked = desk.sign(one, "x", "000000");
        QCOMPARE(locked.error().code, u"DEV-KEY-LOCKED"_s);
        QCOMPARE(triesLeft(locked.error()), std::optional(0));
        QVERIFY(desk.becomes(DeviceState::Fault));
        QCOMPARE(desk.info().errorCode, u"DEV-KEY-LOCKED"_s);
        const int before = logins(*here);
        QCOMPARE(desk.sign(one).error().code, u"DEV-KEY-LOCKED"_s);
        QCOMPARE(logins(*here), before);
        here->script->change([](KeyState &state) { state.tries = KeyState::kTries; });       // unlocked with the issuer's tool
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.sign(one));
    }

    void statusesHaveTheirMeaning_data()
    {
        QTest::addColumn<int>("stack");
        QTest::addColumn<int>("step");
        QTest::addColumn<quint64>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, KeyWorld::Stack stack, int step, quint64 status, const QString &code) { QTest::newRow(name) << int(stack) << step << status << code; };
        using enum KeyWorld::Stack;
        row("SAR removed", Skf, KeyState::Sign, 0x0A000023, u"DEV-KEY-ABSENT"_s);
        row("SAR wrong PIN", Skf, KeyState::Login, 0x0A000024, u"DEV-KEY-LOCKED"_s);        // with no try left, as the stub gives it
        row("SAR locked", Skf, KeyState::Login, 0x0A000025, u"DEV-KEY-LOCKED"_s);
        row("SAR PIN invalid", Skf, KeyState::Login, 0x0A000026, u"DEV-KEY-PIN"_s);
        row("SAR not logged in", Skf, KeyState::Sign, 0x0A00002D, u"DEV-KEY-LOGIN"_s);
        row("SAR buffer too small", Skf, KeyState::Sign, 0x0A000020, u"DEV-KEY-PROTOCOL"_s);
        row("SAR not supported", Skf, KeyState::Sign, 0x0A000003, u"DEV-KEY-UNSUPPORTED"_s);
        row("SAR timeout", Skf, KeyState::Sign, 0x0A00000F, u"DEV-KEY-ACTION"_s);
        row("SAR never heard of", Skf, KeyState::Sign, 0x0B00FFFF, u"DEV-KEY-FAULT"_s);
        row("CKR removed", SoftHsm, KeyState::Sign, 0x32, u"DEV-KEY-ABSENT"_s);
        row("CKR session gone", SoftHsm, KeyState::Sign, 0xB3, u"DEV-KEY-ABSENT"_s);
        row("CKR wrong PIN", SoftHsm, KeyState::Login, 0xA0, u"DEV-KEY-PIN"_s);
        row("CKR locked", SoftHsm, KeyState::Login, 0xA4, u"DEV-KEY-LOCKED"_s);
        row("CKR expired", SoftHsm, KeyState::Login, 0xA3, u"DEV-KEY-ACTION"_s);
        row("CKR not logged in", SoftHsm, KeyState::Sign, 0x101, u"DEV-KEY-LOGIN"_s);
        row("CKR rejected at the key", SoftHsm, KeyState::Sign, 0x200, u"DEV-KEY-ACTION"_s);
        row("CKR mechanism", SoftHsm, KeyState::Sign, 0x70, u"DEV-KEY-UNSUPPORTED"_s);
        row("CKR another user", SoftHsm, KeyState::Login, 0x104, u"DEV-KEY-BUSY"_s);
        row("CKR device error", SoftHsm, KeyState::Sign, 0x30, u"DEV-KEY-LINK"_s);
        row("CKR never heard of", SoftHsm, KeyState::Sign, 0x80001234, u"DEV-KEY-FAULT"_s);
    }
    void statusesHaveTheirMeaning()
    {
        ZC_NEEDS_STACK(here);
        QFETCH(int, step);
        QFETCH(quint64, status);
        QFETCH(QString, code);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate();
        const int before = logins(*here);
        here->script->change([&](KeyState &state) {
            state.failStep = step;
            state.failStatus = status;
            state.failTimes = 100;
        });
        const auto refused = desk.sign(one);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(logins(*here), before + 1);                    // whatever it was: once
        if (faultClassOf(code) == FaultClass::DeviceFault)
            QVERIFY2(refused.error().detail.contains(QString::number(status, 16).toUpper()), qPrintable(refused.error().detail));
    }

    void aBufferThatIsTooSmallGrowsOnce_data()
    {
        QTest::addColumn<int>("stack");
        QTest::addColumn<int>("grown");
        QTest::addColumn<unsigned>("to");
        QTest::addColumn<bool>("works");
        for (const auto stack : {KeyWorld::Stack::SoftHsm, KeyWorld::Stack::Skf}) {
            const char *name = stack == KeyWorld::Stack::Skf ? "skf" : "softhsm";
            QTest::addRow("%s once", name) << int(stack) << 1 << 4096U << true;
            QTest::addRow("%s to the limit", name) << int(stack) << 1 << 16U * 1024 << true;
            QTest::addRow("%s beyond the limit", name) << int(stack) << 1 << 16U * 1024 + 1 << false;
            QTest::addRow("%s twice", name) << int(stack) << 2 << 4096U << false;
        }
    }
    void aBufferThatIsTooSmallGrowsOnce()
    {
        ZC_NEEDS_STACK(here);
        QFETCH(int, grown);
        QFETCH(unsigned, to);
        QFETCH(bool, works);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate();
        here->script->change([&](KeyState &state) {
            state.grown = grown;
            state.grownTo = to;
        });
        const auto signature = desk.sign(one);
        QVERIFY2(signature.ok() == works, qPrintable(signature ? QString() : signature.error().code));
        if (!works)
            QCOMPARE(signature.error().code, u"DEV-KEY-PROTOCOL"_s);
    }

    void pullingIsSeenWithinTwoSeconds_data() { stacks(); }
    void pullingIsSeenWithinTwoSeconds()
    {
        ZC_NEEDS_STACK(here);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QElapsedTimer clock;
        clock.start();
        here->script->change([](KeyState &state) { state.present = false; });
        QVERIFY(desk.becomes(DeviceState::Lost));
        qInfo("pulled out to known: %lld ms", clock.elapsed());
        QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(desk.info().errorCode, u"DEV-KEY-ABSENT"_s);
        here->script->change([](KeyState &state) { state.present = true; });
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.sign(desk.certificate()));
    }

    void whatTheWireHasNoFormForIsRefusedHere_data() { stacks(); }
    void whatTheWireHasNoFormForIsRefusedHere()
    {
        ZC_NEEDS_STACK(here);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const int before = logins(*here);
        for (const qsizetype size : {0, 31, 33, 100'000})
            QCOMPARE(desk.run(SignDigest{{}, QByteArray(size, 'x'), {}, Pin::copyOf("1")}).error().code, u"DEV-KEY-UNSUPPORTED"_s);
        QCOMPARE(desk.run(SignDigest{QString(5000, u'a'), QByteArray(32, 'x'), {}, Pin::copyOf("1")}).error().code, u"DEV-KEY-UNSUPPORTED"_s);
        QCOMPARE(desk.run(SignDigest{QString(64, u'a'), QByteArray(32, 'x'), {}, Pin::copyOf("1")}).error().code, u"DEV-KEY-CERT"_s);
        QCOMPARE(desk.run(SignDigest{{}, QByteArray(32, 'x'), {}, Pin()}).error().code, u"DEV-KEY-LOGIN"_s);
        QCOMPARE(logins(*here), before);
        QCOMPARE(desk.hub->statistics(u"key-1"_s).reopens, 0U);          // and the process lives
    }

    // SoftHSM's own files go away and come back.
    void softHsmItselfLosesItsToken()
    {
        KeyWorld here(KeyWorld::Stack::SoftHsm);
        if (!here.start())
            QSKIP(qPrintable(u"skipped: "_s + here.why));
        KeyStackDesk desk(here, {{u"token"_s, u"Desk"_s}});
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate(3);
        QVERIFY(desk.sign(one));
        QVERIFY(QFile::rename(here.folder.filePath(u"tokens"_s), here.folder.filePath(u"away"_s)));
        const auto refused = desk.sign(one);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"DEV-KEY-CERT"_s);      // SoftHSM 2.6.1 goes on calling the token there, with nothing on it
        QVERIFY(QFile::rename(here.folder.filePath(u"away"_s), here.folder.filePath(u"tokens"_s)));
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.sign(desk.certificate(3)));
    }

    void settingsThatAreNoGoodAreNamed_data()
    {
        QTest::addColumn<int>("stack");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("code");
        for (const auto stack : {KeyWorld::Stack::SoftHsm, KeyWorld::Stack::Skf}) {
            const char *name = stack == KeyWorld::Stack::Skf ? "skf" : "softhsm";
            QTest::addRow("%s no such file", name) << int(stack) << QJsonObject{{u"module"_s, u"/no/such/file.so"_s}} << u"DEV-HOST-LOAD"_s;
            QTest::addRow("%s relative path", name) << int(stack) << QJsonObject{{u"module"_s, u"file.so"_s}} << u"DEV-HOST-LOAD"_s;
            QTest::addRow("%s another library", name) << int(stack) << QJsonObject{{u"module"_s, u"/lib/x86_64-linux-gnu/libc.so.6"_s}} << u"DEV-HOST-LOAD"_s;
            QTest::addRow("%s unknown setting", name) << int(stack) << QJsonObject{{u"speed"_s, u"9"_s}} << u"DEV-HOST-LOAD"_s;
        }
        QTest::newRow("softhsm another token") << int(KeyWorld::Stack::SoftHsm) << QJsonObject{{u"token"_s, u"Other"_s}} << u"DEV-KEY-ABSENT"_s;
        QTest::newRow("skf another device") << int(KeyWorld::Stack::Skf) << QJsonObject{{u"device"_s, u"Other"_s}} << u"DEV-KEY-ABSENT"_s;
        QTest::newRow("skf another application") << int(KeyWorld::Stack::Skf) << QJsonObject{{u"application"_s, u"NONE"_s}} << u"DEV-KEY-CERT"_s;
    }
    void settingsThatAreNoGoodAreNamed()
    {
        ZC_NEEDS_STACK(here);
        QFETCH(QJsonObject, more);
        QFETCH(QString, code);
        KeyStackDesk desk(*here, more);
        QVERIFY(QTest::qWaitFor([&] { return !desk.info().errorCode.isEmpty(); }, 30'000));
        QCOMPARE(desk.info().errorCode, code);
        QVERIFY(desk.info().state == DeviceState::Fault || desk.info().state == DeviceState::Absent);
    }
    void anApplicationWithoutCertificatesSignsNothing()
    {
        KeyWorld *here = m_worlds[KeyWorld::Stack::Skf].get();
        QVERIFY(here);
        KeyStackDesk desk(*here, {{u"application"_s, u"OTHER"_s}});
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.info().capabilities.operations, (QStringList{u"ListCertificates"_s, u"CheckHealth"_s}));
        QCOMPARE(desk.run(ListCertificates{})->certificates.size(), 0);
    }

    // A call that never returns costs the process, not the desk: the next person signs with a new one.
    void aCallThatHangsCostsTheProcess()
    {
        KeyWorld *here = m_worlds[KeyWorld::Stack::Skf].get();
        QVERIFY(here);
        KeyStackDesk desk(*here);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.certificate();
        here->script->change([](KeyState &state) { state.hang = true; });
        const auto ended = desk.run(SignDigest{one.id, digestToSign(one, "x"), {{u"digest"_s, one.digest()}}, Pin::copyOf(KeyWorld::pin())}, 500ms);
        QCOMPARE(ended.error().code, u"DEV-KEY-TIMEOUT"_s);
        QVERIFY(QTest::qWaitFor([&] { return desk.info().state == DeviceState::Lost || desk.info().state == DeviceState::Fault || desk.hub->statistics(u"key-1"_s).reopens > 0; }, 60'000));
        here->script->change([](KeyState &state) { state.hang = false; });
        QVERIFY(QTest::qWaitFor([&] { return desk.hub->statistics(u"key-1"_s).reopens > 0 && desk.info().state == DeviceState::Ready; }, 60'000));
        QVERIFY(desk.sign(one));
    }

    void conforms_data() { stacks(); }
    void conforms()
    {
        ZC_NEEDS_STACK(here);
        const auto rig = makeKeyRig(*here, m_clock);
        QStringList maySkip = kMaySkip;
        if (here->stack == KeyWorld::Stack::Skf)
            maySkip << u"faults.transport"_s << u"faults.retries"_s;        // GM/T 0016 has no such status
        const QString wrong = whatDoesNotHold(*rig, maySkip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
};

QTEST_GUILESS_MAIN(TestKeyDrivers)
#include "tst_keydrivers.moc"
