#include "devicefactory.h"

#include "hosteddriver.h"
#include "idcardreader.h"
#include "esclscanner.h"
#include "printers.h"
#include "signaturepad.h"
#include "socialcardreader.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

Error noSuchAddress(const QString &what)
{
    return Error{ErrorKind::Invalid, u"DEV-ADDRESS"_s, what};
}

struct Prefix {
    QStringView prefix;
    DeviceClass cls;
};
constexpr Prefix kPrefixes[] = {
    {u"idr", DeviceClass::IdCardReader}, {u"ssc", DeviceClass::SocialCardReader}, {u"scn", DeviceClass::Scanner},
    {u"cam", DeviceClass::Camera},       {u"sig", DeviceClass::SignaturePad},     {u"bar", DeviceClass::CodeReader},
    {u"prn", DeviceClass::Printer},      {u"rcp", DeviceClass::ReceiptPrinter},
    {u"evl", DeviceClass::Evaluation},   {u"que", DeviceClass::QueueCaller},      {u"key", DeviceClass::Key},
    {u"pho", DeviceClass::PhotoDecoder},
    {u"fpr", DeviceClass::FingerprintReader},
};

// Scheme, what stands behind it, and its parameters; every parameter must be taken by somebody.
class Address {
public:
    explicit Address(const QString &text)
    {
        const qsizetype colon = text.indexOf(u':');
        m_scheme = text.left(colon).toLower();
        const QString rest = text.mid(colon + 1);
        const qsizetype question = rest.indexOf(u'?');
        m_place = question < 0 ? rest : rest.left(question);
        if (question >= 0)
            for (const auto &[name, value] : QUrlQuery(rest.mid(question + 1)).queryItems(QUrl::FullyDecoded))
                m_parameters.insert(name, value);
    }
    QString scheme() const { return m_scheme; }
    QString place() const { return m_place; }
    int number(const QString &name, int fallback, const QList<int> &allowed)
    {
        if (!m_parameters.contains(name))
            return fallback;
        const QString text = m_parameters.take(name);
        bool good = false;
        const int value = text.toInt(&good);
        if (!good || !allowed.contains(value))
            m_problem = u"%1=%2"_s.arg(name, text);
        return value;
    }
    QString text(const QString &name) { return m_parameters.take(name); }
    QJsonObject takeAll()
    {
        QJsonObject all;
        for (auto it = m_parameters.constBegin(); it != m_parameters.constEnd(); ++it)
            all.insert(it.key(), it.value());
        m_parameters.clear();
        return all;
    }
    QString problem() const { return !m_problem.isEmpty() || m_parameters.isEmpty() ? m_problem : m_parameters.firstKey(); }

private:
    QString m_scheme, m_place, m_problem;
    QMap<QString, QString> m_parameters;
};

const QString kSocketDriver = QStringLiteral("wsterminal");
constexpr int kScannerGraceMs = 5000;       // a carriage goes home before the scanner says that it stopped
const QList<int> kBauds = {9600, 19200, 38400, 57600, 115200};

Result<std::unique_ptr<Driver>> makeHosted(const DeviceEntry &entry, DeviceClass cls, const QString &title, Address &address,
                                           const Clock &clock, const DriverHome &home)
{
    if (home.program.isEmpty() || !home.driverFileOf)
        return Error{ErrorKind::Internal, u"DEV-HOST-START"_s, u"no device host"_s};
    // Scanners of SANE, cameras and keys have drivers in the host like every other; the name of the device, or the library of the keys, is the place.
    const bool named = address.scheme() != u"host";
    const QString driver = named ? address.scheme() : address.place();
    if (driver == kSocketDriver)
        return noSuchAddress(u"write profile:NAME?at=ws://… instead of "_s + entry.address.left(100));
    const Result<QString> driverFile = home.driverFileOf(driver);
    if (!driverFile.ok())
        return driverFile.error();
    HostedDriverSettings settings{home.program, driver, driverFile.value(), cls, entry.slot, title, address.takeAll(), {}};
    if (named)
        settings.values.insert(cls == DeviceClass::Key ? u"module"_s : u"name"_s, address.place());
    if (cls == DeviceClass::Scanner)
        settings.limits.graceMs = kScannerGraceMs;
    return makeHostedDriver(settings, clock);
}

