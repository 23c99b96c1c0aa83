#include "internal/session/jobs.h"

#include <base/clock.h>

#include <QJsonArray>
#include <QPointer>
#include <QRegularExpression>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using namespace zc::devices;

namespace {

constexpr qsizetype kLongestPurpose = 200;
constexpr qsizetype kDigestText = 44;           // base64 of 32 bytes
constexpr int kLeastSigningMs = 1000;
constexpr int kReadingMs = 120'000;             // for the clerk, where the page names no time

// The id of a certificate on a key, see signingkey.h.
bool isCertificateId(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9a-f]{64}\\z"_s);
    return form.match(text).hasMatch();
}

QJsonObject describe(const Certificate &certificate)
{
    return {{u"certId"_s, certificate.id}, {u"subject"_s, certificate.subject}, {u"issuer"_s, certificate.issuer}, {u"serial"_s, certificate.serial},
            {u"algorithm"_s, keyAlgorithmName(certificate.algorithm)}, {u"digestAlg"_s, certificate.digest()}, {u"signs"_s, certificate.signs},
            {u"notBefore"_s, certificate.notBefore.toString(Qt::ISODate)}, {u"notAfter"_s, certificate.notAfter.toString(Qt::ISODate)},
            {u"der"_s, QString::fromLatin1(certificate.der.toBase64())}};
}

} // namespace

void DeviceCommands::listCertificates(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    follow(call, m_world.hub.submit(*claim, ListCertificates{}, deadlineOf(call)), this, [](const KeyContents &contents) {
        QJsonArray list;
        for (const Certificate &certificate : contents.certificates)
            list.append(describe(certificate));
        return QJsonObject{{u"certificates"_s, list}};
    });
}

void DeviceCommands::signDigest(const Call &call)
{
    PayloadReader payload(call.message.payload);
    SignDigest wanted;
    wanted.certificate = payload.text(u"certId"_s);
    wanted.settings = {{u"digest"_s, payload.text(u"digestAlg"_s)}};
    const auto digest = QByteArray::fromBase64Encoding(payload.text(u"digest"_s, kDigestText).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const QString purpose = payload.text(u"purpose"_s, kLongestPurpose).simplified();
    // Nobody is asked to sign what cannot be shown.
    if (!digest || (*digest).size() != SignDigest::kDigestBytes || purpose.isEmpty() || !isCertificateId(wanted.certificate))
        return call.fail(Completion::InvalidData);
    wanted.digest = *digest;
    const QString device = call.message.payload[u"device"_s].toString();
    const auto claim = claimFor(call, payload, wanted.settings);
    if (!claim)
        return;
    Job<KeyContents> job = m_world.hub.submit(*claim, ListCertificates{}, deadlineOf(call));
    call.onCancel([job]() mutable { job.cancel(); });
    whenDone(job.result(), this, [this, call, claim = *claim, wanted, device, purpose](const Result<KeyContents> &contents) {
        if (!contents.ok())
            return call.fail(completionOf(contents.error()), contents.error().code);
        askAndSign(call, claim, wanted, device, purpose, *contents);
    });
}

// One look by a person, one PIN, one signature.
void DeviceCommands::askAndSign(const Call &call, const ClaimId &claim, const SignDigest &wanted, const QString &device, const QString &purpose, const KeyContents &contents)
{
    const auto fits = [&](const Certificate &one) { return one.id == wanted.certificate && one.signs && one.digest() == wanted.settings.value(u"digest"_s); };
    const auto chosen = std::find_if(contents.certificates.begin(), contents.certificates.end(), fits);
    if (chosen == contents.certificates.end()) {
        const Error none = toError({FaultClass::MediaRejected, {}, {}, false}, DeviceClass::Key);
        return call.fail(completionOf(none), none.code);
    }
    if (!m_claims.contains(claim))
        return call.fail(Completion::SequenceError);
    const qint64 beganMs = m_world.clock.bootMs();
    const auto withdraw = m_askToSign(call, {0, {}, purpose, device, *chosen, wanted.digest, contents.triesLeft},
        [this, self = QPointer(this), call, claim, wanted, beganMs](const Pin &pin) {
            if (!self)
                return pin.wipe();
            m_asked.remove(claim);
            SignDigest operation = wanted;
            operation.pin = pin;
            const int wholeMs = call.message.timeoutMs > 0 ? call.message.timeoutMs : kReadingMs + kUsualTimeoutMs;
            const auto leftMs = int(qMax(qint64(kLeastSigningMs), wholeMs - (m_world.clock.bootMs() - beganMs)));
            follow(call, m_world.hub.submit(claim, std::move(operation), {std::chrono::milliseconds(leftMs)}), this, [](const DigitalSignature &signature) {
                return QJsonObject{{u"certId"_s, signature.certificate.id}, {u"signature"_s, QString::fromLatin1(signature.value.toBase64())}};
            });
        });
    // A claim that ends takes its question with it: nobody types a PIN for nothing.
    if (withdraw)
        m_asked.insert(claim, [call, withdraw] {
            withdraw();
            call.fail(Completion::SequenceError);
        });
}

} // namespace zc::bridge
