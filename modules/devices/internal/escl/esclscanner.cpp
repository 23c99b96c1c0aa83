#include <devices/esclscanner.h>

#include "internal/core/courier.h"
#include "internal/escl/esclxml.h"
#include "internal/escl/wholejpeg.h"

#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace escl {
namespace {

constexpr qint64 kLargestPage = 64LL * 1024 * 1024;
constexpr int kAskMs = 5000;                // status and capabilities
constexpr int kCleanUpMs = 2000;
constexpr int kPageMs = 120'000;            // a slow scanner at 600 dpi; the job's deadline is usually shorter
constexpr int kLongestRetryAfterS = 10;
constexpr int kSliceMs = 20;

Error esclError(const Fault &fault) { return toError(fault, DeviceClass::Scanner); }

QString pageWord(int page) { return u"page %1"_s.arg(page); }

// What a state of the feeder means where a sheet was wanted; nothing: it can go on.
std::optional<Fault> feederFault(const QString &state)
{
    if (state == u"ScannerAdfEmpty")
        return Fault{FaultClass::NoMedia, {}, state, false};
    if (state == u"ScannerAdfJam" || state == u"ScannerAdfMispick" || state == u"ScannerAdfMultipickDetected")
        return Fault{FaultClass::UserAction, u"JAM"_s, state, false};
    if (state == u"ScannerAdfHatchOpen" || state == u"ScannerAdfDoorOpen")
        return Fault{FaultClass::UserAction, u"COVER"_s, state, false};
    if (state == u"ScannerAdfLoaded" || state == u"ScannerAdfProcessing" || state.isEmpty())
        return std::nullopt;
    return Fault{FaultClass::UserAction, {}, state, false};
}

// What an answer other than the hoped-for one means.
Fault faultOf(int status, const QString &where)
{
    const QString code = u"HTTP %1, %2"_s.arg(status).arg(where);
    if (status == 401 || status == 403)
        return {FaultClass::Denied, {}, code, false};
    if (status == 409 || status == 400 || status == 415)
        return {FaultClass::Unsupported, {}, code, false};
    if (status == 503)
        return {FaultClass::Busy, {}, code, true};
    if (status >= 500)
        return {FaultClass::DeviceFault, {}, code, false};
    return {FaultClass::Protocol, {}, code, false};
}

// No whole answer came.
Fault faultOf(const Error &error, JobContext &context, const QString &where)
{
    if (context.stopRequested())
        return {FaultClass::Cancelled, {}, {}, false};
    if (context.remainingMs() <= 0 || error.kind == ErrorKind::Timeout)
        return {FaultClass::Timeout, {}, where, true};
    if (error.kind == ErrorKind::Denied)
        return {FaultClass::Denied, {}, error.code, false};
    if (error.kind == ErrorKind::Corrupt)
        return {FaultClass::Transport, {}, error.code + u", "_s + where, true};
    return {FaultClass::Transport, {}, where, true};
}

class EsclScanner final : public Device {
public:
    // `leftover`: path of a job that could not be deleted, kept by the driver while the scanner is away.
    EsclScanner(std::unique_ptr<Courier> courier, QByteArray root, Scanner scanner, int watchMs, QByteArray &leftover)
        : m_courier(std::move(courier)), m_root(std::move(root)), m_scanner(std::move(scanner)), m_capabilities(capabilitiesOf(m_scanner)), m_watchMs(watchMs), m_leftover(leftover) {}

    DeviceIdentity identity() const override { return {m_scanner.model, m_scanner.serial}; }
    Capabilities capabilities() const override { return m_capabilities; }
    bool isOpen() override { return !m_gone; }
    int conditionMs() const override { return m_watchMs; }

