#include "minisignsigner.h"

#include "internal/evp.h"
#include "internal/minisignform.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kKeyIdSize = 8, kSeedSize = 32, kSaltSize = 32, kSecretSize = kKeyIdSize + 64 + 32;
constexpr qsizetype kFileSize = 6 + kSaltSize + 16 + kSecretSize;

EvpPkey privateKey(const SecretBytes &seed)
{
    return EvpPkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.bytes(), size_t(seed.size())));
}

QByteArray publicOf(const SecretBytes &seed)
{
    QByteArray key(32, '\0');
    size_t size = size_t(key.size());
    const EvpPkey pkey = privateKey(seed);
    return pkey && EVP_PKEY_get_raw_public_key(pkey.get(), reinterpret_cast<uchar *>(key.data()), &size) == 1 ? key : QByteArray();
}

QByteArray ed25519Sign(const SecretBytes &seed, QByteArrayView data)
{
    QByteArray signature(64, '\0');
    size_t size = size_t(signature.size());
    const EvpPkey pkey = privateKey(seed);
    const EvpMdCtx context(EVP_MD_CTX_new());
    if (!pkey || EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, pkey.get(), nullptr) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<uchar *>(signature.data()), &size, reinterpret_cast<const uchar *>(data.data()), size_t(data.size())) != 1)
        qFatal("Ed25519 is not available: %s", qPrintable(opensslReason()));
    return signature;
}

// Parameters as libsodium picks them from its two limits; 0 = beyond what a key file may ask of this machine.
struct Cost {
    quint64 n = 0, p = 0;
};
Cost costOf(quint64 operations, quint64 memory)
{
    constexpr quint64 kBlock = 8, kMostMemory = quint64(1) << 30, kMostOperations = quint64(1) << 26;
    if (operations > kMostOperations || memory > kMostMemory)
        return {};
    operations = qMax<quint64>(operations, 32768);
    const bool light = operations < memory / 32;
    const quint64 most = light ? operations / (kBlock * 4) : memory / (kBlock * 128);
    quint64 n = 2;
    while (n <= most / 2)
        n *= 2;
    return {n, light ? 1 : qMax<quint64>(1, operations / 4 / n / kBlock)};
}

bool unlock(SecretBytes &secret, QByteArrayView passphrase, const QByteArray &salt, const Cost &cost)
{
    SecretBytes stream(secret.size());
    const quint64 memory = 128 * cost.n * 8 + 128 * cost.p * 8 + (1 << 20);
    if (EVP_PBE_scrypt(passphrase.data(), size_t(passphrase.size()), reinterpret_cast<const uchar *>(salt.constData()), size_t(salt.size()), cost.n, 8, cost.p,
                       memory, stream.bytes(), size_t(stream.size()))
        != 1) {
        opensslReason();
        return false;
    }
    for (qsizetype i = 0; i < secret.size(); ++i)
        secret.bytes()[i] ^= stream.bytes()[i];
    return true;
}

// BLAKE2b with 32 bytes of output, which OpenSSL 3.0 does not have.
QByteArray checksum(QByteArrayView head, QByteArrayView secret)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(head);
    hash.addData(secret);
    return hash.result();
}
} // namespace

MinisignSigner MinisignSigner::generate()
{
    MinisignSigner signer;
    signer.m_seed = SecretBytes::random(kSeedSize);
    signer.m_public = publicOf(signer.m_seed);
    const SecretBytes id = SecretBytes::random(kKeyIdSize);
    signer.m_id = id.view().toByteArray();
    return signer;
}

