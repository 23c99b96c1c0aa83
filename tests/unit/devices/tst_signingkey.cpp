// UKeys: the PIN and its end, what a key signs, and what it refuses before it is asked.
#include <devices/conformance.h>
#include <devices/devicehub.h>
#include <devices/simulatedkey.h>

#include "internal/host/hostcodec.h"

#include <base/clock.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <support/memorysearch.h>
#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::host;
using namespace std::chrono_literals;

namespace {

// A simulated key, a hub and a claim.
struct KeyDesk {
    KeyDesk()
    {
        key = *KeySimulator::make();
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedKey(u"key-1"_s, u"样例 UKey"_s, key));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    DeviceState state() const { return hub->devices().constFirst().state; }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return state() == wanted; }, 20'000); }
    bool tell(const QByteArray &line) const { return key->control(line).ok(); }
    template <class Op>
    Job<typename Op::Answer> start(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        if (claim.isNull())
            claim = hub->claim(u"key-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        return hub->submit(claim, std::move(operation), {deadline});
    }
    template <class Op>
    Result<typename Op::Answer> run(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        auto job = start(std::move(operation), deadline);
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }

    SystemClock clock;
    std::shared_ptr<KeySimulator> key;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

Pin rightPin() { return Pin::copyOf(KeySimulator::samplePin()); }

SignDigest request(const Certificate &certificate, const QByteArray &message, const Pin &pin = rightPin())
{
    return {certificate.id, digestToSign(certificate, message), {{u"digest"_s, certificate.digest()}}, pin};
}

QByteArray taken(const Pin &pin)
{
    QByteArray bytes;
    pin.use([&](QByteArrayView view) { bytes = view.toByteArray(); });
    return bytes;
}

WireValue back(const WireValue &value)
{
    auto decoded = WireValue::decoded(value.encoded());
    return decoded ? std::move(*decoded) : WireValue();
}

// A map of these members, and `spoil` in the place of one of them.
struct Members {
    QByteArray certificate, value;
    WireValue wire() const { return WireValue::map().set(u"certificate"_s, WireValue::bytes(certificate)).set(u"value"_s, WireValue::bytes(value)); }
};

} // namespace

class TestSigningKey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPinIsHandedOutOnce()
    {
        const Pin pin = Pin::copyOf("123456");
        const Pin copy = pin;
        QVERIFY(!pin.isEmpty() && !copy.isEmpty());
        QCOMPARE(taken(copy), QByteArray("123456"));
        QVERIFY(pin.isEmpty() && taken(pin).isEmpty());
        QVERIFY(!pin.use([](QByteArrayView) { QFAIL("called"); }));
    }
    void aPinEndsAtItsLimits()
    {
        QVERIFY(Pin().isEmpty() && Pin::copyOf({}).isEmpty());
        QCOMPARE(taken(Pin::copyOf(QByteArray(Pin::kLongest, 'x'))).size(), Pin::kLongest);
        QVERIFY(Pin::copyOf(QByteArray(Pin::kLongest + 1, 'x')).isEmpty());     // never cut: half a PIN costs a try
        const Pin wiped = Pin::copyOf("1");
        wiped.wipe();
        wiped.wipe();
        QVERIFY(wiped.isEmpty());
        Pin().wipe();
    }

