#pragma once
#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace zc {
class Clock;
}

namespace zc::bridge {

inline constexpr qint64 kTokenMs = 12 * 3600 * 1000;

// Tokens that the clerk's clicks have given out: 32 random bytes each, kept as a hash only, bound to one origin, gone after twelve
// hours or with the sign-out. One thread.
class TokenStore {
public:
    struct Grant {
        QStringList operations;
        qint64 endsBootMs = 0;
    };
    explicit TokenStore(const Clock &clock) : m_clock(clock) {}

    QByteArray issue(const QString &origin, const QStringList &operations);     // base64url; the only time it is seen
    std::optional<Grant> check(const QString &origin, QByteArrayView token) const;
    void clear() { m_tokens.clear(); }

private:
    struct Entry {
        QByteArray hash;
        QString origin;
        Grant grant;
    };
    static constexpr qsizetype kMost = 1000;
    const Clock &m_clock;
    QList<Entry> m_tokens;
};

} // namespace zc::bridge
