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
    next.camera = cameraCell();
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

struct DeskStatusMonitor::Words {
    QString ready, busy, starting, limited, lost, fault;
};

DeskStatus::Cell DeskStatusMonitor::deviceCell(const QString &slot, const Words &words, const DeskStatus::Cell &none) const
{
    const auto devices = m_ports.devices && !slot.isEmpty() ? m_ports.devices->devices() : QList<devices::DeviceInfo>();
    for (const devices::DeviceInfo &device : devices) {
        if (device.id != slot)
            continue;
        switch (device.state) {
        case devices::DeviceState::Ready: return {Health::Good, words.ready};
        case devices::DeviceState::Busy: return {Health::Good, words.busy};
        case devices::DeviceState::Opening:
        case devices::DeviceState::Present: return {Health::Attention, words.starting};
        case devices::DeviceState::Degraded: return {Health::Attention, words.limited};
        case devices::DeviceState::Absent:
        case devices::DeviceState::Lost: return {Health::Bad, words.lost};
        case devices::DeviceState::Fault: return {Health::Bad, words.fault};
        }
    }
    return none;
}

DeskStatus::Cell DeskStatusMonitor::readerCell() const
{
    const Workplace &place = m_ports.workplace;
    return deviceCell(place.readerSlot.isEmpty() ? place.socialReaderSlot : place.readerSlot, {tr("Card reader ready"), tr("Card reader reading"), tr("Card reader starting"), tr("Card reader works with limits"),
                                                     tr("Card reader not found, check the cable"), tr("Card reader fault")}, {Health::Off, tr("No card reader")});
}

DeskStatus::Cell DeskStatusMonitor::scannerCell() const
{
    return deviceCell(m_ports.workplace.scannerSlot, {tr("Scanner ready"), tr("Scanner at work"), tr("Scanner starting"), tr("Scanner works with limits"),
                                                      tr("Scanner not found, check the cable"), tr("Scanner fault")}, {});
}

DeskStatus::Cell DeskStatusMonitor::cameraCell() const
{
    return deviceCell(m_ports.workplace.cameraSlot, {tr("Camera ready"), tr("Camera at work"), tr("Camera starting"), tr("Camera works with limits"),
                                                     tr("Camera not found, check the cable"), tr("Camera fault")}, {});
}

} // namespace zc::intake
