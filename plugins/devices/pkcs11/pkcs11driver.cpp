#include "pkcs11token.h"

#include <devices/vendorlibrary.h>

namespace zc::devices::pkcs11 {

using namespace Qt::StringLiterals;

namespace {

// "module": full path of the vendor's library; "token": the label of one token, where there may be several.
class Pkcs11Driver final : public Driver {
public:
    Pkcs11Driver(const DriverSettings &settings, std::unique_ptr<Module> module)
        : m_info{u"pkcs11"_s, DeviceClass::Key, settings.slot, settings.title}, m_label(settings.values.value(u"token"_s).toString()), m_module(std::move(module)) {}
    DriverInfo info() const override { return m_info; }

    QList<Candidate> scan() override
    {
        m_found = wanted();
        if (m_found.isEmpty()) {        // nothing is open: nobody loses a session
            m_module->startAgain();
            m_found = wanted();
        }
        QList<Candidate> list;
        for (const Module::Token &token : m_found) {
            Candidate found;
            found.bus = u"pkcs11"_s;
            found.path = QString::number(token.slot);
            found.serial = token.serial;
            list << found;
        }
        return list;
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &) override
    {
        for (const Module::Token &one : m_found) {
            if (one.serial != candidate.serial || QString::number(one.slot) != candidate.path)
                continue;
            auto token = openToken(*m_module, one);
            if (!token)
                return token.error();
            const auto certificates = (*token)->certificates();
            if (!certificates)
                return certificates.error();
            return makeKeyDevice(std::move(*token), *certificates);
        }
        return toError({FaultClass::NoDevice, {}, {}, true}, DeviceClass::Key);
    }

private:
    QList<Module::Token> wanted() const
    {
        QList<Module::Token> list;
        for (const Module::Token &token : m_module->tokens())
            if (m_label.isEmpty() || token.label == m_label)
                list << token;
        return list;
    }

    const DriverInfo m_info;
    const QString m_label;
    const std::unique_ptr<Module> m_module;
    QList<Module::Token> m_found;
};

} // namespace

// Keys behind any module of PKCS#11. The module is a vendor's code with threads and files of its own: it lives in the device host and
// nowhere else.
class Pkcs11DriverPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        auto module = vendorLibrary<Module>(settings, {u"token"_s});
        if (!module.ok())
            return module.error();
        return std::unique_ptr<Driver>(std::make_unique<Pkcs11Driver>(settings, std::move(*module)));
    }
};

} // namespace zc::devices::pkcs11

#include "pkcs11driver.moc"
