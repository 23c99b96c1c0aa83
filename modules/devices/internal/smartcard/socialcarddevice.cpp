#include "internal/smartcard/socialcardread.h"

namespace zc::devices::smartcard {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCardSliceMs = 20;
constexpr int kMostCardRetries = 2;

class SocialCardReader final : public Device {
public:
    explicit SocialCardReader(std::unique_ptr<CardTerminal> terminal) : m_terminal(std::move(terminal)) {}

    DeviceIdentity identity() const override { return {m_terminal->name(), {}}; }
    bool isOpen() override { return !m_gone && m_terminal->isThere(); }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::SocialCardReader;
        can.operations = {u"ReadSocialCard"_s, u"CheckHealth"_s};
        can.notes = {u"EF05 and EF06 without PIN; third-generation features need the vendor's library"_s};
        return can;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (std::holds_alternative<ReadSocialCard>(operation))
            return read(context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal) {
            const auto inside = m_terminal->cardInside(0);
            return inside ? Result<AnyAnswer>(HealthReport{true, {}, {*inside ? u"a card is inside"_s : u"no card inside"_s}}) : Result<AnyAnswer>(inside.error());
        }
        return cardError(FaultClass::Unsupported, {}, operationName(operation));
    }

private:
    static Error over(JobContext &context, FaultClass late)
    {
        return cardError(context.stopRequested() ? FaultClass::Cancelled : late);
    }

    Error awaitCard(JobContext &context)
    {
        for (;;) {
            const auto inside = m_terminal->cardInside(qBound(0, context.remainingMs(), kCardSliceMs));
            if (!inside)
                return inside.error();
            context.reportMedia(*inside ? Media::Present : Media::None);
            if (context.stopRequested() || context.remainingMs() <= 0)
                return over(context, *inside ? FaultClass::Timeout : FaultClass::NoMedia);
            if (*inside)
                return {};
        }
    }

    Result<AnyAnswer> read(JobContext &context)
    {
        for (int tries = 0;; ++tries) {
            if (const Error trouble = awaitCard(context); !trouble.code.isEmpty())
                return ended(trouble);
            auto card = m_terminal->connect();
            if (!card)
                return ended(card.error());
            auto record = readSocialCard(**card, [&context] { return context.stopRequested() || context.remainingMs() <= 0; });
            if (record)
                return AnyAnswer(std::move(*record));
            if (record.error().kind == ErrorKind::Cancelled)
                return over(context, FaultClass::Timeout);
            // A damaged exchange only; a card that was refused or taken out is never tried again by itself.
            if (faultClassOf(record.error().code) != FaultClass::Transport || tries >= kMostCardRetries || !m_terminal->isThere())
                return ended(record.error());
        }
    }

    Error ended(const Error &error)
    {
        m_gone = m_gone || faultClassOf(error.code) == FaultClass::NoDevice;
        return error;
    }

    const std::unique_ptr<CardTerminal> m_terminal;
    bool m_gone = false;
};

} // namespace

CardChannel::~CardChannel() = default;
CardTerminal::~CardTerminal() = default;

Error cardError(FaultClass cls, const QString &suffix, const QString &driverCode)
{
    return toError({cls, suffix, driverCode, cls == FaultClass::Transport}, DeviceClass::SocialCardReader);
}

std::unique_ptr<Device> makeSocialCardDevice(std::unique_ptr<CardTerminal> terminal)
{
    return std::make_unique<SocialCardReader>(std::move(terminal));
}

} // namespace zc::devices::smartcard
