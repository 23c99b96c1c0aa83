#include "esclrig.h"
#include "ipprig.h"
#include "pcscrig.h"
#include "terminalhttprig.h"

#include <devices/conformance.h>
#include <devices/conformancerigs.h>
#include <devices/socialcardreader.h>

#include <base/clock.h>

#include <support/rigs/suiterun.h>

#include <QJsonArray>
#include <QElapsedTimer>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

// A driver that does one thing wrong, over one that does all things right: the suite must see it.
enum class Wrong { Nothing, Deaf, Boastful, Unsound, Talkative, Leaky, Forgetful, WrongClass, Stubborn };

class SpoiledDevice final : public Device {
public:
    SpoiledDevice(std::unique_ptr<Device> good, Wrong wrong) : m_good(std::move(good)), m_wrong(wrong) {}
    DeviceIdentity identity() const override { return m_good->identity(); }
    bool isOpen() override { return m_good->isOpen(); }
    Capabilities capabilities() const override
    {
        Capabilities can = m_good->capabilities();
        if (m_wrong == Wrong::Boastful)
            can.operations << u"Scan"_s;
        if (m_wrong == Wrong::Unsound)
            can.settings << SettingCapability{u"speed"_s, u"integer"_s, 9, 1, {}, u"5"_s};
        return can;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        struct DeafContext final : JobContext {
            explicit DeafContext(JobContext &context) : good(context) {}
            bool stopRequested() const override { return false; }
            int remainingMs() const override { return good.remainingMs(); }
            qint64 nowMs() const override { return good.nowMs(); }
            void reportMedia(Media media) override { good.reportMedia(media); }
            void reportProgress(const Progress &progress) override { good.reportProgress(progress); }
            void reportCondition(const Condition &condition) override { good.reportCondition(condition); }
            JobContext &good;
        } deaf(context);
        Result<AnyAnswer> answer = m_good->run(operation, m_wrong == Wrong::Deaf ? static_cast<JobContext &>(deaf) : context);
        if (!answer.ok() && m_wrong == Wrong::WrongClass && answer.error().kind != ErrorKind::Cancelled)
            return toError({FaultClass::DeviceFault, {}, {}, false}, DeviceClass::IdCardReader);
        if (!answer.ok() && m_wrong == Wrong::Stubborn && answer.error().code == u"DEV-IDCARD-AUTH")
            return m_good->run(operation, context);
        if (answer.ok() && std::holds_alternative<CardRecord>(*answer)) {
            CardRecord &card = std::get<CardRecord>(*answer);
            if (m_wrong == Wrong::Talkative)
                qInfo("read %s", qPrintable(card.text(CardField::Name).toString()));
            if (m_wrong == Wrong::Forgetful)
                return oneBehind(std::move(card), operation, context);
        }
        return answer;
    }

private:
    // The first card twice, from then on always the one before.
    Result<AnyAnswer> oneBehind(CardRecord card, const AnyOperation &operation, JobContext &context)
    {
        if (!m_last) {
            m_last = std::make_unique<CardRecord>(std::move(card));
            return m_good->run(operation, context);
        }
        std::swap(*m_last, card);
        return AnyAnswer(std::move(card));
    }

    const std::unique_ptr<Device> m_good;
    const Wrong m_wrong;
    std::unique_ptr<CardRecord> m_last;
};

class SpoiledDriver final : public Driver {
public:
    SpoiledDriver(std::unique_ptr<Driver> good, Wrong wrong) : m_good(std::move(good)), m_wrong(wrong) {}
    DriverInfo info() const override { return m_good->info(); }
    QList<Candidate> scan() override { return m_good->scan(); }
    int probe(const Candidate &candidate) const override { return m_good->probe(candidate); }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &context) override
    {
        Result<std::unique_ptr<Device>> opened = m_good->open(candidate, context);
        if (!opened.ok())
            return opened;
        if (m_wrong == Wrong::Leaky)
            (void)!::dup(2);
        return std::unique_ptr<Device>(std::make_unique<SpoiledDevice>(std::move(*opened), m_wrong));
    }

private:
    const std::unique_ptr<Driver> m_good;
    const Wrong m_wrong;
};

