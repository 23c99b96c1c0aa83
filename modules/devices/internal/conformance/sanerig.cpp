#include <devices/conformancerigs.h>

#include "internal/conformance/exercise.h"
#include "internal/sane/faultysane.h"
#include "internal/sane/sanescanner.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProgramMs = 20'000;
constexpr int kDpi = 75;
constexpr int kWidthMm = 30;

// The real stack with its own `test` backend. The pictures of a seed are read with `scanimage` as well: what that program
// gets is what the driver must give.
class SaneRig final : public ConformanceRig {
public:
    bool start()
    {
        if (!m_folder.isValid() || QStandardPaths::findExecutable(u"scanimage"_s).isEmpty())
            return false;
        QFile loader(m_folder.filePath(u"dll.conf"_s)), backend(m_folder.filePath(u"test.conf"_s));
        if (!loader.open(QIODevice::WriteOnly) || loader.write("test\n") < 0 || !backend.open(QIODevice::WriteOnly)
            || backend.write("number_of_devices 1\nmode Color\nresolution 75.0\ngeometry_max 300.0\n") < 0)
            return false;
        loader.close();
        backend.close();
        qputenv("SANE_CONFIG_DIR", m_folder.path().toUtf8());
        const auto real = sane::libSane();
        SANE_Handle handle = nullptr;
        if (!real || real->open("test:0", &handle) != SANE_STATUS_GOOD)
            return false;
        real->close(handle);
        m_api = std::make_shared<sane::FaultySane>(real);
        return !expected(0).isEmpty();
    }

    QString title() const override { return u"scn-1, SANE with its test backend"_s; }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return u"scn-1"_s; }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        SaneScannerSettings settings;
        settings.slot = slot;
        settings.name = u"test:0"_s;
        settings.title = title();
        return sane::makeScanner(settings, m_api);
    }

    void reset() override
    {
        m_api->reset();
        m_base = m_api->starts();
        prepare(0);
    }
    bool prepare(quint64 seed) override
    {
        m_api->setOptions(optionsOf(seed));
        if (std::exchange(m_endless, false))
            m_api->holdBack(0);
        return true;
    }

    QString expected(quint64 seed) const override
    {
        const auto known = m_expected.constFind(seed % kVariants);
        if (known != m_expected.constEnd())
            return *known;
        const QMap<QByteArray, QByteArray> options = optionsOf(seed);
        QProcess program;
        QStringList words{u"-d"_s, u"test:0"_s, u"--format=pnm"_s};
        words << u"--mode"_s << u"Color"_s << u"--resolution"_s << QString::number(kDpi) << u"-l"_s << u"0"_s << u"-t"_s << u"0"_s << u"-x"_s
              << QString::number(kWidthMm) << u"-y"_s << QString::fromLatin1(options.value("br-y")) << u"--test-picture"_s
              << QString::fromLatin1(options.value("test-picture"));
        program.start(u"scanimage"_s, words);
        if (!program.waitForFinished(kProgramMs) || program.exitCode() != 0)
            return {};
        const QString digest = conformance::digestOfPnm(program.readAllStandardOutput());
        m_expected.insert(seed % kVariants, digest);
        return digest;
    }

    bool makeEndless() override
    {
        m_api->holdBack(-1);
        m_endless = true;
        return true;
    }
    bool makeSlow(int ms) override
    {
        m_api->holdBack(ms);
        return true;
    }

    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: m_api->failStart(SANE_STATUS_NO_DOCS, 1, times); return true;
        case FaultClass::UserAction: return throughTheStack("SANE_STATUS_JAMMED");
        case FaultClass::Transport: return throughTheStack("SANE_STATUS_IO_ERROR");
        case FaultClass::DeviceFault: return throughTheStack("SANE_STATUS_NO_MEM");
        case FaultClass::Protocol: m_api->spoilParameters(times); return true;
        case FaultClass::Timeout: m_api->holdBack(-1); return true;
        case FaultClass::Denied: m_api->failOpen(SANE_STATUS_ACCESS_DENIED); return true;
        case FaultClass::Busy: m_api->failOpen(SANE_STATUS_DEVICE_BUSY); return true;
        default: return false;          // a scanner rejects no paper
        }
    }

    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: m_api->setPresent(false); break;
        case Moment::Opening: m_api->failOpen(SANE_STATUS_IO_ERROR, true); break;
        case Moment::FirstByte: m_api->failRead(SANE_STATUS_IO_ERROR, 1, 1, 1, true); break;
        case Moment::Middle: m_api->failRead(SANE_STATUS_IO_ERROR, 1, pageBytes(30) / 2, 1, true); break;
        case Moment::LastByte: m_api->failRead(SANE_STATUS_IO_ERROR, 1, pageBytes(30) - 1, 1, true); break;
        }
        return true;
    }
    bool plug() override
    {
        m_api->setPresent(true);
        return true;
    }
    bool restart() override
    {
        m_api->setAwayFor(600);
        return true;
    }
    int attempts() const override { return m_api->starts() - m_base; }
    int writes() const override { return m_api->starts(); }

private:
    static constexpr quint64 kVariants = 12;

    static QMap<QByteArray, QByteArray> optionsOf(quint64 seed)
    {
        static const QList<QByteArray> pictures = {"Color pattern", "Grid", "Solid white"};
        const int variant = int(seed % kVariants);
        return {{"mode", "Color"}, {"resolution", QByteArray::number(kDpi)}, {"br-x", QByteArray::number(kWidthMm)},
                {"br-y", QByteArray::number(10 + variant)}, {"test-picture", pictures[variant % 3]}, {"read-return-value", "Default"}};
    }
    qint64 pageBytes(quint64 seed) const
    {
        const int heightMm = optionsOf(seed).value("br-y").toInt();
        return qint64(kWidthMm / 25.4 * kDpi) * qint64(heightMm / 25.4 * kDpi) * 3;
    }
    bool throughTheStack(const char *status)
    {
        QMap<QByteArray, QByteArray> options = optionsOf(0);
        options["read-return-value"] = status;
        m_api->setOptions(options);
        return true;
    }

    QTemporaryDir m_folder;
    std::shared_ptr<sane::FaultySane> m_api;
    mutable QMap<quint64, QString> m_expected;
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSaneRig(const Clock &)
{
    auto rig = std::make_unique<SaneRig>();
    if (!rig->start())
        return nullptr;
    return rig;
}

} // namespace zc::devices
