#include "core.h"

#include <algorithm>

namespace zc::bridge {

Core::Core(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record)
    : m_tokens(clock), m_world{hub, clerk, clock, m_tokens, settings.policy, settings.nativeGrants, settings.askForAll, std::move(record),
              settings.encoder, settings.window, settings.clerkNo}
{
}

Core::~Core()
{
    for (const Entry &entry : std::as_const(m_sessions))
        delete entry.session;
}

void Core::open(quint64 id, const Caller &caller, const std::shared_ptr<Line> &line)
{
    // Screen or policy may have changed between the door and here.
    if (m_locked || (!caller.native && !m_world.policy.find(caller.origin))) {
        line->leave(m_locked ? CloseCode::GoingAway : CloseCode::Policy);
        return;
    }
    auto *session = new Session(m_world, caller);
    connect(session, &Session::say, this, [line](const QByteArray &text) { line->say(text); });
    connect(session, &Session::sayBinary, this, [line](const QByteArray &frame) { line->sayBinary(frame); });
    connect(session, &Session::leave, this, [line](int code) { line->leave(CloseCode(code)); });
    connect(session, &Session::heldChanged, this, &Core::tellHolds);
    m_sessions.insert(id, {session, line});
}

void Core::receive(quint64 id, const QByteArray &payload, bool binary)
{
    if (const auto entry = m_sessions.constFind(id); entry != m_sessions.constEnd()) {
        if (binary)
            entry->session->receiveBinary(payload);
        else
            entry->session->receive(payload);
    }
}

void Core::close(quint64 id)
{
    delete m_sessions.take(id).session;
    tellHolds();
}

void Core::setPolicy(const BridgePolicy &policy)
{
    m_world.policy = policy;
    const auto sessions = m_sessions;
    for (const Entry &entry : sessions)
        entry.session->policyChanged();
}

void Core::setLocked(bool locked)
{
    m_locked = locked;
    if (locked)
        closeAll(CloseCode::GoingAway);
}

void Core::closeAll(CloseCode code)
{
    for (const Entry &entry : std::as_const(m_sessions)) {
        entry.session->endClaims();
        entry.line->leave(code);
    }
}

void Core::signOut()
{
    m_tokens.clear();
    closeAll(CloseCode::GoingAway);
}

void Core::endClaimsOf(const QString &origin)
{
    for (const Entry &entry : std::as_const(m_sessions))
        if (entry.session->caller().origin == origin)
            entry.session->endClaims();
}

void Core::tellHolds()
{
    QList<BridgeHold> holds;
    for (const Entry &entry : std::as_const(m_sessions)) {
        const QStringList devices = entry.session->heldDevices();
        if (devices.isEmpty())
            continue;
        const QString origin = entry.session->caller().origin;
        const auto same = std::find_if(holds.begin(), holds.end(), [&origin](const BridgeHold &hold) { return hold.origin == origin; });
        if (same == holds.end())
            holds << BridgeHold{origin, devices};
        else
            same->devices << devices;
    }
    std::sort(holds.begin(), holds.end(), [](const BridgeHold &a, const BridgeHold &b) { return a.origin < b.origin; });
    const bool changed = !std::equal(holds.begin(), holds.end(), m_told.begin(), m_told.end(),
                                     [](const BridgeHold &a, const BridgeHold &b) { return a.origin == b.origin && a.devices == b.devices; });
    if (!changed)
        return;
    m_told = holds;
    Q_EMIT heldChanged(holds);
}

} // namespace zc::bridge
