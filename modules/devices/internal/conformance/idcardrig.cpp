#include <devices/conformancerigs.h>
#include <devices/idcardreader.h>
#include <devices/simulator.h>

#include "internal/conformance/exercise.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadAnswerBytes = 1295;

class IdCardRig final : public ConformanceRig {
public:
    IdCardRig(Line line, const Clock &clock, ReaderFront front) : m_line(line), m_clock(clock), m_front(std::move(front)) {}

    bool start()
    {
        ReaderSimulator::Options options;
        options.inMemory = m_line == Line::Memory;
        if (!options.inMemory)
            options.linkPath = m_front.port.isEmpty() ? m_folder.filePath(u"reader"_s) : m_front.port;
        auto started = ReaderSimulator::start(options);
        if (!started.ok())
            return false;
        m_peer = std::move(started).value();
        return true;
    }

    QString title() const override { return !m_front.title.isEmpty() ? m_front.title : m_line == Line::Memory ? u"idr-1, simulator"_s : u"idr-1, serial driver on a pseudo-terminal"_s; }
    DeviceClass cls() const override { return DeviceClass::IdCardReader; }
    DeviceId slot() const override { return u"idr-1"_s; }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        if (m_line == Line::Memory)
            return makeSimulatedIdCardReader(slot, title(), m_peer, m_clock);
        IdCardReaderSettings settings = m_front.settings;
        settings.slot = slot;
        settings.port = m_peer->portPath();
        settings.title = title();
        return makeIdCardReader(settings, m_clock);
    }

    void reset() override
    {
        control("{\"reset\":{}}");
        m_attempts = 0;
        m_attempts = attempts();
        if (m_line == Line::Terminal)
            QFile::setPermissions(m_peer->portPath(), QFile::ReadOwner | QFile::WriteOwner);
    }
    bool prepare(quint64 seed) override
    {
        m_peer->lay(SimulatedCard::generated(seed));
        return true;
    }
    QString expected(quint64 seed) const override { return conformance::digestOf(SimulatedCard::generated(seed).fields); }
    bool makeEndless() override
    {
        m_peer->lift();
        return true;
    }
    bool makeSlow(int ms) override { return control("{\"set\":{\"radioDelayMs\":" + QByteArray::number(ms) + "}}"); }

    bool provoke(FaultClass cls, int times) override
    {
        const auto status = [&](const char *sw3) {
            return control("{\"status\":{\"command\":\"3001\",\"sw3\":\"" + QByteArray(sw3) + "\",\"times\":" + QByteArray::number(times) + "}}");
        };
        switch (cls) {
        case FaultClass::NoMedia: return makeEndless();
        case FaultClass::UserAction: return status("41");
        case FaultClass::MediaRejected: return status("31");
        case FaultClass::Protocol: return status("23");
        case FaultClass::DeviceFault: return status("66");
        case FaultClass::Transport:
            return control("{\"fault\":{\"kind\":\"flip\",\"command\":\"3001\",\"at\":500,\"count\":3,\"times\":" + QByteArray::number(times) + "}}");
        case FaultClass::Timeout: return control("{\"fault\":{\"kind\":\"deaf\",\"times\":1000}}");
        case FaultClass::Denied:
            if (m_line == Line::Memory)
                return control("{\"set\":{\"denied\":true}}");
            return QFile::setPermissions(m_peer->portPath(), {}) && !QFile(m_peer->portPath()).open(QIODevice::ReadWrite);
        default: return false;
        }
    }

    bool unplug(Moment moment) override
    {
        const auto at = [&](const char *command, int bytes) {
            return control("{\"hangupAt\":{\"command\":\"" + QByteArray(command) + "\",\"at\":" + QByteArray::number(bytes) + "}}");
        };
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: return control("{\"hangup\":{}}");
        case Moment::Opening: return at("11FF", 3);
        case Moment::FirstByte: return at("3001", 1);
        case Moment::Middle: return at("3001", kReadAnswerBytes / 2);
        case Moment::LastByte: return at("3001", kReadAnswerBytes - 1);
        }
        return false;
    }
    bool plug() override { return control("{\"plug\":{}}"); }
    bool restart() override { return control("{\"hangup\":{\"backAfterMs\":60}}"); }

    int attempts() const override { return m_peer->requests(u"3001"_s) - m_attempts; }
    int writes() const override { return m_peer->requests({}); }
    QStringList transcript() const override { return m_peer->transcript(); }
    QStringList personal() const override
    {
        QStringList words;
        for (quint64 seed = 60; seed <= 64; ++seed) {
            const SimulatedCard card = SimulatedCard::generated(seed);
            words << card.fields.value(u"name"_s) << card.fields.value(u"number"_s) << card.fields.value(u"address"_s);
        }
        return words;
    }

private:
    bool control(const QByteArray &line) { return m_peer->control(line).ok(); }

    const Line m_line;
    const Clock &m_clock;
    const ReaderFront m_front;
    QTemporaryDir m_folder;
    std::shared_ptr<ReaderSimulator> m_peer;
    int m_attempts = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeIdCardRig(Line line, const Clock &clock, const ReaderFront &front)
{
    auto rig = std::make_unique<IdCardRig>(line, clock, front);
    if (!rig->start())
        return nullptr;
    return rig;
}

} // namespace zc::devices