Result<MinisignSigner> MinisignSigner::fromText(QByteArrayView text, QByteArrayView passphrase)
{
    const Error malformed{ErrorKind::Invalid, u"CRY-KEY-FORMAT"_s, u"minisign"_s};
    const Error locked{ErrorKind::Denied, u"CRY-MINISIGN-PASSPHRASE"_s, {}};
    QByteArray copy = text.size() <= 4096 ? text.toByteArray() : QByteArray();
    const QList<QByteArray> lines = copy.trimmed().split('\n');
    auto decoded = lines.size() <= 2 ? base64Line(lines.last()) : std::nullopt;
    cleanse(copy.data(), copy.size());
    if (!decoded || decoded->size() != kFileSize || !decoded->startsWith("Ed") || decoded->mid(4, 2) != "B2")
        return malformed;
    const QByteArray derivation = decoded->mid(2, 2), salt = decoded->mid(6, kSaltSize);
    const auto *limits = reinterpret_cast<const uchar *>(decoded->constData()) + 6 + kSaltSize;
    SecretBytes secret = SecretBytes::copyOf(QByteArrayView(*decoded).sliced(6 + kSaltSize + 16));
    const Cost cost = costOf(qFromLittleEndian<quint64>(limits), qFromLittleEndian<quint64>(limits + 8));
    const bool open = derivation == QByteArray(2, '\0');
    cleanse(decoded->data(), decoded->size());
    if (!open && (derivation != "Sc" || cost.n == 0))
        return malformed;
    if (!open && (passphrase.isEmpty() || !unlock(secret, passphrase, salt, cost)))
        return locked;
    MinisignSigner signer;
    const QByteArrayView all = secret.view();
    signer.m_id = all.first(kKeyIdSize).toByteArray();
    signer.m_seed = SecretBytes::copyOf(all.sliced(kKeyIdSize, kSeedSize));
    signer.m_public = publicOf(signer.m_seed);
    // The program leaves the checksum of an open key empty; the public half still has to belong to the secret one.
    const bool summed = all.last(32) == checksum("Ed", all.first(kKeyIdSize + 64)) || (open && all.last(32) == QByteArray(32, '\0'));
    const bool sound = summed && all.sliced(kKeyIdSize + kSeedSize, 32) == signer.m_public;
    if (!sound)
        return open ? malformed : locked;
    return signer;
}

MinisignKey MinisignSigner::publicKey() const
{
    return {m_id, m_public};
}

QByteArray MinisignSigner::publicText() const
{
    QByteArray number(m_id);
    std::reverse(number.begin(), number.end());        // the program shows it as a little-endian number
    return "untrusted comment: minisign public key " + number.toHex().toUpper() + '\n' + ("Ed" + m_id + m_public).toBase64() + '\n';
}

SecretBytes MinisignSigner::secretText() const
{
    SecretBytes secret(kFileSize);
    uchar *at = secret.bytes();
    std::copy_n("Ed\0\0B2", 6, at);
    uchar *key = at + 6 + kSaltSize + 16;
    memcpy(key, m_id.constData(), kKeyIdSize);
    memcpy(key + kKeyIdSize, m_seed.bytes(), kSeedSize);
    memcpy(key + kKeyIdSize + kSeedSize, m_public.constData(), 32);
    memcpy(key + kKeyIdSize + 64, checksum("Ed", QByteArrayView(key, kKeyIdSize + 64)).constData(), 32);
    QByteArray base64 = QByteArray::fromRawData(secret.view().data(), secret.size()).toBase64();
    QByteArray text = "untrusted comment: minisign secret key\n" + base64 + '\n';
    cleanse(base64.data(), base64.size());
    return SecretBytes::consume(text);
}

Result<QByteArray> MinisignSigner::sign(QByteArrayView data, const QString &trustedComment) const
{
    const QByteArray comment = trustedComment.toUtf8();
    if (comment.contains('\n') || comment.contains('\r') || comment.size() > 8192 || comment != comment.trimmed())
        return Error{ErrorKind::Invalid, u"CRY-MINISIGN-FORMAT"_s, u"trusted comment"_s};
    const QByteArray signature = ed25519Sign(m_seed, blake2b512(data));
    const QByteArray global = ed25519Sign(m_seed, signature + comment);
    return QByteArray("untrusted comment: signature from minisign secret key\n" + ("ED" + m_id + signature).toBase64() + "\ntrusted comment: " + comment + '\n'
                      + global.toBase64() + '\n');
}

} // namespace zc::crypto
