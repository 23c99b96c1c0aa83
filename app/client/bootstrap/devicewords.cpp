#include "bootstrap/devicewords.h"
#include "pages/desk/words.h"

#include <base/errortext.h>
#include <base/halltime.h>

#include <QCoreApplication>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;
using intake::Health;

namespace {

QString deviceWords(const char *text) { return QCoreApplication::translate("DeviceWords", text); }

QString operationWords(const QString &operation)
{
    if (operation == "WaitCard"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "notice a card"));
    if (operation == "ReadCard"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "read a card"));
    if (operation == "Scan"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "scan pages"));
    if (operation == "Capture"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "take pictures of papers"));
    if (operation == "PrintDocument"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "print papers"));
    if (operation == "PrintReceipt"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "print slips"));
    if (operation == "ReadSocialCard"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "read a social-security card"));
    if (operation == "AskEvaluation"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "ask the applicant for a rating"));
    if (operation == "CallQueue"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "call the next number"));
    if (operation == "CallQueue.Recall"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "call a number again"));
    if (operation == "CallQueue.Skip"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "skip a number"));
    if (operation == "CaptureInk"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "take signatures"));
    if (operation == "ListCertificates"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "show its certificates"));
    if (operation == "SignDigest"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "sign after the PIN was typed"));
    if (operation == "DecodePhoto"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "unpack the photo of an ID card"));
    if (operation == "MatchFinger"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "compare a finger with an ID card"));
    if (operation == "ReadCode"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "read codes"));
    if (operation.startsWith("CheckHealth"_L1)) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "check itself"));
    return operation;
}

