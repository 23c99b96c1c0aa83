#include "exercise.h"

#include <devices/simulatedfinger.h>
#include <devices/simulatedkey.h>

#include <QCryptographicHash>

#include <thread>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

RunningJob::~RunningJob() = default;

bool failedAs(const Ending &ending, std::initializer_list<FaultClass> classes)
{
    return !ending.ok && std::any_of(classes.begin(), classes.end(), [code = faultClassOf(ending.error.code)](FaultClass cls) { return code == cls; });
}

bool RunningJob::wait(int ms) const
{
    const auto until = std::chrono::steady_clock::now() + milliseconds(ms);
    while (!ended()) {
        if (std::chrono::steady_clock::now() >= until)
            return false;
        std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
    return true;
}

namespace {

QString hex(const QCryptographicHash &hash)
{
    return QString::fromLatin1(hash.result().toHex());
}

// What every signature of the suite is over.
QByteArray sampleDigest()
{
    return QCryptographicHash::hash("sample", QCryptographicHash::Sha256);
}

QString digestOf(const CardRecord &card)
{
    QMap<QString, QString> fields;
    for (const CardField field : card.fields())
        if (field != CardField::EthnicName)         // not on the card: looked up
            fields.insert(cardFieldName(field), card.text(field).toString());
    return conformance::digestOf(fields);
}
QString digestOf(const SocialCard &card)
{
    QMap<QString, QString> fields;
    for (int field = 0; field <= int(SocialField::Birth); ++field)
        fields.insert(socialFieldName(SocialField(field)), card.text(SocialField(field)).toString());
    return conformance::digestOf(fields);
}
QString digestOf(Media media) { return QString::number(int(media)); }
QString digestOf(const PrintOutcome &outcome) { return outcome.adopted ? u"adopted"_s : u"printed"_s; }
QString digestOf(const ScannedCode &code) { return conformance::digestOf({{u"code"_s, code.text}}); }
QString digestOf(const Ink &ink)
{
    std::vector<InkPoint> points;
    for (std::size_t index = 0; index < ink.strokes(); ++index) {
        const Ink::Stroke stroke = ink.stroke(index);
        points.insert(points.end(), stroke.begin(), stroke.end());
        points.push_back(stroke.back());
        points.back().penDown = false;
    }
    return digestOfPoints(points);
}
QString digestOf(const Rating &rating) { return conformance::digestOf({{u"level"_s, QString::number(rating.level)}, {u"raw"_s, rating.raw}}); }
QString digestOf(const QueueTicket &ticket) { return conformance::digestOf({{u"number"_s, ticket.number}}); }
QString digestOf(const KeyContents &contents)
{
    QStringList ids;
    for (const Certificate &certificate : contents.certificates)
        ids << certificate.id;
    return ids.join(u' ');
}
QString digestOf(const DigitalSignature &signature)
{
    return verifies(signature.certificate, sampleDigest(), signature.value) ? digestOfKey(signature.certificate.der) : u"not verified"_s;
}
QString digestOf(const CardPhoto &photo) { return digestOfPhoto(photo.pixels); }
QString digestOf(const FingerMatch &match) { return digestOfMatch(match); }
QString digestOf(const HealthReport &report) { return report.ok ? u"ok"_s : u"not ok"_s; }

// Takes pages apart as they come; keeps nothing but their digest.
class DigestSink final : public PageSink {
public:
    Result<void> begin(const PageHeader &page) override
    {
        m_page.reset();
        m_page.addData(QByteArray::number(page.width) + 'x' + QByteArray::number(page.bytesPerLine));
        return {};
    }
    Result<void> rows(QByteArrayView wholeLines) override
    {
        m_page.addData(wholeLines);
        return {};
    }
    Result<void> finish(int) override
    {
        m_all.addData(m_page.result());
        return {};
    }
    void abandon() override { m_page.reset(); }
    Result<void> encoded(const PageHeader &, const QString &, const QByteArray &bytes) override
    {
        m_all.addData(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        return {};
    }
    QString digest() const { return hex(m_all); }

private:
    QCryptographicHash m_page{QCryptographicHash::Sha256};
    QCryptographicHash m_all{QCryptographicHash::Sha256};
};

template <class A>
class TypedJob final : public RunningJob {
public:
    TypedJob(Job<A> job, std::function<QString(const A &)> digest) : m_job(std::move(job)), m_digest(std::move(digest)) {}
    JobId id() const override { return m_job.id(); }
    bool ended() const override { return m_job.result().isFinished(); }
    int terminalEvents() const override { return m_taken ? 1 : m_job.result().resultCount(); }
    void cancel() override { m_job.cancel(); }
    Ending take() override
    {
        QFuture<Result<A>> future = m_job.result();
        Result<A> result = future.takeResult();
        m_taken = true;
        if (!result.ok())
            return {false, {}, result.error()};
        return {true, m_digest(*result), {}};
    }

private:
    Job<A> m_job;
    const std::function<QString(const A &)> m_digest;
    bool m_taken = false;
};

template <class Op>
std::shared_ptr<RunningJob> start(DeviceHub &hub, const ClaimId &claim, Op operation, milliseconds deadline,
                                  std::function<QString(const typename Op::Answer &)> digest = [](const typename Op::Answer &answer) { return digestOf(answer); })
{
    return std::make_shared<TypedJob<typename Op::Answer>>(hub.submit(claim, std::move(operation), {deadline}), std::move(digest));
}

template <class Op>
std::shared_ptr<RunningJob> startPages(DeviceHub &hub, const ClaimId &claim, const SettingValues &settings, milliseconds deadline)
{
    const auto sink = std::make_shared<DigestSink>();
    return start(hub, claim, Op{settings, sink}, deadline, [sink](const ScanSummary &) { return sink->digest(); });
}

// One empty page of A4.
QByteArray samplePdf()
{
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
           "0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n166\n%%EOF\n";
}

// Of a case that is none. Longer than any deadline of the suite: only an answer or the deadline ends it.
AskEvaluation sampleQuestion() { return {QUuid::createUuid(), u"样例事项"_s, u"ZC-SAMPLE-1"_s, u"3"_s, u"S001"_s, 300}; }
CallQueue sampleCall(CallQueue::Act act) { return {act, u"3"_s, u"S001"_s, act == CallQueue::Act::Next ? QString() : u"A001"_s}; }

QList<ReceiptLine> sampleSlip()
{
    using Kind = ReceiptLine::Kind;
    return {{Kind::Text, u"检测凭条 TEST"_s, true, false, true}, {Kind::Rule, {}, false, false, false}, {Kind::Text, u"样例"_s, false, false, false}, {Kind::Cut, {}, false, false, false}};
}

} // namespace

bool goneAndBack(ConformanceRig &rig)
{
    if (!rig.unplug(ConformanceRig::Moment::Idle))
        return false;
    std::this_thread::sleep_for(milliseconds(rig.noticeMs()));
    return rig.plug();
}

QString digestOf(const QMap<QString, QString> &fields)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto it = fields.begin(); it != fields.end(); ++it)
        if (!it.value().isEmpty())
            hash.addData(it.key().toUtf8() + '=' + it.value().toUtf8() + '\n');
    return hex(hash);
}

