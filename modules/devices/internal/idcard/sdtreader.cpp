#include "sdtreader.h"

#include "internal/idcard/readanswer.h"

#include <base/clock.h>
#include <base/halltime.h>

#include <QDateTime>
#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;
using sdt::Command;
using sdt::Outcome;

namespace {

constexpr int kPollMs = 300;            // between two looks for a card, only while a job waits
constexpr int kNapMs = 20;
constexpr int kMostLineRetries = 2;

Error errorOf(const Fault &fault)
{
    return toError(fault, DeviceClass::IdCardReader);
}

void pause(int ms, JobContext &context)
{
    const qint64 until = context.nowMs() + qMin(ms, context.remainingMs());
    while (!context.stopRequested() && context.nowMs() < until)
        QThread::msleep(quint64(qBound(qint64(1), until - context.nowMs(), qint64(kNapMs))));
}

} // namespace

SdtReader::SdtReader(std::unique_ptr<SdtLink> link, const Clock &clock) : m_link(std::move(link)), m_clock(clock) {}

DeviceIdentity SdtReader::identity() const
{
    return {u"sdt"_s, {}};
}

Capabilities SdtReader::capabilities() const
{
    Capabilities result;
    result.operations = {u"WaitCard"_s, u"ReadCard"_s, u"CheckHealth"_s};
    result.notes = {u"photo is kept in the vendor's coding; a picture needs the vendor's decoder"_s};
    return result;
}

Result<AnyAnswer> SdtReader::run(const AnyOperation &operation, JobContext &context)
{
    return std::visit([&](const auto &what) -> Result<AnyAnswer> {
        if constexpr (requires { perform(what, context); })
            return perform(what, context);
        else
            return errorOf({FaultClass::Unsupported, {}, operationName(operation), false});
    }, operation);
}

// Looks until a card is there (or gone). A damaged answer is no reason to stop looking, but two in a row and more are.
Outcome SdtReader::waitForCard(bool present, JobContext &context)
{
    int damaged = 0;
    for (;;) {
        const Outcome outcome = m_link->exchange(Command::FindCard, context);
        const bool found = outcome.kind == Outcome::Kind::Success;
        const bool empty = outcome.kind == Outcome::Kind::Failure && outcome.fault.cls == FaultClass::NoMedia;
        if (found || empty) {
            damaged = 0;
            context.reportMedia(found ? Media::Present : Media::None);
            if (found == present)
                return outcome;
        } else if (!outcome.fault.retryable || !m_link->isOpen() || ++damaged > kMostLineRetries || context.remainingMs() <= 0) {
            return outcome;
        }
        pause(kPollMs, context);
        if (context.stopRequested())
            return {Outcome::Kind::Failure, {FaultClass::Cancelled, {}, {}, false}, std::nullopt};
        if (context.remainingMs() <= 0)
            return {Outcome::Kind::Failure, {present ? FaultClass::NoMedia : FaultClass::Timeout, {}, {}, false}, std::nullopt};
    }
}

Result<AnyAnswer> SdtReader::perform(const WaitCard &operation, JobContext &context)
{
    const bool present = !operation.untilLifted;
    const Outcome outcome = waitForCard(present, context);
    const bool lifted = outcome.kind == Outcome::Kind::Failure && outcome.fault.cls == FaultClass::NoMedia && outcome.status;
    if (present ? outcome.kind == Outcome::Kind::Success : lifted)
        return AnyAnswer(present ? Media::Present : Media::None);
    return errorOf(outcome.fault);
}

Result<AnyAnswer> SdtReader::perform(const ReadCard &operation, JobContext &context)
{
    int lineRetries = 0;
    for (;;) {
        Fault fault;
        Result<AnyAnswer> answer = readOnce(operation, context, &fault);
        if (answer.ok())
            return answer;
        // Everything starts again with `find`: the card may have been exchanged in the meantime.
        const bool line = fault.cls == FaultClass::Transport && ++lineRetries <= kMostLineRetries;
        const bool silence = fault.cls == FaultClass::Timeout;
        if (!(line || silence) || !m_link->isOpen() || context.stopRequested() || context.remainingMs() <= 0)
            return answer;
    }
}

Result<AnyAnswer> SdtReader::readOnce(const ReadCard &operation, JobContext &context, Fault *fault)
{
    const auto refuse = [&](const Fault &why) -> Result<AnyAnswer> {
        *fault = why;
        return errorOf(why);
    };
    Outcome outcome = waitForCard(true, context);
    if (outcome.kind == Outcome::Kind::Failure)
        return refuse(outcome.fault);
    outcome = m_link->exchange(Command::SelectCard, context);
    if (outcome.kind == Outcome::Kind::Failure)
        return refuse(outcome.fault);
    const Command read = operation.fingerprints ? Command::ReadAll : Command::ReadText;
    outcome = m_link->exchange(read, context);
    if (outcome.kind == Outcome::Kind::Failure)
        return refuse(outcome.fault);
    // A card expires by the date of the country, wherever the machine thinks it is.
    const QDate today = hallTime(m_clock.wallMs()).date();
    std::unique_ptr<CardRecord::Content> content;
    if (outcome.kind == Outcome::Kind::Success)
        content = recordFromAnswer(read, m_link->data(), today);
    if (!content)
        return refuse({FaultClass::MediaRejected, u"DATA"_s, {}, false});
    if (!operation.photo)
        content->wipePhoto();
    if (operation.newestAddress) {
        outcome = m_link->exchange(Command::ReadAddress, context);
        if (outcome.kind == Outcome::Kind::Failure)
            return refuse(outcome.fault);
        if (outcome.kind == Outcome::Kind::Success)
            decodeNewestAddress(*content, m_link->data().last(sdt::kAddressBytes));
    }
    m_link->forgetAnswer();
    return AnyAnswer(CardRecord(std::move(content)));
}

Result<AnyAnswer> SdtReader::perform(const CheckHealth &, JobContext &context)
{
    HealthReport report;
    Outcome outcome = m_link->exchange(Command::SamStatus, context);
    if (outcome.kind == Outcome::Kind::Failure)
        return errorOf(outcome.fault);
    outcome = m_link->exchange(Command::SamId, context);
    if (outcome.kind == Outcome::Kind::Failure)
        return errorOf(outcome.fault);
    report.ok = true;
    report.serial = QString::fromLatin1(m_link->data().toByteArray().toHex());
    return AnyAnswer(report);
}

} // namespace zc::devices
