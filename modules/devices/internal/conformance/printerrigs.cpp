#include <devices/conformancerigs.h>
#include <devices/simulatedprinters.h>

#include "internal/conformance/exercise.h"

#include <QFile>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

const QString kPrinted = QStringLiteral("printed");        // papers are not read back through the hub

class SimPrinterRig final : public ConformanceRig {
public:
    QString title() const override { return u"prn-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Printer; }
    DeviceId slot() const override { return u"prn-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedPrinter(slot, title(), m_printer, nullptr); }
    void reset() override
    {
        control("{\"reset\":{}}");
        m_base = m_printer->jobs();
        m_endless = false;
    }
    bool prepare(quint64) override { return !std::exchange(m_endless, false) || makeSlow(0); }
    QString expected(quint64) const override { return kPrinted; }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(100'000);
    }
    bool makeSlow(int ms) override { return control("{\"set\":{\"msPerJob\":" + QByteArray::number(ms) + "}}"); }
    bool provoke(FaultClass cls, int times) override
    {
        const auto fault = [&](const char *kind) {
            return control("{\"fault\":{\"kind\":\"" + QByteArray(kind) + "\",\"times\":" + QByteArray::number(times) + "}}");
        };
        switch (cls) {
        case FaultClass::NoMedia: return makeSlow(100'000) && control("{\"reasons\":[\"media-empty-error\"]}");
        case FaultClass::UserAction: return makeSlow(100'000) && control("{\"reasons\":[\"media-jam-error\"]}");
        case FaultClass::MediaRejected: return fault("rejected");
        case FaultClass::Transport: return fault("link");
        case FaultClass::Protocol: return fault("nonsense");
        case FaultClass::DeviceFault: return fault("defect");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: return control("{\"set\":{\"denied\":true}}");
        case FaultClass::Busy: return control("{\"set\":{\"busy\":true}}");
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: return control("{\"unplug\":{}}");
        case Moment::Opening: return control("{\"unplugAt\":\"open\"}");
        case Moment::FirstByte: return control("{\"unplugAt\":\"start\"}");
        case Moment::Middle: return control("{\"unplugAt\":\"middle\"}");
        case Moment::LastByte: return control("{\"unplugAt\":\"end\"}");
        }
        return false;
    }
    bool plug() override { return control("{\"plug\":{}}"); }
    bool restart() override { return conformance::goneAndBack(*this); }
    int attempts() const override { return m_printer->jobs() - m_base; }
    int writes() const override { return m_printer->jobs(); }
    QStringList transcript() const override { return m_printer->transcript(); }

private:
    bool control(const QByteArray &line) { return m_printer->control(line).ok(); }
    const std::shared_ptr<PrinterSimulator> m_printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    int m_base = 0;
    bool m_endless = false;
};

class ReceiptRig final : public ConformanceRig {
public:
    using Line = ReceiptSimulator::Line;
    ReceiptRig(Line line, std::shared_ptr<ReceiptSimulator> printer) : m_line(line), m_printer(std::move(printer)) {}

    QString title() const override
    {
        return m_line == Line::Memory ? u"rcp-1, simulator"_s : m_line == Line::Tcp ? u"rcp-1, ESC/POS over TCP"_s : u"rcp-1, ESC/POS on a pseudo-terminal"_s;
    }
    DeviceClass cls() const override { return DeviceClass::ReceiptPrinter; }
    DeviceId slot() const override { return u"rcp-1"_s; }
    bool harmless() const override { return true; }
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
        control("{\"reset\":{}}");
        m_base = m_printer->initialisations();
        m_endless = false;
        if (m_line == Line::Terminal)
            QFile::setPermissions(m_printer->address().path(), QFile::ReadOwner | QFile::WriteOwner);
    }
    bool prepare(quint64) override { return !std::exchange(m_endless, false) || makeSlow(0); }
    QString expected(quint64) const override { return kPrinted; }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(20'000);
    }
    bool makeSlow(int ms) override { return control("{\"set\":{\"msPerLine\":" + QByteArray::number(ms) + "}}"); }
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
                return control("{\"set\":{\"denied\":true}}");
            return m_line == Line::Terminal && QFile::setPermissions(m_printer->address().path(), {}) && !QFile(m_printer->address().path()).open(QIODevice::ReadWrite);
        case FaultClass::Transport: return control("{\"unplugAt\":{\"bytes\":40}}");
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: return control("{\"unplug\":{}}");
        case Moment::Opening: return control("{\"unplugAt\":{\"bytes\":2}}");
        case Moment::FirstByte: return control("{\"unplugAt\":{\"bytes\":10}}");
        case Moment::Middle: return control("{\"unplugAt\":{\"bytes\":60}}");
        case Moment::LastByte: return control("{\"unplugAt\":{\"bytes\":95}}");
        }
        return false;
    }
    bool plug() override { return control("{\"plug\":{}}"); }
    bool restart() override { return conformance::goneAndBack(*this); }
    int noticeMs() const override { return 500; }
    int attempts() const override { return m_printer->initialisations() - m_base; }
    int writes() const override { return m_printer->initialisations(); }

private:
    bool control(const QByteArray &line) { return m_printer->control(line).ok(); }
    const Line m_line;
    const std::shared_ptr<ReceiptSimulator> m_printer;
    int m_base = 0;
    bool m_endless = false;
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
