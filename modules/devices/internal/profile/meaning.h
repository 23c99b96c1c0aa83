#pragma once
#include "internal/profile/filling.h"

namespace zc::devices::profile {

// A pattern of a line cut into its pieces. A name takes what stands up to the next fixed piece, or `length` characters.
struct LinePiece {
    bool name = false;
    QString text;                       // fixed: a template of its own
    int length = -1;
};
std::optional<QList<LinePiece>> linePieces(const QString &pattern);     // nothing: two names side by side, an empty one, no end

// What a terminal said. Stranger: well formed, but no rule of the profile fits. Nonsense: not in the profile's format at all.
struct Meaning {
    enum class Reading { Meant, Stranger, Nonsense };
    Reading reading = Reading::Nonsense;
    TerminalAnswer::Kind kind = TerminalAnswer::Kind::Aside;
    QString value, number, service;     // at most kLongestValue; what was longer ends in …
    std::optional<int> level;           // of Rated, where the profile knows the value
    int waiting = -1;
};
inline constexpr qsizetype kLongestValue = 200;

// The first rule that fits decides.
Meaning understand(const TerminalProfile &profile, const QByteArray &message, const Values &values);

} // namespace zc::devices::profile
