#include "scriptedrig.h"

#include "internal/conformance/exercise.h"

namespace zc::devices::conformance {

bool ScriptedRig::makeEndless()
{
    m_endless = true;
    return makeSlow(m_endlessMs);
}

bool ScriptedRig::endSlowness()
{
    return !std::exchange(m_endless, false) || makeSlow(0);
}

bool ScriptedRig::makeSlow(int ms)
{
    return control("{\"set\":{\"" + m_slowness + "\":" + QByteArray::number(ms) + "}}");
}

bool ScriptedRig::fault(const char *kind, int times)
{
    return control("{\"fault\":{\"kind\":\"" + QByteArray(kind) + "\"," + faultDetails() + "\"times\":" + QByteArray::number(times) + "}}");
}

bool ScriptedRig::provoke(FaultClass cls, int times)
{
    switch (cls) {
    case FaultClass::Transport: return fault("link", times);
    case FaultClass::Protocol: return fault("nonsense", times);
    case FaultClass::DeviceFault: return fault("defect", times);
    case FaultClass::Timeout: return fault("deaf", times);
    case FaultClass::Denied: return deny();
    case FaultClass::Busy: return control("{\"set\":{\"busy\":true}}");
    default: return false;
    }
}

bool ScriptedRig::unplug(Moment moment)
{
    if (moment == Moment::Idle || moment == Moment::Cancelling)
        return control("{\"unplug\":{}}");
    const QByteArray point = unplugPoint(moment);
    return !point.isEmpty() && control("{\"unplugAt\":" + point + "}");
}

bool ScriptedRig::plug()
{
    return control("{\"plug\":{}}");
}

bool ScriptedRig::restart()
{
    return goneAndBack(*this);
}

void ScriptedRig::beWell()
{
    control("{\"reset\":{}}");
    m_endless = false;
}

} // namespace zc::devices::conformance
