#include "internal/cell.h"

#include "internal/evp.h"

#include <QtEndian>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximum = 1 << 30;                    // OpenSSL counts in int

const uchar *raw(QByteArrayView view)
{
    return reinterpret_cast<const uchar *>(view.data());
}

Error failed()
{
    return {ErrorKind::Internal, u"CRY-OPENSSL"_s, opensslReason()};
}

Error broken()
{
    return {ErrorKind::Corrupt, u"CRY-CELL-BROKEN"_s, {}};
}

Result<QByteArray> gcmSeal(const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView plain)
{
    EvpCipherCtx context(EVP_CIPHER_CTX_new());
    QByteArray out(plain.size() + 16, Qt::Uninitialized);
    auto *data = reinterpret_cast<uchar *>(out.data());
    int written = 0, more = 0;
    const bool done = EVP_EncryptInit_ex2(context.get(), evpAes256Gcm(), raw(keys.cipher), raw(nonce), nullptr) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &more, raw(aad), int(aad.size())) == 1
        && EVP_EncryptUpdate(context.get(), data, &written, raw(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), data + written, &more) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16, data + plain.size()) == 1;
    if (!done)
        return failed();
    return out;
}

Result<QByteArray> gcmOpen(const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView sealed)
{
    const qsizetype size = sealed.size() - 16;
    EvpCipherCtx context(EVP_CIPHER_CTX_new());
    QByteArray out(size, Qt::Uninitialized);
    auto *data = reinterpret_cast<uchar *>(out.data());
    int written = 0, more = 0;
    const bool done = EVP_DecryptInit_ex2(context.get(), evpAes256Gcm(), raw(keys.cipher), raw(nonce), nullptr) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &more, raw(aad), int(aad.size())) == 1
        && EVP_DecryptUpdate(context.get(), data, &written, raw(sealed), int(size)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, 16, const_cast<uchar *>(raw(sealed) + size)) == 1
        && EVP_DecryptFinal_ex(context.get(), data + written, &more) == 1;
    if (!done) {
        opensslReason();
        cleanse(out.data(), out.size());
        return broken();
    }
    return out;
}

Result<QByteArray> sm4Ctr(const CipherKeys &keys, QByteArrayView nonce, QByteArrayView in)
{
    QByteArray counter = nonce.toByteArray() + QByteArray(4, '\0');
    EvpCipherCtx context(EVP_CIPHER_CTX_new());
    QByteArray out(in.size(), Qt::Uninitialized);
    auto *data = reinterpret_cast<uchar *>(out.data());
    int written = 0, more = 0;
    const bool done = EVP_EncryptInit_ex2(context.get(), evpSm4Ctr(), raw(keys.cipher), raw(counter), nullptr) == 1
        && EVP_EncryptUpdate(context.get(), data, &written, raw(in), int(in.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), data + written, &more) == 1;
    if (!done)
        return failed();
    return out;
}

QByteArray sm3Tag(const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView header, QByteArrayView ciphertext)
{
    QByteArray text;
    text.reserve(aad.size() + header.size() + nonce.size() + ciphertext.size() + 16);
    text.append(aad).append(header).append(nonce).append(ciphertext);
    char lengths[16];
    qToBigEndian<quint64>(quint64(aad.size()) * 8, lengths);
    qToBigEndian<quint64>(quint64(ciphertext.size()) * 8, lengths + 8);
    text.append(lengths, sizeof lengths);
    return hmac(DigestKind::Sm3, keys.mac, text);
}

} // namespace

Result<QByteArray> aeadSeal(Suite suite, const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView header,
                            QByteArrayView plain)
{
    if (plain.size() > kMaximum || aad.size() > kMaximum)
        return Error{ErrorKind::Invalid, u"CRY-CELL-ADDRESS"_s, u"%1 bytes"_s.arg(plain.size())};
    if (suite == Suite::Aes256Gcm)
        return gcmSeal(keys, nonce, aad, plain);
    auto ciphertext = sm4Ctr(keys, nonce, plain);
    if (!ciphertext.ok())
        return ciphertext;
    const QByteArray tag = sm3Tag(keys, nonce, aad, header, *ciphertext);
    return *ciphertext + tag;
}

Result<QByteArray> aeadOpen(Suite suite, const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView header,
                            QByteArrayView sealed)
{
    if (sealed.size() < tagSize(suite) || sealed.size() > kMaximum)
        return broken();
    if (suite == Suite::Aes256Gcm)
        return gcmOpen(keys, nonce, aad, sealed);
    const QByteArrayView ciphertext = sealed.chopped(32);
    if (!constantTimeEqual(sm3Tag(keys, nonce, aad, header, ciphertext), sealed.last(32)))
        return broken();
    return sm4Ctr(keys, nonce, ciphertext);
}

} // namespace zc::crypto
