#include "devicecommands.h"

#include "internal/session/jobs.h"

#include <base/clock.h>
#include <base/uuid.h>

#include <QJsonArray>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using namespace zc::devices;
using std::chrono::milliseconds;

namespace {

constexpr qint64 kLongestClaimMs = 60'000;
constexpr qsizetype kMostClaims = 16;

QJsonObject describe(const DeviceInfo &info)
{
    return {{u"device"_s, info.id}, {u"class"_s, deviceClassName(info.cls)}, {u"title"_s, info.title}, {u"state"_s, deviceStateName(info.state)}};
}

} // namespace

Completion completionOf(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return Completion::Canceled;
    if (error.code == u"DEV-CLAIM")
        return Completion::SequenceError;
    if (error.code == u"DEV-NOSUCH")
        return Completion::InvalidData;
    if (error.code == u"DEV-HOST-HANG" || error.code == u"BRG-PAGES-WAITING")
        return Completion::TimeOut;
    if (error.code.startsWith(u"DEV-HOST-") || error.code == u"DEV-PRINT-UNKNOWN")
        return Completion::HardwareError;
    const auto cls = faultClassOf(error.code);
    if (!cls)
        return Completion::InternalError;
    switch (*cls) {
    case FaultClass::NoDevice:
    case FaultClass::Busy: return Completion::DeviceNotReady;
    case FaultClass::NoMedia:
    case FaultClass::UserAction:
    case FaultClass::MediaRejected: return Completion::UserError;
    case FaultClass::Transport:
    case FaultClass::Protocol:
    case FaultClass::DeviceFault: return Completion::HardwareError;
    case FaultClass::Denied: return Completion::AuthorisationRequired;
    case FaultClass::Unsupported: return Completion::UnsupportedCommand;
    case FaultClass::Timeout: return Completion::TimeOut;
    case FaultClass::Cancelled: return Completion::Canceled;
    }
    return Completion::InternalError;
}

DeviceCommands::DeviceCommands(SessionWorld &world, const Caller &caller, TransferCommands &transfers, Granted granted, AskToSign askToSign, QObject *parent)
    : QObject(parent), m_world(world), m_owner{u"bridge:"_s + uuidText(makeUuidV7()), caller.native ? u"local program"_s : caller.origin},
      m_transfers(transfers), m_granted(std::move(granted)), m_askToSign(std::move(askToSign))
{
    connect(&world.hub, &DeviceHub::claimEnded, this, &DeviceCommands::drop);
}

DeviceCommands::~DeviceCommands()
{
    m_world.hub.releaseAllOf(m_owner.id);
}

QStringList DeviceCommands::heldDevices() const
{
    QStringList held;
    for (const DeviceInfo &info : m_claims)
        held << info.id;
    held.sort();
    return held;
}

void DeviceCommands::drop(const ClaimId &claim)
{
    if (const auto end = m_asked.take(claim))
        end();
    if (m_claims.remove(claim) > 0)
        Q_EMIT heldChanged();
}

void DeviceCommands::endClaims()
{
    m_world.hub.releaseAllOf(m_owner.id);
    if (!m_claims.isEmpty()) {
        m_claims.clear();
        Q_EMIT heldChanged();
    }
}

void DeviceCommands::endClaimsWithoutGrant()
{
    const auto claims = m_claims;
    for (auto it = claims.begin(); it != claims.end(); ++it) {
        if (mayUseClass(it->cls))
            continue;
        m_world.hub.release(it.key());
        drop(it.key());
    }
}

bool DeviceCommands::mayUseClass(DeviceClass cls) const
{
    for (const QString &command : commandsOfClass(deviceClassName(cls)))
        if (m_granted(command))
            return true;
    return false;
}

std::optional<DeviceInfo> DeviceCommands::infoOf(const QString &device) const
{
    for (const DeviceInfo &info : m_world.hub.devices())
        if (info.id == device)
            return info;
    return std::nullopt;
}