QString digestOfPage(int width, int bytesPerLine, QByteArrayView rows)
{
    DigestSink sink;
    PageHeader page;
    page.width = width;
    page.bytesPerLine = bytesPerLine;
    if (!sink.begin(page) || !sink.rows(rows) || !sink.finish(0))
        return {};
    return sink.digest();
}

QString digestOfEncoded(const QByteArray &file)
{
    DigestSink sink;
    return sink.encoded({}, {}, file) ? sink.digest() : QString();
}

QString digestOfPoints(std::span<const InkPoint> points)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const InkPoint &point : points)
        hash.addData(point.penDown ? QByteArray::number(point.x, 'g', 17) + ' ' + QByteArray::number(point.y, 'g', 17) + ' ' + QByteArray::number(point.pressure, 'g', 17) + ' '
                                         + QByteArray::number(point.tMs) + ' ' + inkToolName(point.tool).toLatin1() + '\n'
                                   : QByteArray("up\n"));
    return hex(hash);
}

PrivateBytes samplePhoto()
{
    return PrivateBytes::copyOf(QByteArray::fromHex("574C66007E00").leftJustified(DecodePhoto::kCodedBytes, '\0'));
}

QString digestOfPhoto(const PrivateBytes &pixels)
{
    return QString::fromLatin1(QCryptographicHash::hash(pixels.view().toByteArray(), QCryptographicHash::Sha256).toHex());
}

QString digestOfKey(const QByteArray &certificate)
{
    const auto read = certificateFrom(certificate);
    return read ? read->id : QString();
}

QString digestOfMatch(const FingerMatch &match)
{
    return u"%1 %2 %3"_s.arg(match.same ? u"same"_s : u"other"_s).arg(match.score).arg(match.finger);
}

