#include <devices/printers.h>

#include "internal/ipp/ippclient.h"
#include "internal/ipp/printstate.h"

#include <QThread>

#include <iterator>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace ipp {
namespace {

using Phase = PrintRecord::Phase;

constexpr int kAskMs = 5000;
constexpr int kWatchAskMs = 1500;
constexpr int kSendMs = 120'000;
constexpr int kFirstLookMs = 50, kJobLookMs = 400;
constexpr int kLastWordMs = 600;            // what taking a job back may cost before the deadline
constexpr int kLetGoMs = 1500, kLetGoLookMs = 100;      // after Cancel-Job
constexpr int kSliceMs = 20;
constexpr int kMostCopies = 99;
constexpr int kJobAborted = 8, kJobCompleted = 9, kJobCanceled = 7;

Error printError(const Fault &fault) { return toError(fault, DeviceClass::Printer); }

constexpr char kNamePrefix[] = "ZC-";
QByteArray jobName(const PrintId &id) { return kNamePrefix + id.toByteArray(QUuid::WithoutBraces); }

class IppPrinter final : public Device {
public:
    IppPrinter(std::unique_ptr<IppClient> client, const IppPrinterSettings &settings) : m_client(std::move(client)), m_settings(settings) {}

    DeviceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return m_capabilities; }
    bool isOpen() override { return !m_gone; }
    int conditionMs() const override { return m_settings.watchMs; }

    // Reads what the printer can and how it is. Empty code: fine.
    Error learn(JobContext &context)
    {
        const auto answer = look(context, kAskMs);
        if (!answer.message)
            return printError(answer.fault);
        ipp_t *said = answer.message.get();
        if (!IppClient::words(said, "document-format-supported").contains(u"application/pdf"_s))
            return printError({FaultClass::Unsupported, {}, u"no application/pdf"_s, false});
        m_identity = {IppClient::words(said, "printer-make-and-model").value(0), IppClient::words(said, "printer-uuid").value(0)};
        readCapabilities(said);
        return {};
    }

