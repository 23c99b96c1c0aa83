#include "pkcs11token.h"

#include <array>

namespace zc::devices::pkcs11 {

using namespace Qt::StringLiterals;

namespace {

constexpr CK_ULONG kLargestAnswer = 16 * 1024;
constexpr CK_ULONG kFirstAnswer = 512;              // of a signature: RSA with 4096 bits
constexpr std::size_t kMostObjects = 32;
// DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2, note 1): CKM_RSA_PKCS pads and no more.
constexpr uchar kSha256Prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, T &value) { return {type, &value, sizeof value}; }

class Pkcs11Token final : public KeyToken {
public:
    Pkcs11Token(const Module &module, const Module::Token &token, CK_SESSION_HANDLE session) : m_call(module.call()), m_token(token), m_session(session) {}
    ~Pkcs11Token() override { m_call.C_CloseSession(m_session); }

    DeviceIdentity identity() const override { return {m_token.model, m_token.serial}; }

    bool present() override
    {
        CK_SLOT_INFO slot{};
        CK_TOKEN_INFO info{};
        CK_SESSION_INFO session{};
        return m_call.C_GetSlotInfo(m_token.slot, &slot) == CKR_OK && (slot.flags & CKF_TOKEN_PRESENT) != 0
            && m_call.C_GetTokenInfo(m_token.slot, &info) == CKR_OK && textOf(info.serialNumber) == m_token.serial
            && m_call.C_GetSessionInfo(m_session, &session) == CKR_OK;
    }

    Result<QList<QByteArray>> certificates() override
    {
        CK_OBJECT_CLASS cls = CKO_CERTIFICATE;
        CK_CERTIFICATE_TYPE type = CKC_X_509;
        std::array wanted{attribute(CKA_CLASS, cls), attribute(CKA_CERTIFICATE_TYPE, type)};
        const auto objects = find(wanted);
        if (!objects)
            return objects.error();
        QList<QByteArray> list;
        for (const CK_OBJECT_HANDLE object : *objects) {
            const auto der = bytesOf(object, CKA_VALUE);
            if (!der)
                return der.error();
            // No mechanism of the standard signs with SM2: what cannot be used is not offered.
            const auto certificate = certificateFrom(*der);
            if (certificate && certificate->algorithm != KeyAlgorithm::Sm2)
                list << *der;
        }
        return list;
    }

    Result<PinState> pinState() override
    {
        CK_TOKEN_INFO info{};
        if (const CK_RV status = m_call.C_GetTokenInfo(m_token.slot, &info); status != CKR_OK)
            return errorOf(status);
        if ((info.flags & CKF_USER_PIN_LOCKED) != 0)
            return PinState{0, true};
        return PinState{(info.flags & CKF_USER_PIN_FINAL_TRY) != 0 ? std::optional(1) : std::nullopt, false};
    }

    Result<QByteArray> sign(const Request &request) override
    {
        // A session of its own: whatever is left half done in it ends with it, and so does the login.
        const CK_SESSION_HANDLE idle = m_session;
        if (const CK_RV status = m_call.C_OpenSession(m_token.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &m_session); status != CKR_OK) {
            m_session = idle;
            return errorOf(status);
        }
        const Error refused = login(CKU_USER, request.pin);
        Result<QByteArray> signature = refused.code.isEmpty() ? signLoggedIn(request) : Result<QByteArray>(refused);
        m_call.C_Logout(m_session);
        m_call.C_CloseSession(m_session);
        m_session = idle;
        return signature;
    }

private:
    // Once. Whoever was logged in before has not shown this PIN: out first.
    Error login(CK_USER_TYPE user, QByteArrayView pin)
    {
        auto *bytes = reinterpret_cast<CK_UTF8CHAR *>(const_cast<char *>(pin.data()));
        if (user == CKU_USER)
            m_call.C_Logout(m_session);
        const CK_RV status = m_call.C_Login(m_session, user, bytes, CK_ULONG(pin.size()));
        if (status == CKR_OK)
            return {};
        const Error error = errorOf(status);
        if (error.code != pinRefused(std::nullopt).code && error.code != pinRefused(0).code)
            return error;
        const auto state = pinState();
        const bool locked = status == CKR_PIN_LOCKED || (state && state->locked);
        return pinRefused(locked ? std::optional(0) : state ? state->left : std::nullopt);
    }

