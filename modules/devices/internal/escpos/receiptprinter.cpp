#include "receiptprinter.h"

#include "internal/escpos/slip.h"
#include "internal/link/hostlookup.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace escpos {
namespace {

using Phase = PrintRecord::Phase;

constexpr int kSliceMs = 20;
constexpr int kStatusMs = 500;              // for a real-time answer
constexpr int kStuckMs = 3000;              // without a byte taken
constexpr int kDoneLookMs = 400;
constexpr int kNoWordMs = 10'000;           // with everything taken and nothing wrong
constexpr int kConnectMs = 3000;
constexpr quint16 kPort = 9100;
constexpr int kMostCopies = 5;

// The answer to GS r 1: bits 4 and 7 are clear; the low ones tell how much paper is left.
bool isDone(quint8 answer) { return (answer & 0x90) == 0; }

Error receiptError(const Fault &fault) { return toError(fault, DeviceClass::ReceiptPrinter); }

class ReceiptPrinter final : public Device {
public:
    ReceiptPrinter(std::unique_ptr<ByteChannel> line, const ReceiptPrinterSettings &settings) : m_line(std::move(line)), m_settings(settings) {}

    DeviceIdentity identity() const override { return {u"escpos"_s, {}}; }
    bool isOpen() override { return !m_gone && m_line->isOpen(); }
    int conditionMs() const override { return m_speaks ? m_settings.watchMs : 0; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::ReceiptPrinter;
        can.operations = {u"PrintReceipt"_s, u"CheckHealth"_s};
        can.settings = {{u"copies"_s, u"integer"_s, 1, kMostCopies, {}, u"1"_s}};
        can.notes = {m_speaks ? u"answers status questions"_s : u"no way back: what it prints can only be called sent"_s};
        return can;
    }

    // Does it answer at all? Serial lines without the way back are common.
    Error learn(JobContext &context)
    {
        quint8 state = 0;
        const auto said = status(2, &state, &context);
        m_speaks = said == Said::Answer;
        if (said == Said::Gone)
            return receiptError({FaultClass::NoDevice, {}, {}, true});
        return said == Said::Nonsense ? receiptError({FaultClass::Protocol, {}, u"status %1"_s.arg(state, 2, 16, QLatin1Char('0')), false}) : Error();
    }

