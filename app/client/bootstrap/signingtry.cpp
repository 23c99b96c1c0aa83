// The try of a key on page 设备: a sentence of no meaning, signed with the first certificate that signs, after the clerk typed the PIN.
#include "bootstrap/devicedesk.h"
#include "bootstrap/devicewords.h"
#include "shell/keyquestion.h"

#include <base/clock.h>
#include <base/errortext.h>
#include <base/halltime.h>
#include <base/whendone.h>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;

namespace {

constexpr auto kTryClaim = std::chrono::minutes(5), kListing = std::chrono::minutes(1), kSigning = std::chrono::minutes(1);

} // namespace

struct DeviceDesk::Try {
    QString device, title, words;
    ClaimId claim;
    Certificate certificate;
    QByteArray digest;
    int triesLeft = -1;
};

void DeviceDesk::trySigning(const QString &device)
{
    if (!m_hub || !m_signing || m_try) return;
    const auto claim = m_hub->claim(device, ClaimMode::Exclusive, {u"keytry"_s, tr("a try of the UKey")}, kTryClaim);
    if (!claim) return Q_EMIT checked(device, false, errorWords(claim.error()));
    const auto what = m_try = std::make_shared<Try>();
    what->device = device;
    what->claim = claim->id;
    for (const DeviceInfo &info : m_hub->devices())
        if (info.id == device) what->title = info.title;
    whenDone(m_hub->submit(claim->id, ListCertificates{}, {kListing}).result(), this, [this, what](const Result<KeyContents> &contents) {
        if (!contents) return endTry(what, false, errorWords(contents.error()));
        const auto chosen = std::find_if(contents->certificates.begin(), contents->certificates.end(), [](const Certificate &one) { return one.signs; });
        if (chosen == contents->certificates.end()) return endTry(what, false, errorWords({ErrorKind::Device, u"DEV-KEY-CERT"_s, {}}));
        what->certificate = *chosen;
        what->triesLeft = contents->triesLeft;
        what->words = tr("“Sample: a try of the UKey, %1”. It means nothing and is kept nowhere.").arg(hallTime(m_clock.wallMs()).toString(u"yyyy-MM-dd HH:mm:ss"_s));
        what->digest = digestToSign(*chosen, what->words.toUtf8());
        askForPin(what, {});
    });
}

void DeviceDesk::askForPin(const std::shared_ptr<Try> &what, const QString &remark)
{
    if (m_try != what) return;
    KeyQuestion::Question question;
    question.own = true;
    question.words = what->words;
    question.device = what->title;
    question.remark = remark;
    question.certificate = what->certificate;
    question.digest = what->digest;
    question.triesLeft = what->triesLeft;
    question.answer = [this, what](const Pin &pin) { pin.isEmpty() ? endTry(what, true, {}) : sign(what, pin); };
    m_signing->ask(question);
}

void DeviceDesk::sign(const std::shared_ptr<Try> &what, const Pin &pin)
{
    const SignDigest operation{what->certificate.id, what->digest, {{u"digest"_s, what->certificate.digest()}}, pin};
    whenDone(m_hub->submit(what->claim, operation, {kSigning}).result(), this, [this, what](const Result<DigitalSignature> &signature) {
        if (signature)
            return endTry(what, true, tr("Signed, and the signature verifies: %1, %2 bytes.").arg(keyAlgorithmName(signature->certificate.algorithm).toUpper()).arg(signature->value.size()));
        const Error &error = signature.error();
        if (error.code != pinRefused(std::nullopt).code) return endTry(what, false, errorWords(error));
        // The clerk may type it again; by itself nothing is tried twice.
        what->triesLeft = triesLeft(error).value_or(-1);
        askForPin(what, ErrorTexts().sentence(error));
    });
}

void DeviceDesk::endTry(std::shared_ptr<Try> what, bool well, const QString &words)
{
    if (m_try != what) return;
    m_try.reset();
    m_hub->release(what->claim);
    Q_EMIT checked(what->device, well, words);
}

// The key was pulled out or locked: nobody types a PIN for nothing.
void DeviceDesk::withdrawTry(const QString &device)
{
    if (!m_try || m_try->device != device) return;
    m_signing->withdrawOwn();
    QString code = u"DEV-KEY-ABSENT"_s;
    for (const DeviceInfo &info : m_hub->devices())
        if (info.id == device && !info.errorCode.isEmpty()) code = info.errorCode;
    endTry(m_try, false, errorWords({ErrorKind::Device, code, {}}));
}

} // namespace zc::client
