#pragma once
#include <QByteArray>
#include <QList>

#include <optional>

namespace zc::bridge {

inline constexpr qsizetype kLongestHead = 64 * 1024;
inline constexpr int kMostFields = 100;
inline constexpr qsizetype kLongestLine = 8 * 1024;         // request line, and each field with its name

// The head of one HTTP request, read strictly: what two readers could understand differently is refused.
struct RequestHead {
    QByteArray method, target, version;
    struct Field {
        QByteArray name;            // lower case
        QByteArray value;           // without blanks at its ends
    };
    QList<Field> fields;

    int count(QByteArrayView name) const;
    QByteArray value(QByteArrayView name) const;            // of the first one; empty if it is not there
    bool lists(QByteArrayView name, QByteArrayView token, bool anyCase) const;   // a comma-separated list that holds the token
};

// Where the head ends in `bytes` (behind its empty line); -1: not yet. Looks at no more than kLongestHead bytes.
qsizetype endOfHead(QByteArrayView bytes);

// Nothing: not the head of a request (lines end with CRLF, names are tokens, no folded lines, no control characters, limits kept).
std::optional<RequestHead> parseHead(QByteArrayView bytes);

} // namespace zc::bridge
