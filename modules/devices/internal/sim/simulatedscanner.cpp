#include "internal/sim/scannerscript.h"

#include <devices/pagewriter.h>

#include <QFile>
#include <QFileInfo>
#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSheetSliceMs = 10;
constexpr qint64 kLargestSheetFile = 64 * 1024 * 1024;
constexpr double kSheetMmPerInch = 25.4;

Error sheetError(FaultClass cls, const QString &suffix, int page)
{
    return toError({cls, suffix, u"page %1"_s.arg(page), false}, DeviceClass::Scanner);
}

// What a kind of fault means to the clerk.
Error sheetError(const QString &kind, int page)
{
    if (kind == u"empty") return sheetError(FaultClass::NoMedia, {}, page);
    if (kind == u"jam") return sheetError(FaultClass::UserAction, u"JAM"_s, page);
    if (kind == u"cover") return sheetError(FaultClass::UserAction, u"COVER"_s, page);
    if (kind == u"stopped") return sheetError(FaultClass::UserAction, {}, page);
    if (kind == u"defect") return sheetError(FaultClass::DeviceFault, {}, page);
    if (kind == u"nonsense") return sheetError(FaultClass::Protocol, {}, page);
    return sheetError(FaultClass::Transport, {}, page);
}

class SimulatedScanner final : public Device {
public:
    using State = ScannerSimulator::Private;
    explicit SimulatedScanner(std::shared_ptr<State> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"simulator"_s, {}}; }
    bool isOpen() override
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->plugged && !m_gone && m_state->pulls == m_pulls;
    }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::Scanner;
        can.operations = {u"Scan"_s, u"CheckHealth"_s};
        can.settings = {{u"resolution"_s, u"integer"_s, 50, 600, {}, u"300"_s},
                        {u"mode"_s, u"choice"_s, 0, 0, {u"color"_s, u"gray"_s}, u"color"_s},
                        {u"source"_s, u"choice"_s, 0, 0, {u"flatbed"_s, u"feeder"_s}, u"flatbed"_s},
                        {u"pages"_s, u"integer"_s, 1, 500, {}, u"500"_s}};
        can.notes = {u"no scanner: drawn sheets and picture files"_s};
        return can;
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *scan = std::get_if<Scan>(&operation))
            return perform(*scan, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{true, {}, {u"simulator"_s}});
        return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::Scanner);
    }

