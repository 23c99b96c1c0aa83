#include <devices/codereader.h>
#include <devices/conformancerigs.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

#include <QFile>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

using Sim = CodeReaderSimulator;

QString codeOf(quint64 seed) { return u"ZC-SAMPLE-%1-样例"_s.arg(seed); }

class CodeReaderRig final : public conformance::ScriptedRig {
public:
    CodeReaderRig(Sim::Line line, std::shared_ptr<Sim> scanner) : ScriptedRig("afterMs", 100'000), m_line(line), m_scanner(std::move(scanner)) {}

    QString title() const override
    {
        return m_line == Sim::Line::Memory ? u"bar-1, simulator"_s : m_line == Sim::Line::Keyboard ? u"bar-1, keyboard wedge"_s : u"bar-1, serial driver on a pseudo-terminal"_s;
    }
    DeviceClass cls() const override { return DeviceClass::CodeReader; }
    DeviceId slot() const override { return u"bar-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        if (m_line == Sim::Line::Terminal)
            return makeSerialCodeReader({slot, m_scanner->portPath(), 115200, title()});
        return makeSimulatedCodeReader(slot, title(), m_scanner);
    }
    void reset() override
    {
        beWell();
        if (m_line == Sim::Line::Terminal)
            QFile::setPermissions(m_scanner->portPath(), QFile::ReadOwner | QFile::WriteOwner);
    }
    bool prepare(quint64 seed) override { return endSlowness() && control("{\"code\":\"" + codeOf(seed).toUtf8() + "\"}"); }
    QString expected(quint64 seed) const override { return conformance::digestOf({{u"code"_s, codeOf(seed)}}); }
    bool provoke(FaultClass cls, int) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"code\":null}");
        case FaultClass::MediaRejected: return m_line != Sim::Line::Keyboard && fault("long", 1000);
        case FaultClass::Timeout: return m_line != Sim::Line::Keyboard && fault("trickle", 1);
        case FaultClass::Transport: return m_line != Sim::Line::Keyboard && control("{\"unplugAt\":{\"bytes\":3}}");
        case FaultClass::Denied:
            if (m_line != Sim::Line::Terminal)
                return m_line == Sim::Line::Memory && deny();
            return QFile::setPermissions(m_scanner->portPath(), {}) && !QFile(m_scanner->portPath()).open(QIODevice::ReadWrite);
        default: return false;
        }
    }
    bool unplug(Moment moment) override { return m_line != Sim::Line::Keyboard && ScriptedRig::unplug(moment); }
    QStringList transcript() const override { return m_scanner->transcript(); }
    QStringList personal() const override
    {
        QStringList words;
        for (quint64 seed = 60; seed <= 64; ++seed)
            words << codeOf(seed);
        return words;
    }

private:
    bool control(const QByteArray &line) override { return m_scanner->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return {};                          // a scanner says nothing when its line is opened
        return moment == Moment::FirstByte ? "{\"bytes\":1}" : moment == Moment::Middle ? "{\"bytes\":9}" : "{\"bytes\":21}";
    }

    const Sim::Line m_line;
    const std::shared_ptr<Sim> m_scanner;
};

std::unique_ptr<ConformanceRig> codeRig(Sim::Line line)
{
    auto started = Sim::start(line);
    if (!started.ok())
        return nullptr;
    return std::make_unique<CodeReaderRig>(line, std::shared_ptr<Sim>(std::move(*started)));
}

} // namespace

std::unique_ptr<ConformanceRig> makeCodeReaderRig(Line line, const Clock &)
{
    return codeRig(line == Line::Memory ? Sim::Line::Memory : Sim::Line::Terminal);
}

std::unique_ptr<ConformanceRig> makeKeyboardCodeRig(const Clock &)
{
    return codeRig(Sim::Line::Keyboard);
}

} // namespace zc::devices