// The rig of the good reader with a spoiled driver in front.
class SpoiledRig final : public ConformanceRig {
public:
    SpoiledRig(std::unique_ptr<ConformanceRig> good, Wrong wrong) : m_good(std::move(good)), m_wrong(wrong) {}
    QString title() const override { return m_good->title(); }
    DeviceClass cls() const override { return m_good->cls(); }
    DeviceId slot() const override { return m_good->slot(); }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return std::make_unique<SpoiledDriver>(m_good->driver(slot), m_wrong); }
    bool harmless() const override { return true; }
    void reset() override { m_good->reset(); }
    bool prepare(quint64 seed) override { return m_good->prepare(seed); }
    QString expected(quint64 seed) const override { return m_good->expected(seed); }
    bool makeEndless() override { return m_good->makeEndless(); }
    bool makeSlow(int ms) override { return m_good->makeSlow(ms); }
    bool provoke(FaultClass cls, int times) override { return m_good->provoke(cls, times); }
    bool unplug(Moment moment) override { return m_good->unplug(moment); }
    bool plug() override { return m_good->plug(); }
    int attempts() const override { return m_good->attempts(); }
    int writes() const override { return m_good->writes(); }
    QStringList personal() const override { return m_good->personal(); }

private:
    const std::unique_ptr<ConformanceRig> m_good;
    const Wrong m_wrong;
};

// A scanner rejects no paper, and what it scans is nobody's words.
const QStringList kNobodysWords = {u"privacy.log"_s, u"privacy.events"_s, u"privacy.errors"_s, u"privacy.transcript"_s};
const QStringList kPaperOnly = kNobodysWords + QStringList{u"faults.rejected"_s, u"faults.noretry"_s};
const QStringList kReceipt = kPaperOnly + QStringList{u"abilities.lower"_s, u"abilities.choices"_s};
// A code scanner has no settings, only speaks, and nobody asks it twice.
const QStringList kCode = {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.useraction"_s, u"faults.protocol"_s,
                           u"faults.defect"_s, u"faults.retries"_s, u"faults.noretry"_s, u"life.quiet"_s, u"health.harmless"_s, u"unplug.open"_s};
