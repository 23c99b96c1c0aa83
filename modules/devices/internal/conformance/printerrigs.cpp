#include <devices/conformancerigs.h>
#include <devices/simulatedprinters.h>

#include "internal/conformance/scriptedrig.h"

#include <QFile>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

const QString kPrinted = QStringLiteral("printed");        // papers are not read back through the hub

class SimPrinterRig final : public conformance::ScriptedRig {
public:
    SimPrinterRig() : ScriptedRig("msPerJob", 100'000) {}
    QString title() const override { return u"prn-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Printer; }
    DeviceId slot() const override { return u"prn-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedPrinter(slot, title(), m_printer, nullptr); }
    void reset() override
    {
        beWell();
        m_base = m_printer->jobs();
    }
    bool prepare(quint64) override { return endSlowness(); }
    QString expected(quint64) const override { return kPrinted; }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return makeSlow(100'000) && control("{\"reasons\":[\"media-empty-error\"]}");
        case FaultClass::UserAction: return makeSlow(100'000) && control("{\"reasons\":[\"media-jam-error\"]}");
        case FaultClass::MediaRejected: return fault("rejected", times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_printer->jobs() - m_base; }
    int writes() const override { return m_printer->jobs(); }
    QStringList transcript() const override { return m_printer->transcript(); }

private:
    bool control(const QByteArray &line) override { return m_printer->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        return moment == Moment::Opening ? "\"open\"" : moment == Moment::FirstByte ? "\"start\"" : moment == Moment::Middle ? "\"middle\"" : "\"end\"";
    }
    const std::shared_ptr<PrinterSimulator> m_printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    int m_base = 0;
};

class ReceiptRig final : public conformance::ScriptedRig {
public:
    using Line = ReceiptSimulator::Line;
    ReceiptRig(Line line, std::shared_ptr<ReceiptSimulator> printer) : ScriptedRig("msPerLine", 20'000), m_line(line), m_printer(std::move(printer)) {}

    QString title() const override
    {
        return m_line == Line::Memory ? u"rcp-1, simulator"_s : m_line == Line::Tcp ? u"rcp-1, ESC/POS over TCP"_s : u"rcp-1, ESC/POS on a pseudo-terminal"_s;
    }
    DeviceClass cls() const override { return DeviceClass::ReceiptPrinter; }
    DeviceId slot() const override { return u"rcp-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        ReceiptPrinterSettings settings;
        settings.slot = slot;
        settings.title = title();
        settings.watchMs = 100;
        settings.address = m_printer->address();
        if (m_line == Line::Memory)
            return makeSimulatedReceiptPrinter(settings, m_printer);
        return std::move(makeReceiptPrinter(settings)).value();
    }
    void reset() override
    {
        beWell();
        m_base = m_printer->initialisations();
        if (m_line == Line::Terminal)
            QFile::setPermissions(m_printer->address().path(), QFile::ReadOwner | QFile::WriteOwner);
    }
    bool prepare(quint64) override { return endSlowness(); }
    QString expected(quint64) const override { return kPrinted; }
    bool provoke(FaultClass cls, int) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"paper\":{\"lines\":1}}");
        case FaultClass::UserAction: return control("{\"cover\":true}");
        case FaultClass::DeviceFault: return control("{\"error\":true}");
        case FaultClass::Protocol: return control("{\"nonsense\":true}");
        case FaultClass::Timeout: return control("{\"silent\":true}");
        case FaultClass::Denied:
            if (m_line == Line::Memory)
                return deny();
            return m_line == Line::Terminal && QFile::setPermissions(m_printer->address().path(), {}) && !QFile(m_printer->address().path()).open(QIODevice::ReadWrite);
        case FaultClass::Transport: return control("{\"unplugAt\":{\"bytes\":40}}");
        default: return false;
        }
    }
    int attempts() const override { return m_printer->initialisations() - m_base; }
    int writes() const override { return m_printer->initialisations(); }

private:
    QByteArray unplugPoint(Moment moment) const override
    {
        const int bytes = moment == Moment::Opening ? 2 : moment == Moment::FirstByte ? 10 : moment == Moment::Middle ? 60 : 95;
        return "{\"bytes\":" + QByteArray::number(bytes) + "}";
    }
    bool control(const QByteArray &line) override { return m_printer->control(line).ok(); }
    const Line m_line;
    const std::shared_ptr<ReceiptSimulator> m_printer;
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedPrinterRig(const Clock &)
{
    return std::make_unique<SimPrinterRig>();
}

std::unique_ptr<ConformanceRig> makeReceiptRig(Line line, const Clock &)
{
    const auto kind = line == Line::Memory ? ReceiptSimulator::Line::Memory : line == Line::Network ? ReceiptSimulator::Line::Tcp : ReceiptSimulator::Line::Terminal;
    auto printer = ReceiptSimulator::start(kind);
    if (!printer.ok())
        return nullptr;
    return std::make_unique<ReceiptRig>(kind, std::shared_ptr<ReceiptSimulator>(std::move(*printer)));
}

} // namespace zc::devices
