#include "device.h"

#include "driver.h"
#include "terminallink.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

JobContext::~JobContext() = default;
Device::~Device() = default;
Driver::~Driver() = default;
PageSink::~PageSink() = default;
TerminalLink::~TerminalLink() = default;

std::optional<Fault> TerminalLink::ping(int, JobContext &)
{
    return Fault{FaultClass::Unsupported, {}, {}, false};
}

Candidate Candidate::onNetwork(const QUrl &address)
{
    Candidate found;
    found.bus = u"network"_s;
    found.uri = address;
    return found;
}

QString deviceStateName(DeviceState state)
{
    switch (state) {
    case DeviceState::Absent: return u"absent"_s;
    case DeviceState::Present: return u"present"_s;
    case DeviceState::Opening: return u"opening"_s;
    case DeviceState::Ready: return u"ready"_s;
    case DeviceState::Busy: return u"busy"_s;
    case DeviceState::Degraded: return u"degraded"_s;
    case DeviceState::Fault: return u"fault"_s;
    case DeviceState::Lost: return u"lost"_s;
    }
    return {};
}

QString operationName(const AnyOperation &operation)
{
    struct Name {
        QString operator()(const WaitCard &) const { return u"WaitCard"_s; }
        QString operator()(const ReadCard &) const { return u"ReadCard"_s; }
        QString operator()(const CheckHealth &what) const
        {
            switch (what.level) {
            case HealthLevel::Internal: return u"CheckHealth"_s;
            case HealthLevel::External: return u"CheckHealth.External"_s;
            case HealthLevel::Interactive: return u"CheckHealth.Interactive"_s;
            }
            return {};
        }
        QString operator()(const Scan &) const { return u"Scan"_s; }
        QString operator()(const PrintDocument &) const { return u"PrintDocument"_s; }
        QString operator()(const PrintReceipt &) const { return u"PrintReceipt"_s; }
        QString operator()(const ReadCode &) const { return u"ReadCode"_s; }
        QString operator()(const Capture &) const { return u"Capture"_s; }
        QString operator()(const ReadSocialCard &) const { return u"ReadSocialCard"_s; }
        QString operator()(const CaptureInk &) const { return u"CaptureInk"_s; }
        QString operator()(const AskEvaluation &) const { return u"AskEvaluation"_s; }
        QString operator()(const CallQueue &what) const
        {
            switch (what.act) {
            case CallQueue::Act::Next: return u"CallQueue"_s;
            case CallQueue::Act::Recall: return u"CallQueue.Recall"_s;
            case CallQueue::Act::Skip: return u"CallQueue.Skip"_s;
            }
            return {};
        }
        QString operator()(const ListCertificates &) const { return u"ListCertificates"_s; }
        QString operator()(const SignDigest &) const { return u"SignDigest"_s; }
        QString operator()(const DecodePhoto &) const { return u"DecodePhoto"_s; }
        QString operator()(const MatchFinger &) const { return u"MatchFinger"_s; }
    };
    return std::visit(Name(), operation);
}

SettingValues operationSettings(const AnyOperation &operation)
{
    return std::visit([](const auto &what) {
        if constexpr (requires { what.settings; })
            return what.settings;
        else
            return SettingValues();
    }, operation);
}

std::shared_ptr<PageSink> *pageSinkOf(AnyOperation &operation)
{
    return std::visit([](auto &what) -> std::shared_ptr<PageSink> * {
        if constexpr (requires { what.sink; })
            return &what.sink;
        else
            return nullptr;
    }, operation);
}

void wipeSecrets(const AnyOperation &operation)
{
    if (const auto *signing = std::get_if<SignDigest>(&operation))
        signing->pin.wipe();
    if (const auto *matching = std::get_if<MatchFinger>(&operation))
        matching->features.wipe();
}

Condition Device::condition(JobContext &)
{
    return {};
}

} // namespace zc::devices
