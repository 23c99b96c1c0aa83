#pragma once
#include <crypto/signing.h>

#include <functional>

namespace zc::crypto {

struct Jwt {
    QJsonObject header;
    QJsonObject claims;
};

// Compact serialisation, alg ES256 only; `header` may add kid and typ. Claims are written as they are: times are the caller's.
Result<QByteArray> signJwt(const SigningKey &key, QJsonObject header, const QJsonObject &claims);

// Checks form and signature, never times or audiences (the caller owns the clock). The key is looked up by kid; a null key
// means unknown. Errors: CRY-JWT-FORMAT, CRY-JWT-ALGORITHM, CRY-JWT-KEY, CRY-JWT-SIGNATURE, all Denied. Tokens above 16 KiB are
// refused unread; "alg" other than ES256, above all "none", never verifies.
Result<Jwt> verifyJwt(QByteArrayView token, const std::function<VerifyKey(const QString &kid)> &keyByKid);

QByteArray base64Url(QByteArrayView bytes);

} // namespace zc::crypto