    Condition condition(JobContext &context) override
    {
        const auto answer = look(context, kWatchAskMs);
        if (!answer.message) {
            if (answer.fault.cls == FaultClass::Cancelled)
                return {};
            m_gone = answer.fault.cls == FaultClass::NoDevice || answer.fault.cls == FaultClass::Transport || answer.fault.cls == FaultClass::Timeout;
            return m_gone ? Condition() : Condition{Condition::Kind::NeedsPerson, printError(answer.fault)};
        }
        readCapabilities(answer.message.get());
        return conditionOf(answer.message.get());
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *print = std::get_if<PrintDocument>(&operation))
            return perform(*print, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal) {
            const auto answer = look(context, kAskMs);
            if (!answer.message)
                return lost(answer.fault);
            const Condition now = conditionOf(answer.message.get());
            return AnyAnswer(HealthReport{now.kind != Condition::Kind::NeedsPerson, m_identity.serial, IppClient::words(answer.message.get(), "printer-state-reasons")});
        }
        return printError({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    IppClient::Answer look(JobContext &context, int ms)
    {
        static const char *const kWanted[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported", "media-ready",
                                              "media-supported", "media-default", "sides-supported", "copies-supported", "print-color-mode-supported",
                                              "printer-make-and-model", "printer-uuid"};
        Message request = m_client->request(IPP_OP_GET_PRINTER_ATTRIBUTES);
        ::ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", int(std::size(kWanted)), nullptr, kWanted);
        return m_client->ask(std::move(request), {}, &context, ms);
    }

    static Condition conditionOf(ipp_t *said)
    {
        const Condition now = ipp::conditionOf(IppClient::number(said, "printer-state", 3), IppClient::words(said, "printer-state-reasons"));
        if (now.kind != Condition::Kind::NeedsPerson && !IppClient::number(said, "printer-is-accepting-jobs", 1))
            return {Condition::Kind::NeedsPerson, printError({FaultClass::Busy, {}, u"not accepting jobs"_s, true})};
        return now;
    }

    void readCapabilities(ipp_t *said)
    {
        Capabilities can;
        can.cls = DeviceClass::Printer;
        can.operations = {u"PrintDocument"_s, u"CheckHealth"_s};
        const int copies = qBound(1, IppClient::number(said, "copies-supported", 1), kMostCopies);
        can.settings << SettingCapability{u"copies"_s, u"integer"_s, 1, copies, {}, u"1"_s};
        QStringList sides;
        for (const QString &word : IppClient::words(said, "sides-supported"))
            if (QStringList{u"one-sided"_s, u"two-sided-long-edge"_s, u"two-sided-short-edge"_s}.contains(word) && !sides.contains(word))
                sides << word;
        if (!sides.isEmpty())
            can.settings << SettingCapability{u"sides"_s, u"choice"_s, 0, 0, sides, sides.contains(u"one-sided"_s) ? u"one-sided"_s : sides.constFirst()};
        QStringList colours;
        for (const QString &word : IppClient::words(said, "print-color-mode-supported"))
            if ((word == u"color" || word == u"monochrome") && !colours.contains(word))
                colours << word;
        if (!colours.isEmpty())
            can.settings << SettingCapability{u"color"_s, u"choice"_s, 0, 0, colours, colours.contains(u"monochrome"_s) ? u"monochrome"_s : colours.constFirst()};
        // What lies in the trays now, where the printer tells; else what it could take.
        QStringList media = IppClient::words(said, "media-ready");
        if (media.isEmpty())
            media = IppClient::words(said, "media-supported");
        media.removeIf([](const QString &word) { return word.startsWith(u"custom_"); });
        media.removeDuplicates();
        media = media.mid(0, 32);
        if (!media.isEmpty()) {
            const QString a4 = u"iso_a4_210x297mm"_s, usual = IppClient::words(said, "media-default").value(0);
            can.settings << SettingCapability{u"media"_s, u"choice"_s, 0, 0, media, media.contains(a4) ? a4 : media.contains(usual) ? usual : media.constFirst()};
        }
        m_capabilities = can;
    }

    Error lost(const Fault &fault)
    {
        m_gone = fault.cls == FaultClass::NoDevice || fault.cls == FaultClass::Transport;
        return printError(fault);
    }

    // The job attributes of an operation, as the capabilities let them be chosen.
    void addSettings(ipp_t *request, const SettingValues &settings) const
    {
        const auto wanted = [&](QStringView id) { return m_capabilities.value(settings, id).toLatin1(); };
        if (m_capabilities.setting(u"copies"))
            ::ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", wanted(u"copies").toInt());
        for (const auto &[id, attribute] : {std::pair{u"sides", "sides"}, {u"color", "print-color-mode"}, {u"media", "media"}})
            if (m_capabilities.setting(id))
                ::ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, attribute, nullptr, wanted(id).constData());
    }

    Message forJob(ipp_op_t operation, int jobId) const
    {
        Message request = m_client->request(operation);
        ::ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", jobId);
        return request;
    }

    Result<void> note(const PrintId &id, Phase phase, int jobId, int sheets = -1)
    {
        if (!m_settings.journal)
            return {};
        return m_settings.journal->note({id, m_settings.slot, phase, jobId, sheets});
    }

    void cancelJob(int jobId)
    {
        if (jobId > 0)
            (void)m_client->ask(forJob(IPP_OP_CANCEL_JOB, jobId), {}, nullptr, kAskMs);
    }

    // Jobs that were made but never got a document, because a crash came between making and noting, or before the document: those of
    // one paper, or with a null id those of every paper of this journal. A printer of one job at a time does nothing else until they go.
    void cancelLeftovers(const PrintId &id, JobContext &context)
    {
        Message request = m_client->request(IPP_OP_GET_JOBS);
        ::ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "not-completed");
        static const char *const kWanted[] = {"job-id", "job-name"};
        ::ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, nullptr, kWanted);
        const auto answer = m_client->ask(std::move(request), {}, &context, kAskMs);
        if (!answer.message)
            return;
        // One group of attributes a job, in the order the printer likes; a separator without a name stands between groups.
        int jobId = 0;
        QByteArray jobName;
        QList<int> leftovers;
        const auto judge = [&] {
            if (jobId > 0 && isLeftover(jobName, id))
                leftovers << jobId;
            jobId = 0;
            jobName.clear();
        };
        for (ipp_attribute_t *attribute = ::ippFirstAttribute(answer.message.get()); attribute; attribute = ::ippNextAttribute(answer.message.get())) {
            const QByteArray name = ::ippGetName(attribute);
            if (name.isEmpty())
                judge();
            else if (name == "job-id")
                jobId = ::ippGetInteger(attribute, 0);
            else if (name == "job-name")
                jobName = ::ippGetString(attribute, 0, nullptr);
        }
        judge();
        for (const int leftover : std::as_const(leftovers))
            cancelJob(leftover);
    }

    // The job's name is a paper's, and its document was never on the way. What this journal does not know is another desk's.
    bool isLeftover(const QByteArray &name, const PrintId &wanted) const
    {
        if (!wanted.isNull())
            return name == jobName(wanted);
        const PrintId id = QUuid::fromString(QLatin1StringView(name).mid(qstrlen(kNamePrefix)));
        if (id.isNull() || name != jobName(id) || !m_settings.journal)
            return false;
        const auto known = m_settings.journal->find(id);
        return known.ok() && *known && (*known)->printer == m_settings.slot && ((*known)->phase == Phase::Creating || (*known)->phase == Phase::Created);
    }

    struct JobState {
        int state = 0;
        QStringList reasons;
        int documents = -1;
        bool known = false;
        int sheets = -1;                                    // out so far, as far as the printer counts
    };
    Result<JobState> jobState(int jobId, JobContext *context)
    {
        Message request = forJob(IPP_OP_GET_JOB_ATTRIBUTES, jobId);
        static const char *const kWanted[] = {"job-state", "job-state-reasons", "number-of-documents", "job-media-sheets-completed", "job-impressions-completed"};
        ::ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", int(std::size(kWanted)), nullptr, kWanted);
        const auto answer = m_client->ask(std::move(request), {}, context, kAskMs);
        if (!answer.message)
            return answer.fault.cls == FaultClass::NoDevice && m_client->reached() ? Result<JobState>(JobState()) : Result<JobState>(printError(answer.fault));
        ipp_t *said = answer.message.get();
        return JobState{IppClient::number(said, "job-state", 0), IppClient::words(said, "job-state-reasons"), IppClient::number(said, "number-of-documents", -1), true,
                        IppClient::number(said, "job-media-sheets-completed", IppClient::number(said, "job-impressions-completed", -1))};
    }

    // The job is over for us. What the printer made of the cancelling is what can be said of this paper: out, or taken back after so
    // many sheets. A printer that does not let go of it in time leaves the record as it is: nobody knows. Never longer than the job has,
    // or what is told of it comes too late to be heard.
    void giveUp(const PrintId &id, int jobId, JobContext &context)
    {
        cancelJob(jobId);
        const qint64 patienceMs = qMin<qint64>(kLetGoMs, context.remainingMs() - kLetGoLookMs - kLastWordMs / 2);
        for (int waitedMs = 0; waitedMs == 0 || waitedMs <= patienceMs; waitedMs += kLetGoLookMs) {
            const Result<JobState> state = jobState(jobId, nullptr);
            if (!state.ok() || !state->known)
                return;
            if (state->state >= kJobCanceled)
                return (void)note(id, state->state == kJobCompleted ? Phase::Done : Phase::Stopped, jobId, state->sheets);
            if (waitedMs + kLetGoLookMs <= patienceMs)
                QThread::msleep(kLetGoLookMs);
        }
    }

    // Where a print of before stands. `jobId` > 0: it lives, wait for it. 0: print anew.
    Result<int> resume(const PrintRecord &before, JobContext &context)
    {
        const auto unknown = [&] { return printError({FaultClass::DeviceFault, u"UNKNOWN"_s, u"job %1"_s.arg(before.jobId), false}); };
        if (before.phase == Phase::Creating || before.phase == Phase::Created || before.phase == Phase::Stopped) {
            cancelLeftovers(before.id, context);            // a job without a document prints nothing
            return 0;
        }
        const Result<JobState> state = jobState(before.jobId, &context);
        if (!state.ok())
            return state.error();
        if (before.phase == Phase::Sent)
            return state->known ? Result<int>(before.jobId) : Result<int>(unknown());
        // Cut off while the document was being sent.
        if (!state->known)
            return unknown();
        const bool incoming = state->reasons.contains(u"job-incoming"_s) || state->reasons.contains(u"job-data-insufficient"_s);
        if (state->state >= 5 || (state->documents > 0 && !incoming))
            return state->state == kJobCanceled || state->state == kJobAborted ? unknown() : Result<int>(before.jobId);
        cancelJob(before.jobId);                            // still waiting for its document
        return 0;
    }

    Result<AnyAnswer> perform(const PrintDocument &operation, JobContext &context)
    {
        if (!operation.pdf.startsWith("%PDF-"))
            return printError({FaultClass::MediaRejected, {}, u"no PDF"_s, false});
        if (operation.id.isNull())
            return printError({FaultClass::Unsupported, {}, u"no id"_s, false});
        if (m_settings.journal) {
            const auto known = m_settings.journal->find(operation.id);
            if (!known.ok())
                return known.error();
            if (const auto &before = *known) {
                if (before->printer != m_settings.slot)
                    return printError({FaultClass::DeviceFault, u"UNKNOWN"_s, before->printer, false});
                if (before->phase == Phase::Done)
                    return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Printed, true});
                const Result<int> jobId = resume(*before, context);
                if (!jobId.ok())
                    return jobId.error();
                if (*jobId > 0)
                    return follow(operation.id, *jobId, true, context);
            }
        }
        const Result<int> jobId = create(operation, context);
        if (!jobId.ok())
            return jobId.error();
        if (auto noted = note(operation.id, Phase::Sending, *jobId); !noted)
            return noted.error();
        Message send = forJob(IPP_OP_SEND_DOCUMENT, *jobId);
        ::ippAddString(send.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
        ::ippAddBoolean(send.get(), IPP_TAG_OPERATION, "last-document", 1);
        const auto sent = m_client->ask(std::move(send), operation.pdf, &context, kSendMs);
        if (!sent.message)
            return notSent(operation.id, *jobId, sent.fault, context);
        if (auto noted = note(operation.id, Phase::Sent, *jobId); !noted)
            return noted.error();
        return follow(operation.id, *jobId, false, context);
    }

    // Asks for a job. A printer that prints somebody else's paper just now is asked again until it has time; one that still waits for
    // a document of ours that will never come is told so.
    IppClient::Answer askForJob(const PrintDocument &operation, JobContext &context)
    {
        bool cleared = false;
        const bool roomy = context.remainingMs() > 2 * kLastWordMs;
        for (;;) {
            Message create = m_client->request(IPP_OP_CREATE_JOB);
            ::ippAddString(create.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, jobName(operation.id).constData());
            addSettings(create.get(), operation.settings);
            IppClient::Answer answer = m_client->ask(std::move(create), {}, &context, kAskMs);
            const bool later = answer.fault.driverCode == QLatin1StringView(::ippErrorString(IPP_STATUS_ERROR_BUSY));
            if (answer.message || !later || (roomy && context.remainingMs() <= kLastWordMs))
                return answer;
            if (!std::exchange(cleared, true)) {
                cancelLeftovers({}, context);
                continue;
            }
            if (!pause(kJobLookMs, context))
                return {nullptr, {context.stopRequested() ? FaultClass::Cancelled : FaultClass::Timeout, {}, answer.fault.driverCode, true}};
        }
    }

    // False: the job is over.
    static bool pause(int ms, JobContext &context)
    {
        for (int waited = 0; waited < ms && !context.stopRequested() && context.remainingMs() > 0; waited += kSliceMs)
            QThread::msleep(kSliceMs);
        return !context.stopRequested() && context.remainingMs() > 0;
    }

    Result<int> create(const PrintDocument &operation, JobContext &context)
    {
        Message validate = m_client->request(IPP_OP_VALIDATE_JOB);
        ::ippAddString(validate.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
        addSettings(validate.get(), operation.settings);
        if (const auto answer = m_client->ask(std::move(validate), {}, &context, kAskMs); !answer.message)
            return lost(answer.fault);
        if (auto noted = note(operation.id, Phase::Creating, 0); !noted)
            return noted.error();
        const IppClient::Answer answer = askForJob(operation, context);
        if (!answer.message)
            return lost(answer.fault);
        const int jobId = IppClient::number(answer.message.get(), "job-id", 0);
        if (jobId <= 0)
            return printError({FaultClass::Protocol, {}, u"no job-id"_s, false});
        if (auto noted = note(operation.id, Phase::Created, jobId); !noted) {
            cancelJob(jobId);
            return noted.error();
        }
        return jobId;
    }

    // The answer to the document is missing: did it arrive?
    Result<AnyAnswer> notSent(const PrintId &id, int jobId, const Fault &fault, JobContext &context)
    {
        if (fault.cls == FaultClass::Cancelled || context.remainingMs() <= 0) {
            giveUp(id, jobId, context);
            return printError(fault);
        }
        if (fault.cls == FaultClass::Transport || fault.cls == FaultClass::Timeout) {
            const Result<JobState> state = jobState(jobId, &context);
            if (state.ok() && state->known && (state->state >= 5 || state->documents > 0) && !state->reasons.contains(u"job-incoming"_s)) {
                if (auto noted = note(id, Phase::Sent, jobId); !noted)
                    return noted.error();
                return follow(id, jobId, false, context);
            }
            if (state.ok() && state->known)
                giveUp(id, jobId, context);
            return lost(fault);
        }
        giveUp(id, jobId, context);
        return lost(fault);
    }

    // Until the printer says that it is done. What stops it meanwhile is told as it happens.
    Result<AnyAnswer> follow(const PrintId &id, int jobId, bool adopted, JobContext &context)
    {
        Error stopped;
        int lookMs = kFirstLookMs;
        for (;;) {
            const Result<JobState> job = jobState(jobId, &context);
            if (!job.ok() && faultClassOf(job.error().code) != FaultClass::Cancelled && faultClassOf(job.error().code) != FaultClass::Timeout)
                return lost({*faultClassOf(job.error().code), {}, u"sent"_s, true});
            if (job.ok() && !job->known)
                return printError({FaultClass::DeviceFault, u"UNKNOWN"_s, u"job %1"_s.arg(jobId), false});
            if (job.ok() && job->state == kJobCompleted) {
                if (auto noted = note(id, Phase::Done, jobId); !noted)
                    return noted.error();
                context.reportProgress({1, 1, 0});
                return AnyAnswer(PrintOutcome{id, PrintOutcome::Certainty::Printed, adopted});
            }
            if (job.ok() && (job->state == kJobCanceled || job->state == kJobAborted)) {
                (void)note(id, Phase::Stopped, jobId, job->sheets);
                const bool document = std::any_of(job->reasons.begin(), job->reasons.end(), [](const QString &word) { return word.contains("document"_L1) || word.contains("format"_L1); });
                const FaultClass cls = job->state == kJobCanceled ? FaultClass::UserAction : document ? FaultClass::MediaRejected : FaultClass::DeviceFault;
                return printError({cls, {}, job->reasons.join(u' '), false});
            }
            const auto printer = look(context, kAskMs);
            if (printer.message) {
                const Condition now = conditionOf(printer.message.get());
                const Error why = now.kind == Condition::Kind::NeedsPerson ? now.why : suspicionOf(IppClient::words(printer.message.get(), "printer-state-reasons"));
                if (why.code != stopped.code)
                    context.reportCondition(why.code.isEmpty() ? Condition() : Condition{Condition::Kind::NeedsPerson, why});
                stopped = why;
            }
            const bool over = !pause(lookMs, context);
            lookMs = qMin(2 * lookMs, kJobLookMs);
            // Where it is known what stops the printer, that is said while somebody still listens.
            if (over || (!stopped.code.isEmpty() && context.remainingMs() <= kLastWordMs)) {
                giveUp(id, jobId, context);
                if (context.stopRequested())
                    return printError({FaultClass::Cancelled, {}, {}, false});
                return stopped.code.isEmpty() ? printError({FaultClass::Timeout, {}, u"job %1"_s.arg(jobId), true}) : stopped;
            }
        }
    }

    const std::unique_ptr<IppClient> m_client;
    const IppPrinterSettings m_settings;
    DeviceIdentity m_identity;
    Capabilities m_capabilities;
    bool m_gone = false;
};