private:
    struct Turn {
        std::optional<Sheet> sheet;
        std::optional<SheetFault> fault, unplug;
        ScannerSimulator::Options options;
    };

    Turn nextSheet(int page, bool feeder)
    {
        const std::lock_guard lock(m_state->mutex);
        Turn turn;
        turn.options = m_state->options;
        turn.fault = m_state->takeFault(page);
        if (m_state->unplugAt && m_state->unplugAt->page == page)
            turn.unplug = std::exchange(m_state->unplugAt, std::nullopt);
        if (feeder && !m_state->feeder.isEmpty() && !(turn.fault && turn.fault->kind == u"empty"))
            turn.sheet = m_state->feeder.takeFirst();
        else if (!feeder && page == 1)
            turn.sheet = m_state->glass;
        return turn;
    }

    void note(const QString &words)
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->note(words);
    }

    // Waits in slices; false: the job is over.
    static bool wait(qint64 ms, JobContext &context)
    {
        const qint64 until = ms < 0 ? std::numeric_limits<qint64>::max() : context.nowMs() + ms;
        for (;;) {
            if (context.stopRequested() || context.remainingMs() <= 0)
                return false;
            const qint64 left = until - context.nowMs();
            if (left <= 0)
                return true;
            QThread::msleep(quint64(qMin<qint64>(left, kSheetSliceMs)));
        }
    }
    static Error ended(JobContext &context, int page)
    {
        return sheetError(context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, page);
    }
    Error pulled(int page)
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->pulls == m_pulls)          // else it was pulled out by the script, and may be back by now
            m_state->pullOut();
        m_state->note(u"unplugged"_s);
        m_gone = true;
        return sheetError(FaultClass::Transport, {}, page);
    }

    Result<AnyAnswer> perform(const Scan &operation, JobContext &context)
    {
        if (!operation.sink)
            return toError({FaultClass::Unsupported, {}, u"no sink"_s, false}, DeviceClass::Scanner);
        {
            const std::lock_guard lock(m_state->mutex);
            ++m_state->scans;
            m_state->note(u"scan"_s);
        }
        const Capabilities can = capabilities();
        const auto wanted = [&](QStringView id) { return can.value(operation.settings, id); };
        const bool feeder = wanted(u"source") == u"feeder";
        const int most = feeder ? wanted(u"pages").toInt() : 1;
        ScanSummary summary;
        while (summary.pages < most) {
            const int page = summary.pages + 1;
            const Turn turn = nextSheet(page, feeder);
            if (!isOpen())
                return pulled(page);
            if (turn.fault && turn.fault->kind == u"deaf") {
                wait(-1, context);
                return ended(context, page);
            }
            if (turn.fault && turn.fault->part <= 0 && turn.fault->kind != u"cut") {
                note(turn.fault->kind);
                return sheetError(turn.fault->kind, page);
            }
            if (!turn.sheet) {
                if (page > 1)
                    break;
                return sheetError(FaultClass::NoMedia, {}, page);
            }
            const Error trouble = turn.sheet->file.isEmpty() ? draw(turn, page, operation, context, &summary) : handOver(turn, page, operation, context, &summary);
            if (!trouble.code.isEmpty())
                return trouble;
            ++summary.pages;
            note(u"page %1"_s.arg(page));
            context.reportProgress({summary.pages, feeder ? -1 : 1, summary.bytes});
        }
        return AnyAnswer(std::move(summary));
    }

    Error draw(const Turn &turn, int number, const Scan &operation, JobContext &context, ScanSummary *summary)
    {
        const Capabilities can = capabilities();
        const bool colour = can.value(operation.settings, u"mode") == u"color";
        PageHeader page;
        page.number = number;
        page.dpi = can.value(operation.settings, u"resolution").toInt();
        page.width = int(turn.options.widthMm / kSheetMmPerInch * page.dpi);
        page.height = int(turn.options.heightMm / kSheetMmPerInch * page.dpi);
        page.format = colour ? PixelFormat::Rgb24 : PixelFormat::Gray8;
        page.bytesPerLine = page.width * (colour ? 3 : 1);
        const QByteArray rows = ScannerSimulator::drawn(turn.sheet->seed, page.width, page.height, colour);
        PageWriter writer(operation.sink);
        if (auto begun = writer.begin(page); !begun)
            return begun.error();
        const qsizetype strips = qMax<qsizetype>(4, rows.size() / PageSink::kStripBytes);
        for (qsizetype strip = 0; strip < strips; ++strip) {
            const qsizetype from = rows.size() * strip / strips, to = rows.size() * (strip + 1) / strips;
            const double part = double(to) / double(rows.size());
            if (!wait(qint64(turn.options.msPerPage) * (strip + 1) / strips - qint64(turn.options.msPerPage) * strip / strips, context))
                return ended(context, number);
            if (!isOpen() || (turn.unplug && turn.unplug->part < part))
                return pulled(number);
            if (turn.fault && turn.fault->part < part) {
                note(turn.fault->kind);
                return sheetError(turn.fault->kind, number);
            }
            if (auto added = writer.add(QByteArrayView(rows).sliced(from, to - from)); !added)
                return added.error();
            summary->bytes += to - from;
            context.reportProgress({number - 1, -1, summary->bytes});
        }
        const auto finished = writer.finish();
        return finished ? Error() : finished.error();
    }

    Error handOver(const Turn &turn, int number, const Scan &operation, JobContext &context, ScanSummary *summary)
    {
        if (!wait(turn.options.msPerPage, context))
            return ended(context, number);
        if (!isOpen() || turn.unplug)
            return pulled(number);
        if (turn.fault)
            return sheetError(turn.fault->kind, number);
        QFile file(turn.sheet->file);
        const QString suffix = QFileInfo(file).suffix().toLower();
        const QString type = suffix == u"png" ? u"image/png"_s : suffix == u"jpg" || suffix == u"jpeg" ? u"image/jpeg"_s : QString();
        if (type.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > kLargestSheetFile)
            return sheetError(FaultClass::Protocol, {}, number);
        PageHeader page;
        page.number = number;
        page.dpi = capabilities().value(operation.settings, u"resolution").toInt();
        const QByteArray bytes = file.readAll();
        summary->bytes += bytes.size();
        const auto taken = operation.sink->encoded(page, type, bytes);
        return taken ? Error() : taken.error();
    }

    const std::shared_ptr<State> m_state;
    const int m_pulls;
    bool m_gone = false;
};

} // namespace