Result<std::unique_ptr<Driver>> makeUsbReader(const DeviceEntry &entry, const QString &title, Address &address, const Clock &clock)
{
    const QString out = address.text(u"out"_s), in = address.text(u"in"_s), serial = address.text(u"serial"_s);
    QString problem = address.problem();
    const auto usb = problem.isEmpty() ? UsbAddress::fromWords(address.place(), out, in, serial, &problem) : std::nullopt;
    if (!usb)
        return noSuchAddress(problem);
    IdCardReaderSettings settings;
    settings.slot = entry.slot;
    settings.title = title;
    settings.usb = usb;
    return makeIdCardReader(settings, clock);
}

Result<std::unique_ptr<Driver>> makeReceipt(const DeviceEntry &entry, const QString &title, Address &address, const PrintServices &printing)
{
    ReceiptPrinterSettings settings;
    settings.slot = entry.slot;
    settings.title = title;
    settings.baud = address.number(u"baud"_s, settings.baud, kBauds);
    settings.columns = address.number(u"columns"_s, settings.columns, {32, 42, 48});
    settings.gb2312 = address.number(u"gb2312"_s, 0, {0, 1}) == 1;
    if (!address.problem().isEmpty())
        return noSuchAddress(address.problem());
    settings.address = QUrl(address.scheme() + u':' + address.place(), QUrl::StrictMode);
    settings.journal = printing.journal;
    settings.renderer = printing.renderer;
    return makeReceiptPrinter(settings);
}

// The driver of terminals over WebSocket, in its process. It is given profiles that were checked here and no others.
Result<std::unique_ptr<Driver>> makeSocketTerminal(HostedDriverSettings settings, const Clock &clock, const DriverHome &home)
{
    if (home.program.isEmpty() || !home.driverFileOf)
        return Error{ErrorKind::Internal, u"DEV-HOST-START"_s, u"no device host"_s};
    const Result<QString> driverFile = home.driverFileOf(settings.driver);
    if (!driverFile.ok())
        return driverFile.error();
    settings.program = home.program;
    settings.driverFile = *driverFile;
    return makeHostedDriver(settings, clock);
}

Result<std::unique_ptr<Driver>> makeTerminal(const DeviceEntry &entry, DeviceClass cls, const QString &title, Address &address, const Clock &clock, const DriverHome &home)
{
    if (!home.profileOf)
        return noSuchAddress(u"no profiles of terminals"_s);
    const QString place = address.text(u"at"_s), authority = address.text(u"ca"_s);
    if (!address.problem().isEmpty())
        return noSuchAddress(address.problem());
    if (!authority.isEmpty() && (!place.startsWith(u"wss:"_s) || !authority.startsWith(u'/')))
        return noSuchAddress(u"ca="_s + authority);
    const auto hosted = [=, &clock](QJsonObject values) {
        if (!authority.isEmpty())
            values.insert(u"ca"_s, authority);
        return makeSocketTerminal({{}, kSocketDriver, {}, cls, entry.slot, title, values, {}}, clock, home);
    };
    return makeTerminalDriver({entry.slot, cls, title, place, 0, [profileOf = home.profileOf, name = address.place()] { return profileOf(name); }, hosted});
}

} // namespace

std::optional<DeviceClass> classOfSlot(const DeviceId &slot)
{
    static const QRegularExpression form(u"^([a-z]{3})-[a-z0-9]{1,16}$"_s);
    const QRegularExpressionMatch match = form.match(slot);
    for (const Prefix &prefix : kPrefixes)
        if (match.hasMatch() && match.capturedView(1) == prefix.prefix)
            return prefix.cls;
    return std::nullopt;
}

Result<DeviceEntry> deviceEntry(const QString &words)
{
    const qsizetype equals = words.indexOf(u'=');
    const DeviceEntry entry{words.left(equals), words.mid(equals + 1), {}};
    if (equals < 0 || !classOfSlot(entry.slot) || !entry.address.contains(u':'))
        return noSuchAddress(words);
    return entry;
}

