#pragma once
#include <QList>

namespace zc::client {

// Counts the masked values a clerk had shown in full: a few in a row are work, many are a question. Pure; times in ms of any clock.
class RevealTally {
public:
    static constexpr int kFree = 3;                     // without a word …
    static constexpr qint64 kRowMs = 10 * 60 * 1000;    // … within this time

    bool needsReason(qint64 nowMs) const;
    void note(qint64 nowMs);

private:
    QList<qint64> m_times;
};

} // namespace zc::client