    Condition condition(JobContext &context) override
    {
        Fault fault;
        bool near = false;
        switch (judge(&fault, &near, &context)) {
        case Said::Gone: m_gone = true; return {};
        case Said::Silence:
            if (++m_silences >= 2 && !context.stopRequested())
                m_gone = true;          // switched off at the other end of a line that cannot tell
            return {};
        case Said::Nonsense: return {Condition::Kind::NeedsPerson, receiptError({FaultClass::Protocol, {}, u"status"_s, false})};
        case Said::Answer: break;
        }
        m_silences = 0;
        if (fault.cls != FaultClass::Cancelled)
            return {Condition::Kind::NeedsPerson, receiptError(fault)};
        return near ? Condition{Condition::Kind::Limited, receiptError({FaultClass::NoMedia, u"NEAREND"_s, {}, false})} : Condition();
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *print = std::get_if<PrintReceipt>(&operation))
            return perform(*print, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal) {
            HealthReport report{true, {}, capabilities().notes};
            Fault fault;
            bool near = false;
            const Said said = m_speaks ? judge(&fault, &near, &context) : Said::Answer;
            if (said == Said::Gone)
                return broken({});
            if (said == Said::Silence)
                return receiptError({context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, {}, true});
            report.ok = said == Said::Answer && fault.cls == FaultClass::Cancelled;
            return AnyAnswer(report);
        }
        return receiptError({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    enum class Said { Answer, Silence, Nonsense, Gone };

    // DLE EOT n. An answer has fixed bits; what has others is left over from something else and is passed over.
    Said status(char n, quint8 *answer, JobContext *context)
    {
        m_line->discardInput();
        const char question[] = {0x10, 0x04, n};
        if (!m_line->write(QByteArrayView(question, 3), kStatusMs))
            return m_line->isOpen() ? Said::Silence : Said::Gone;
        bool nonsense = false;
        for (int waited = 0; waited < kStatusMs; waited += kSliceMs) {
            if (context && (context->stopRequested() || context->remainingMs() <= 0))
                return Said::Silence;
            char byte = 0;
            const qsizetype count = m_line->read(&byte, 1, kSliceMs);
            if (count < 0)
                return Said::Gone;
            if (count == 0)
                continue;
            *answer = quint8(byte);
            if ((*answer & 0x93) == 0x12)
                return Said::Answer;
            const bool done = isDone(*answer);              // the answer to "all printed?" may come in between
            m_done = m_done || done;
            nonsense = nonsense || !done;
        }
        return nonsense ? Said::Nonsense : Said::Silence;
    }

    // `fault` Cancelled: nothing wrong.
    Said judge(Fault *fault, bool *near, JobContext *context)
    {
        quint8 offline = 0, paper = 0;
        *fault = {FaultClass::Cancelled, {}, {}, false};
        Said said = status(2, &offline, context);
        if (said == Said::Answer)
            said = status(4, &paper, context);
        if (said != Said::Answer)
            return said;
        const QString code = u"%1 %2"_s.arg(offline, 2, 16, QLatin1Char('0')).arg(paper, 2, 16, QLatin1Char('0'));
        if ((paper & 0x60) || (offline & 0x20))
            *fault = {FaultClass::NoMedia, {}, code, false};
        else if (offline & 0x04)
            *fault = {FaultClass::UserAction, u"COVER"_s, code, false};
        else if (offline & 0x40)
            *fault = {FaultClass::DeviceFault, {}, code, false};
        *near = paper & 0x0C;
        return Said::Answer;
    }

    Error broken(const QString &where)
    {
        m_gone = true;
        return receiptError({FaultClass::Transport, {}, where, true});
    }

    Result<void> note(const PrintId &id, Phase phase, int sheets = -1)
    {
        return m_settings.journal ? m_settings.journal->note({id, m_settings.slot, phase, 0, sheets}) : Result<void>();
    }

    Result<AnyAnswer> perform(const PrintReceipt &operation, JobContext &context)
    {
        if (operation.id.isNull())
            return receiptError({FaultClass::Unsupported, {}, u"no id"_s, false});
        const auto known = m_settings.journal ? m_settings.journal->find(operation.id) : std::optional<PrintRecord>();
        if (!known.ok())
            return known.error();
        const std::optional<PrintRecord> &before = *known;
        if (before && before->phase == Phase::Done)
            return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Printed, true});
        if (before && before->phase == Phase::Sent)
            return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Sent, true});
        if (before && before->phase != Phase::Stopped)
            return receiptError({FaultClass::DeviceFault, u"UNKNOWN"_s, {}, false});     // a receipt printer remembers nothing
        const Profile profile{m_settings.columns, m_settings.columns * 12, m_settings.gb2312};
        const Result<QByteArray> slip = slipBytes(operation.lines, profile, m_settings.renderer.get());
        if (!slip.ok())
            return slip.error();
        if (m_speaks) {                 // nothing is sent to a printer that cannot print it
            Fault fault;
            bool near = false;
            const Said said = judge(&fault, &near, &context);
            if (said == Said::Gone)
                return broken(u"before"_s);
            if (said == Said::Answer && fault.cls != FaultClass::Cancelled)
                return receiptError(fault);
            if (said != Said::Answer)
                return receiptError({context.stopRequested() ? FaultClass::Cancelled : said == Said::Nonsense ? FaultClass::Protocol : FaultClass::Timeout, {}, u"before"_s, true});
        }
        if (auto noted = note(operation.id, Phase::Sending); !noted)
            return noted.error();
        const int copies = capabilities().value(operation.settings, u"copies").toInt();
        QByteArray bytes;
        for (int copy = 0; copy < copies; ++copy)
            bytes += *slip;
        m_done = false;
        if (m_speaks)
            bytes += QByteArray::fromHex("1D7201");         // answered when everything before it is on paper
        if (const Error trouble = send(operation.id, bytes, context); !trouble.code.isEmpty())
            return trouble;
        if (!m_speaks) {
            if (auto noted = note(operation.id, Phase::Sent); !noted)
                return noted.error();
            return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Sent, false});
        }
        return awaitPaper(operation.id, context);
    }

    Error send(const PrintId &id, QByteArrayView bytes, JobContext &context)
    {
        const qsizetype all = bytes.size();
        int stuckMs = 0;
        while (!bytes.isEmpty()) {
            if (context.stopRequested() || context.remainingMs() <= 0) {
                if (bytes.size() < all)
                    cutOff();
                (void)note(id, Phase::Stopped, bytes.size() < all ? -1 : 0);
                return receiptError({context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, u"sent"_s, true});
            }
            const qsizetype count = m_line->writeSome(bytes.first(qMin<qsizetype>(bytes.size(), 512)), kSliceMs);
            if (count < 0)
                return broken(u"sent %1 of %2"_s.arg(all - bytes.size()).arg(all));
            stuckMs = count == 0 ? stuckMs + kSliceMs : 0;
            if (stuckMs >= kStuckMs)
                return broken(u"stuck at %1 of %2"_s.arg(all - bytes.size()).arg(all));
            bytes = bytes.sliced(count);
            context.reportProgress({0, 1, all - bytes.size()});
        }
        return {};
    }

    // Half a slip is torn off where it stands, so that the next one begins on clean paper.
    void cutOff()
    {
        (void)m_line->write(QByteArray::fromHex("0A0A1B401D564200"), kStatusMs);
    }

    Result<AnyAnswer> awaitPaper(const PrintId &id, JobContext &context)
    {
        Error stopped;
        int untilLookMs = kDoneLookMs, fineMs = 0;
        for (;;) {
            if (context.stopRequested() || context.remainingMs() <= 0) {
                if (context.stopRequested())
                    return receiptError({FaultClass::Cancelled, {}, {}, false});
                return stopped.code.isEmpty() ? receiptError({FaultClass::Timeout, {}, u"sent"_s, true}) : stopped;
            }
            char byte = 0;
            const qsizetype count = m_line->read(&byte, 1, kSliceMs);
            if (count < 0)
                return broken(u"all sent"_s);
            m_done = m_done || (count == 1 && isDone(quint8(byte)));
            if (m_done) {
                if (auto noted = note(id, Phase::Done); !noted)
                    return noted.error();
                context.reportProgress({1, 1, 0});
                return AnyAnswer(PrintOutcome{id, PrintOutcome::Certainty::Printed, false});
            }
            if ((untilLookMs -= kSliceMs) > 0)
                continue;
            untilLookMs = kDoneLookMs;
            Fault fault;
            bool near = false;
            const Said said = judge(&fault, &near, &context);
            if (said == Said::Gone)
                return broken(u"all sent"_s);
            if (said != Said::Answer)
                continue;               // what was known last still holds
            const bool waits = fault.cls != FaultClass::Cancelled;
            fineMs = waits ? 0 : fineMs + kDoneLookMs;
            if (fineMs >= kNoWordMs) {  // fine, and still no word: many a printer does not know the question
                if (auto noted = note(id, Phase::Sent); !noted)
                    return noted.error();
                return AnyAnswer(PrintOutcome{id, PrintOutcome::Certainty::Sent, false});
            }
            if (waits || !stopped.code.isEmpty())
                context.reportCondition(waits ? Condition{Condition::Kind::NeedsPerson, receiptError(fault)} : Condition());
            stopped = waits ? receiptError(fault) : Error();
        }
    }

    const std::unique_ptr<ByteChannel> m_line;
    const ReceiptPrinterSettings m_settings;
    bool m_speaks = false;
    bool m_done = false;
    bool m_gone = false;
    int m_silences = 0;
};

