#include "devicecommands.h"

#include <base/clock.h>
#include <base/uuid.h>
#include <base/whendone.h>

#include <QJsonArray>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using namespace zc::devices;
using std::chrono::milliseconds;

namespace {

constexpr int kUsualTimeoutMs = 30'000;
constexpr qint64 kLongestClaimMs = 60'000;
constexpr qsizetype kMostFields = 20;
constexpr qsizetype kMostClaims = 16;

std::optional<CardField> cardFieldFrom(const QString &name)
{
    for (int field = 0; field <= int(CardField::OldNumberLink); ++field)
        if (cardFieldName(CardField(field)) == name)
            return CardField(field);
    return std::nullopt;
}

QJsonObject describe(const DeviceInfo &info)
{
    return {{u"device"_s, info.id}, {u"class"_s, deviceClassName(info.cls)}, {u"title"_s, info.title}, {u"state"_s, deviceStateName(info.state)}};
}

QString mediaName(Media media)
{
    return media == Media::Present ? u"present"_s : media == Media::None ? u"none"_s : u"unknown"_s;
}

Deadline deadlineOf(const Call &call)
{
    return {milliseconds(call.message.timeoutMs > 0 ? call.message.timeoutMs : kUsualTimeoutMs)};
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
    if (error.code == u"DEV-HOST-HANG")
        return Completion::TimeOut;
    if (error.code.startsWith(u"DEV-HOST-"))
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

DeviceCommands::DeviceCommands(SessionWorld &world, const Caller &caller, Granted granted, QObject *parent)
    : QObject(parent), m_world(world), m_owner{u"bridge:"_s + uuidText(makeUuidV7()), caller.native ? u"local program"_s : caller.origin},
      m_granted(std::move(granted))
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
    const QStringView name = call.spec->name;
    if (name == u"Common.Devices")
        listDevices(call);
    else if (name == u"Common.Capabilities")
        look(call, true);
    else if (name == u"Common.Status")
        look(call, false);
    else if (name == u"Device.Claim")
        claim(call);
    else if (name == u"Device.Release")
        release(call);
    else if (name == u"Device.CheckHealth")
        checkHealth(call);
    else if (name == u"IdCard.WaitCard")
        waitCard(call);
    else if (name == u"IdCard.Read")
        readCard(call);
    else
        call.fail(Completion::UnsupportedCommand);
}

void DeviceCommands::listDevices(const Call &call) const
{
    if (!call.message.payload.isEmpty())
        return call.fail(Completion::InvalidData);
    QJsonArray devices;
    for (const DeviceInfo &info : m_world.hub.devices())
        devices.append(describe(info));
    call.succeed({{u"devices"_s, devices}});
}

void DeviceCommands::look(const Call &call, bool capabilities) const
{
    PayloadReader payload(call.message.payload);
    const auto info = infoOf(payload.text(u"device"_s));
    if (!payload.good() || !info)
        return call.fail(Completion::InvalidData);
    if (capabilities)
        return call.succeed({{u"device"_s, info->id}, {u"capabilities"_s, info->capabilities.toJson()}});
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
    const ClaimId claim = uuidFromCanonicalText(payload.text(u"claim"_s));
    if (!payload.good() || claim.isNull())
        return call.fail(Completion::InvalidData);
    if (!m_claims.contains(claim))
        return call.fail(Completion::SequenceError);
    m_world.hub.release(claim);
    drop(claim);
    call.succeed();
}

std::optional<ClaimId> DeviceCommands::claimFor(const Call &call, PayloadReader &payload) const
{
    const auto info = infoOf(payload.text(u"device"_s));
    const ClaimId claim = uuidFromCanonicalText(payload.text(u"claim"_s));
    if (!payload.good() || !info || deviceClassName(info->cls) != call.spec->deviceClass || claim.isNull()) {
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

template <class Op, class Show>
void DeviceCommands::submit(const Call &call, const ClaimId &claim, Op operation, Show show)
{
    Job<typename Op::Answer> job = m_world.hub.submit(claim, std::move(operation), deadlineOf(call));
    call.onCancel([job]() mutable { job.cancel(); });
    whenDone(job.result(), this, [call, show](Result<typename Op::Answer> answer) {
        if (answer.ok())
            call.succeed(show(*answer));
        else
            call.fail(completionOf(answer.error()), answer.error().code);
    });
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
    Job<HealthReport> job = m_world.hub.checkHealth(info->id, HealthLevel::Internal, deadlineOf(call));
    call.onCancel([job]() mutable { job.cancel(); });
    whenDone(job.result(), this, [call](Result<HealthReport> report) {
        if (report.ok())
            call.succeed({{u"ok"_s, report->ok}});
        else
            call.fail(completionOf(report.error()), report.error().code);
    });
}

void DeviceCommands::waitCard(const Call &call)
{
    PayloadReader payload(call.message.payload);
    if (const auto claim = claimFor(call, payload))
        submit(call, *claim, WaitCard{}, [](Media media) { return QJsonObject{{u"media"_s, mediaName(media)}}; });
}

void DeviceCommands::readCard(const Call &call)
{
    PayloadReader payload(call.message.payload);
    QList<CardField> fields;
    bool known = true;
    const QStringList names = payload.texts(u"fields"_s, kMostFields);
    for (const QString &name : names) {
        const auto field = cardFieldFrom(name);
        known = known && field;
        fields << field.value_or(CardField::Name);
    }
    ReadCard operation;
    operation.photo = payload.flag(u"photo"_s, false);
    if (!known)
        return call.fail(Completion::InvalidData);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    const bool photo = operation.photo;
    submit(call, *claim, operation, [fields, photo](const CardRecord &card) {
        QJsonObject values;
        for (const CardField field : fields)
            values.insert(cardFieldName(field), card.text(field).toString());
        QJsonObject answer{{u"kind"_s, cardKindName(card.kind())}, {u"fields"_s, values}, {u"warnings"_s, QJsonArray::fromStringList(card.warnings())}};
        if (photo)
            answer.insert(u"photo"_s, QString::fromLatin1(card.photo().toByteArray().toBase64()));
        return answer;
    });
}

} // namespace zc::bridge