Result<std::unique_ptr<Driver>> makeDriver(const DeviceEntry &entry, const Clock &clock, const DriverHome &home, const PrintServices &printing,
                                           const ShellInlets &shell)
{
    const auto cls = classOfSlot(entry.slot);
    if (!cls)
        return noSuchAddress(entry.slot);
    const QString title = entry.title.isEmpty() ? entry.slot : entry.title;
    Address address(entry.address);
    if (address.place().isEmpty())
        return noSuchAddress(entry.address);
    if (*cls == DeviceClass::IdCardReader && address.scheme() == u"serial") {
        IdCardReaderSettings settings{entry.slot, address.place(), address.number(u"baud"_s, 115200, kBauds), title};
        if (!address.problem().isEmpty())
            return noSuchAddress(address.problem());
        return makeIdCardReader(settings, clock);
    }
    if (*cls == DeviceClass::IdCardReader && address.scheme() == u"usb")
        return makeUsbReader(entry, title, address, clock);
    if (address.scheme() == u"host" || (*cls == DeviceClass::Scanner && address.scheme() == u"sane")
        || (*cls == DeviceClass::Camera && address.scheme() == u"camera")
        || (*cls == DeviceClass::Key && (address.scheme() == u"pkcs11" || address.scheme() == u"skf")))
        return makeHosted(entry, *cls, title, address, clock, home);
    if (*cls == DeviceClass::Scanner && (address.scheme() == u"http" || address.scheme() == u"https"))
        return makeEsclScanner({entry.slot, QUrl(entry.address, QUrl::StrictMode), title, EsclScannerSettings().watchMs});
    if (*cls == DeviceClass::Printer && (address.scheme() == u"ipp" || address.scheme() == u"ipps"))
        return makeIppPrinter({entry.slot, QUrl(entry.address, QUrl::StrictMode), title, IppPrinterSettings().watchMs, printing.journal});
    if (*cls == DeviceClass::ReceiptPrinter && (address.scheme() == u"escpos" || address.scheme() == u"serial"))
        return makeReceipt(entry, title, address, printing);
    if (*cls == DeviceClass::CodeReader && address.scheme() == u"serial") {
        const CodeReaderSettings settings{entry.slot, address.place(), address.number(u"baud"_s, 9600, kBauds), title};
        if (!address.problem().isEmpty())
            return noSuchAddress(address.problem());
        return makeSerialCodeReader(settings);
    }
    if ((*cls == DeviceClass::Evaluation || *cls == DeviceClass::QueueCaller) && address.scheme() == u"profile")
        return makeTerminal(entry, *cls, title, address, clock, home);
    if (*cls == DeviceClass::SocialCardReader && address.scheme() == u"pcsc")
        return makeSocialCardReader({entry.slot, address.place() == u"*" ? QString() : address.place(), title});
    if (*cls == DeviceClass::CodeReader && wedgePrefixOf(entry.address))
        return makeKeyboardCodeReader(entry.slot, title, shell.typed ? shell.typed : std::make_shared<CodeInlet>());
    if (*cls == DeviceClass::SignaturePad && (entry.address == u"ink:*" || entry.address == u"ink:pen"))
        return makeSignaturePad({entry.slot, title, entry.address == u"ink:*"}, shell.written ? shell.written : std::make_shared<InkInlet>());
    return noSuchAddress(entry.address);
}

std::optional<int> wedgePrefixOf(const QString &address)
{
    constexpr int kF1 = 0x01000030, kMostKeys = 24;             // Qt::Key_F1: this room sees no Qt Gui
    if (address == u"wedge:time")
        return 0;
    static const QRegularExpression form(u"\\Awedge:F([1-9][0-9]?)\\z"_s);
    const int number = form.match(address).captured(1).toInt();
    return number >= 1 && number <= kMostKeys ? std::optional(kF1 + number - 1) : std::nullopt;
}

} // namespace zc::devices
