#pragma once
#include <devices/capabilities.h>
#include <devices/oncebytes.h>

namespace zc::devices {

// The fingerprint features of one ID card, as its reader gave them: one record or two of 512 bytes. Personal data of the closest kind:
// copies share them, they are handed out once and wiped with their job, nothing of them reaches a log. Thread-safe.
class FingerFeatures {
public:
    static constexpr qsizetype kRecordBytes = 512;
    static constexpr int kMostRecords = 2;
    // Whether a card has so many bytes of them: 0, 512 or 1024.
    static bool isLength(qsizetype bytes) { return bytes >= 0 && bytes % kRecordBytes == 0 && bytes / kRecordBytes <= kMostRecords; }

    // Of a length that no card has, or nothing but zeros: none.
    static FingerFeatures copyOf(QByteArrayView bytes);
    int records() const { return m_records; }               // as they were made; stays when they are wiped
    bool isEmpty() const { return m_bytes.isEmpty(); }      // also once they were used or wiped
    bool use(const std::function<void(QByteArrayView bytes)> &what) const { return m_bytes.use(what); }
    void wipe() const { m_bytes.wipe(); }

private:
    OnceBytes m_bytes;
    int m_records = 0;
};

// `same` is the library's judgement by its own threshold; `score` says how sure it is, as far as libraries can be compared: not at all.
struct FingerMatch {
    bool same = false;
    int score = 0;                  // 0…100, of the record that is most alike
    int finger = 1;                 // that record: 1 or 2
};

// Compares a finger that is put on the reader with the features of a card that was just read. Waits for the finger until the deadline;
// a finger that is not the same may be lifted and put on again. What the person has to do comes as the condition of the running job
// (DEV-FINGER-NOMEDIA: put it on, -PRESS: press harder, -LIFT: lift it), the presses that were compared as progress. Image and features
// of the finger never leave the driver. Faults besides: DEV-FINGER-REJECTED, when the card's features cannot be read.
struct MatchFinger {
    using Answer = FingerMatch;
    FingerFeatures features;
    SettingValues settings;         // "presses": how often it may be put on, 1…5
};

} // namespace zc::devices
