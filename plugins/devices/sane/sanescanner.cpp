#include "sanescanner.h"

#include <devices/pagewriter.h>
#include "saneoptions.h"
#include "sanesession.h"

#include <sane/saneopts.h>

#include <array>

namespace zc::devices::sane {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSliceMs = 10;
constexpr int kMostPixels = 100'000;                // a side; beyond it the parameters are nonsense
constexpr qint64 kMostPageBytes = 1LL << 30;
constexpr double kA4WidthMm = 210, kA4HeightMm = 297;

// Of the detail only the page is of use to anybody; SANE's own words stand in the code already.
Error errorOf(const Fault &fault)
{
    Error error = toError(fault, DeviceClass::Scanner);
    error.detail = fault.driverCode;
    return error;
}

using Kind = SaneSession::Event::Kind;

// Puts frames together: one a page, or one a colour. What comes out are the rows of one page.
class FrameJoiner {
public:
    explicit FrameJoiner(PageWriter &writer) : m_writer(writer) {}

    // False: sizes or formats that cannot be.
    Result<bool> begin(const SANE_Parameters &p, int number, int dpi)
    {
        if (p.pixels_per_line <= 0 || p.pixels_per_line > kMostPixels || p.lines > kMostPixels || (p.depth != 1 && p.depth != 8 && p.depth != 16))
            return false;
        m_wide = p.depth == 16;
        m_colour = p.format == SANE_FRAME_RED ? 0 : p.format == SANE_FRAME_GREEN ? 1 : p.format == SANE_FRAME_BLUE ? 2 : -1;
        m_bytesIn = p.bytes_per_line;
        const int samples = p.format == SANE_FRAME_RGB ? 3 : 1;
        const qint64 needed = p.depth == 1 ? (qint64(p.pixels_per_line) + 7) / 8 : qint64(p.pixels_per_line) * samples * (m_wide ? 2 : 1);
        if (m_bytesIn < needed || m_bytesIn > needed + kMostPixels || (p.depth == 1 && (samples == 3 || m_colour >= 0))
            || qint64(m_bytesIn) * qMax(1, p.lines) > kMostPageBytes)
            return false;
        m_frameBytes = 0;
        m_odd.clear();
        PageHeader page;
        page.number = number;
        page.width = p.pixels_per_line;
        page.height = p.lines < 0 ? -1 : p.lines;
        page.dpi = dpi;
        page.format = p.depth == 1 ? PixelFormat::Mono : samples == 3 || m_colour >= 0 ? PixelFormat::Rgb24 : PixelFormat::Gray8;
        if (m_colour < 0) {
            page.bytesPerLine = m_wide ? m_bytesIn / 2 : m_bytesIn;
            const auto begun = m_writer.begin(page);
            return begun ? Result<bool>(true) : Result<bool>(begun.error());
        }
        // Three passes: kept until the last colour is here, then given on as rows.
        if (m_seen == 0)
            m_page = page;
        else if (page.width != m_page.width || page.height != m_page.height || (m_seen & (1 << m_colour)))
            return false;
        m_seen |= 1 << m_colour;
        m_planes[size_t(m_colour)].clear();
        return true;
    }

    Result<void> add(QByteArrayView bytes)
    {
        m_frameBytes += bytes.size();
        if (m_colour < 0)
            return m_wide ? m_writer.add(narrowed(bytes)) : m_writer.add(bytes);
        QByteArray &plane = m_planes[size_t(m_colour)];
        if (plane.size() + bytes.size() <= kMostPageBytes)
            plane.append(m_wide ? narrowed(bytes) : bytes.toByteArray());
        return {};
    }

    // After the frame's EOF. Complete pages are finished; false: the frame is not whole.
    Result<bool> end(bool lastFrame)
    {
        if (m_colour < 0) {
            if (!m_odd.isEmpty() || !m_writer.isComplete())
                return false;
            const auto finished = m_writer.finish();
            return finished ? Result<bool>(true) : Result<bool>(finished.error());
        }
        const int perLine = m_wide ? m_bytesIn / 2 : m_bytesIn;
        const QByteArray &plane = m_planes[size_t(m_colour)];
        if (plane.isEmpty() || plane.size() % perLine != 0 || (m_page.height >= 0 && plane.size() != qint64(perLine) * m_page.height))
            return false;
        return lastFrame ? join(perLine) : Result<bool>(true);
    }
    void reset()
    {
        m_seen = 0;
        for (QByteArray &plane : m_planes)
            plane = {};
    }

private:
    // 16-bit samples in host order; the higher byte is the sample.
    QByteArray narrowed(QByteArrayView bytes)
    {
        const QByteArray all = m_odd + bytes.toByteArray();
        QByteArray high(all.size() / 2, Qt::Uninitialized);
        for (qsizetype i = 0; i < high.size(); ++i) {
            quint16 sample = 0;
            std::memcpy(&sample, all.constData() + 2 * i, 2);
            high[i] = char(sample >> 8);
        }
        m_odd = all.size() % 2 ? all.last(1) : QByteArray();
        return high;
    }

