#include "tokenstore.h"

#include "internal/admission/admission.h"

#include <base/clock.h>

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace zc::bridge {

namespace {

QByteArray hashOf(QByteArrayView token)
{
    return QCryptographicHash::hash(token.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

QByteArray TokenStore::issue(const QString &origin, const QStringList &operations)
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray token = QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words))
                                 .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const qint64 nowMs = m_clock.bootMs();
    m_tokens.removeIf([nowMs](const Entry &entry) { return entry.grant.endsBootMs <= nowMs; });
    if (m_tokens.size() >= kMost)
        m_tokens.removeFirst();
    m_tokens.append({hashOf(token), origin, {operations, nowMs + kTokenMs}});
    return token;
}

std::optional<TokenStore::Grant> TokenStore::check(const QString &origin, QByteArrayView token) const
{
    const QByteArray hash = hashOf(token);
    const qint64 nowMs = m_clock.bootMs();
    for (const Entry &entry : m_tokens)
        if (equalInConstantTime(entry.hash, hash) && entry.origin == origin && entry.grant.endsBootMs > nowMs)
            return entry.grant;
    return std::nullopt;
}

} // namespace zc::bridge
