#pragma once
#include <devices/conformancerig.h>

#include "internal/conformance/exercise.h"

namespace zc::devices {

// What the rigs with a server of the tests behind the driver share: the device is slowed down, pulled out and put back in the
// server's world. Its World has `away`, `awayAtOpen` and `part`; a rig says how a break inside an answer is asked for and taken back.
template <class Server>
class ServerRig : public ConformanceRig {
public:
    using World = typename Server::World;
    bool harmless() const override { return true; }
    bool makeEndless() override { return makeSlow(-1); }
    bool unplug(Moment moment) override
    {
        return tell([&](World &world) {
            world.away = moment == Moment::Idle || moment == Moment::Cancelling;
            world.awayAtOpen = moment == Moment::Opening;
            if (moment == Moment::FirstByte || moment == Moment::Middle || moment == Moment::LastByte) {
                breakInside(world);
                world.part = moment == Moment::FirstByte ? 0 : moment == Moment::Middle ? 0.5 : 1;
            }
        });
    }
    bool plug() override
    {
        return tell([this](World &world) {
            world.away = world.awayAtOpen = false;
            breakNothing(world);
        });
    }
    bool restart() override { return conformance::goneAndBack(*this); }
    QStringList transcript() const override { return m_server.requests(); }

protected:
    template <class... Arguments>
    explicit ServerRig(Arguments &&...arguments) : m_server(std::forward<Arguments>(arguments)...) {}

    virtual void breakInside(World &world) const = 0;
    virtual void breakNothing(World &world) const = 0;
    template <class How>
    bool tell(How how)                          // always true: what a check can ask for has been asked for
    {
        m_server.change(how);
        return true;
    }

    Server m_server;
    int m_base = 0;                             // of the server's own count, at the beginning of a check
};

// The same for evaluation terminals and queues, whatever they are spoken to over.
template <class Server>
class TerminalServerRig : public ServerRig<Server> {
public:
    using typename ServerRig<Server>::World;
    DeviceClass cls() const override { return m_cls; }
    DeviceId slot() const override { return asks() ? QStringLiteral("evl-1") : QStringLiteral("que-1"); }
    void reset() override
    {
        this->tell([](World &world) { world = {}; });
        this->m_base = this->m_server.questions();
    }
    bool prepare(quint64 seed) override
    {
        return this->tell([&](World &world) {
            world.key = keyOf(seed);
            world.number = numberOf(seed);
            if (world.afterMs < 0)
                world.afterMs = 0;
        });
    }
    QString expected(quint64 seed) const override
    {
        if (!asks())
            return conformance::digestOf({{QStringLiteral("number"), QString::fromLatin1(numberOf(seed))}});
        return conformance::digestOf({{QStringLiteral("level"), QString::number(levelOf(seed))}, {QStringLiteral("raw"), QString::fromLatin1(keyOf(seed))}});
    }
    bool makeSlow(int ms) override
    {
        return this->tell([ms](World &world) { world.afterMs = ms; });
    }
    int attempts() const override { return this->m_server.questions() - this->m_base; }
    int writes() const override { return this->m_server.questions(); }
    QStringList personal() const override { return asks() ? QStringList{QStringLiteral("ZC-SAMPLE-1")} : QStringList(); }     // the case that is asked about

protected:
    template <class... Arguments>
    explicit TerminalServerRig(DeviceClass cls, Arguments &&...arguments) : ServerRig<Server>(std::forward<Arguments>(arguments)...), m_cls(cls) {}

    bool asks() const { return m_cls == DeviceClass::Evaluation; }
    bool fault(const char *kind, int times)
    {
        return this->tell([&](World &world) {
            world.fault = kind;
            world.faultTimes = times;
        });
    }
    virtual QByteArray keyOf(quint64 seed) const = 0;       // that the applicant presses
    virtual int levelOf(quint64 seed) const = 0;            // what the profile makes of it

private:
    static QByteArray numberOf(quint64 seed) { return "S" + QByteArray::number(seed); }
    void breakInside(World &world) const override
    {
        world.faultTimes = 1;
        world.fault = "unplug";
    }
    void breakNothing(World &world) const override { world.faultTimes = 0; }

    const DeviceClass m_cls;
};

} // namespace zc::devices