    Result<bool> join(int perLine)
    {
        const qsizetype size = m_planes[0].size();
        if (m_seen != 7 || m_planes[1].size() != size || m_planes[2].size() != size)
            return false;
        m_page.height = int(size / perLine);
        m_page.bytesPerLine = m_page.width * 3;
        if (auto begun = m_writer.begin(m_page); !begun)
            return begun.error();
        QByteArray row(m_page.bytesPerLine, Qt::Uninitialized);
        for (int y = 0; y < m_page.height; ++y) {
            for (int x = 0; x < m_page.width; ++x)
                for (int c = 0; c < 3; ++c)
                    row[3 * x + c] = m_planes[size_t(c)][qsizetype(y) * perLine + x];
            if (auto added = m_writer.add(row); !added)
                return added.error();
        }
        reset();
        if (auto finished = m_writer.finish(); !finished)
            return finished.error();
        return true;
    }

    PageWriter &m_writer;
    PageHeader m_page;
    std::array<QByteArray, 3> m_planes;
    QByteArray m_odd;
    qint64 m_frameBytes = 0;
    int m_bytesIn = 0;
    int m_colour = -1;
    int m_seen = 0;
    bool m_wide = false;
};

class SaneScanner final : public Device {
public:
    SaneScanner(std::shared_ptr<SaneApi> api, SANE_Handle handle, QByteArray name, QString model, QMap<QString, QString> options)
        : m_api(std::move(api)), m_handle(handle), m_name(std::move(name)), m_model(std::move(model)), m_options(std::move(options)) {}
    ~SaneScanner() override
    {
        if (m_handle)
            m_api->close(m_handle);
    }

