#include "minisign.h"

#include "internal/evp.h"
#include "internal/minisignform.h"

#include <optional>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kIdSize = 8;
constexpr qsizetype kSignatureSize = 64;

bool ed25519Verify(const QByteArray &key, QByteArrayView data, QByteArrayView signature)
{
    const auto *raw = reinterpret_cast<const uchar *>(key.constData());
    EvpPkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw, size_t(key.size())));
    EvpMdCtx context(EVP_MD_CTX_new());
    const bool good = pkey && EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, pkey.get(), nullptr) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const uchar *>(signature.data()), size_t(signature.size()),
                            reinterpret_cast<const uchar *>(data.data()), size_t(data.size())) == 1;
    if (!good)
        opensslReason();
    return good;
}

} // namespace

QByteArray blake2b512(QByteArrayView data)
{
    QByteArray out(64, '\0');
    unsigned int size = 0;
    static EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "BLAKE2B-512", nullptr);
    if (!algorithm || EVP_Digest(data.data(), size_t(data.size()), reinterpret_cast<uchar *>(out.data()), &size, algorithm, nullptr) != 1)
        return {};
    return out;
}

std::optional<QByteArray> base64Line(QByteArrayView line)
{
    const auto bytes = QByteArray::fromBase64Encoding(line.trimmed().toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

Result<MinisignKey> MinisignKey::fromText(QByteArrayView text)
{
    const QList<QByteArray> lines = text.toByteArray().trimmed().split('\n');
    const auto bytes = lines.size() <= 2 ? base64Line(lines.last()) : std::nullopt;
    if (!bytes || bytes->size() != 2 + kIdSize + 32 || !bytes->startsWith("Ed"))
        return Error{ErrorKind::Invalid, u"CRY-KEY-FORMAT"_s, u"minisign"_s};
    return MinisignKey{bytes->sliced(2, kIdSize), bytes->sliced(2 + kIdSize)};
}

Result<QString> verifyMinisign(QByteArrayView data, QByteArrayView signatureFile, const MinisignKey &key)
{
    const auto refused = [](const QString &code) { return Error{ErrorKind::Denied, code, {}}; };
    const QByteArray comment("trusted comment: ");
    const QList<QByteArray> lines = signatureFile.size() <= 16384 ? signatureFile.toByteArray().trimmed().split('\n') : QList<QByteArray>();
    if (lines.size() != 4 || !lines[0].startsWith("untrusted comment:") || !lines[2].startsWith(comment))
        return refused(u"CRY-MINISIGN-FORMAT"_s);
    const auto packet = base64Line(lines[1]);
    const auto global = base64Line(lines[3]);
    if (!packet || packet->size() != 2 + kIdSize + kSignatureSize || !global || global->size() != kSignatureSize)
        return refused(u"CRY-MINISIGN-FORMAT"_s);
    const bool prehashed = packet->startsWith("ED");
    if (!prehashed && !packet->startsWith("Ed"))
        return refused(u"CRY-MINISIGN-FORMAT"_s);
    if (packet->sliced(2, kIdSize) != key.id)
        return refused(u"CRY-MINISIGN-KEY"_s);
    const QByteArray signature = packet->last(kSignatureSize);
    QByteArray trusted = lines[2].sliced(comment.size());
    if (trusted.endsWith('\r'))
        trusted.chop(1);
    const QByteArray digest = prehashed ? blake2b512(data) : QByteArray();
    if (!ed25519Verify(key.key, prehashed ? QByteArrayView(digest) : data, signature)
        || !ed25519Verify(key.key, signature + trusted, *global))
        return refused(u"CRY-MINISIGN-SIGNATURE"_s);
    return QString::fromUtf8(trusted);
}

} // namespace zc::crypto