    void listsWhatIsOnIt()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Capabilities can = desk.hub->devices().constFirst().capabilities;
        QCOMPARE(can.operations, (QStringList{u"ListCertificates"_s, u"CheckHealth"_s, u"SignDigest"_s}));
        QCOMPARE(can.setting(u"digest")->values, (QStringList{u"sha256"_s, u"sm3"_s}));
        QCOMPARE(can.setting(u"digest")->defaultValue, u"sm3"_s);
        const auto contents = desk.run(ListCertificates{});
        QVERIFY(contents);
        QCOMPARE(contents->triesLeft, KeySimulator::kTries);
        QCOMPARE(contents->certificates.size(), desk.key->certificates().size());
        for (qsizetype i = 0; i < contents->certificates.size(); ++i) {
            const Certificate &one = contents->certificates[i];
            QCOMPARE(one.der, desk.key->certificates()[i]);
            QCOMPARE(one.id.size(), 64);
            QVERIFY(one.signs && one.subject.startsWith(u"样例"_s) && one.notAfter > one.notBefore);
        }
        QCOMPARE(desk.key->signatures(), 0);
    }
    void signsWithTheCertificateThatWasAskedFor()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const QList<Certificate> all = desk.run(ListCertificates{})->certificates;
        QStringList algorithms;
        for (const Certificate &one : all) {
            const auto signature = desk.run(request(one, "样例报文"));
            QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().code));
            QCOMPARE(signature->certificate.id, one.id);
            for (const Certificate &other : all)
                QCOMPARE(verifies(other, digestToSign(other, "样例报文"), signature->value), other.id == one.id);
            QVERIFY(!verifies(one, digestToSign(one, "样例报文 "), signature->value));
            algorithms << keyAlgorithmName(one.algorithm);
        }
        algorithms.removeDuplicates();
        QCOMPARE(algorithms, (QStringList{u"sm2"_s, u"rsa"_s}));
    }

    void aWrongPinCostsOneTryAndNoMore()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.run(ListCertificates{})->certificates.constFirst();
        for (int left = KeySimulator::kTries - 1; left >= 1; --left) {
            const auto refused = desk.run(request(one, "x", Pin::copyOf("000000")));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, u"DEV-KEY-PIN"_s);
            QCOMPARE(refused.error().kind, ErrorKind::Denied);
            QCOMPARE(triesLeft(refused.error()), std::optional(left));
            QCOMPARE(desk.key->signatures(), KeySimulator::kTries - left);
            QCOMPARE(desk.run(ListCertificates{})->triesLeft, left);
        }
        const auto locked = desk.run(request(one, "x", Pin::copyOf("000000")));
        QCOMPARE(locked.error().code, u"DEV-KEY-LOCKED"_s);
        QCOMPARE(triesLeft(locked.error()), std::optional(0));
        // From now on the device says so itself, and the right PIN reaches it no more.
        QVERIFY(desk.becomes(DeviceState::Fault));
        QCOMPARE(desk.hub->devices().constFirst().errorCode, u"DEV-KEY-LOCKED"_s);
        const int before = desk.key->signatures();
        QCOMPARE(desk.run(request(one, "x")).error().code, u"DEV-KEY-LOCKED"_s);
        QCOMPARE(desk.key->signatures(), before);
        QVERIFY(desk.tell("{\"reset\":{}}"));
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.run(request(one, "x")));
    }
    void theRightPinGivesTheTriesBack()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.run(ListCertificates{})->certificates.constFirst();
        QVERIFY(!desk.run(request(one, "x", Pin::copyOf("1"))));
        QCOMPARE(desk.key->triesLeft(), KeySimulator::kTries - 1);
        QVERIFY(desk.run(request(one, "x")));
        QCOMPARE(desk.key->triesLeft(), KeySimulator::kTries);
    }

    void whatDoesNotFitNeverReachesTheKey()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate sm2 = desk.run(ListCertificates{})->certificates.constFirst();
        const auto code = [&](SignDigest what) { return desk.run(std::move(what)).error().code; };
        SignDigest asked = request(sm2, "x");
        asked.pin = Pin();
        QCOMPARE(code(asked), u"DEV-KEY-LOGIN"_s);
        asked = request(sm2, "x");
        asked.certificate = QString(64, u'0');
        QCOMPARE(code(asked), u"DEV-KEY-CERT"_s);
        asked = request(sm2, "x");
        asked.settings = {{u"digest"_s, u"sha256"_s}};          // of the other algorithm
        QCOMPARE(code(asked), u"DEV-KEY-CERT"_s);
        asked = request(sm2, "x");
        asked.settings = {{u"digest"_s, u"md5"_s}};
        QCOMPARE(code(asked), u"DEV-KEY-UNSUPPORTED"_s);
        for (const qsizetype size : {0, 31, 33}) {
            asked = request(sm2, "x");
            asked.digest = QByteArray(size, 'x');
            QCOMPARE(code(asked), u"DEV-KEY-UNSUPPORTED"_s);
        }
        QCOMPARE(desk.key->signatures(), 0);
        QCOMPARE(desk.key->triesLeft(), KeySimulator::kTries);
    }
    void whatDoesNotVerifyIsNotHandedOut()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.run(ListCertificates{})->certificates.constFirst();
        QVERIFY(desk.tell("{\"fault\":{\"kind\":\"nonsense\"}}"));
        QCOMPARE(desk.run(request(one, "x")).error().code, u"DEV-KEY-PROTOCOL"_s);
        QVERIFY(desk.run(request(one, "x")));
    }
    // On a desk the checks run against a person's own key: a PIN that they made up would cost her a try.
    void aSelfTestTypesNoPin()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        LiveRig rig(*desk.hub, desk.hub->devices().constFirst());
        ConformanceOptions options;
        options.effort = 1;
        const ConformanceReport report = runConformance(rig, options, desk.clock);
        QVERIFY(report.holds());
        QVERIFY(report.count(CheckState::Passed) >= 15);
        QCOMPARE(desk.key->signatures(), 0);
        QCOMPARE(desk.key->triesLeft(), KeySimulator::kTries);
    }
    void pullingIsSeenWithinTwoSeconds()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(desk.tell("{\"unplug\":{}}"));
        QVERIFY(desk.becomes(DeviceState::Lost));
        QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(desk.hub->devices().constFirst().errorCode, u"DEV-KEY-ABSENT"_s);
        QVERIFY(desk.tell("{\"plug\":{}}"));
        QVERIFY(desk.becomes(DeviceState::Ready));
    }

    void noPinIsLeftWhenItsJobHasEnded_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("cancel");
        QTest::newRow("refused") << QByteArray() << false;
        QTest::newRow("cancelled while it waits for another") << QByteArray("{\"set\":{\"afterMs\":60000}}") << true;
        QTest::newRow("device pulled") << QByteArray("{\"unplugAt\":\"login\"}") << false;
        QTest::newRow("device absent") << QByteArray("{\"unplug\":{}}") << false;
    }
    void noPinIsLeftWhenItsJobHasEnded()
    {
        QFETCH(QByteArray, fault);
        QFETCH(bool, cancel);
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Certificate one = desk.run(ListCertificates{})->certificates.constFirst();
        const PlantedSecret secret(24);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        QVERIFY(fault.isEmpty() || desk.tell(fault));
        std::optional<Job<DigitalSignature>> before;
        if (cancel)
            before.emplace(desk.start(request(one, "x")));
        std::optional<Job<DigitalSignature>> job;
        secret.uncovered([&](QByteArray &plain) { job.emplace(desk.start(request(one, "x", Pin::copyOf(plain)))); });
        if (cancel) {
            QVERIFY(secret.places() > 0);                       // it waits: the test sees what it looks for
            job->cancel();
            before->cancel();
        }
        QTRY_VERIFY_WITH_TIMEOUT(job->result().isFinished(), 20'000);
        QTRY_COMPARE(secret.places(), 0);                       // though the handle with its operation still lives
        QVERIFY(!job->result().takeResult());
    }

    void theWireTakesThePinOver()
    {
        const PlantedSecret secret(24);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        Pin arrived;
        {
            SignDigest asked{QString(64, u'a'), QByteArray(32, 'd'), {{u"digest"_s, u"sm3"_s}}, {}};
            secret.uncovered([&](QByteArray &plain) { asked.pin = Pin::copyOf(plain); });
            std::optional<WireValue> wire = toWire(AnyOperation(asked));
            QVERIFY(wire && asked.pin.isEmpty());               // it has left for good
            QByteArray encoded = wire->encoded();
            wire.reset();
            auto decoded = WireValue::decoded(encoded);
            std::fill(encoded.begin(), encoded.end(), '\0');
            QVERIFY(decoded);
            auto read = operationFrom(*decoded);
            QVERIFY(read);
            const auto &same = std::get<SignDigest>(*read);
            QCOMPARE(same.certificate, asked.certificate);
            QCOMPARE(same.digest, asked.digest);
            QCOMPARE(same.settings, asked.settings);
            arrived = same.pin;
        }
        QVERIFY(!arrived.isEmpty());
        QCOMPARE(secret.places(), 1);
        arrived.wipe();
        QCOMPARE(secret.places(), 0);
    }
    void wireRefusesOperationsOfOtherForm()
    {
        const auto refused = [](const QByteArray &digest, const QString &certificate, bool withSettings) {
            WireValue value = WireValue::map().set(u"name"_s, u"SignDigest"_s).set(u"digest"_s, WireValue::bytes(digest)).set(u"certificate"_s, certificate);
            if (withSettings)
                value.set(u"settings"_s, WireValue::map());
            return !operationFrom(value).ok();
        };
        QVERIFY(!refused(QByteArray(32, 'x'), {}, true));
        QVERIFY(refused(QByteArray(31, 'x'), {}, true) && refused(QByteArray(33, 'x'), {}, true) && refused({}, {}, true));
        QVERIFY(refused(QByteArray(32, 'x'), QString(65, u'a'), true) && refused(QByteArray(32, 'x'), {}, false));
    }
    void wireBelievesNoSignature()
    {
        KeyDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const QList<Certificate> all = desk.run(ListCertificates{})->certificates;
        const auto signature = desk.run(request(all[0], "x"));
        QVERIFY(signature);
        const SignDigest asked = request(all[0], "x");
        const auto accepted = [&](const SignDigest &what, const Members &members) { return answerFrom(what, back(members.wire()), QDate()).ok(); };
        const Members good{all[0].der, signature->value};
        QVERIFY(accepted(asked, good));
        QVERIFY(!accepted(asked, {all[1].der, signature->value}));
        QVERIFY(!accepted(asked, {all[0].der, signature->value.chopped(1)}));
        QVERIFY(!accepted(asked, {{}, signature->value}) && !accepted(asked, {"x", signature->value}) && !accepted(asked, {all[0].der, {}}));
        QVERIFY(!accepted(request(all[0], "y"), good));         // of another message
        QVERIFY(!accepted(request(all[1], "x"), good));         // by another key
        // Contents: whole certificates, sensible tries.
        KeyContents contents{all, 3};
        const auto wire = toWire(AnyAnswer(contents));
        QVERIFY(wire);
        const auto again = answerFrom(ListCertificates{}, back(*wire), QDate());
        QVERIFY(again);
        QCOMPARE(std::get<KeyContents>(*again).triesLeft, 3);
        QCOMPARE(std::get<KeyContents>(*again).certificates.size(), all.size());
        for (const int tries : {-2, 256}) {
            contents.triesLeft = tries;
            QVERIFY(!answerFrom(ListCertificates{}, back(*toWire(AnyAnswer(contents))), QDate()));
        }
        QVERIFY(!answerFrom(ListCertificates{}, WireValue::map(), QDate()));
        WireValue many = WireValue::list();
        for (int i = 0; i < 33; ++i)
            many.append(WireValue::bytes(all[0].der));
        QVERIFY(!answerFrom(ListCertificates{}, WireValue::map().set(u"certificates"_s, std::move(many)).set(u"triesLeft"_s, 1), QDate()));
    }
    void triesSurviveTheWire()
    {
        for (const int left : {0, 1, 6}) {
            const Error error = pinRefused(left);
            QCOMPARE(triesLeft(errorFrom(back(toWire(error)), DeviceClass::Key)), std::optional(left));
        }
        QCOMPARE(triesLeft(pinRefused(std::nullopt)), std::nullopt);
        QCOMPARE(pinRefused(std::nullopt).code, u"DEV-KEY-PIN"_s);
    }
};

ZC_TEST(QCoreApplication, TestSigningKey)
#include "tst_signingkey.moc"