QString settingTitle(const QString &id)
{
    if (id == "resolution"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Resolution, dpi"));
    if (id == "size"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Size of the picture, dots"));
    if (id == "pages"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Pages in one go, at most"));
    if (id == "digest"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Digests that it signs"));
    if (id == "presses"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "How often a finger may be put on"));
    if (id == "copies"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Copies"));
    if (id == "sides"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Sides"));
    if (id == "color"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Colours"));
    if (id == "media"_L1) return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Paper"));
    return scanSettingTitle(id);
}

struct Pretence {
    DeviceClass cls;
    const char *id;
    const char *words;
    QList<QByteArray> lines;
};

const QList<Pretence> &allPretences()
{
    constexpr auto kScanner = DeviceClass::Scanner, kReader = DeviceClass::IdCardReader, kCodes = DeviceClass::CodeReader, kCamera = DeviceClass::Camera,
                   kSocial = DeviceClass::SocialCardReader, kRating = DeviceClass::Evaluation, kQueue = DeviceClass::QueueCaller, kReceipts = DeviceClass::ReceiptPrinter,
                   kPad = DeviceClass::SignaturePad, kKey = DeviceClass::Key, kPhoto = DeviceClass::PhotoDecoder, kPrinter = DeviceClass::Printer,
                   kFinger = DeviceClass::FingerprintReader;
    static const QList<Pretence> list = {
        {kScanner, "empty", QT_TRANSLATE_NOOP("DeviceWords", "The feeder is empty"), {"{\"fault\":{\"kind\":\"empty\",\"page\":1}}"}},
        {kScanner, "jam", QT_TRANSLATE_NOOP("DeviceWords", "Jam on page 2"), {"{\"fault\":{\"kind\":\"jam\",\"page\":2,\"part\":0.5}}"}},
        {kScanner, "cover", QT_TRANSLATE_NOOP("DeviceWords", "The cover is open"), {"{\"fault\":{\"kind\":\"cover\",\"page\":1}}"}},
        {kScanner, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\",\"page\":1,\"part\":0.3}}"}},
        {kScanner, "slow", QT_TRANSLATE_NOOP("DeviceWords", "Slow: 5 s a page"), {"{\"set\":{\"msPerPage\":5000}}"}},
        {kScanner, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while it scans"), {"{\"unplugAt\":{\"page\":1,\"part\":0.5}}"}},
        {kScanner, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kScanner, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kScanner, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kCamera, "empty", QT_TRANSLATE_NOOP("DeviceWords", "Nothing lies below it"), {"{\"page\":null}"}},
        {kCamera, "shake", QT_TRANSLATE_NOOP("DeviceWords", "The sheet does not lie still"), {"{\"fault\":{\"kind\":\"shake\"}}"}},
        {kCamera, "stall", QT_TRANSLATE_NOOP("DeviceWords", "The picture freezes"), {"{\"fault\":{\"kind\":\"deaf\"}}"}},
        {kCamera, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kCamera, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while it takes the picture"), {"{\"unplugAt\":{\"frame\":3}}"}},
        {kCamera, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kCamera, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kCamera, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kPrinter, "empty", QT_TRANSLATE_NOOP("DeviceWords", "No paper"), {"{\"reasons\":[\"media-empty-error\"]}"}},
        {kPrinter, "jam", QT_TRANSLATE_NOOP("DeviceWords", "A jam"), {"{\"reasons\":[\"media-jam-error\"]}"}},
        {kPrinter, "cover", QT_TRANSLATE_NOOP("DeviceWords", "The cover is open"), {"{\"reasons\":[\"cover-open-error\"]}"}},
        {kPrinter, "toner", QT_TRANSLATE_NOOP("DeviceWords", "The toner is nearly at its end"), {"{\"reasons\":[\"toner-low-warning\"]}"}},
        {kPrinter, "slow", QT_TRANSLATE_NOOP("DeviceWords", "Slow: 10 s a paper"), {"{\"set\":{\"msPerJob\":10000}}"}},
        {kPrinter, "link", QT_TRANSLATE_NOOP("DeviceWords", "The line breaks at the next paper"), {"{\"fault\":{\"kind\":\"link\"}}"}},
        {kPrinter, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kPrinter, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while it prints"), {"{\"unplugAt\":\"middle\"}"}},
        {kPrinter, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kPrinter, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kPrinter, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kReceipts, "empty", QT_TRANSLATE_NOOP("DeviceWords", "No paper"), {"{\"paper\":null}"}},
        {kReceipts, "near", QT_TRANSLATE_NOOP("DeviceWords", "The roll is nearly at its end"), {"{\"paper\":{\"near\":true}}"}},
        {kReceipts, "short", QT_TRANSLATE_NOOP("DeviceWords", "The paper ends after 8 lines"), {"{\"paper\":{\"lines\":8}}"}},
        {kReceipts, "cover", QT_TRANSLATE_NOOP("DeviceWords", "The cover is open"), {"{\"cover\":true}"}},
        {kReceipts, "slow", QT_TRANSLATE_NOOP("DeviceWords", "Slow: 0.3 s a line"), {"{\"set\":{\"msPerLine\":300}}"}},
        {kReceipts, "silent", QT_TRANSLATE_NOOP("DeviceWords", "No way back: it says nothing"), {"{\"silent\":true}"}},
        {kReceipts, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kReceipts, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kReceipts, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kReader, "forged", QT_TRANSLATE_NOOP("DeviceWords", "The card is not genuine"), {"{\"status\":{\"command\":\"3001\",\"sw3\":\"31\",\"times\":1}}"}},
        {kReader, "lift", QT_TRANSLATE_NOOP("DeviceWords", "The card must be laid anew"), {"{\"status\":{\"command\":\"3001\",\"sw3\":\"41\",\"times\":1}}"}},
        {kReader, "deaf", QT_TRANSLATE_NOOP("DeviceWords", "No answer"), {"{\"fault\":{\"kind\":\"deaf\",\"command\":\"3001\",\"times\":1}}"}},
        {kReader, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out, back after 8 s"), {"{\"hangup\":{\"backAfterMs\":8000}}"}},
        {kSocial, "insert", QT_TRANSLATE_NOOP("DeviceWords", "A sample card is put in"), {"{\"card\":{\"seed\":7}}"}},
        {kSocial, "remove", QT_TRANSLATE_NOOP("DeviceWords", "The card is taken out"), {"{\"card\":null}"}},
        {kSocial, "type", QT_TRANSLATE_NOOP("DeviceWords", "The next card is a bank card"), {"{\"fault\":{\"kind\":\"type\"}}"}},
        {kSocial, "gone", QT_TRANSLATE_NOOP("DeviceWords", "The card is taken out while it is read"), {"{\"fault\":{\"kind\":\"removed\"}}"}},
        {kSocial, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kSocial, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kSocial, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kPad, "sign", QT_TRANSLATE_NOOP("DeviceWords", "Somebody signs by himself"), {"{\"set\":{\"afterMs\":800,\"msPerPoint\":8}}", "{\"sign\":{\"seed\":7}}"}},
        {kPad, "nobody", QT_TRANSLATE_NOOP("DeviceWords", "Nobody signs by himself"), {"{\"sign\":null}"}},
        {kPad, "short", QT_TRANSLATE_NOOP("DeviceWords", "He stops after a dot"), {"{\"fault\":{\"kind\":\"short\"}}", "{\"sign\":{\"seed\":7}}"}},
        {kPad, "nonsense", QT_TRANSLATE_NOOP("DeviceWords", "The pad sends nonsense"), {"{\"fault\":{\"kind\":\"nonsense\"}}", "{\"sign\":{\"seed\":7}}"}},
        {kPad, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kPad, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while somebody signs"), {"{\"unplugAt\":{\"point\":20}}", "{\"sign\":{\"seed\":7}}"}},
        {kPad, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kPad, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kPad, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kCodes, "scan", QT_TRANSLATE_NOOP("DeviceWords", "A code that no case has"), {"{\"scan\":\"SAMPLE-000000\"}"}},
        {kCodes, "long", QT_TRANSLATE_NOOP("DeviceWords", "A code that cannot be read"), {"{\"fault\":{\"kind\":\"long\"}}", "{\"scan\":\"SAMPLE\"}"}},
        {kCodes, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kCodes, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kCodes, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kRating, "good", QT_TRANSLATE_NOOP("DeviceWords", "The applicant will be very satisfied"), {"{\"applicant\":\"5\"}"}},
        {kRating, "bad", QT_TRANSLATE_NOOP("DeviceWords", "The applicant will be dissatisfied"), {"{\"applicant\":\"2\"}"}},
        {kRating, "silent", QT_TRANSLATE_NOOP("DeviceWords", "The applicant will not answer"), {"{\"applicant\":null}"}},
        {kRating, "strange", QT_TRANSLATE_NOOP("DeviceWords", "The terminal will send a value nobody knows"), {"{\"applicant\":\"9\"}"}},
        {kRating, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kRating, "deaf", QT_TRANSLATE_NOOP("DeviceWords", "No answer"), {"{\"fault\":{\"kind\":\"deaf\"}}"}},
        {kRating, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kRating, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kRating, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kQueue, "nobody", QT_TRANSLATE_NOOP("DeviceWords", "Nobody waits"), {"{\"queue\":[]}"}},
        {kQueue, "many", QT_TRANSLATE_NOOP("DeviceWords", "Many wait"), {"{\"queue\":40}"}},
        {kQueue, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kQueue, "deaf", QT_TRANSLATE_NOOP("DeviceWords", "No answer"), {"{\"fault\":{\"kind\":\"deaf\"}}"}},
        {kQueue, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kQueue, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kQueue, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kKey, "locked", QT_TRANSLATE_NOOP("DeviceWords", "The PIN is locked"), {"{\"tries\":0}"}},
        {kKey, "last", QT_TRANSLATE_NOOP("DeviceWords", "One try is left"), {"{\"tries\":1}"}},
        {kKey, "gone", QT_TRANSLATE_NOOP("DeviceWords", "The private key is gone"), {"{\"fault\":{\"kind\":\"key\"}}"}},
        {kKey, "press", QT_TRANSLATE_NOOP("DeviceWords", "Nobody presses its button"), {"{\"fault\":{\"kind\":\"press\"}}"}},
        {kKey, "nonsense", QT_TRANSLATE_NOOP("DeviceWords", "The next signature does not verify"), {"{\"fault\":{\"kind\":\"nonsense\"}}"}},
        {kKey, "slow", QT_TRANSLATE_NOOP("DeviceWords", "Slow: 5 s a signature"), {"{\"set\":{\"afterMs\":5000}}"}},
        {kKey, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while it signs"), {"{\"unplugAt\":\"sign\"}"}},
        {kKey, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kKey, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kKey, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kPhoto, "photo", QT_TRANSLATE_NOOP("DeviceWords", "It does not know the next photo"), {"{\"fault\":{\"kind\":\"photo\"}}"}},
        {kPhoto, "nonsense", QT_TRANSLATE_NOOP("DeviceWords", "The next picture has the wrong size"), {"{\"fault\":{\"kind\":\"nonsense\"}}"}},
        {kPhoto, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kPhoto, "slow", QT_TRANSLATE_NOOP("DeviceWords", "Slow: 5 s a photo"), {"{\"set\":{\"msPerPhoto\":5000}}"}},
        {kPhoto, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kPhoto, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kPhoto, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kReader, "card", QT_TRANSLATE_NOOP("DeviceWords", "A card with fingerprints is laid"), {"{\"card\":{\"seed\":20261121}}"}},
        {kReader, "fingerless", QT_TRANSLATE_NOOP("DeviceWords", "A card without fingerprints is laid"), {"{\"card\":{\"seed\":20261122,\"fingers\":0}}"}},
        {kReader, "away", QT_TRANSLATE_NOOP("DeviceWords", "The card is taken away"), {"{\"card\":null}"}},
        {kReader, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
        {kFinger, "same", QT_TRANSLATE_NOOP("DeviceWords", "A finger of the card's holder"), {"{\"finger\":\"same\"}"}},
        {kFinger, "second", QT_TRANSLATE_NOOP("DeviceWords", "The holder's second finger"), {"{\"finger\":{\"is\":\"same\",\"record\":2}}"}},
        {kFinger, "other", QT_TRANSLATE_NOOP("DeviceWords", "Somebody else's finger"), {"{\"finger\":\"other\"}"}},
        {kFinger, "nobody", QT_TRANSLATE_NOOP("DeviceWords", "Nobody puts a finger on it"), {"{\"finger\":null}"}},
        {kFinger, "light", QT_TRANSLATE_NOOP("DeviceWords", "Pressed too lightly for 4 s"), {"{\"set\":{\"weakMs\":4000}}"}},
        {kFinger, "stays", QT_TRANSLATE_NOOP("DeviceWords", "Somebody else's finger, and not lifted"), {"{\"finger\":\"other\"}", "{\"fault\":{\"kind\":\"stays\"}}"}},
        {kFinger, "dirty", QT_TRANSLATE_NOOP("DeviceWords", "The glass is dirty"), {"{\"fault\":{\"kind\":\"dirty\"}}"}},
        {kFinger, "unreadable", QT_TRANSLATE_NOOP("DeviceWords", "The card's features are not understood"), {"{\"fault\":{\"kind\":\"unreadable\"}}"}},
        {kFinger, "defect", QT_TRANSLATE_NOOP("DeviceWords", "A defect"), {"{\"fault\":{\"kind\":\"defect\"}}"}},
        {kFinger, "deaf", QT_TRANSLATE_NOOP("DeviceWords", "No answer"), {"{\"fault\":{\"kind\":\"deaf\"}}"}},
        {kFinger, "unplugAt", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out while it compares"), {"{\"unplugAt\":\"answer\"}"}},
        {kFinger, "unplug", QT_TRANSLATE_NOOP("DeviceWords", "Pulled out now"), {"{\"unplug\":{}}"}},
        {kFinger, "plug", QT_TRANSLATE_NOOP("DeviceWords", "Put back"), {"{\"plug\":{}}"}},
        {kFinger, "reset", QT_TRANSLATE_NOOP("DeviceWords", "All well again"), {"{\"reset\":{}}"}},
    };
    return list;
}

} // namespace

Health healthOf(DeviceState state)
{
    switch (state) {
    case DeviceState::Ready:
    case DeviceState::Busy: return Health::Good;
    case DeviceState::Present:
    case DeviceState::Opening:
    case DeviceState::Degraded: return Health::Attention;
    case DeviceState::Absent:
    case DeviceState::Lost:
    case DeviceState::Fault: return Health::Bad;
    }
    return Health::Off;
}

QString deviceStateWords(DeviceState state)
{
    switch (state) {
    case DeviceState::Ready: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "ready"));
    case DeviceState::Busy: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "at work"));
    case DeviceState::Present:
    case DeviceState::Opening: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "starting"));
    case DeviceState::Degraded: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "works with limits"));
    case DeviceState::Absent: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "not found"));
    case DeviceState::Lost: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "pulled out"));
    case DeviceState::Fault: return deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "fault"));
    }
    return {};
}

