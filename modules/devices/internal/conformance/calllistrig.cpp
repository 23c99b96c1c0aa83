#include <devices/calllist.h>
#include <devices/conformancerigs.h>

#include "internal/conformance/exercise.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kNumbers = 1'000'000'000;
constexpr int kBehind = 12;                 // wait behind the one that is expected

// A list is there, at once and always: nothing of it can be pulled out, slow or broken.
class CallListRig final : public ConformanceRig {
public:
    QString title() const override { return u"que-1, list of the desk"_s; }
    DeviceClass cls() const override { return DeviceClass::QueueCaller; }
    DeviceId slot() const override { return u"que-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeCallList(slot, title(), m_list); }
    void reset() override
    {
        clear();
        fill();
    }
    bool prepare(quint64 seed) override
    {
        clear();
        const bool there = m_list->add(numberOf(seed)).ok();
        fill();
        return there;
    }
    QString expected(quint64 seed) const override { return conformance::digestOf({{u"number"_s, numberOf(seed)}}); }
    bool provoke(FaultClass cls, int) override
    {
        if (cls != FaultClass::NoMedia)
            return false;
        clear();
        return true;
    }
    int attempts() const override { return m_list->view().calls; }
    int writes() const override { return m_list->view().calls; }

private:
    static QString numberOf(quint64 seed) { return u"S%1"_s.arg(seed % kNumbers); }
    void clear()
    {
        for (const QString &number : m_list->view().waiting)
            m_list->remove(number);
    }
    void fill()
    {
        for (int i = 0; i < kBehind; ++i)
            (void)m_list->add(u"R%1"_s.arg(++m_counter % kNumbers));
    }

    const std::shared_ptr<CallList> m_list = std::make_shared<CallList>();
    quint64 m_counter = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeCallListRig(const Clock &)
{
    return std::make_unique<CallListRig>();
}

} // namespace zc::devices
