#include "keyrigs.h"

#include <devices/signingkey.h>

#include <QMap>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

// Statuses of PKCS#11 and of GM/T 0016 that mean the same.
struct Statuses {
    unsigned long action, rejected, transport, fault;
};
constexpr Statuses kPkcs11{0xA3, 0x60, 0x30, 0x06}, kSkf{0x0A000029, 0x0A00001B, 0, 0x0A000001};

class StackRig final : public ConformanceRig {
public:
    StackRig(KeyWorld &world, const Clock &clock) : m_world(world), m_clock(clock), m_statuses(skf() ? kSkf : kPkcs11) {}

    QString title() const override { return skf() ? u"key-1, SKF with a library of the tests"_s : u"key-1, PKCS#11 with SoftHSM"_s; }
    DeviceClass cls() const override { return DeviceClass::Key; }
    DeviceId slot() const override { return u"key-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeHostedDriver(m_world.settings(slot), m_clock); }

    void reset() override
    {
        m_world.script->change([this](KeyState &state) {
            const unsigned generation = state.generation;
            const int logins = state.logins, signatures = state.signatures;
            state = KeyState();
            state.generation = generation;
            state.logins = m_base = logins;
            state.signatures = signatures;
        });
        m_endless = false;
    }
    bool prepare(quint64 seed) override
    {
        change([&](KeyState &state) {
            state.first = firstOf(seed);
            if (m_endless)
                state.holdMs = 0;
        });
        m_endless = false;
        return true;
    }
    QString expected(quint64 seed) const override
    {
        for (int i = 0; i < int(m_world.keys.size()); ++i) {
            const auto one = certificateFrom(m_world.keys[std::size_t(firstOf(seed) + i) % m_world.keys.size()].certificate());
            if (one && (!skf() || one->algorithm == KeyAlgorithm::Sm2))
                return one->id;
        }
        return {};
    }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(-1);
    }
    bool makeSlow(int ms) override
    {
        return change([ms](KeyState &state) { state.holdMs = ms; });
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::UserAction: return fail(KeyState::Login, m_statuses.action, times);
        case FaultClass::MediaRejected: return fail(KeyState::Sign, m_statuses.rejected, times);
        case FaultClass::Transport: return m_statuses.transport != 0 && fail(KeyState::Sign, m_statuses.transport, times);
        case FaultClass::DeviceFault: return fail(KeyState::Sign, m_statuses.fault, times);
        case FaultClass::Protocol: return change([times](KeyState &state) { state.spoiled = times; });
        case FaultClass::Timeout: return makeEndless();
        case FaultClass::Denied: return change([](KeyState &state) { state.tries = 0; });
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        static const QMap<Moment, KeyState::Step> steps{{Moment::Opening, KeyState::Open}, {Moment::FirstByte, KeyState::Login}, {Moment::Middle, KeyState::Sign}, {Moment::LastByte, KeyState::Answer}};
        if (moment == Moment::Idle || moment == Moment::Cancelling)
            return change([](KeyState &state) { state.present = false; });
        return change([step = steps.value(moment)](KeyState &state) { state.unplugStep = step; });
    }
    bool plug() override
    {
        return change([](KeyState &state) { state.present = true; });
    }
    bool restart() override
    {
        return false;               // neither stack has a service behind it
    }
    // Twice the interval at which the host looks, and what it takes to tell.
    int noticeMs() const override { return 1000; }
    int attempts() const override { return m_world.script->with([](KeyState &state) { return state.logins; }) - m_base; }
    int writes() const override { return m_world.script->with([](KeyState &state) { return state.logins; }); }
    QStringList personal() const override
    {
        QStringList words{QString::fromLatin1(KeyWorld::pin())};
        for (const crypto::SoftKey &key : m_world.keys)
            if (const auto certificate = certificateFrom(key.certificate()))
                words << certificate->subject << certificate->serial;
        return words;
    }

private:
    bool skf() const { return m_world.stack == KeyWorld::Stack::Skf; }
    static int firstOf(quint64 seed) { return int(seed % 4); }
    template <class F>
    bool change(F f)
    {
        m_world.script->change(f);
        return true;
    }
    bool fail(KeyState::Step step, unsigned long status, int times)
    {
        return change([=](KeyState &state) {
            state.failStep = step;
            state.failStatus = status;
            state.failTimes = times;
        });
    }

    KeyWorld &m_world;
    const Clock &m_clock;
    const Statuses m_statuses;
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

std::unique_ptr<ConformanceRig> makeKeyRig(KeyWorld &world, const Clock &clock)
{
    return std::make_unique<StackRig>(world, clock);
}