WordPairs abilityWords(const Capabilities &capabilities)
{
    WordPairs pairs;
    QStringList operations;
    for (const QString &operation : capabilities.operations)
        if (const QString words = operationWords(operation); !operations.contains(words)) operations.append(words);
    if (!operations.isEmpty()) pairs.append({deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Operations")), operations.join(deviceWords(QT_TRANSLATE_NOOP("DeviceWords", ", ")))});
    for (const SettingCapability &setting : capabilities.settings) {
        QStringList values;
        for (const QString &value : setting.values) values.append(scanSettingWords(setting.id, value));
        const QString range = setting.values.isEmpty() ? u"%1–%2"_s.arg(setting.minimum).arg(setting.maximum) : values.join(deviceWords(QT_TRANSLATE_NOOP("DeviceWords", ", ")));
        pairs.append({settingTitle(setting.id), range});
    }
    return pairs;
}

WordPairs figureWords(const DeviceStatistics &figures)
{
    WordPairs pairs{{deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Jobs")), QString::number(figures.jobs)},
        {deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Connected anew")), QString::number(figures.reopens)}};
    quint64 faults = 0;
    for (const quint64 count : figures.faults) faults += count;
    pairs.append({deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Faults")), QString::number(faults)});
    if (!figures.lastErrorCode.isEmpty()) {
        const QString when = hallTime(figures.lastErrorWallMs).toString(u"yyyy-MM-dd HH:mm:ss"_s);
        pairs.append({deviceWords(QT_TRANSLATE_NOOP("DeviceWords", "Last fault")),
            u"%1 %2 (%3)"_s.arg(when, ErrorTexts().forCode(figures.lastErrorCode).sentence, figures.lastErrorCode)});
    }
    return pairs;
}

QString errorWords(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) return {};
    const ErrorText text = ErrorTexts().forCode(error.code);
    return u"%1 %2 (%3)"_s.arg(text.sentence, text.next, error.code);
}

QList<QPair<QString, QString>> pretencesOf(DeviceClass cls)
{
    QList<QPair<QString, QString>> list;
    for (const Pretence &pretence : allPretences())
        if (pretence.cls == cls) list.append({QString::fromLatin1(pretence.id), deviceWords(pretence.words)});
    return list;
}

QList<QByteArray> pretenceLines(DeviceClass cls, const QString &id)
{
    for (const Pretence &pretence : allPretences())
        if (pretence.cls == cls && id == QLatin1String(pretence.id)) return pretence.lines;
    return {};
}

} // namespace zc::client
