#include "bootstrap/deskdevices.h"
#include "bootstrap/visitdesk.h"

#include <pluginhost/driverplugins.h>
#include <settings/settings.h>

#include <QGuiApplication>
#include <QDir>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;

namespace {

const QString kReaderSlot = QStringLiteral("idr-1"), kScreenScheme = QStringLiteral("screen:");

// Stands where a driver should: found, never open, with the reason.
class RefusedDriver final : public Driver {
public:
    RefusedDriver(const DeviceEntry &entry, DeviceClass cls, const Error &why) : m_info{u"none"_s, cls, entry.slot, entry.title}, m_why(why) {}
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        Candidate setting;
        setting.bus = u"settings"_s;
        return {setting};
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override { return m_why; }

private:
    const DriverInfo m_info;
    const Error m_why;
};

// The driver behind an address, by the names that devices.allowed uses.
QString driverOf(DeviceClass cls, const QString &address)
{
    const QString scheme = address.section(u':', 0, 0), place = address.section(u':', 1).section(u'?', 0, 0);
    if (scheme == "host"_L1) return place;
    if (scheme == "serial"_L1) return cls == DeviceClass::ReceiptPrinter ? u"escpos"_s : cls == DeviceClass::CodeReader ? u"barserial"_s : u"sdt"_s;
    if (scheme == "usb"_L1) return u"sdt"_s;
    if (scheme == "pcsc"_L1) return u"pcsc-ssc"_s;
    if (scheme == "http"_L1 || scheme == "https"_L1) return u"escl"_s;
    return scheme == "ipps"_L1 ? u"ipp"_s : scheme;
}

DriverHome driverHome(const QStringList &allowed, const QString &folder)
{
    const QDir programs(folder.isEmpty() ? QCoreApplication::applicationDirPath() : folder);
    const pluginhost::DriverPluginSettings settings{programs.filePath(u"../plugins/devices"_s), QVersionNumber::fromString(QStringLiteral(ZC_VERSION)), allowed};
    return {programs.filePath(u"zc-devicehost"_s), [settings](const QString &id) { return pluginhost::checkedDriver(settings, id); }};
}

QString className(DeviceClass cls)
{
    switch (cls) {
    case DeviceClass::IdCardReader: return QCoreApplication::translate("DeskDevices", "Card reader");
    case DeviceClass::SocialCardReader: return QCoreApplication::translate("DeskDevices", "Social-security card reader");
    case DeviceClass::Scanner: return QCoreApplication::translate("DeskDevices", "Scanner");
    case DeviceClass::Camera: return QCoreApplication::translate("DeskDevices", "Document camera");
    case DeviceClass::SignaturePad: return QCoreApplication::translate("DeskDevices", "Signature pad");
    case DeviceClass::CodeReader: return QCoreApplication::translate("DeskDevices", "Code scanner");
    case DeviceClass::Printer: return QCoreApplication::translate("DeskDevices", "Printer");
    case DeviceClass::ReceiptPrinter: return QCoreApplication::translate("DeskDevices", "Receipt printer");
    case DeviceClass::Evaluation: return QCoreApplication::translate("DeskDevices", "Evaluation terminal");
    case DeviceClass::QueueCaller: return QCoreApplication::translate("DeskDevices", "Queue caller");
    case DeviceClass::Key: return QCoreApplication::translate("DeskDevices", "UKey");
    case DeviceClass::PhotoDecoder: return QCoreApplication::translate("DeskDevices", "ID photo decoder");
    case DeviceClass::FingerprintReader: return QCoreApplication::translate("DeskDevices", "Fingerprint reader");
    }
    return {};
}

} // namespace

QString slotTitle(const DeviceId &slot)
{
    const auto cls = classOfSlot(slot);
    if (!cls) return slot;
    if (slot == kApplicantScreenSlot) return QCoreApplication::translate("DeskDevices", "The applicant's screen");
    const QString number = slot.section(u'-', 1);
    return number == "1"_L1 ? className(*cls) : u"%1 %2"_s.arg(className(*cls), number);
}

