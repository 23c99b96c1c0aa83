#include "shell/penwatch.h"

#include <QInputDevice>

namespace zc::client {

constexpr int kPenLookMs = 2000;

PenWatch::PenWatch(std::shared_ptr<devices::InkInlet> inlet) : m_inlet(std::move(inlet))
{
    connect(&m_timer, &QTimer::timeout, this, [this] { m_inlet->setTools(toolsNow()); });
    m_timer.start(kPenLookMs);
    m_inlet->setTools(toolsNow());
}

devices::InkTools PenWatch::toolsNow()
{
    devices::InkTools tools;
    for (const QInputDevice *device : QInputDevice::devices()) {
        tools.pen = tools.pen || device->type() == QInputDevice::DeviceType::Stylus;
        tools.finger = tools.finger || device->type() == QInputDevice::DeviceType::TouchScreen;
    }
    return tools;
}

} // namespace zc::client
