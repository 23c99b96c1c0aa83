#pragma once
#include <devices/capabilities.h>

#include <base/result.h>

#include <QByteArray>
#include <QUuid>

#include <memory>

namespace zc {
class Clock;
}

namespace zc::devices {

using PrintId = QUuid;          // of one paper that shall come out once, whatever happens in between

struct PrintOutcome {
    enum class Certainty {
        Printed,                // the printer says that it is done
        Sent                    // the printer took it and cannot say more
    };
    PrintId id;
    Certainty certainty = Certainty::Sent;
    bool adopted = false;       // a print of before, found again: nothing was sent now
};

// Prints a PDF. The same id again is the same paper: what the journal knows of it is finished, not repeated. Settings: "copies",
// "sides" (one-sided, two-sided-long-edge, two-sided-short-edge), "color" (color, monochrome), "media", as far as listed.
// DEV-PRINT-UNKNOWN: it cannot be known whether the paper came out; only a person may decide to print it under a new id.
struct PrintDocument {
    using Answer = PrintOutcome;
    PrintId id;
    QByteArray pdf;
    SettingValues settings;
};

// What is known of a print, in the order in which it happens.
struct PrintRecord {
    enum class Phase { Creating, Created, Sending, Sent, Done };
    PrintId id;
    QString printer;            // slot
    Phase phase = Phase::Creating;
    int jobId = 0;              // of the printer, from Created on
};

// Where it is kept: a record must survive a crash before note() returns. Never holds contents or names. Thread-safe.
class PrintJournal {
public:
    virtual ~PrintJournal();
    virtual Result<void> note(const PrintRecord &record) = 0;
    virtual std::optional<PrintRecord> find(const PrintId &id) const = 0;
};

// One line a record in a file of its own, synced; forgets what is older than a week when it is opened. The clock outlives it.
// DEV-JOURNAL: the file cannot be read or written.
Result<std::shared_ptr<PrintJournal>> openPrintJournal(const QString &path, const Clock &clock);

// What a slip is made of.
struct ReceiptLine {
    enum class Kind { Text, Rule, Feed, Cut };
    Kind kind = Kind::Text;
    QString text;
    bool bold = false;
    bool large = false;         // twice as wide and high
    bool centred = false;
};

// Prints a slip on a receipt printer; at most 200 lines. Settings: "copies".
struct PrintReceipt {
    using Answer = PrintOutcome;
    PrintId id;
    QList<ReceiptLine> lines;
    SettingValues settings;
};

} // namespace zc::devices