class IppDriver final : public Driver {
public:
    explicit IppDriver(const IppPrinterSettings &settings) : m_settings(settings), m_host(std::make_shared<HostLookup>(settings.address.host())) {}
    DriverInfo info() const override { return {u"ipp"_s, DeviceClass::Printer, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return {Candidate::onNetwork(m_settings.address)}; }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto printer = std::make_unique<IppPrinter>(std::make_unique<IppClient>(m_settings.address, m_host), m_settings);
        Error trouble = printer->learn(context);
        if (faultClassOf(trouble.code) == FaultClass::Transport || faultClassOf(trouble.code) == FaultClass::Timeout)
            trouble = printError({FaultClass::NoDevice, {}, {}, true});
        if (!trouble.code.isEmpty())
            return trouble;
        return std::unique_ptr<Device>(std::move(printer));
    }

private:
    const IppPrinterSettings m_settings;
    const std::shared_ptr<HostLookup> m_host;
};

} // namespace
} // namespace ipp

Result<std::unique_ptr<Driver>> makeIppPrinter(const IppPrinterSettings &settings)
{
    const QString scheme = settings.address.scheme();
    if (!settings.address.isValid() || settings.address.host().isEmpty() || (scheme != u"ipp" && scheme != u"ipps") || !settings.address.userInfo().isEmpty()
        || settings.address.hasQuery() || settings.address.hasFragment())
        return Error{ErrorKind::Invalid, u"DEV-ADDRESS"_s, settings.address.toDisplayString(QUrl::RemoveUserInfo)};
    return std::unique_ptr<Driver>(std::make_unique<ipp::IppDriver>(settings));
}

} // namespace zc::devices