    Condition condition(JobContext &context) override
    {
        const Result<Status> status = askStatus(context);
        if (!status.ok()) {
            m_gone = !context.stopRequested() && faultClassOf(status.error().code) != FaultClass::Protocol;
            return {};
        }
        if (status->state == u"Down" || status->state == u"Stopped")
            return {Condition::Kind::NeedsPerson, esclError({FaultClass::DeviceFault, {}, status->state, false})};
        const auto feeder = feederFault(status->feeder);
        if (feeder && feeder->cls != FaultClass::NoMedia) {     // an empty feeder is how feeders are
            const bool glass = m_scanner.platen.present;
            return {glass ? Condition::Kind::Limited : Condition::Kind::NeedsPerson, esclError(*feeder)};
        }
        return {};
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *scan = std::get_if<devices::Scan>(&operation))
            return perform(*scan, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal) {
            const Result<Status> status = askStatus(context);
            if (!status.ok())
                return lost(status.error());
            return AnyAnswer(HealthReport{status->state != u"Down"_s && status->state != u"Stopped"_s, m_scanner.serial, {status->state, status->feeder}});
        }
        return esclError({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    net::Request request(net::Method method, const QByteArray &path, int totalMs) const
    {
        net::Request made;
        made.method = method;
        made.url = m_courier->urlFor(path);
        made.totalTimeoutMs = totalMs;
        made.connectTimeoutMs = kAskMs;
        made.answerLimit = kLargestXml;
        return made;
    }

    Error lost(const Error &error)
    {
        const auto cls = faultClassOf(error.code);
        m_gone = cls == FaultClass::Transport || cls == FaultClass::NoDevice;
        return error;
    }

    Result<Status> askStatus(JobContext &context)
    {
        const auto answer = m_courier->ask(request(net::Method::Get, m_root + "/ScannerStatus", kAskMs), &context);
        if (!answer.ok())
            return esclError(faultOf(answer.error(), context, u"status"_s));
        if (answer->status != 200)
            return esclError(faultOf(answer->status, u"status"_s));
        return readStatus(answer->body);
    }

    static bool pause(int ms, JobContext &context)
    {
        const qint64 until = context.nowMs() + ms;
        while (context.nowMs() < until) {
            if (context.stopRequested() || context.remainingMs() <= 0)
                return false;
            QThread::msleep(kSliceMs);
        }
        return true;
    }
    static Error ended(JobContext &context, int page)
    {
        return esclError({context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, pageWord(page), false});
    }
    static int retryAfterMs(const net::Response &answer)
    {
        bool good = false;
        const int seconds = answer.headers.single("Retry-After").toInt(&good);
        return 1000 * (good ? qBound(1, seconds, kLongestRetryAfterS) : 1);
    }

    // The path of the new job. A Location may be absolute or a path, but never lead to another host.
    Result<QByteArray> createJob(const QByteArray &settings, JobContext &context)
    {
        int waitedMs = 0;
        for (;;) {
            net::Request post = request(net::Method::Post, m_root + "/ScanJobs", kAskMs * 2);
            post.headers.add("Content-Type", "text/xml; charset=utf-8");
            post.body = settings;
            post.freshConnection = true;            // a job is asked for once
            const auto answer = m_courier->ask(post, &context);
            if (!answer.ok())
                return esclError(faultOf(answer.error(), context, u"new job"_s));
            if (answer->status == 503 && waitedMs < kLongestRetryAfterS * 1000) {
                const int waitMs = retryAfterMs(*answer);
                waitedMs += waitMs;
                if (!pause(waitMs, context))
                    return ended(context, 1);
                continue;
            }
            if (answer->status != 201)
                return esclError(faultOf(answer->status, u"new job"_s));
            const QByteArray location = answer->headers.single("Location");
            const QByteArray path = location.startsWith('/') ? location : location.mid(location.indexOf('/', location.indexOf("://") + 3));
            const bool ours = location.startsWith('/') ? !location.startsWith("//") : m_courier->origin().allows(location);
            if (location.isEmpty() || !ours || path.contains("..") || !m_courier->origin().allows(m_courier->urlFor(path)))
                return esclError({FaultClass::Protocol, {}, u"Location on another host"_s, false});
            return path;
        }
    }

    Result<AnyAnswer> perform(const devices::Scan &operation, JobContext &context)
    {
        if (!operation.sink)
            return esclError({FaultClass::Unsupported, {}, u"no sink"_s, false});
        const auto wanted = [&](QStringView id) { return m_capabilities.value(operation.settings, id); };
        const QString source = wanted(u"source");
        const bool feeding = source != u"flatbed";
        const Result<Status> before = askStatus(context);
        if (!before.ok())
            return lost(before.error());
        if (before->state == u"Down" || before->state == u"Stopped")
            return esclError({FaultClass::DeviceFault, {}, before->state, false});
        if (feeding)
            if (const auto fault = feederFault(before->feeder))
                return esclError(*fault);
        const int dpi = wanted(u"resolution").toInt();
        if (!m_leftover.isEmpty())
            deleteJob(QByteArray(m_leftover));
        const Result<QByteArray> job = createJob(settingsXml(m_scanner, source, wanted(u"mode"), dpi), context);
        if (!job.ok())
            return lost(job.error());
        ScanSummary summary;
        const Error trouble = fetchPages(*job, feeding ? wanted(u"pages").toInt() : 1, feeding, dpi, operation, context, &summary);
        // Whatever happened: some scanners feed nothing more until the job is gone.
        deleteJob(*job);
        if (!trouble.code.isEmpty())
            return lost(trouble);
        return AnyAnswer(std::move(summary));
    }

    void deleteJob(const QByteArray &job)
    {
        m_leftover = m_courier->ask(request(net::Method::Delete, job, kCleanUpMs), nullptr).ok() ? QByteArray() : job;
    }

    Error fetchPages(const QByteArray &job, int most, bool feeding, int dpi, const devices::Scan &operation, JobContext &context, ScanSummary *summary)
    {
        while (summary->pages < most) {
            const int page = summary->pages + 1;
            net::Request get = request(net::Method::Get, job + "/NextDocument", kPageMs);
            get.answerLimit = kLargestPage;
            const auto answer = m_courier->ask(get, &context);
            if (!answer.ok())
                return esclError(faultOf(answer.error(), context, pageWord(page)));
            if (answer->status == 503) {
                if (!pause(retryAfterMs(*answer), context))
                    return ended(context, page);
                continue;
            }
            if (answer->status == 404 || answer->status == 410)
                return afterTheLast(page, answer->status == 410, feeding, context);
            if (answer->status != 200)
                return esclError(faultOf(answer->status, pageWord(page)));
            const QByteArray type = answer->headers.single("Content-Type");
            const auto size = type.startsWith("image/jpeg") && answer->framed ? wholeJpeg(answer->body) : std::nullopt;
            if (!size)
                return esclError({FaultClass::Protocol, {}, u"no whole JPEG, "_s + pageWord(page), false});
            if (context.stopRequested() || context.remainingMs() <= 0)
                return ended(context, page);
            PageHeader header;
            header.number = page;
            header.width = size->width();
            header.height = size->height();
            header.dpi = dpi;
            if (const auto taken = operation.sink->encoded(header, u"image/jpeg"_s, answer->body); !taken)
                return taken.error();
            ++summary->pages;
            summary->bytes += answer->body.size();
            context.reportProgress({summary->pages, feeding ? -1 : 1, summary->bytes});
        }
        return {};
    }

    // No more pages. The end of the stack of sheets, or something that stopped them: only the scanner's state can tell.
    Error afterTheLast(int page, bool jobGone, bool feeding, JobContext &context)
    {
        const Result<Status> status = askStatus(context);
        if (!status.ok())
            return status.error();
        auto fault = feeding ? feederFault(status->feeder) : std::nullopt;
        if (fault && fault->cls == FaultClass::NoMedia && page > 1 && !jobGone)
            return {};
        if (fault) {
            fault->driverCode += u", "_s + pageWord(page);
            return esclError(*fault);
        }
        if (jobGone)                                // somebody pressed stop on the scanner
            return esclError({FaultClass::UserAction, {}, u"job gone, "_s + pageWord(page), false});
        if (page > 1)
            return {};
        return esclError({FaultClass::NoMedia, {}, pageWord(page), false});
    }

    const std::unique_ptr<Courier> m_courier;
    const QByteArray m_root;                        // "/eSCL"
    const Scanner m_scanner;
    const Capabilities m_capabilities;
    const int m_watchMs;
    QByteArray &m_leftover;
    bool m_gone = false;
};

class EsclDriver final : public Driver {
public:
    EsclDriver(EsclScannerSettings settings, net::OriginPolicy origin)
        : m_settings(std::move(settings)), m_origin(std::move(origin)), m_host(Courier::lookupFor(m_origin)) {}

    DriverInfo info() const override { return {u"escl"_s, DeviceClass::Scanner, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return {Candidate::onNetwork(m_settings.address)}; }
    int probe(const Candidate &) const override { return 1; }

    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto courier = std::make_unique<Courier>(m_origin, m_host);
        QByteArray root = m_settings.address.path(QUrl::FullyEncoded).toLatin1();
        while (root.endsWith('/'))
            root.chop(1);
        if (root.isEmpty())
            root = "/eSCL";
        net::Request get;
        get.url = courier->urlFor(root + "/ScannerCapabilities");
        get.totalTimeoutMs = get.connectTimeoutMs = kAskMs;
        get.answerLimit = kLargestXml;
        const auto answer = courier->ask(get, &context);
        if (!answer.ok()) {
            const Fault fault = faultOf(answer.error(), context, u"capabilities"_s);
            const bool silent = fault.cls == FaultClass::Transport || fault.cls == FaultClass::Timeout;
            return esclError(silent && answer.error().kind != ErrorKind::Corrupt ? Fault{FaultClass::NoDevice, {}, fault.driverCode, true} : fault);
        }
        if (answer->status != 200)
            return esclError(answer->status == 404 ? Fault{FaultClass::Protocol, {}, u"no eSCL there"_s, false} : faultOf(answer->status, u"capabilities"_s));
        const Result<Scanner> scanner = readCapabilities(answer->body);
        if (!scanner.ok())
            return scanner.error();
        return std::unique_ptr<Device>(std::make_unique<EsclScanner>(std::move(courier), root, *scanner, m_settings.watchMs, m_leftover));
    }

private:
    const EsclScannerSettings m_settings;
    const net::OriginPolicy m_origin;
    const std::shared_ptr<HostLookup> m_host;
    QByteArray m_leftover;
};

} // namespace
} // namespace escl

Result<std::unique_ptr<Driver>> makeEsclScanner(const EsclScannerSettings &settings)
{
    QUrl origin = settings.address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    auto policy = net::OriginPolicy::nearby(origin.toEncoded());
    if (!policy || settings.address.hasQuery() || settings.address.hasFragment())
        return Error{ErrorKind::Invalid, u"DEV-ADDRESS"_s, settings.address.toDisplayString(QUrl::RemoveUserInfo)};
    return std::unique_ptr<Driver>(std::make_unique<escl::EsclDriver>(settings, *policy));
}

} // namespace zc::devices