    DeviceIdentity identity() const override { return {m_model, {}}; }
    Capabilities capabilities() const override { return m_capabilities; }
    bool isOpen() override { return m_handle && m_api->present(m_name); }
    void learn() { m_capabilities = capabilitiesOf(SaneOptions(*m_api, m_handle)); }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *scan = std::get_if<Scan>(&operation))
            return perform(*scan, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return checkHealth();
        return errorOf({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    Result<AnyAnswer> checkHealth()
    {
        SANE_Int count = 0;
        const SANE_Status status = m_api->control(m_handle, 0, SANE_ACTION_GET_VALUE, &count, nullptr);
        if (status != SANE_STATUS_GOOD)
            return failed(status, 1);
        HealthReport report;
        report.ok = true;
        report.notes = {u"%1: %2 options"_s.arg(QString::fromUtf8(m_name)).arg(count)};
        return AnyAnswer(report);
    }

    Error failed(SANE_Status status, int page)
    {
        const Fault fault = faultOf(status, page);
        // After an error of the line only a fresh handle is trusted again.
        if (fault.cls == FaultClass::Transport || fault.cls == FaultClass::NoDevice) {
            m_api->close(m_handle);
            m_handle = nullptr;
        }
        return errorOf(fault);
    }

    // Everything before the start. Notes what the scanner made of it.
    SANE_Status configure(const Scan &operation, int *pages, int *dpi, QStringList *notes)
    {
        SaneOptions options(*m_api, m_handle);
        const auto wanted = [&](QStringView id) { return m_capabilities.value(operation.settings, id); };
        const SaneChoices choices = choicesOf(options);
        const auto backendWord = [](const QList<std::pair<QString, QString>> &pairs, const QString &word) {
            for (const auto &[ours, theirs] : pairs)
                if (ours == word)
                    return theirs;
            return QString();
        };
        const QString source = wanted(u"source");
        SANE_Status status = source.isEmpty() ? SANE_STATUS_GOOD : options.setWord(SANE_NAME_SCAN_SOURCE, backendWord(choices.sources, source));
        if (status == SANE_STATUS_GOOD && !wanted(u"mode").isEmpty())
            status = options.setWord(SANE_NAME_SCAN_MODE, backendWord(choices.modes, wanted(u"mode")));
        if (status == SANE_STATUS_GOOD && !wanted(u"resolution").isEmpty())
            status = options.setNumber(SANE_NAME_SCAN_RESOLUTION, wanted(u"resolution").toInt());
        if (status == SANE_STATUS_GOOD)
            status = frame(options);
        for (auto it = m_options.begin(); status == SANE_STATUS_GOOD && it != m_options.end(); ++it) {
            if (options.setText(it.key().toUtf8().constData(), it.value()) != SANE_STATUS_GOOD)
                notes->append(u"option %1 not taken"_s.arg(it.key()));
        }
        *dpi = qRound(options.number(SANE_NAME_SCAN_RESOLUTION).value_or(wanted(u"resolution").toDouble()));
        if (QString::number(*dpi) != wanted(u"resolution") && !wanted(u"resolution").isEmpty())
            notes->append(u"resolution %1 → %2"_s.arg(wanted(u"resolution")).arg(*dpi));
        *pages = source == u"feeder" || source == u"duplex" ? wanted(u"pages").toInt() : 1;
        return status;
    }

    // The whole glass up to A4: backends begin with areas of their own liking.
    static SANE_Status frame(SaneOptions &options)
    {
        SANE_Status status = SANE_STATUS_GOOD;
        for (const auto &[name, limit] : {std::pair{SANE_NAME_SCAN_TL_X, 0.0}, {SANE_NAME_SCAN_TL_Y, 0.0}, {SANE_NAME_SCAN_BR_X, kA4WidthMm}, {SANE_NAME_SCAN_BR_Y, kA4HeightMm}}) {
            const auto range = options.numbers(name);
            if (range && range->list.isEmpty() && status == SANE_STATUS_GOOD)
                status = options.setNumber(name, qBound(range->minimum, limit, range->maximum));
        }
        return status;
    }

    Result<AnyAnswer> perform(const Scan &operation, JobContext &context)
    {
        if (!operation.sink)
            return errorOf({FaultClass::Unsupported, {}, u"no sink"_s, false});
        ScanSummary summary;
        int pages = 1, dpi = 0;
        if (const SANE_Status status = configure(operation, &pages, &dpi, &summary.notes); status != SANE_STATUS_GOOD)
            return failed(status, 1);
        PageWriter writer(operation.sink);
        FrameJoiner joiner(writer);
        Error trouble;
        SANE_Status last = SANE_STATUS_GOOD;
        bool lastFrame = true;
        {
            SaneSession session(*m_api, m_handle, pages);
            for (bool over = false; !over && trouble.code.isEmpty();) {
                if (context.stopRequested() || context.remainingMs() <= 0) {
                    trouble = errorOf({context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, pageWord(summary.pages + 1), false});
                    break;
                }
                auto event = session.next(kSliceMs);
                if (!event)
                    continue;
                Result<bool> good = true;
                switch (event->kind) {
                case Kind::Frame:
                    lastFrame = event->parameters.last_frame;
                    good = joiner.begin(event->parameters, summary.pages + 1, dpi);
                    break;
                case Kind::Data:
                    summary.bytes += event->bytes.size();
                    if (const auto added = joiner.add(event->bytes); !added)
                        good = added.error();
                    context.reportProgress({summary.pages, pages, summary.bytes});
                    break;
                case Kind::FrameEnd:
                    if (event->status != SANE_STATUS_EOF) {
                        trouble = failedInside(event->status, summary.pages + 1);
                        break;
                    }
                    good = joiner.end(lastFrame);
                    if (good.ok() && *good && lastFrame) {
                        context.reportProgress({++summary.pages, pages, summary.bytes});
                        joiner.reset();
                    } else if (good.ok() && !*good) {
                        trouble = errorOf({FaultClass::Transport, {}, pageWord(summary.pages + 1), false});
                    }
                    break;
                case Kind::End:
                    last = event->status;
                    over = true;
                    break;
                }
                if (!good.ok())
                    trouble = good.error();
                else if (event->kind == Kind::Frame && !*good)
                    trouble = errorOf({FaultClass::Protocol, {}, pageWord(summary.pages + 1), false});
            }
        }                               // the backend has been cancelled and its thread is gone
        writer.abandon();
        const bool lineBroke = m_lineBroke;
        m_lineBroke = false;
        if (lineBroke) {
            m_api->close(m_handle);
            m_handle = nullptr;
        }
        if (!trouble.code.isEmpty())
            return trouble;
        if (last != SANE_STATUS_GOOD && !(last == SANE_STATUS_NO_DOCS && summary.pages > 0))
            return failed(last, summary.pages + 1);
        return AnyAnswer(std::move(summary));
    }

    // The handle is still in use by the session's thread: it is closed later.
    Error failedInside(SANE_Status status, int page)
    {
        const Fault fault = faultOf(status, page);
        m_lineBroke = fault.cls == FaultClass::Transport;
        return errorOf(fault);
    }

    static QString pageWord(int page) { return u"page %1"_s.arg(page); }

    const std::shared_ptr<SaneApi> m_api;
    SANE_Handle m_handle;
    const QByteArray m_name;
    const QString m_model;
    const QMap<QString, QString> m_options;
    Capabilities m_capabilities;
    bool m_lineBroke = false;
};

class SaneDriver final : public Driver {
public:
    SaneDriver(SaneScannerSettings settings, std::shared_ptr<SaneApi> api) : m_settings(std::move(settings)), m_api(std::move(api)) {}

    DriverInfo info() const override { return {u"sane"_s, DeviceClass::Scanner, m_settings.slot, m_settings.title}; }

    QList<Candidate> scan() override
    {
        // Asking every backend for its devices may take seconds and speak to the network; a named scanner is simply opened.
        if (m_settings.name != u"*") {
            if (!m_api->present(m_settings.name.toUtf8()))
                return {};
            return {candidate(m_settings.name.toUtf8())};
        }
        QList<Candidate> list;
        for (const SaneApi::Found &found : m_api->devices())
            list << candidate(found.name);
        return list;
    }

    int probe(const Candidate &) const override { return 1; }

    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &) override
    {
        const QByteArray name = candidate.path.toUtf8();
        SANE_Handle handle = nullptr;
        const SANE_Status status = m_api->open(name, &handle);
        // Backends say "invalid argument" for a name that no device of theirs has.
        if (status == SANE_STATUS_INVAL || status == SANE_STATUS_UNSUPPORTED)
            return errorOf({FaultClass::NoDevice, {}, QString::fromLatin1(name), true});
        if (status != SANE_STATUS_GOOD)
            return errorOf(faultOf(status, 1));
        auto scanner = std::make_unique<SaneScanner>(m_api, handle, name, QString::fromUtf8(name.left(name.indexOf(':'))), m_settings.options);
        scanner->learn();
        return std::unique_ptr<Device>(std::move(scanner));
    }

private:
    static Candidate candidate(const QByteArray &name)
    {
        Candidate found;
        found.bus = u"sane"_s;
        found.path = QString::fromUtf8(name);
        return found;
    }

    const SaneScannerSettings m_settings;
    const std::shared_ptr<SaneApi> m_api;
};

// A machine without the library still has the slot, and says so.
class NoSane final : public Driver {
public:
    explicit NoSane(SaneScannerSettings settings) : m_settings(std::move(settings)) {}
    DriverInfo info() const override { return {u"sane"_s, DeviceClass::Scanner, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return {}; }
    int probe(const Candidate &) const override { return 0; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override { return errorOf({FaultClass::NoDevice, {}, {}, false}); }

private:
    const SaneScannerSettings m_settings;
};

} // namespace

Fault faultOf(SANE_Status status, int page)
{
    const QString where = u"page %1"_s.arg(page);
    switch (status) {
    case SANE_STATUS_NO_DOCS: return {FaultClass::NoMedia, {}, where, false};
    case SANE_STATUS_JAMMED: return {FaultClass::UserAction, u"JAM"_s, where, false};
    case SANE_STATUS_COVER_OPEN: return {FaultClass::UserAction, u"COVER"_s, where, false};
    case SANE_STATUS_CANCELLED: return {FaultClass::UserAction, {}, where, false};      // somebody pressed stop on the scanner
    case SANE_STATUS_DEVICE_BUSY: return {FaultClass::Busy, {}, where, true};
    case SANE_STATUS_ACCESS_DENIED: return {FaultClass::Denied, {}, where, false};
    case SANE_STATUS_INVAL:
    case SANE_STATUS_UNSUPPORTED: return {FaultClass::Unsupported, {}, where, false};
    case SANE_STATUS_IO_ERROR: return {FaultClass::Transport, {}, where, true};
    case SANE_STATUS_NO_MEM: return {FaultClass::DeviceFault, {}, where, false};
    default: return {FaultClass::Protocol, {}, where, false};
    }
}

Result<SaneScannerSettings> settingsFrom(const DriverSettings &settings)
{
    SaneScannerSettings own{settings.slot, u"*"_s, settings.title, {}};
    for (auto it = settings.values.begin(); it != settings.values.end(); ++it) {
        const QJsonValue value = it.value();
        if (!value.isString() && !value.isDouble() && !value.isBool())
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, it.key()};
        const QString word = value.isBool() ? (value.toBool() ? u"yes"_s : u"no"_s) : value.toVariant().toString();
        if (it.key() == u"name")
            own.name = word;
        else
            own.options.insert(it.key(), word);
    }
    if (own.name.isEmpty())
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, u"name"_s};
    return own;
}

std::unique_ptr<Driver> makeScanner(const SaneScannerSettings &settings, std::shared_ptr<SaneApi> api)
{
    if (!api)
        return std::make_unique<NoSane>(settings);
    return std::make_unique<SaneDriver>(settings, std::move(api));
}

} // namespace zc::devices::sane
