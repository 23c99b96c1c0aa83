#include <devices/conformancerigs.h>
#include <devices/profileshelf.h>
#include <devices/terminalsimulator.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

#include <QFile>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

using Terminal = TerminalSimulator;

// The applicant of a seed presses one of the five keys; a queue calls a number of its own.
class TerminalRig final : public conformance::ScriptedRig {
public:
    TerminalRig(std::shared_ptr<Terminal> terminal, Line line) : ScriptedRig("afterMs", 100'000), m_terminal(std::move(terminal)), m_line(line) {}

    QString title() const override { return m_line == Line::Memory ? u"%1, simulator"_s.arg(slot()) : u"%1, serial driver on a pseudo-terminal"_s.arg(slot()); }
    DeviceClass cls() const override { return asks() ? DeviceClass::Evaluation : DeviceClass::QueueCaller; }
    DeviceId slot() const override { return asks() ? u"evl-1"_s : u"que-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        if (m_line == Line::Memory)
            return makeSimulatedTerminal(slot, title(), m_terminal);
        return makeTerminalDriver({slot, cls(), title(), m_terminal->portPath(), 0, [sample = asks() ? u"sample-evl-serial"_s : u"sample-que-serial"_s]() -> Result<TerminalSettings::Chosen> {
            auto profile = sampleTerminalProfile(sample);
            return profile.ok() ? Result<TerminalSettings::Chosen>(TerminalSettings::Chosen{std::move(*profile), {}}) : profile.error();
        }});
    }
    void reset() override
    {
        beWell();
        if (m_line == Line::Terminal)
            QFile::setPermissions(m_terminal->portPath(), QFile::ReadOwner | QFile::WriteOwner);
        m_base = m_terminal->questions();
    }
    bool prepare(quint64 seed) override
    {
        if (asks())
            return endSlowness() && control("{\"applicant\":\"" + QByteArray::number(keyOf(seed)) + "\"}");
        return endSlowness() && control("{\"queue\":[\"" + numberOf(seed).toUtf8() + "\"]}") && control("{\"queue\":12}");
    }
    QString expected(quint64 seed) const override
    {
        if (!asks())
            return conformance::digestOf({{u"number"_s, numberOf(seed)}});
        return conformance::digestOf({{u"level"_s, QString::number(6 - keyOf(seed))}, {u"raw"_s, QString::number(keyOf(seed))}});
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return !asks() && control("{\"queue\":[]}");
        case FaultClass::Protocol: return fault("nonsense", times);
        case FaultClass::DeviceFault: return fault("defect", times);
        case FaultClass::Timeout: return fault("deaf", times);
        case FaultClass::Transport: return control("{\"unplugAt\":{\"bytes\":5}}");
        case FaultClass::Denied:
            if (m_line == Line::Memory)
                return deny();
            return QFile::setPermissions(m_terminal->portPath(), {}) && !QFile(m_terminal->portPath()).open(QIODevice::ReadWrite);
        default: return false;
        }
    }
    int attempts() const override { return m_terminal->questions() - m_base; }
    int writes() const override { return m_terminal->questions(); }
    QStringList personal() const override { return asks() ? QStringList{u"ZC-SAMPLE-1"_s} : QStringList(); }     // the case that is asked about
    QStringList transcript() const override { return m_terminal->transcript(); }

private:
    bool asks() const { return m_terminal->what() == Terminal::What::Evaluation; }
    static int keyOf(quint64 seed) { return int(seed % 5) + 1; }
    static QString numberOf(quint64 seed) { return u"S%1"_s.arg(seed); }
    bool control(const QByteArray &line) override { return m_terminal->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        return moment == Moment::Opening || moment == Moment::FirstByte ? "{\"bytes\":1}" : moment == Moment::Middle ? "{\"bytes\":9}" : "{\"bytes\":21}";
    }

    const std::shared_ptr<Terminal> m_terminal;
    const Line m_line;
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeTerminalRig(DeviceClass cls, Line line, const Clock &)
{
    auto started = Terminal::start(cls == DeviceClass::Evaluation ? Terminal::What::Evaluation : Terminal::What::Queue,
                                   line == Line::Memory ? Terminal::Line::Memory : Terminal::Line::Terminal);
    if (!started.ok())
        return nullptr;
    return std::make_unique<TerminalRig>(std::shared_ptr<Terminal>(std::move(*started)), line);
}

} // namespace zc::devices