ScannerSimulator::ScannerSimulator(const Options &options) : d(std::make_shared<Private>())
{
    d->started = options;
    d->reset();
}

ScannerSimulator::~ScannerSimulator() = default;

Result<void> ScannerSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

void ScannerSimulator::layOnGlass(const QString &file)
{
    const std::lock_guard lock(d->mutex);
    d->glass = file.isEmpty() ? std::nullopt : std::optional(Sheet{0, file});
}

void ScannerSimulator::putIntoFeeder(const QStringList &files)
{
    const std::lock_guard lock(d->mutex);
    for (const QString &file : files)
        d->feeder << Sheet{0, file};
}

void ScannerSimulator::drawIntoFeeder(int count)
{
    const std::lock_guard lock(d->mutex);
    for (int i = 0; i < count; ++i)
        d->feeder << Sheet{d->nextSeed++, {}};
}

int ScannerSimulator::inFeeder() const
{
    const std::lock_guard lock(d->mutex);
    return int(d->feeder.size());
}

int ScannerSimulator::scans() const
{
    const std::lock_guard lock(d->mutex);
    return d->scans;
}

void ScannerSimulator::listen(std::function<void(const QString &words)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

QStringList ScannerSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

QByteArray ScannerSimulator::drawn(quint64 seed, int width, int height, bool colour)
{
    // White paper, lines of dark blocks like words, and a round red seal; the seed moves all of it.
    const int samples = colour ? 3 : 1;
    QByteArray rows(qsizetype(width) * height * samples, '\xFF');
    const int margin = width / 10, lineHeight = qMax(2, height / 40), gap = lineHeight;
    quint64 state = seed * 2862933555777941757ULL + 3037000493ULL;
    const auto random = [&state](int below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return int((state >> 33) % quint64(qMax(1, below)));
    };
    const auto fill = [&](int x0, int y0, int x1, int y1, quint8 r, quint8 g, quint8 b) {
        for (int y = qMax(0, y0); y < qMin(height, y1); ++y) {
            char *row = rows.data() + qsizetype(y) * width * samples;
            for (int x = qMax(0, x0); x < qMin(width, x1); ++x) {
                row[x * samples] = char(r);
                if (colour) {
                    row[x * 3 + 1] = char(g);
                    row[x * 3 + 2] = char(b);
                }
            }
        }
    };
    for (int y = margin; y < height - margin; y += lineHeight + gap)
        for (int x = margin; x < width - margin - random(width / 3);) {
            const int word = lineHeight + random(lineHeight * 6);
            fill(x, y, qMin(x + word, width - margin), y + lineHeight, quint8(20 + random(60)), quint8(20 + random(60)), quint8(30 + random(60)));
            x += word + lineHeight;
        }
    const int radius = width / 9, cx = width - margin - radius - random(radius), cy = height - margin - radius - random(radius);
    for (int y = -radius; y <= radius; ++y)
        for (int x = -radius; x <= radius; ++x)
            if (const int d2 = x * x + y * y; d2 <= radius * radius && d2 >= radius * radius * 3 / 4)
                fill(cx + x, cy + y, cx + x + 1, cy + y + 1, 196, 40, 40);
    return rows;
}

std::unique_ptr<Driver> makeSimulatedScanner(const DeviceId &slot, const QString &title, const std::shared_ptr<ScannerSimulator> &simulator)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-scn"_s, DeviceClass::Scanner, slot, title}, {state, [state] { return std::make_unique<SimulatedScanner>(state); }});
}

} // namespace zc::devices