const QStringList kPhoto = {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.nomedia"_s, u"faults.useraction"_s};
const QStringList kKey = {u"abilities.lower"_s, u"abilities.upper"_s, u"faults.nomedia"_s};
const QStringList kSignature = {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.rejected"_s, u"faults.noretry"_s};

// A terminal has no settings and rejects nothing; nothing is laid into an evaluation terminal, and the number of a queue is nobody's word.
const QStringList kTerminal = {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.useraction"_s,
                               u"faults.rejected"_s, u"faults.noretry"_s};
// No line, no waiting, nobody refused: what there is of a list is its numbers.
const QStringList kUnbreakable = {u"life.identity"_s, u"life.open"_s, u"life.restart"_s, u"jobs.deadline"_s, u"jobs.cancelwaiting"_s, u"jobs.cancelrunning"_s, u"jobs.canceltwice"_s,
                                  u"jobs.late"_s, u"jobs.random"_s, u"faults.nodevice"_s, u"faults.transport"_s, u"faults.protocol"_s, u"faults.defect"_s, u"faults.denied"_s,
                                  u"faults.timeout"_s, u"faults.cancelled"_s, u"faults.retries"_s, u"unplug.idle"_s, u"unplug.open"_s, u"unplug.first"_s, u"unplug.middle"_s,
                                  u"unplug.last"_s, u"unplug.cancel"_s};
const QStringList kRating = kTerminal + QStringList{u"faults.nomedia"_s}, kQueue = kTerminal + kNobodysWords;

} // namespace

class TestConformance : public QObject {
    Q_OBJECT

    SystemClock m_clock;

    void holds(std::unique_ptr<ConformanceRig> rig, const QStringList &maySkip)
    {
        QVERIFY(rig);
        const QString wrong = whatDoesNotHold(*rig, maySkip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

private Q_SLOTS:
    void hasSixtyChecksOfItsOwn()
    {
        QStringList ids, titles;
        for (const ConformanceCheck &check : conformanceChecks()) {
            ids << check.id;
            titles << check.title;
        }
        QVERIFY2(ids.size() >= 60, qPrintable(QString::number(ids.size())));
        QCOMPARE(ids.removeDuplicates(), 0);
        QCOMPARE(titles.removeDuplicates(), 0);
    }

    void findsWhatIsWrong_data()
    {
        QTest::addColumn<int>("wrong");
        QTest::addColumn<QString>("check");
        const auto row = [](Wrong wrong, const char *check) { QTest::addRow("%s", check) << int(wrong) << QString::fromLatin1(check); };
        row(Wrong::Deaf, "jobs.cancelrunning");
        row(Wrong::Boastful, "abilities.listed");
        row(Wrong::Unsound, "abilities.sound");
        row(Wrong::Talkative, "privacy.log");
        row(Wrong::Leaky, "leaks.files");
        row(Wrong::Forgetful, "jobs.mix");
        row(Wrong::WrongClass, "faults.nomedia");
        row(Wrong::Stubborn, "faults.noretry");
    }
    void findsWhatIsWrong()
    {
        QFETCH(int, wrong);
        QFETCH(QString, check);
        for (const Wrong kind : {Wrong::Nothing, Wrong(wrong)}) {
            SpoiledRig rig(makeIdCardRig(Line::Memory, m_clock), kind);
            const ConformanceReport report = runSuite(rig, 8, {check});
            QCOMPARE(report.results.size(), 1);
            QCOMPARE(report.results.constFirst().state, kind == Wrong::Nothing ? CheckState::Passed : CheckState::Failed);
            QCOMPARE(report.holds(), kind == Wrong::Nothing);
        }
    }

    void aLiveDeskIsLeftInPeace()
    {
        const auto rig = makeIdCardRig(Line::Memory, m_clock);
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(rig->driver(u"idr-1"_s));
        DeviceHub hub({}, std::move(drivers), m_clock);
        QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().state, DeviceState::Ready, 60'000);
        rig->prepare(4);
        LiveRig live(hub, hub.devices().constFirst());
        const ConformanceReport report = runSuite(live, 100);
        QVERIFY(report.holds());
        QVERIFY(report.count(CheckState::Passed) >= 20);
        QCOMPARE(rig->attempts(), 0);                       // no card was read
        QVERIFY(hub.claims().isEmpty());
        const QJsonObject json = report.toJson();
        QCOMPARE(json.value(u"checks"_s).toArray().size(), report.results.size());
        QVERIFY(json.value(u"ok"_s).toBool());
    }

    void canBeStopped()
    {
        const auto rig = makeIdCardRig(Line::Memory, m_clock);
        ConformanceOptions options;
        int seen = 0;
        options.report = [&](const CheckResult &, int done, int of) {
            seen = done;
            QVERIFY(of >= 60);
        };
        options.stop = [&] { return seen == 2; };
        const ConformanceReport report = runConformance(*rig, options, m_clock);
        QVERIFY(report.stopped && !report.holds());
        QCOMPARE(report.results.size(), 2);
    }

    // No settings: a card reader has none.
    void idCardSimulator() { holds(makeIdCardRig(Line::Memory, m_clock), {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s}); }
    void scannerSimulator() { holds(makeSimulatedScannerRig(m_clock), kPaperOnly); }
    void cameraSimulator() { holds(makeSimulatedCameraRig(m_clock), kPaperOnly + QStringList{u"abilities.lower"_s, u"abilities.upper"_s}); }
    void printerSimulator() { holds(makeSimulatedPrinterRig(m_clock), kNobodysWords); }
    void printerBehindCups()
    {
        auto rig = makeIppRig();
        if (!rig)
            QSKIP("skipped: ippeveprinter (package cups-ipp-utils) and dbus-daemon are not installed, or the printer does not start");
        // The printer of CUPS cannot be made to refuse, to garble or to break off; the wire tests of the driver do that.
        holds(std::move(rig), kNobodysWords + QStringList{u"jobs.late"_s, u"faults.rejected"_s, u"faults.noretry"_s, u"faults.transport"_s, u"faults.retries"_s,
                                                          u"faults.protocol"_s, u"faults.denied"_s, u"unplug.open"_s, u"unplug.first"_s, u"unplug.middle"_s, u"unplug.last"_s});
    }
    void receiptSimulator() { holds(makeReceiptRig(Line::Memory, m_clock), kReceipt); }
    void receiptOnATerminal() { holds(makeReceiptRig(Line::Terminal, m_clock), kReceipt + QStringList{u"faults.denied"_s}); }
    void receiptOverTcp() { holds(makeReceiptRig(Line::Network, m_clock), kReceipt + QStringList{u"faults.denied"_s}); }
    void codeSimulator() { holds(makeCodeReaderRig(Line::Memory, m_clock), kCode); }
    void codeOnATerminal() { holds(makeCodeReaderRig(Line::Terminal, m_clock), kCode + QStringList{u"faults.denied"_s}); }
    // A keyboard cannot be pulled out, refused or garbled as far as a program sees.
    void codeFromAKeyboard()
    {
        holds(makeKeyboardCodeRig(m_clock), kCode + QStringList{u"life.identity"_s, u"life.open"_s, u"life.restart"_s, u"faults.nodevice"_s, u"faults.denied"_s, u"faults.rejected"_s, u"faults.transport"_s, u"faults.timeout"_s,
                                                                u"unplug.idle"_s, u"unplug.first"_s, u"unplug.middle"_s, u"unplug.last"_s, u"unplug.cancel"_s});
    }
    void socialCardSimulator() { holds(makeSocialCardRig(m_clock), {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s}); }
    void socialCardBehindPcsc()
    {
        auto rig = std::make_unique<PcscRig>();
        if (!rig->start())
            QSKIP(qPrintable(u"skipped: "_s + rig->why()));
        // The virtual reader cannot be pulled out in the middle, refuse a user or damage a byte; the simulator does that.
        holds(std::move(rig), {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.transport"_s, u"faults.retries"_s,
                               u"faults.defect"_s, u"faults.denied"_s, u"unplug.open"_s, u"unplug.first"_s, u"unplug.middle"_s, u"unplug.last"_s, u"privacy.transcript"_s});
    }
    // Two people in a row: the record is wholly the one's or the other's, and a card that is gone is gone.
    void cardsTakeTurnsBehindPcsc()
    {
        PcscRig rig;
        if (!rig.start())
            QSKIP(qPrintable(u"skipped: "_s + rig.why()));
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(rig.driver(u"ssc-1"_s));
        DeviceHub hub({}, std::move(drivers), m_clock);
        QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().state, DeviceState::Ready, 60'000);
        const auto claim = hub.claim(u"ssc-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, std::chrono::minutes(5));
        QVERIFY(claim);
        QList<qint64> tookMs;
        for (quint64 seed = 100; seed < 112; ++seed) {
            QVERIFY(rig.tell("{\"card\":{\"seed\":" + QByteArray::number(seed) + "}}"));
            QElapsedTimer clock;
            clock.start();
            auto job = hub.submit(claim->id, ReadSocialCard{}, {std::chrono::seconds(10)});
            QTRY_VERIFY_WITH_TIMEOUT(job.result().isFinished(), 20'000);
            tookMs << clock.elapsed();
            const auto card = job.result().takeResult();
            QVERIFY2(card, qPrintable(card ? QString() : card.error().code + u' ' + card.error().detail));
            const auto fields = SimulatedSocialCard::generated(seed).fields;
            for (int field = 0; field <= int(SocialField::Birth); ++field)
                QCOMPARE(card->text(SocialField(field)).toString(), fields.value(socialFieldName(SocialField(field))));
            QVERIFY(rig.tell("{\"card\":null}"));
            QTest::qWait(600);
        }
        std::sort(tookMs.begin(), tookMs.end());
        qInfo("card inserted to record: p50 %lld ms, most %lld ms", tookMs[tookMs.size() / 2], tookMs.last());
        auto empty = hub.submit(claim->id, ReadSocialCard{}, {std::chrono::milliseconds(300)});
        QTRY_VERIFY_WITH_TIMEOUT(empty.result().isFinished(), 20'000);
        const auto nobody = empty.result().takeResult();
        QVERIFY(!nobody && nobody.error().code == u"DEV-SSC-NOMEDIA");
    }
    // No settings, nothing to be rejected: a signature is taken or written anew.
    void signatureSimulator() { holds(makeSimulatedSignatureRig(m_clock), kSignature); }
    // A surface of the system has no line that breaks and refuses nobody.
    void signatureOnASurface()
    {
        holds(makeSurfaceSignatureRig(m_clock), kSignature + QStringList{u"faults.transport"_s, u"faults.defect"_s, u"faults.denied"_s, u"faults.retries"_s, u"unplug.open"_s,
                                                                         u"unplug.first"_s, u"unplug.middle"_s, u"unplug.last"_s});
    }
    // Nothing is laid into a key.
    void keySimulator() { holds(makeSimulatedKeyRig(m_clock), kKey); }
    // Neither a setting nor anything for a person to do.
    void photoSimulator() { holds(makeSimulatedPhotoRig(m_clock), kPhoto); }
    void fingerSimulator() { holds(makeSimulatedFingerRig(m_clock), {u"abilities.choices"_s}); }
    void scannerOverEscl() { holds(std::make_unique<EsclRig>(), kPaperOnly); }
    void ratingSimulator() { holds(makeTerminalRig(DeviceClass::Evaluation, Line::Memory, m_clock), kRating); }
    void ratingOnATerminal() { holds(makeTerminalRig(DeviceClass::Evaluation, Line::Terminal, m_clock), kRating + QStringList{u"faults.denied"_s}); }
    void ratingOverHttp() { holds(std::make_unique<TerminalHttpRig>(DeviceClass::Evaluation), kRating); }
    // A list cannot be pulled out, slow or broken, and is there at once.
    void queueOnAList() { holds(makeCallListRig(m_clock), kQueue + kUnbreakable); }
    void queueSimulator() { holds(makeTerminalRig(DeviceClass::QueueCaller, Line::Memory, m_clock), kQueue); }
    void queueOnATerminal() { holds(makeTerminalRig(DeviceClass::QueueCaller, Line::Terminal, m_clock), kQueue + QStringList{u"faults.denied"_s}); }
    void queueOverHttp() { holds(std::make_unique<TerminalHttpRig>(DeviceClass::QueueCaller), kQueue); }
    void idCardOnATerminal()
    {
        holds(makeIdCardRig(Line::Terminal, m_clock),
              {u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.denied"_s});
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
