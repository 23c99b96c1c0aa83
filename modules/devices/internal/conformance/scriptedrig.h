#pragma once
#include <devices/conformancerig.h>

namespace zc::devices::conformance {

// What rigs over the scripted simulators share: faults and moments as the lines of a script. `slowness` is the member of `set`
// that slows the main operation down.
class ScriptedRig : public ConformanceRig {
public:
    bool harmless() const override { return true; }
    bool makeEndless() override;
    bool makeSlow(int ms) override;
    bool provoke(FaultClass cls, int times) override;
    bool unplug(Moment moment) override;
    bool plug() override;
    bool restart() override;

protected:
    ScriptedRig(const char *slowness, int endlessMs) : m_slowness(slowness), m_endlessMs(endlessMs) {}
    virtual bool control(const QByteArray &line) = 0;
    virtual QByteArray unplugPoint(Moment moment) const = 0;    // JSON for unplugAt; empty: no such moment
    virtual QByteArray faultDetails() const { return {}; }      // further members of every fault
    bool fault(const char *kind, int times);
    bool deny() { return control("{\"set\":{\"denied\":true}}"); }
    void beWell();                                              // reset
    bool endSlowness();                                         // of makeEndless(): the next operation may end

private:
    const QByteArray m_slowness;
    const int m_endlessMs;
    bool m_endless = false;
};

} // namespace zc::devices::conformance
