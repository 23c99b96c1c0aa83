#pragma once
#include <devices/capabilities.h>
#include <devices/monotext.h>

#include <base/result.h>

#include <QByteArray>
#include <QUuid>

#include <memory>

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
    enum class Phase {
        Creating, Created,      // nothing can come out yet
        Sending, Sent,
        Done,                   // the printer said that it is out
        Stopped                 // taken back, and the printer works at it no longer
    };
    PrintId id;
    QString printer;            // slot
    Phase phase = Phase::Creating;
    int jobId = 0;              // of the printer, from Created on
    int sheets = -1;            // with Stopped: how many came out before; -1: not known
};

// Where it is kept: a record must survive a crash before note() returns. Thread-safe; blocks, so never on the GUI thread. An error of
// find() is not "never heard of it": nothing is printed then.
class PrintJournal {
public:
    virtual ~PrintJournal() = default;
    virtual Result<void> note(const PrintRecord &record) = 0;
    virtual Result<std::optional<PrintRecord>> find(const PrintId &id) const = 0;
};

// What a slip is made of.
struct ReceiptLine {
    enum class Kind { Text, Rule, Feed, Cut, Picture };
    Kind kind = Kind::Text;
    QString text{};
    bool bold = false;
    bool large = false;         // twice as wide and high
    bool centred = false;
    MonoBitmap picture{};       // with Picture: a symbol, at most as wide as the roll prints and 256 dots high

    friend bool operator==(const ReceiptLine &, const ReceiptLine &) = default;
};

// Lines as bytes that can be kept, and back; nothing for bytes that are none.
QByteArray receiptBytes(const QList<ReceiptLine> &lines);
std::optional<QList<ReceiptLine>> receiptLines(const QByteArray &bytes);

// Prints a slip on a receipt printer; at most 200 lines. Settings: "copies".
struct PrintReceipt {
    using Answer = PrintOutcome;
    PrintId id;
    QList<ReceiptLine> lines;
    SettingValues settings;
};

} // namespace zc::devices
