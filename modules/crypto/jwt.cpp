#include "jwt.h"

#include <QJsonDocument>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 16 * 1024;

Error refused(const QString &code, const QString &detail = {})
{
    return {ErrorKind::Denied, code, detail};
}

std::optional<QByteArray> decoded(QByteArrayView part)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        part.toByteArray(), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

std::optional<QJsonObject> decodedObject(QByteArrayView part)
{
    const auto bytes = decoded(part);
    QJsonParseError problem;
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes, &problem) : QJsonDocument();
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

QByteArray base64Url(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

Result<QByteArray> signJwt(const SigningKey &key, QJsonObject header, const QJsonObject &claims)
{
    header.insert(u"alg"_s, u"ES256"_s);
    const QByteArray input = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
        + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    const auto signature = key.sign(input);
    if (!signature.ok())
        return signature.error();
    return input + '.' + base64Url(*signature);
}

Result<Jwt> verifyJwt(QByteArrayView token, const std::function<VerifyKey(const QString &kid)> &keyByKid)
{
    const QByteArray text = token.size() <= kLongest ? token.toByteArray() : QByteArray();
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3)
        return refused(u"CRY-JWT-FORMAT"_s);
    const auto header = decodedObject(parts[0]);
    const auto signature = decoded(parts[2]);
    if (!header || !signature)
        return refused(u"CRY-JWT-FORMAT"_s);
    if ((*header)[u"alg"].toString() != u"ES256" || header->contains(u"crit"_s))
        return refused(u"CRY-JWT-ALGORITHM"_s);
    const VerifyKey key = keyByKid((*header)[u"kid"].toString());
    if (key.isNull())
        return refused(u"CRY-JWT-KEY"_s);
    if (!key.verify(parts[0] + '.' + parts[1], *signature))
        return refused(u"CRY-JWT-SIGNATURE"_s);
    const auto claims = decodedObject(parts[1]);
    if (!claims)
        return refused(u"CRY-JWT-FORMAT"_s);
    return Jwt{*header, *claims};
}

} // namespace zc::crypto
