#include "sanerig.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <cctype>
#include <sane/sane.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProgramMs = 60'000;
constexpr int kDpi = 75;
constexpr int kWidthMm = 30;

// Of one page as a PNM file (P4, P5, P6) holds it, as the suite's own sink counts it. Empty: no PNM.
QString digestOfPnm(const QByteArray &file)
{
    // P6 # comments, width, height, largest sample, then bytes.
    QList<QByteArray> words;
    qsizetype at = 0;
    const auto kind = file.left(2);
    const qsizetype wanted = kind == "P4" ? 3 : 4;
    while (at < file.size() && words.size() < wanted) {
        if (file[at] == '#') {
            at = file.indexOf('\n', at);
            if (at < 0)
                return {};
        } else if (std::isspace(static_cast<unsigned char>(file[at]))) {
            ++at;
        } else {
            qsizetype end = at;
            while (end < file.size() && !std::isspace(static_cast<unsigned char>(file[end])))
                ++end;
            words << file.mid(at, end - at);
            at = end;
        }
    }
    const int width = words.value(1).toInt(), height = words.value(2).toInt();
    const int perLine = kind == "P6" ? width * 3 : kind == "P5" ? width : kind == "P4" ? (width + 7) / 8 : 0;
    const QByteArray rows = file.mid(at + 1);
    if (perLine <= 0 || rows.size() != qsizetype(perLine) * height)
        return {};
    const QByteArray page = QByteArray::number(width) + 'x' + QByteArray::number(perLine) + rows;
    return QString::fromLatin1(QCryptographicHash::hash(QCryptographicHash::hash(page, QCryptographicHash::Sha256), QCryptographicHash::Sha256).toHex());
}

// The real stack with its own `test` backend. The pictures of a seed are read with `scanimage` as well: what that program
// gets is what the driver must give.
class SaneRig final : public ConformanceRig {
public:
    explicit SaneRig(const Clock &clock) : m_clock(clock) {}
    bool start() { return m_world.start() && !expected(0).isEmpty(); }

    QString title() const override { return u"scn-1, SANE with its test backend"_s; }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return u"scn-1"_s; }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        HostedDriverSettings settings = m_world.settings(u"test:0"_s);
        settings.slot = slot;
        return makeHostedDriver(settings, m_clock);
    }

    void reset() override
    {
        script().reset();
        m_base = script().starts();
        prepare(0);
    }
    bool prepare(quint64 seed) override
    {
        script().setOptions(optionsOf(seed));
        if (std::exchange(m_endless, false))
            script().holdBack(0);
        return true;
    }

    QString expected(quint64 seed) const override
    {
        const auto known = m_expected.constFind(seed % kVariants);
        if (known != m_expected.constEnd())
            return *known;
        const QMap<QByteArray, QByteArray> options = optionsOf(seed);
        QStringList words;
        words << u"--mode"_s << u"Color"_s << u"--resolution"_s << QString::number(kDpi) << u"-l"_s << u"0"_s << u"-t"_s << u"0"_s << u"-x"_s
              << QString::number(kWidthMm) << u"-y"_s << QString::fromLatin1(options.value("br-y")) << u"--test-picture"_s
              << QString::fromLatin1(options.value("test-picture"));
        const QString digest = digestOfPnm(sane::scanimage(words));
        m_expected.insert(seed % kVariants, digest);
        return digest;
    }

    bool makeEndless() override
    {
        script().holdBack(-1);
        m_endless = true;
        return true;
    }
    bool makeSlow(int ms) override
    {
        script().holdBack(ms);
        return true;
    }

    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: script().failStart(SANE_STATUS_NO_DOCS, 1, times); return true;
        case FaultClass::UserAction: return throughTheStack("SANE_STATUS_JAMMED");
        case FaultClass::Transport: return throughTheStack("SANE_STATUS_IO_ERROR");
        case FaultClass::DeviceFault: return throughTheStack("SANE_STATUS_NO_MEM");
        case FaultClass::Protocol: script().spoilParameters(times); return true;
        case FaultClass::Timeout: script().holdBack(-1); return true;
        case FaultClass::Denied: script().failOpen(SANE_STATUS_ACCESS_DENIED); return true;
        case FaultClass::Busy: script().failOpen(SANE_STATUS_DEVICE_BUSY); return true;
        default: return false;          // a scanner rejects no paper
        }
    }

    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: script().setPresent(false); break;
        case Moment::Opening: script().failOpen(SANE_STATUS_IO_ERROR, true); break;
        case Moment::FirstByte: script().failRead(SANE_STATUS_IO_ERROR, 1, 1, 1, true); break;
        case Moment::Middle: script().failRead(SANE_STATUS_IO_ERROR, 1, pageBytes(30) / 2, 1, true); break;
        case Moment::LastByte: script().failRead(SANE_STATUS_IO_ERROR, 1, pageBytes(30) - 1, 1, true); break;
        }
        return true;
    }
    bool plug() override
    {
        script().setPresent(true);
        return true;
    }
    bool restart() override
    {
        script().setAwayFor(600);
        return true;
    }
    int attempts() const override { return script().starts() - m_base; }
    int writes() const override { return script().starts(); }

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
        script().setOptions(options);
        return true;
    }

    sane::SaneScript &script() const { return *m_world.script; }

    const Clock &m_clock;
    sane::SaneWorld m_world;
    mutable QMap<quint64, QString> m_expected;
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

namespace sane {

bool SaneWorld::start(int devices)
{
    script = SaneScript::open(folder.filePath(u"script"_s));
    QFile loader(folder.filePath(u"dll.conf"_s)), backend(folder.filePath(u"test.conf"_s));
    if (!script || !loader.open(QIODevice::WriteOnly) || loader.write("test\n") < 0 || !backend.open(QIODevice::WriteOnly)
        || backend.write("number_of_devices " + QByteArray::number(devices) + "\nmode Color\nresolution 75.0\ngeometry_max 300.0\n") < 0)
        return false;
    loader.close();
    backend.close();
    qputenv("SANE_CONFIG_DIR", folder.path().toUtf8());         // for scanimage; the device host gets nothing of this environment
    return !scanimage({u"-n"_s}).isNull();
}

HostedDriverSettings SaneWorld::settings(const QString &scanner) const
{
    HostedDriverSettings settings;
    settings.program = QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost");
    settings.driver = u"sanefaults"_s;
    settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/test-drivers/sanefaults/sanefaults.so");
    settings.cls = DeviceClass::Scanner;
    settings.slot = u"scn-1"_s;
    settings.title = u"样例扫描仪"_s;
    settings.values = {{u"name"_s, scanner}, {u"config"_s, folder.path()}, {u"script"_s, folder.filePath(u"script"_s)}};
    settings.limits.helloMs = 30'000;           // patience for a loaded machine; a crash is seen at once all the same
    settings.limits.pingMs = 5000;
    return settings;
}

QByteArray scanimage(const QStringList &words)
{
    QProcess program;
    program.start(u"scanimage"_s, QStringList{u"-d"_s, u"test:0"_s, u"--format=pnm"_s} + words);
    if (!program.waitForFinished(kProgramMs) || program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0)
        return {};
    const QByteArray out = program.readAllStandardOutput();
    return out.isNull() ? QByteArray("") : out;
}

} // namespace sane

std::unique_ptr<ConformanceRig> makeSaneRig(const Clock &clock)
{
    auto rig = std::make_unique<SaneRig>(clock);
    if (!rig->start())
        return nullptr;
    return rig;
}

} // namespace zc::devices
