#pragma once
#include "pages/devices/devicesport.h"

namespace zc::client::test {

// Devices without a room behind them: shows what the test puts there and writes down what the page asked for.
class FakeDevices : public DevicesPort {
    Q_OBJECT
public:
    QList<DeviceView> list;
    SelfTestView test;
    QStringList calls;

    QList<DeviceView> devices() const override { return list; }
    void check(const QString &device) override { calls.append(QStringLiteral("check ") + device); }
    void startSelfTest(const QString &device) override { calls.append(QStringLiteral("selftest ") + device); }
    void stopSelfTest() override { calls.append(QStringLiteral("stop")); }
    SelfTestView selfTest() const override { return test; }
    void trySigning(const QString &device) override { calls.append(QStringLiteral("sign ") + device); }
    void tryFinger(const QString &device) override { calls.append(QStringLiteral("finger ") + device); }
    void pretend(const QString &device, const QString &pretence) override { calls.append(QStringLiteral("pretend ") + device + u' ' + pretence); }
};

// A scanner that is jammed, a reader that is well. 样例.
QList<DeviceView> sampleDevices();

} // namespace zc::client::test