void DeviceCommands::run(const Call &call)
{
    static constexpr struct {
        QStringView name;
        void (DeviceCommands::*run)(const Call &);
    } kRows[] = {
        {u"Common.Devices", &DeviceCommands::listDevices}, {u"Common.Capabilities", &DeviceCommands::capabilities}, {u"Common.Status", &DeviceCommands::status},
        {u"Device.Claim", &DeviceCommands::claim}, {u"Device.Release", &DeviceCommands::release}, {u"Device.CheckHealth", &DeviceCommands::checkHealth},
        {u"IdCard.WaitCard", &DeviceCommands::waitCard}, {u"IdCard.Read", &DeviceCommands::readCard}, {u"ScCard.Read", &DeviceCommands::readSocialCard},
        {u"Scan.Start", &DeviceCommands::scan}, {u"Camera.Capture", &DeviceCommands::capture},
        {u"Sign.Capture", &DeviceCommands::sign}, {u"Evaluate.Ask", &DeviceCommands::askEvaluation}, {u"Queue.Call", &DeviceCommands::callQueue},
        {u"Key.ListCerts", &DeviceCommands::listCertificates}, {u"Key.Sign", &DeviceCommands::signDigest},
        {u"Print.Job", &DeviceCommands::printDocument}, {u"Receipt.Print", &DeviceCommands::printReceipt},
    };
    for (const auto &row : kRows)
        if (row.name == call.spec->name)
            return (this->*row.run)(call);
    call.fail(Completion::UnsupportedCommand);
}

void DeviceCommands::listDevices(const Call &call)
{
    if (!call.message.payload.isEmpty())
        return call.fail(Completion::InvalidData);
    QJsonArray devices;
    for (const DeviceInfo &info : m_world.hub.devices())
        devices.append(describe(info));
    call.succeed({{u"devices"_s, devices}});
}

void DeviceCommands::capabilities(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto info = infoOf(payload.text(u"device"_s));
    if (!payload.good() || !info)
        return call.fail(Completion::InvalidData);
    call.succeed({{u"device"_s, info->id}, {u"capabilities"_s, info->capabilities.toJson()}});
}

void DeviceCommands::status(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto info = infoOf(payload.text(u"device"_s));
    if (!payload.good() || !info)
        return call.fail(Completion::InvalidData);
    QJsonObject status = describe(*info);
    status.insert(u"media"_s, mediaName(info->media));
    status.insert(u"claimed"_s, heldDevices().contains(info->id));
    call.succeed(status);
}

void DeviceCommands::claim(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto info = infoOf(payload.text(u"device"_s));
    const QString mode = payload.text(u"mode"_s);
    const qint64 ttlMs = payload.integer(u"ttlMs"_s, 1, kLongestClaimMs);
    if (info && !mayUseClass(info->cls))
        return call.fail(Completion::AuthorisationRequired);
    if (!payload.good() || !info || (mode != u"exclusive" && mode != u"shared"))
        return call.fail(Completion::InvalidData);
    if (m_claims.size() >= kMostClaims)
        return call.fail(Completion::DeviceNotReady);
    const Result<Claim> made = m_world.hub.claim(info->id, mode == u"shared" ? ClaimMode::Shared : ClaimMode::Exclusive, m_owner, milliseconds(ttlMs));
    if (!made.ok())
        return call.fail(completionOf(made.error()), made.error().code);
    m_claims.insert(made->id, *info);
    Q_EMIT heldChanged();
    call.succeed({{u"claim"_s, uuidText(made->id)}});
}

void DeviceCommands::release(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const ClaimId claim = payload.uuid(u"claim"_s);
    if (!payload.good())
        return call.fail(Completion::InvalidData);
    if (!m_claims.contains(claim))
        return call.fail(Completion::SequenceError);
    m_world.hub.release(claim);
    drop(claim);
    call.succeed();
}

std::optional<ClaimId> DeviceCommands::claimFor(const Call &call, PayloadReader &payload, const SettingValues &settings) const
{
    const auto info = infoOf(payload.text(u"device"_s));
    const ClaimId claim = payload.uuid(u"claim"_s);
    // What a device can do is known once it was open; until then the hub says so.
    const bool refused = info && !info->capabilities.operations.isEmpty() && !info->capabilities.refusedSetting(settings).isEmpty();
    if (!payload.good() || !info || deviceClassName(info->cls) != call.spec->deviceClass || refused) {
        call.fail(Completion::InvalidData);
        return std::nullopt;
    }
    const auto held = m_claims.constFind(claim);
    if (held == m_claims.constEnd() || held->id != info->id) {
        call.fail(Completion::SequenceError);
        return std::nullopt;
    }
    return claim;
}

void DeviceCommands::checkHealth(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto info = infoOf(payload.text(u"device"_s));
    const QString level = payload.text(u"level"_s);
    if (info && !mayUseClass(info->cls))
        return call.fail(Completion::AuthorisationRequired);
    if (!payload.good() || !info || level != u"internal")
        return call.fail(Completion::InvalidData);
    follow(call, m_world.hub.checkHealth(info->id, HealthLevel::Internal, deadlineOf(call)), this, [](const HealthReport &report) { return QJsonObject{{u"ok"_s, report.ok}}; });
}

} // namespace zc::bridge
