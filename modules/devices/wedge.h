#pragma once
#include <QList>
#include <QString>

namespace zc::devices {

// One key as the keyboard gives it, a scanner's or a person's.
struct WedgeKey {
    QString text;               // what it types; empty: nothing
    int key = 0;                // Qt::Key
    bool plain = true;          // no Ctrl, Alt or Meta
    bool repeat = false;        // held down
    qint64 ms = 0;              // monotonic
};

struct WedgeSettings {
    int prefixKey = 0;          // Qt::Key that the scanner sends first, a key nobody types (F12 …); 0: none, told apart by time
    int suffixKey = 0x01000004; // Qt::Key that it sends last, Enter
};

// Tells a scanner that types from a person who types. With a prefix (sure): everything from prefix to suffix is the scanner's.
// Without (by time): keys that come faster than anybody types, six or more in 30 ms each, and then the suffix. Keys that may be
// either are held back, so that no field ever sees one of the scanner's; a person's come 30 ms later.
// No I/O, no clock: times come with the keys. One thread.
class WedgeDetector {
public:
    static constexpr int kGapMs = 30, kFewest = 6, kBreakMs = 300, kLongest = 4096;

    explicit WedgeDetector(const WedgeSettings &settings) : m_settings(settings) {}

    enum class Fate {
        Pass,           // the person's; what was held before it must be passed on first
        Hold,           // not known yet: keep it until expired() or a later key decides
        Swallow,        // the scanner's
    };
    struct Decision {
        Fate fate = Fate::Pass;
        bool release = false;           // what was held is the person's: pass it on, in its order, before this key
        QString code;                   // not empty: a whole code; what was held belonged to it and goes
    };
    Decision feed(const WedgeKey &key);
    Decision foresee(const WedgeKey &key) const;    // what feed() would say; changes nothing
    // Nothing came until `ms`. True: what was held is the person's and must be passed on. Of a code with a prefix that broke off, nothing is.
    bool expired(qint64 ms);
    int waitMs() const;                 // after how long without a key expired() must be asked; 0: not at all

private:
    WedgeSettings m_settings;
    QString m_text;
    int m_count = 0;
    bool m_inside = false;              // between prefix and suffix
    qint64 m_lastMs = 0;
};

} // namespace zc::devices
