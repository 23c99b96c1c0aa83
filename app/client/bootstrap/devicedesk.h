#pragma once
#include "pages/devices/devicesport.h"

#include <base/result.h>
#include <devices/devicehub.h>

#include <QFuture>

#include <functional>
#include <memory>

namespace zc::client {

class CodeListener;
class KeyQuestion;

// The page of devices over the device hub of this window. Before attach() there is no device. GUI thread; the self-test runs on a
// thread of the pool and is stopped by the lock and by the end of this object, which waits for the check that runs.
class DeviceDesk : public DevicesPort {
    Q_OBJECT
public:
    explicit DeviceDesk(const Clock &clock) : m_clock(clock) {}
    ~DeviceDesk() override;

    using Pretend = std::function<Result<void>(const QString &device, const QByteArray &line)>;
    // The hub and the ears outlive this; no pretend: the devices are real. A self-test takes a code scanner from the ears while it runs.
    void attach(devices::DeviceHub &hub, Pretend pretend, CodeListener *ears = nullptr);

    void setSigning(KeyQuestion &signing) { m_signing = &signing; }     // outlives this; without it nothing is signed

    QList<DeviceView> devices() const override;
    void check(const QString &device) override;
    void startSelfTest(const QString &device) override;
    void stopSelfTest() override;
    SelfTestView selfTest() const override { return m_test; }
    void trySigning(const QString &device) override;
    void tryFinger(const QString &device) override;
    void pretend(const QString &device, const QString &pretence) override;

private:
    DeviceView view(const devices::DeviceInfo &info) const;
    void refuse(const Error &error);
    struct Try;
    void askForPin(const std::shared_ptr<Try> &what, const QString &remark);
    void sign(const std::shared_ptr<Try> &what, const devices::Pin &pin);
    void endTry(std::shared_ptr<Try> what, bool well, const QString &words);
    void withdrawTry(const QString &device);
    struct FingerTry;
    QString cardReader() const;
    bool compares(const QString &device) const;
    void compareFinger(const std::shared_ptr<FingerTry> &what, const devices::FingerFeatures &features);
    void endFinger(std::shared_ptr<FingerTry> what, bool well, const QString &words);

    const Clock &m_clock;
    devices::DeviceHub *m_hub = nullptr;
    Pretend m_pretend;
    CodeListener *m_ears = nullptr;
    KeyQuestion *m_signing = nullptr;
    std::shared_ptr<Try> m_try;                     // that runs; null: none
    std::shared_ptr<FingerTry> m_finger;            // likewise
    SelfTestView m_test;
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
    QFuture<void> m_running;
};

} // namespace zc::client