class ReceiptDriver final : public Driver {
public:
    ReceiptDriver(QString id, const ReceiptPrinterSettings &settings, LineOpener opener) : m_id(std::move(id)), m_settings(settings), m_opener(std::move(opener)) {}
    DriverInfo info() const override { return {m_id, DeviceClass::ReceiptPrinter, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return m_opener.scan(); }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto line = m_opener.open([&context] { return context.stopRequested(); });
        if (!line.ok())
            return line.error();
        auto printer = std::make_unique<ReceiptPrinter>(std::move(*line), m_settings);
        if (const Error trouble = printer->learn(context); !trouble.code.isEmpty())
            return trouble;
        return std::unique_ptr<Device>(std::move(printer));
    }

private:
    const QString m_id;
    const ReceiptPrinterSettings m_settings;
    const LineOpener m_opener;
};

} // namespace

std::unique_ptr<Driver> makePrinter(const QString &driverId, const ReceiptPrinterSettings &settings, LineOpener opener)
{
    return std::make_unique<ReceiptDriver>(driverId, settings, std::move(opener));
}

} // namespace escpos

Result<std::unique_ptr<Driver>> makeReceiptPrinter(const ReceiptPrinterSettings &settings)
{
    const QUrl &address = settings.address;
    if (address.scheme() == u"serial" && !address.path().isEmpty() && address.host().isEmpty())
        return escpos::makePrinter(u"escpos"_s, settings, LineOpener::serial(address.path(), settings.baud, DeviceClass::ReceiptPrinter));
    if (address.scheme() == u"escpos" && !address.host().isEmpty() && address.path().size() <= 1 && address.userInfo().isEmpty())
        return escpos::makePrinter(u"escpos"_s, settings,
                                   LineOpener::tcp(std::make_shared<HostLookup>(address.host()), quint16(address.port(escpos::kPort)), DeviceClass::ReceiptPrinter, escpos::kConnectMs));
    return Error{ErrorKind::Invalid, u"DEV-ADDRESS"_s, address.toDisplayString(QUrl::RemoveUserInfo)};
}

} // namespace zc::devices
