#pragma once
#include <devices/conformancerig.h>

#include <QProcess>

namespace zc::devices {

// The real libpcsclite and pcscd with the virtual reader of vpcd and a card process, all three in namespaces of their own.
class PcscRig final : public ConformanceRig {
public:
    ~PcscRig() override;
    bool start();                       // false: why() says what the machine lacks
    QString why() const { return m_why; }
    bool tell(const QByteArray &line, int *reads = nullptr);

    QString title() const override { return QStringLiteral("ssc-1, libpcsclite, pcscd and vpcd"); }
    DeviceClass cls() const override { return DeviceClass::SocialCardReader; }
    DeviceId slot() const override { return QStringLiteral("ssc-1"); }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override;
    bool harmless() const override { return true; }
    void reset() override;
    bool prepare(quint64 seed) override;
    QString expected(quint64 seed) const override;
    bool makeEndless() override;
    bool makeSlow(int ms) override;
    bool provoke(FaultClass cls, int times) override;
    bool unplug(Moment moment) override;
    bool plug() override;
    bool restart() override;
    int attempts() const override;
    int writes() const override;
    QStringList personal() const override;

private:
    int reads() const;
    QProcess m_process;
    QString m_why;
    bool m_inside = false, m_serving = true;
    int m_base = 0;
};

} // namespace zc::devices
