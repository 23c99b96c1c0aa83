#include "deskstatus.h"

#include "ports.h"

#include <devices/devicehub.h>
#include <sync/engine.h>

namespace zc::intake {

DeskStatusMonitor::DeskStatusMonitor(const CounterPorts &ports, QObject *parent) : QObject(parent), m_ports(ports)
{
    m_status.clerk = ports.workplace.clerkName;
    m_status.window = ports.workplace.windowNo;
    m_status.demo = ports.workplace.environment == u"demo";
    if (ports.engine)
        connect(ports.engine, &sync::Engine::statusChanged, this, &DeskStatusMonitor::refresh);
    if (ports.devices)
        connect(ports.devices, &devices::DeviceHub::deviceChanged, this, &DeskStatusMonitor::refresh);
    refresh();
}

void DeskStatusMonitor::refresh()
{
    DeskStatus next = m_status;
    next.platform = platformCell();
    next.waiting = waitingCell();
    next.reader = readerCell();
    next.scanner = scannerCell();
    if (next == m_status)
        return;
    m_status = next;
    Q_EMIT changed();
}

DeskStatus::Cell DeskStatusMonitor::platformCell() const
{
    if (!m_ports.engine)
        return {Health::Off, tr("Platform not set up")};
    const sync::SyncStatus status = m_ports.engine->status();
    if (status.link == net::LinkState::State::Online)
        return {Health::Good, status.latencyMs >= 0 ? tr("Platform online %1 ms").arg(status.latencyMs) : tr("Platform online")};
    if (status.link == net::LinkState::State::Unknown)
        return {Health::Attention, tr("Platform being asked")};
    return {Health::Bad, tr("Platform offline, work goes on here")};
}

DeskStatus::Cell DeskStatusMonitor::waitingCell() const
{
    if (!m_ports.engine)
        return {Health::Off, {}};
    const sync::SyncStatus status = m_ports.engine->status();
    if (status.rejected + status.conflicts > 0)
        return {Health::Bad, tr("%n to be looked at", nullptr, status.rejected + status.conflicts)};
    if (status.authWait > 0)
        return {Health::Attention, tr("%n wait for sign-on", nullptr, status.authWait)};
    return {status.waiting ? Health::Attention : Health::Good, tr("%n to be synchronised", nullptr, status.waiting)};
}

DeskStatus::Cell DeskStatusMonitor::readerCell() const
{
    if (!m_ports.devices)
        return {Health::Off, tr("No card reader")};
    const auto devices = m_ports.devices->devices();
    for (const devices::DeviceInfo &device : devices) {
        if (device.id != m_ports.workplace.readerSlot)
            continue;
        switch (device.state) {
        case devices::DeviceState::Ready: return {Health::Good, tr("Card reader ready")};
        case devices::DeviceState::Busy: return {Health::Good, tr("Card reader reading")};
        case devices::DeviceState::Opening:
        case devices::DeviceState::Present: return {Health::Attention, tr("Card reader starting")};
        case devices::DeviceState::Absent:
        case devices::DeviceState::Lost: return {Health::Bad, tr("Card reader not found, check the cable")};
        case devices::DeviceState::Degraded:
        case devices::DeviceState::Fault: return {Health::Bad, tr("Card reader fault")};
        }
    }
    return {Health::Off, tr("No card reader")};
}

DeskStatus::Cell DeskStatusMonitor::scannerCell() const
{
    const auto devices = m_ports.devices && !m_ports.workplace.scannerSlot.isEmpty() ? m_ports.devices->devices() : QList<devices::DeviceInfo>();
    for (const devices::DeviceInfo &device : devices) {
        if (device.id != m_ports.workplace.scannerSlot)
            continue;
        switch (device.state) {
        case devices::DeviceState::Ready: return {Health::Good, tr("Scanner ready")};
        case devices::DeviceState::Busy: return {Health::Good, tr("Scanner at work")};
        case devices::DeviceState::Opening:
        case devices::DeviceState::Present: return {Health::Attention, tr("Scanner starting")};
        case devices::DeviceState::Degraded: return {Health::Attention, tr("Scanner works with limits")};
        case devices::DeviceState::Absent:
        case devices::DeviceState::Lost: return {Health::Bad, tr("Scanner not found, check the cable")};
        case devices::DeviceState::Fault: return {Health::Bad, tr("Scanner fault")};
        }
    }
    return {Health::Off, {}};
}

} // namespace zc::intake
