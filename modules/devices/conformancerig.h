#pragma once
#include <devices/devicehub.h>

namespace zc::devices {

// The world around one device, as the conformance suite may turn it: simulators and wire-level peers can do much of this, a
// real device on a desk nearly nothing. "Main operation" is what the device is for: reading a card, scanning a page. A method
// that returns bool says false when it cannot; the suite then skips. One thread, the suite's.
class ConformanceRig {
public:
    enum class Moment { Idle, Opening, FirstByte, Middle, LastByte, Cancelling };

    virtual ~ConformanceRig();
    virtual QString title() const = 0;              // "idr-1, simulator"
    virtual DeviceClass cls() const = 0;
    virtual DeviceId slot() const = 0;

    // A new driver of the device for a hub of the suite's own; twice for two slots at the same place. Null: only the hub below.
    virtual std::unique_ptr<Driver> driver(const DeviceId &slot);
    virtual DeviceHub *liveHub();                   // the hub of the running desk, when there is no driver

    virtual bool harmless() const { return false; } // the main operation may run thousands of times: no paper, no person
    virtual void reset() {}                         // plugged in, healthy, fast, nothing laid, no fault pending
    virtual bool prepare(quint64 seed);             // the next main operation succeeds with the contents of this seed
    virtual QString expected(quint64 seed) const;   // and answers with this digest
    virtual bool makeEndless();                     // the next main operation does not end by itself for at least a minute
    virtual bool makeSlow(int ms);                  // … takes at least so long, and succeeds if prepared
    virtual bool provoke(FaultClass cls, int times);        // the next main operations, or the next open, fail like this
    virtual bool unplug(Moment moment);             // takes effect at that moment of the next operation or open; Idle: at once
    virtual bool plug();
    virtual int noticeMs() const { return 500; }    // within which unplugging must be seen while idle; longer for what stands on a network
    virtual bool restart();                         // the stack behind the driver goes and comes back
    virtual int attempts() const { return -1; }     // main operations that reached the device since reset(); -1: not known
    virtual int writes() const { return -1; }       // requests of any kind that reached the device; -1: not known
    virtual QStringList personal() const { return {}; }     // words of the contents that may stand nowhere but in the answer
    virtual QStringList transcript() const { return {}; }   // what the peer noted
};

// The device of a running desk: nothing around it can be turned.
class LiveRig : public ConformanceRig {
public:
    LiveRig(DeviceHub &hub, const DeviceInfo &device) : m_hub(hub), m_device(device) {}
    QString title() const override { return m_device.title; }
    DeviceClass cls() const override { return m_device.cls; }
    DeviceId slot() const override { return m_device.id; }
    DeviceHub *liveHub() override { return &m_hub; }

private:
    DeviceHub &m_hub;
    const DeviceInfo m_device;
};

} // namespace zc::devices