std::shared_ptr<RunningJob> startNamed(DeviceHub &hub, const ClaimId &claim, const QString &name, const SettingValues &settings, milliseconds deadline)
{
    if (name == u"WaitCard")
        return start(hub, claim, WaitCard{}, deadline);
    if (name == u"ReadCard")
        return start(hub, claim, ReadCard{}, deadline);
    if (name == u"CheckHealth")
        return start(hub, claim, CheckHealth{HealthLevel::Internal}, deadline);
    if (name == u"CheckHealth.External")
        return start(hub, claim, CheckHealth{HealthLevel::External}, deadline);
    if (name == u"CheckHealth.Interactive")
        return start(hub, claim, CheckHealth{HealthLevel::Interactive}, deadline);
    if (name == u"Scan")
        return startPages<Scan>(hub, claim, settings, deadline);
    if (name == u"Capture")
        return startPages<Capture>(hub, claim, settings, deadline);
    if (name == u"PrintDocument")
        return start(hub, claim, PrintDocument{QUuid::createUuid(), samplePdf(), settings}, deadline);
    if (name == u"PrintReceipt")
        return start(hub, claim, PrintReceipt{QUuid::createUuid(), sampleSlip(), settings}, deadline);
    if (name == u"ReadCode")
        return start(hub, claim, ReadCode{}, deadline);
    if (name == u"ReadSocialCard")
        return start(hub, claim, ReadSocialCard{}, deadline);
    if (name == u"CaptureInk")
        return start(hub, claim, CaptureInk{}, deadline);
    if (name == u"AskEvaluation")
        return start(hub, claim, sampleQuestion(), deadline);
    if (name == u"ListCertificates")
        return start(hub, claim, ListCertificates{}, deadline);
    if (name == u"SignDigest")
        return start(hub, claim, SignDigest{{}, sampleDigest(), settings, Pin::copyOf(KeySimulator::samplePin())}, deadline);
    if (name == u"DecodePhoto")
        return start(hub, claim, DecodePhoto{samplePhoto()}, deadline);
    if (name == u"MatchFinger")
        return start(hub, claim, MatchFinger{FingerFeatures::copyOf(FingerSimulator::sampleFeatures()), settings}, deadline);
    for (const CallQueue::Act act : {CallQueue::Act::Next, CallQueue::Act::Recall, CallQueue::Act::Skip})
        if (name == operationName(sampleCall(act)))
            return start(hub, claim, sampleCall(act), deadline);
    return nullptr;
}

QStringList allOperations()
{
    return {u"WaitCard"_s, u"ReadCard"_s, u"CheckHealth"_s, u"CheckHealth.External"_s, u"CheckHealth.Interactive"_s, u"Scan"_s, u"PrintDocument"_s, u"PrintReceipt"_s,
            u"ReadCode"_s, u"Capture"_s, u"ReadSocialCard"_s, u"CaptureInk"_s, u"AskEvaluation"_s, u"CallQueue"_s, u"CallQueue.Recall"_s, u"CallQueue.Skip"_s,
            u"ListCertificates"_s, u"SignDigest"_s, u"DecodePhoto"_s, u"MatchFinger"_s};
}

QString mainOperation(DeviceClass cls)
{
    switch (cls) {
    case DeviceClass::IdCardReader: return u"ReadCard"_s;
    case DeviceClass::Scanner: return u"Scan"_s;
    case DeviceClass::Camera: return u"Capture"_s;
    case DeviceClass::Printer: return u"PrintDocument"_s;
    case DeviceClass::ReceiptPrinter: return u"PrintReceipt"_s;
    case DeviceClass::CodeReader: return u"ReadCode"_s;
    case DeviceClass::SocialCardReader: return u"ReadSocialCard"_s;
    case DeviceClass::SignaturePad: return u"CaptureInk"_s;
    case DeviceClass::Evaluation: return u"AskEvaluation"_s;
    case DeviceClass::QueueCaller: return u"CallQueue"_s;
    case DeviceClass::Key: return u"SignDigest"_s;
    case DeviceClass::PhotoDecoder: return u"DecodePhoto"_s;
    case DeviceClass::FingerprintReader: return u"MatchFinger"_s;
    default: return u"CheckHealth"_s;
    }
}

std::shared_ptr<RunningJob> startMain(DeviceHub &hub, const ClaimId &claim, DeviceClass cls, milliseconds deadline)
{
    return startNamed(hub, claim, mainOperation(cls), {}, deadline);
}

std::shared_ptr<RunningJob> startQuiet(DeviceHub &hub, const ClaimId &claim, milliseconds deadline)
{
    return startNamed(hub, claim, u"CheckHealth"_s, {}, deadline);
}

} // namespace zc::devices::conformance
