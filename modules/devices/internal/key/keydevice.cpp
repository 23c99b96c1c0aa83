#include <devices/keytoken.h>

#include "internal/core/stackcalls.h"

#include <crypto/certificate.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConditionEveryMs = 2000;
const QString kDigestSetting = QStringLiteral("digest");

Error keyFault(FaultClass cls, const QString &suffix = {})
{
    return toError({cls, suffix, {}, false}, DeviceClass::Key);
}

class KeyDevice final : public Device {
public:
    KeyDevice(std::unique_ptr<KeyToken> token, const QList<QByteArray> &certificates) : m_token(std::move(token)), m_identity(m_token->identity())
    {
        describe(read(certificates));
    }

    DeviceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return m_capabilities; }
    int conditionMs() const override { return kConditionEveryMs; }

    bool isOpen() override
    {
        return m_calls.isThere([token = m_token.get()] { return token->present(); });
    }

    Condition condition(JobContext &context) override
    {
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const Abandoned &) { return token.pinState(); });
        if (pin.ok() && pin->locked)
            return {Condition::Kind::NeedsPerson, keyFault(FaultClass::Denied, u"LOCKED"_s)};
        return {};
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return checkHealth(context);
        if (std::holds_alternative<ListCertificates>(operation))
            return list(context);
        if (const auto *what = std::get_if<SignDigest>(&operation))
            return sign(*what, context);
        return keyFault(FaultClass::Unsupported);
    }

private:
    using Abandoned = StackCalls::Abandoned;

    template <class T, class F>
    Result<T> call(JobContext &context, F what)
    {
        return m_calls.call<T>(context, [token = m_token.get(), what](const Abandoned &abandoned) { return what(*token, abandoned); });
    }

    static QList<Certificate> read(const QList<QByteArray> &ders)
    {
        QList<Certificate> list;
        for (const QByteArray &der : ders)      // what is of another algorithm is not for us, and no fault of the key
            if (auto certificate = certificateFrom(der))
                list << *certificate;
        return list;
    }

    void describe(const QList<Certificate> &certificates)
    {
        Capabilities can;
        can.cls = DeviceClass::Key;
        can.operations = {u"ListCertificates"_s, u"CheckHealth"_s};
        QStringList digests;
        for (const Certificate &certificate : certificates)
            if (certificate.signs && !digests.contains(certificate.digest()))
                digests << certificate.digest();
        digests.sort();
        if (!digests.isEmpty()) {
            can.operations << u"SignDigest"_s;
            can.settings << SettingCapability{kDigestSetting, u"choice"_s, 0, 0, digests, digests.contains(u"sm3"_s) ? u"sm3"_s : digests.first()};
            can.notes << u"needs the PIN for every signature"_s;
        }
        m_capabilities = can;
    }

    Result<QList<Certificate>> look(JobContext &context)
    {
        const auto found = call<QList<QByteArray>>(context, [](KeyToken &token, const Abandoned &) { return token.certificates(); });
        if (!found)
            return found.error();
        const QList<Certificate> certificates = read(*found);
        describe(certificates);
        return certificates;
    }

    Result<AnyAnswer> checkHealth(JobContext &context)
    {
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const Abandoned &) { return token.pinState(); });
        if (!pin)
            return pin.error();
        HealthReport report;
        report.ok = !pin->locked;
        report.serial = m_identity.serial;
        if (pin->locked)
            report.notes << u"the PIN is locked"_s;
        else if (pin->left)
            report.notes << u"tries left: %1"_s.arg(*pin->left);
        return AnyAnswer(report);
    }

    Result<AnyAnswer> list(JobContext &context)
    {
        const auto certificates = look(context);
        if (!certificates)
            return certificates.error();
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const Abandoned &) { return token.pinState(); });
        if (!pin)
            return pin.error();
        return AnyAnswer(KeyContents{*certificates, pin->locked ? 0 : pin->left.value_or(-1)});
    }

    Result<AnyAnswer> sign(const SignDigest &what, JobContext &context)
    {
        const QString digest = m_capabilities.value(what.settings, kDigestSetting);
        if (!m_capabilities.refusedSetting(what.settings).isEmpty() || what.digest.size() != SignDigest::kDigestBytes)
            return keyFault(FaultClass::Unsupported);
        if (what.pin.isEmpty())
            return keyFault(FaultClass::Denied, u"LOGIN"_s);
        const auto certificates = look(context);
        if (!certificates)
            return certificates.error();
        const auto fits = [&](const Certificate &one) {
            return one.signs && one.digest() == digest && (what.certificate.isEmpty() || what.certificate == one.id);
        };
        const auto chosen = std::find_if(certificates->begin(), certificates->end(), fits);
        if (chosen == certificates->end())
            return keyFault(FaultClass::MediaRejected);
        const auto value = call<QByteArray>(context, [certificate = *chosen, bytes = what.digest, pin = what.pin](KeyToken &token, const Abandoned &abandoned) {
            Result<QByteArray> signature = keyFault(FaultClass::Cancelled);
            pin.use([&](QByteArrayView typed) { signature = token.sign({certificate, bytes, typed, abandoned}); });
            return signature;
        });
        if (!value)
            return value.error();
        const QByteArray signature = chosen->algorithm == KeyAlgorithm::Rsa ? *value : crypto::derSignature(*value);
        if (!verifies(*chosen, what.digest, signature))
            return keyFault(FaultClass::Protocol);
        return AnyAnswer(DigitalSignature{*chosen, signature});
    }

    const std::unique_ptr<KeyToken> m_token;
    const DeviceIdentity m_identity;
    Capabilities m_capabilities;
    StackCalls m_calls{DeviceClass::Key};       // its end comes first: no call outlives the token
};

} // namespace

KeyToken::~KeyToken() = default;

std::unique_ptr<Device> makeKeyDevice(std::unique_ptr<KeyToken> token, const QList<QByteArray> &certificates)
{
    return std::make_unique<KeyDevice>(std::move(token), certificates);
}

} // namespace zc::devices