DeskDevices::DeskDevices(const settings::Settings &settings, const QString &keep, const QString &calls)
    : m_allowed(settings.list(u"devices.allowed"_s))
    , m_profiles(std::make_shared<ProfileShelf>(ProfileShelf::Options{QDir::cleanPath(settings.policyPlace().folder + u"/../terminals"_s), keep,
                                                                      settings::policySigners(settings.policyPlace()), settings.text(u"environment"_s) == "production"_L1}))
{
    auto addresses = settings.map(u"devices.slots"_s);
    if (const QString port = settings.text(u"devices.idCardPort"_s); !port.isEmpty() && !addresses.contains(kReaderSlot)) addresses.insert(kReaderSlot, u"serial:"_s + port);
    // Nobody named a terminal: the second screen, where there is one, is the applicant's.
    const bool asks = std::any_of(addresses.keyBegin(), addresses.keyEnd(), [](const QString &slot) { return classOfSlot(slot) == DeviceClass::Evaluation; });
    if (!asks && QGuiApplication::screens().size() > 1) addresses.insert(kApplicantScreenSlot, kScreenScheme + u'*');
    for (auto it = addresses.cbegin(); it != addresses.cend(); ++it) {
        m_entries.append({it.key(), it.value(), slotTitle(it.key())});
        if (classOfSlot(it.key()) == DeviceClass::SignaturePad && it.value().startsWith(u"ink:"_s) && !m_surface) m_surface = std::make_shared<InkInlet>();
        if (classOfSlot(it.key()) == DeviceClass::QueueCaller && it.value().startsWith(kScreenScheme) && !m_calls) m_calls = std::make_shared<CallList>(calls);
        const auto prefix = wedgePrefixOf(it.value());
        if (classOfSlot(it.key()) != DeviceClass::CodeReader || !prefix || m_inlet) continue;
        m_inlet = std::make_shared<CodeInlet>();
        m_wedgePrefix = *prefix;
    }
}

void DeskDevices::name(intake::Workplace &workplace) const
{
    for (const DeviceEntry &entry : m_entries) {
        const auto cls = classOfSlot(entry.slot);
        if (cls == DeviceClass::IdCardReader && workplace.readerSlot.isEmpty()) workplace.readerSlot = entry.slot;
        if (cls == DeviceClass::SocialCardReader && workplace.socialReaderSlot.isEmpty()) workplace.socialReaderSlot = entry.slot;
        if (cls == DeviceClass::Scanner && workplace.scannerSlot.isEmpty()) workplace.scannerSlot = entry.slot;
        if (cls == DeviceClass::QueueCaller && workplace.queueSlot.isEmpty()) workplace.queueSlot = entry.slot;
        if (cls == DeviceClass::Evaluation) workplace.evaluationSlots.append(entry.slot);
        if (cls == DeviceClass::SignaturePad && workplace.padSlot.isEmpty()) workplace.padSlot = entry.slot;
        if (cls == DeviceClass::PhotoDecoder && workplace.photoSlot.isEmpty()) workplace.photoSlot = entry.slot;
        if (cls == DeviceClass::Camera && workplace.cameraSlot.isEmpty()) workplace.cameraSlot = entry.slot;
    }
}

QString DeskDevices::applicantScreen() const
{
    QString any;
    for (const DeviceEntry &entry : m_entries) {
        if (!entry.address.startsWith(kScreenScheme)) continue;
        any = entry.address.mid(kScreenScheme.size());
        if (any != "*"_L1) return any;
    }
    return any;
}

std::vector<std::unique_ptr<Driver>> DeskDevices::drivers(const Clock &clock, const PrintServices &printing, const QString &programs,
                                                          const std::shared_ptr<EvaluationScreen> &screen) const
{
    std::vector<std::unique_ptr<Driver>> made;
    DriverHome home = driverHome(m_allowed, programs);
    if (m_profiles) home.profileOf = [shelf = m_profiles](const QString &name) { return shelf->profile(name); };
    for (const DeviceEntry &entry : m_entries) {
        const auto cls = classOfSlot(entry.slot);
        if (!cls) continue;                              // said by the self-check: there is no class to show it under
        const QString driver = driverOf(*cls, entry.address);
        const bool allowed = m_allowed.contains(u"*"_s) || m_allowed.contains(driver);
        const bool onScreen = screen && cls == DeviceClass::Evaluation && entry.address.startsWith(kScreenScheme);
        const bool onList = m_calls && cls == DeviceClass::QueueCaller && entry.address.startsWith(kScreenScheme);
        auto wanted = allowed && onList ? Result<std::unique_ptr<Driver>>(makeCallList(entry.slot, entry.title, m_calls))
                    : allowed && onScreen ? Result<std::unique_ptr<Driver>>(makeScreenEvaluation(entry.slot, entry.title, screen))
                    : allowed ? makeDriver(entry, clock, home, printing, {m_inlet, m_surface}) : Result<std::unique_ptr<Driver>>(Error{ErrorKind::Denied, u"APP-DRIVER-DENIED"_s, driver});
        if (wanted.ok()) made.push_back(std::move(*wanted));
        else made.push_back(std::make_unique<RefusedDriver>(entry, *cls, wanted.error()));
    }
    return made;
}

} // namespace zc::client