    Result<QByteArray> signLoggedIn(const Request &request)
    {
        const auto key = keyOf(request.certificate);
        if (!key)
            return key.error();
        const bool rsa = request.certificate.algorithm == KeyAlgorithm::Rsa;
        CK_MECHANISM mechanism{CK_MECHANISM_TYPE(rsa ? CKM_RSA_PKCS : CKM_ECDSA), nullptr, 0};
        QByteArray data = rsa ? QByteArray(reinterpret_cast<const char *>(kSha256Prefix), sizeof kSha256Prefix) : QByteArray();
        data.append(request.digest);
        if (const CK_RV status = m_call.C_SignInit(m_session, &mechanism, *key); status != CKR_OK)
            return errorOf(status);
        if (alwaysAsks(*key))
            if (const Error refused = login(CKU_CONTEXT_SPECIFIC, request.pin); !refused.code.isEmpty())
                return refused;
        QByteArray signature(kFirstAnswer, '\0');
        CK_ULONG size = kFirstAnswer;
        CK_RV status = signInto(data, signature, &size);
        if (status == CKR_BUFFER_TOO_SMALL && size > kFirstAnswer && size <= kLargestAnswer) {      // the operation is still the same one
            signature.resize(qsizetype(size));
            status = signInto(data, signature, &size);
        }
        if (status != CKR_OK)
            return errorOf(status);
        if (size > CK_ULONG(signature.size()))
            return errorOf(CKR_DATA_INVALID);
        signature.truncate(qsizetype(size));
        return signature;
    }

    CK_RV signInto(QByteArray &data, QByteArray &signature, CK_ULONG *size)
    {
        return m_call.C_Sign(m_session, reinterpret_cast<CK_BYTE *>(data.data()), CK_ULONG(data.size()), reinterpret_cast<CK_BYTE *>(signature.data()), size);
    }

    bool alwaysAsks(CK_OBJECT_HANDLE key)
    {
        CK_BBOOL asks = CK_FALSE;
        CK_ATTRIBUTE value = attribute(CKA_ALWAYS_AUTHENTICATE, asks);
        return m_call.C_GetAttributeValue(m_session, key, &value, 1) == CKR_OK && asks == CK_TRUE;
    }

    // A private key belongs to the certificate with the same CKA_ID.
    Result<CK_OBJECT_HANDLE> keyOf(const Certificate &certificate)
    {
        QByteArray der = certificate.der;
        CK_OBJECT_CLASS cls = CKO_CERTIFICATE;
        std::array wanted{attribute(CKA_CLASS, cls), CK_ATTRIBUTE{CKA_VALUE, der.data(), CK_ULONG(der.size())}};
        const auto found = find(wanted);
        if (!found)
            return found.error();
        if (found->isEmpty())
            return errorOf(CKR_OBJECT_HANDLE_INVALID);
        auto id = bytesOf(found->first(), CKA_ID);
        if (!id)
            return id.error();
        CK_OBJECT_CLASS secret = CKO_PRIVATE_KEY;
        std::array ofIt{attribute(CKA_CLASS, secret), CK_ATTRIBUTE{CKA_ID, id->data(), CK_ULONG(id->size())}};
        const auto keys = find(ofIt);
        if (!keys)
            return keys.error();
        return keys->isEmpty() ? Result<CK_OBJECT_HANDLE>(errorOf(CKR_KEY_HANDLE_INVALID)) : Result<CK_OBJECT_HANDLE>(keys->first());
    }

    template <std::size_t N>
    Result<QList<CK_OBJECT_HANDLE>> find(std::array<CK_ATTRIBUTE, N> &wanted)
    {
        if (const CK_RV status = m_call.C_FindObjectsInit(m_session, wanted.data(), CK_ULONG(N)); status != CKR_OK)
            return errorOf(status);
        std::array<CK_OBJECT_HANDLE, kMostObjects> found{};
        CK_ULONG count = 0;
        const CK_RV status = m_call.C_FindObjects(m_session, found.data(), kMostObjects, &count);
        m_call.C_FindObjectsFinal(m_session);
        if (status != CKR_OK)
            return errorOf(status);
        return QList<CK_OBJECT_HANDLE>(found.begin(), found.begin() + qsizetype(std::min<CK_ULONG>(count, kMostObjects)));
    }

    Result<QByteArray> bytesOf(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
    {
        CK_ATTRIBUTE value{type, nullptr, 0};
        if (const CK_RV status = m_call.C_GetAttributeValue(m_session, object, &value, 1); status != CKR_OK)
            return errorOf(status);
        if (value.ulValueLen > kLargestAnswer)
            return errorOf(CKR_DATA_LEN_RANGE);
        QByteArray bytes(qsizetype(value.ulValueLen), '\0');
        value.pValue = bytes.data();
        if (const CK_RV status = m_call.C_GetAttributeValue(m_session, object, &value, 1); status != CKR_OK)
            return errorOf(status);
        bytes.truncate(qsizetype(std::min<CK_ULONG>(value.ulValueLen, CK_ULONG(bytes.size()))));
        return bytes;
    }

    CK_FUNCTION_LIST &m_call;
    const Module::Token m_token;
    CK_SESSION_HANDLE m_session;
};

} // namespace

Result<std::unique_ptr<KeyToken>> openToken(Module &module, const Module::Token &token)
{
    CK_SESSION_HANDLE session = 0;
    if (const CK_RV status = module.call().C_OpenSession(token.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session); status != CKR_OK)
        return errorOf(status);
    return std::unique_ptr<KeyToken>(std::make_unique<Pkcs11Token>(module, token, session));
}

} // namespace zc::devices::pkcs11
