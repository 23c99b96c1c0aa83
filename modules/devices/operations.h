#pragma once
#include <devices/cardphoto.h>
#include <devices/cardrecord.h>
#include <devices/codes.h>
#include <devices/fingermatch.h>
#include <devices/ink.h>
#include <devices/printing.h>
#include <devices/queueing.h>
#include <devices/rating.h>
#include <devices/scanning.h>
#include <devices/signingkey.h>
#include <devices/socialcard.h>

#include <variant>

namespace zc::devices {

enum class Media { Unknown, None, Present };

// Ends with Media::Present as soon as a card lies on the reader (or Media::None once it is lifted, with untilLifted).
struct WaitCard {
    using Answer = Media;
    bool untilLifted = false;
};

// Finds, selects and reads one card; waits for a card until the deadline. Never a second read after a rejected card.
struct ReadCard {
    using Answer = CardRecord;
    bool photo = true;              // false: the photo is dropped before the answer leaves the driver
    bool fingerprints = false;
    bool newestAddress = false;     // absent on the card is not an error
};

// internal: no side effect, asks the device about itself. external: may print or beep. interactive: asks the clerk for something.
enum class HealthLevel { Internal, External, Interactive };

struct HealthReport {
    bool ok = false;
    QString serial;                 // of the device or its security module, not personal
    QStringList notes;              // English, for IT
};
struct CheckHealth {
    using Answer = HealthReport;
    HealthLevel level = HealthLevel::Internal;
};

using AnyOperation = std::variant<WaitCard, ReadCard, CheckHealth, Scan, PrintDocument, PrintReceipt, ReadCode, Capture, ReadSocialCard, CaptureInk,
                                  AskEvaluation, CallQueue, ListCertificates, SignDigest, DecodePhoto, MatchFinger>;
using AnyAnswer = std::variant<Media, CardRecord, HealthReport, ScanSummary, PrintOutcome, ScannedCode, SocialCard, Ink, Rating, QueueTicket, KeyContents,
                               DigitalSignature, CardPhoto, FingerMatch>;

QString operationName(const AnyOperation &operation);       // as listed in Capabilities::operations
SettingValues operationSettings(const AnyOperation &operation);
// Where the pages of an operation go that makes pages; null for every other one. The operation outlives the pointer.
std::shared_ptr<PageSink> *pageSinkOf(AnyOperation &operation);
void wipeSecrets(const AnyOperation &operation);            // what nobody may have any longer once its job has ended

} // namespace zc::devices
