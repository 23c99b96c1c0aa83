#include "hostcodec.h"

#include "internal/core/faultcodes.h"
#include "internal/idcard/cardcontent.h"

#include <base/uuid.h>

#include <QJsonArray>
#include <QRegularExpression>

#include <array>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestText = 4096;
constexpr qsizetype kMostEntries = 200;
constexpr std::size_t kMostCertificates = 32;
constexpr qsizetype kLongestId = 64;
constexpr qint64 kMostTries = 255;
constexpr qint64 kMostSeconds = 3600;       // that a question stands
constexpr qsizetype kLongestRaw = 200;      // of what a terminal sent, as the profile's driver cuts it
constexpr qsizetype kLongestTicket = 32;
constexpr qint64 kMostWaiting = 100'000;

Error broken(const char *what)
{
    return Error{ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, QString::fromLatin1(what)};
}

bool isText(const WireValue &value, qsizetype longest = kLongestText)
{
    return value.type() == WireValue::Type::Text && value.toText().size() <= longest;
}

// A list whose every entry is a text of sensible length.
std::optional<QStringList> textsOf(const WireValue &value)
{
    const QStringList texts = value.toTexts();
    const bool whole = value.type() == WireValue::Type::List && texts.size() == qsizetype(value.items().size());
    if (!whole || texts.size() > kMostEntries || std::any_of(texts.begin(), texts.end(), [](const QString &t) { return t.size() > kLongestText; }))
        return std::nullopt;
    return texts;
}

bool isInteger(const WireValue &value, qint64 least, qint64 most)
{
    return value.type() == WireValue::Type::Integer && value.toInteger() >= least && value.toInteger() <= most;
}

WireValue settingsToWire(const SettingValues &settings)
{
    WireValue map = WireValue::map();
    for (auto it = settings.begin(); it != settings.end(); ++it)
        map.set(it.key(), it.value());
    return map;
}

std::optional<SettingValues> settingsFrom(const WireValue &value)
{
    SettingValues settings;
    for (const QString &key : value.keys()) {
        if (!isText(value[key]))
            return std::nullopt;
        settings.insert(key, value[key].toText());
    }
    return value.type() == WireValue::Type::Map ? std::optional(settings) : std::nullopt;
}

struct OperationWriter {
    std::optional<WireValue> operator()(const WaitCard &operation) const
    {
        return WireValue::map().set(u"untilLifted"_s, operation.untilLifted);
    }
    std::optional<WireValue> operator()(const ReadCard &operation) const
    {
        return WireValue::map().set(u"photo"_s, operation.photo).set(u"fingerprints"_s, operation.fingerprints)
            .set(u"newestAddress"_s, operation.newestAddress);
    }
    std::optional<WireValue> operator()(const CheckHealth &operation) const { return WireValue::map().set(u"level"_s, int(operation.level)); }
    std::optional<WireValue> operator()(const Scan &operation) const
    {
        return WireValue::map().set(u"settings"_s, settingsToWire(operation.settings));     // the sink stays here; pages come as messages
    }
    std::optional<WireValue> operator()(const Capture &operation) const { return (*this)(Scan{operation.settings, nullptr}); }
    std::optional<WireValue> operator()(const ListCertificates &) const { return WireValue::map(); }
    std::optional<WireValue> operator()(const SignDigest &operation) const
    {
        if (operation.digest.size() != SignDigest::kDigestBytes || operation.certificate.size() > kLongestId)
            return std::nullopt;        // the other side would end over it
        WireValue value = WireValue::map().set(u"certificate"_s, operation.certificate).set(u"digest"_s, WireValue::bytes(operation.digest))
            .set(u"settings"_s, settingsToWire(operation.settings));
        operation.pin.use([&value](QByteArrayView typed) { value.set(u"pin"_s, WireValue::bytes(typed)); });    // it leaves this process for good
        return value;
    }
    std::optional<WireValue> operator()(const DecodePhoto &operation) const
    {
        if (operation.coded.size() != DecodePhoto::kCodedBytes)
            return std::nullopt;
        return WireValue::map().set(u"coded"_s, WireValue::bytes(operation.coded.view()));
    }
    std::optional<WireValue> operator()(const AskEvaluation &operation) const
    {
        if (operation.visit.isNull())
            return std::nullopt;
        return texts({{u"item"_s, operation.item}, {u"case"_s, operation.caseNumber}, {u"window"_s, operation.window}, {u"clerk"_s, operation.clerkNo}},
                     WireValue::map().set(u"visit"_s, uuidText(operation.visit)).set(u"seconds"_s, qBound(1, operation.seconds, int(kMostSeconds))));
    }
    std::optional<WireValue> operator()(const CallQueue &operation) const
    {
        return texts({{u"window"_s, operation.window}, {u"clerk"_s, operation.clerkNo}, {u"number"_s, operation.number}}, WireValue::map());
    }
    std::optional<WireValue> operator()(const MatchFinger &operation) const
    {
        WireValue features = WireValue::bytes({});          // of a card that has none
        operation.features.use([&features](QByteArrayView bytes) { features = WireValue::bytes(bytes); });      // likewise
        return WireValue::map().set(u"features"_s, std::move(features)).set(u"settings"_s, settingsToWire(operation.settings));
    }
    template <class Other>
    std::optional<WireValue> operator()(const Other &) const { return std::nullopt; }

    // Nothing where one is too long: the other side would end over it.
    static std::optional<WireValue> texts(const QMap<QString, QString> &texts, WireValue value)
    {
        for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
            if (it->size() > kLongestText)
                return std::nullopt;
            value.set(it.key(), *it);
        }
        return value;
    }
};

WireValue cardToWire(const CardRecord &card)
{
    WireValue value = WireValue::map();
    value.set(u"text"_s, WireValue::bytes(card.rawText()));
    value.set(u"photo"_s, WireValue::bytes(card.photo()));
    value.set(u"fingerprints"_s, WireValue::bytes(card.fingerprints()));
    if (card.hasNewestAddress()) {
        std::array<char, 2 * CardRecord::Content::kAddressUnits> bytes{};
        const QStringView address = card.newestAddress();
        for (qsizetype i = 0; i < CardRecord::Content::kAddressUnits; ++i) {
            const char16_t unit = i < address.size() ? address[i].unicode() : u' ';
            bytes[2 * std::size_t(i)] = char(unit & 0xFF);
            bytes[2 * std::size_t(i) + 1] = char(unit >> 8);
        }
        value.set(u"address"_s, WireValue::bytes(bytes));
        wipe(bytes.data(), bytes.size());
    }
    return value;
}

struct AnswerWriter {
    std::optional<WireValue> operator()(Media media) const { return WireValue::map().set(u"media"_s, toWire(media)); }
    std::optional<WireValue> operator()(const CardRecord &card) const { return cardToWire(card); }
    std::optional<WireValue> operator()(const HealthReport &report) const
    {
        return WireValue::map().set(u"ok"_s, report.ok).set(u"serial"_s, report.serial).set(u"notes"_s, WireValue::texts(report.notes));
    }
    std::optional<WireValue> operator()(const ScanSummary &summary) const
    {
        return WireValue::map().set(u"pages"_s, summary.pages).set(u"bytes"_s, summary.bytes).set(u"notes"_s, WireValue::texts(summary.notes));
    }
    std::optional<WireValue> operator()(const KeyContents &contents) const
    {
        WireValue list = WireValue::list();
        for (const Certificate &certificate : contents.certificates)
            list.append(WireValue::bytes(certificate.der));
        return WireValue::map().set(u"certificates"_s, std::move(list)).set(u"triesLeft"_s, contents.triesLeft);
    }
    std::optional<WireValue> operator()(const DigitalSignature &signature) const
    {
        return WireValue::map().set(u"certificate"_s, WireValue::bytes(signature.certificate.der)).set(u"value"_s, WireValue::bytes(signature.value));
    }
    std::optional<WireValue> operator()(const CardPhoto &photo) const { return WireValue::map().set(u"pixels"_s, WireValue::bytes(photo.pixels.view())); }
    std::optional<WireValue> operator()(const Rating &rating) const
    {
        return WireValue::map().set(u"outcome"_s, int(rating.outcome)).set(u"level"_s, rating.level).set(u"raw"_s, rating.raw);
    }
    std::optional<WireValue> operator()(const QueueTicket &ticket) const
    {
        return WireValue::map().set(u"number"_s, ticket.number).set(u"service"_s, ticket.service).set(u"waiting"_s, ticket.waiting);
    }
    std::optional<WireValue> operator()(const FingerMatch &match) const
    {
        return WireValue::map().set(u"same"_s, match.same).set(u"score"_s, match.score).set(u"finger"_s, match.finger);
    }
    template <class Other>
    std::optional<WireValue> operator()(const Other &) const { return std::nullopt; }
};

struct AnswerReader {
    const WireValue &value;
    QDate today;

    Result<AnyAnswer> operator()(const WaitCard &) const
    {
        const Media media = mediaFrom(value[u"media"]);
        if (media == Media::Unknown)
            return broken("media");
        return AnyAnswer(media);
    }
    Result<AnyAnswer> operator()(const ReadCard &asked) const
    {
        // What was not asked for is not taken, whatever the driver sends.
        const CardBytes bytes{value[u"text"].toBytes(), asked.photo ? value[u"photo"].toBytes() : QByteArrayView(),
                              asked.fingerprints ? value[u"fingerprints"].toBytes() : QByteArrayView(),
                              asked.newestAddress ? value[u"address"].toBytes() : QByteArrayView()};
        Result<CardRecord> card = cardFromBytes(bytes, today);
        if (!card.ok())
            return card.error();
        return AnyAnswer(std::move(card).value());
    }
    Result<AnyAnswer> operator()(const CheckHealth &) const
    {
        const auto notes = textsOf(value[u"notes"]);
        if (value[u"ok"].type() != WireValue::Type::Bool || !isText(value[u"serial"], 200) || !notes)
            return broken("health report");
        return AnyAnswer(HealthReport{value[u"ok"].toBool(), QString(value[u"serial"].toText()), *notes});
    }
    Result<AnyAnswer> operator()(const Scan &) const
    {
        const auto notes = textsOf(value[u"notes"]);
        if (!isInteger(value[u"pages"], 0, 100'000) || !isInteger(value[u"bytes"], 0, qint64(1) << 50) || !notes)
            return broken("scan summary");
        return AnyAnswer(ScanSummary{int(value[u"pages"].toInteger()), value[u"bytes"].toInteger(), *notes});
    }
    Result<AnyAnswer> operator()(const Capture &) const { return (*this)(Scan()); }
    Result<AnyAnswer> operator()(const ListCertificates &) const
    {
        KeyContents contents;
        const WireValue &list = value[u"certificates"];
        if (list.type() != WireValue::Type::List || list.items().size() > kMostCertificates || !isInteger(value[u"triesLeft"], -1, kMostTries))
            return broken("contents of a key");
        for (const WireValue &der : list.items()) {
            auto certificate = certificateFrom(der.toBytes());
            if (!certificate)
                return broken("certificate");
            contents.certificates << std::move(*certificate);
        }
        contents.triesLeft = int(value[u"triesLeft"].toInteger());
        return AnyAnswer(std::move(contents));
    }
    Result<AnyAnswer> operator()(const SignDigest &asked) const
    {
        auto certificate = certificateFrom(value[u"certificate"].toBytes());
        const QByteArrayView signature = value[u"value"].toBytes();
        const bool wanted = certificate && (asked.certificate.isEmpty() || asked.certificate == certificate->id);
        if (!wanted || !verifies(*certificate, asked.digest, signature))
            return broken("signature");
        return AnyAnswer(DigitalSignature{std::move(*certificate), signature.toByteArray()});
    }
    Result<AnyAnswer> operator()(const DecodePhoto &) const
    {
        const QByteArrayView pixels = value[u"pixels"].toBytes();
        if (pixels.size() != CardPhoto::kBytes)
            return broken("photo");
        return AnyAnswer(CardPhoto{PrivateBytes::copyOf(pixels)});
    }
    // A level is a rating's alone: a process cannot hand over one for a question that nobody answered.
    Result<AnyAnswer> operator()(const AskEvaluation &) const
    {
        if (!isInteger(value[u"outcome"], int(Rating::Outcome::Given), int(Rating::Outcome::Unknown)) || !isText(value[u"raw"], kLongestRaw))
            return broken("rating");
        const auto outcome = Rating::Outcome(value[u"outcome"].toInteger());
        const bool given = outcome == Rating::Outcome::Given;
        if (!isInteger(value[u"level"], given ? 1 : 0, given ? 5 : 0) || (outcome == Rating::Outcome::NotGiven && !value[u"raw"].toText().isEmpty()))
            return broken("rating");
        return AnyAnswer(Rating{outcome, int(value[u"level"].toInteger()), value[u"raw"].toText()});
    }
    Result<AnyAnswer> operator()(const CallQueue &asked) const
    {
        const QString &number = value[u"number"].toText();
        // A number that was called again or let go is the one that was asked for, whatever its form.
        const bool ours = asked.act != CallQueue::Act::Next && isText(value[u"number"]) && number == asked.number;
        const bool fits = isText(value[u"number"], kLongestTicket) && !number.trimmed().isEmpty();
        if (!(ours || fits) || !isText(value[u"service"], kLongestRaw) || !isInteger(value[u"waiting"], -1, kMostWaiting))
            return broken("ticket");
        return AnyAnswer(QueueTicket{value[u"number"].toText(), value[u"service"].toText(), int(value[u"waiting"].toInteger())});
    }
    Result<AnyAnswer> operator()(const MatchFinger &asked) const
    {
        if (value[u"same"].type() != WireValue::Type::Bool || !isInteger(value[u"score"], 0, 100) || !isInteger(value[u"finger"], 1, asked.features.records()))
            return broken("comparison of a finger");
        return AnyAnswer(FingerMatch{value[u"same"].toBool(), int(value[u"score"].toInteger()), int(value[u"finger"].toInteger())});
    }
    template <class Other>
    Result<AnyAnswer> operator()(const Other &) const { return broken("answer"); }
};

std::optional<CallQueue::Act> actOf(const QString &name)
{
    for (const CallQueue::Act act : {CallQueue::Act::Next, CallQueue::Act::Recall, CallQueue::Act::Skip})
        if (name == operationName(CallQueue{act, {}, {}, {}}))
            return act;
    return std::nullopt;
}

QJsonValue toJson(const WireValue &value)
{
    switch (value.type()) {
    case WireValue::Type::Null:
    case WireValue::Type::Bytes: return QJsonValue();
    case WireValue::Type::Bool: return value.toBool();
    case WireValue::Type::Integer: return value.toInteger();
    case WireValue::Type::Real: return value.toReal();
    case WireValue::Type::Text: return QString(value.toText().constData(), value.toText().size());
    case WireValue::Type::List: {
        QJsonArray list;
        for (const WireValue &item : value.items())
            list.append(toJson(item));
        return list;
    }
    case WireValue::Type::Map: return jsonFrom(value);
    }
    return QJsonValue();
}

WireValue fromJson(const QJsonValue &value, int depth)
{
    if (depth > kDeepest - 2)           // the settings stand inside a message
        return {};
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool();
    case QJsonValue::Double: {
        const double real = value.toDouble();
        const qint64 whole = value.toInteger();
        return double(whole) == real ? WireValue(whole) : WireValue(real);
    }
    case QJsonValue::String: return value.toString();
    case QJsonValue::Array: {
        WireValue list = WireValue::list();
        for (const QJsonValue item : value.toArray())
            list.append(fromJson(item, depth + 1));
        return list;
    }
    case QJsonValue::Object: {
        WireValue map = WireValue::map();
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            map.set(it.key(), fromJson(it.value(), depth + 1));
        return map;
    }
    default: return {};
    }
}

} // namespace

WireValue toWire(const Capabilities &capabilities)
{
    return toWire(capabilities.toJson());
}

Result<Capabilities> capabilitiesFrom(const WireValue &value)
{
    return Capabilities::fromJson(jsonFrom(value));
}

WireValue toWire(const QJsonObject &settings)
{
    return fromJson(settings, 0);
}

QJsonObject jsonFrom(const WireValue &value)
{
    QJsonObject object;
    for (const QString &key : value.keys())
        object.insert(key, toJson(value[key]));
    return object;
}

std::optional<WireValue> toWire(const AnyOperation &operation)
{
    std::optional<WireValue> value = std::visit(OperationWriter(), operation);
    if (value)
        value->set(u"name"_s, operationName(operation));
    return value;
}

Result<AnyOperation> operationFrom(const WireValue &value)
{
    const auto flag = [&value](QStringView key, bool *into) {
        *into = value[key].toBool();
        return value[key].type() == WireValue::Type::Bool;
    };
    const QString &name = value[u"name"].toText();
    if (name == u"WaitCard") {
        WaitCard operation;
        if (flag(u"untilLifted", &operation.untilLifted))
            return AnyOperation(operation);
    } else if (name == u"ReadCard") {
        ReadCard operation;
        if (flag(u"photo", &operation.photo) && flag(u"fingerprints", &operation.fingerprints) && flag(u"newestAddress", &operation.newestAddress))
            return AnyOperation(operation);
    } else if (name == u"ListCertificates") {
        return AnyOperation(ListCertificates());
    } else if (name == u"SignDigest") {
        const auto settings = settingsFrom(value[u"settings"]);
        const QByteArrayView digest = value[u"digest"].toBytes();
        if (settings && isText(value[u"certificate"], kLongestId) && digest.size() == SignDigest::kDigestBytes)
            return AnyOperation(SignDigest{QString(value[u"certificate"].toText()), digest.toByteArray(), *settings, Pin::copyOf(value[u"pin"].toBytes())});
    } else if (name == u"DecodePhoto") {
        if (const QByteArrayView coded = value[u"coded"].toBytes(); coded.size() == DecodePhoto::kCodedBytes)
            return AnyOperation(DecodePhoto{PrivateBytes::copyOf(coded)});
    } else if (name == u"AskEvaluation") {
        const QUuid visit = uuidFromCanonicalText(value[u"visit"].toText());
        if (!visit.isNull() && isText(value[u"item"]) && isText(value[u"case"]) && isText(value[u"window"]) && isText(value[u"clerk"])
            && isInteger(value[u"seconds"], 1, kMostSeconds))
            return AnyOperation(AskEvaluation{visit, value[u"item"].toText(), value[u"case"].toText(), value[u"window"].toText(), value[u"clerk"].toText(), int(value[u"seconds"].toInteger())});
    } else if (const auto act = actOf(name)) {
        if (isText(value[u"window"]) && isText(value[u"clerk"]) && isText(value[u"number"]))
            return AnyOperation(CallQueue{*act, value[u"window"].toText(), value[u"clerk"].toText(), value[u"number"].toText()});
    } else if (name == u"MatchFinger") {
        const auto settings = settingsFrom(value[u"settings"]);
        const WireValue &features = value[u"features"];
        if (settings && features.type() == WireValue::Type::Bytes && FingerFeatures::isLength(features.toBytes().size()))
            return AnyOperation(MatchFinger{FingerFeatures::copyOf(features.toBytes()), *settings});
    } else if (isInteger(value[u"level"], int(HealthLevel::Internal), int(HealthLevel::Interactive))) {
        const AnyOperation operation = CheckHealth{HealthLevel(value[u"level"].toInteger())};       // each level has its own name
        if (name == operationName(operation))
            return operation;
    } else if (const auto settings = settingsFrom(value[u"settings"])) {
        if (name == u"Scan")
            return AnyOperation(Scan{*settings, nullptr});
        if (name == u"Capture")
            return AnyOperation(Capture{*settings, nullptr});
    }
    return broken("operation");
}

std::optional<WireValue> toWire(const AnyAnswer &answer)
{
    return std::visit(AnswerWriter(), answer);
}

Result<AnyAnswer> answerFrom(const AnyOperation &asked, const WireValue &value, QDate today)
{
    return std::visit(AnswerReader{value, today}, asked);
}

WireValue toWire(const Error &error)
{
    return WireValue::map().set(u"code"_s, error.code).set(u"detail"_s, error.detail);
}

Error errorFrom(const WireValue &value, DeviceClass cls)
{
    // A driver could put anything into its text, also a name or a number of the person at the counter. What the house itself
    // writes there ("status 31", "page 3") gets through, nothing else.
    static const QRegularExpression harmless(u"\\A[a-z]{0,12} ?[0-9A-Fa-fx]{0,10}\\z"_s);
    static const QStringList ownWords = {u"status not shown"_s, u"status too long"_s, u"status no number"_s, u"status certificate"_s, u"status handshake"_s, u"status frame"_s};
    const QString &code = value[u"code"].toText(), &detail = value[u"detail"].toText();
    const QString kept = harmless.match(detail).hasMatch() || ownWords.contains(detail) ? detail : QString();
    if (code == u"DEV-HOST-LOAD")           // said before any card was read
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, detail.left(200)};
    if (code == u"DEV-CANCELLED")
        return toError({FaultClass::Cancelled, {}, {}, false}, cls);
    for (const FaultRow &row : faultRows())
        if (row.device == cls && row.code == code)
            return Error{row.kind, row.code.toString(), kept};
    return toError({FaultClass::DeviceFault, {}, {}, false}, cls);
}

WireValue toWire(const Progress &progress)
{
    return WireValue::map().set(u"done"_s, progress.done).set(u"of"_s, progress.of).set(u"bytes"_s, progress.bytes);
}

Result<Progress> progressFrom(const WireValue &value)
{
    constexpr qint64 kMost = 1'000'000'000;
    if (!isInteger(value[u"done"], 0, kMost) || !isInteger(value[u"of"], -1, kMost) || !isInteger(value[u"bytes"], 0, qint64(1) << 50))
        return broken("progress");
    return Progress{int(value[u"done"].toInteger()), int(value[u"of"].toInteger()), value[u"bytes"].toInteger()};
}

WireValue toWire(const Condition &condition)
{
    WireValue value = WireValue::map().set(u"kind"_s, int(condition.kind));
    if (condition.kind != Condition::Kind::Fine)
        value.set(u"error"_s, toWire(condition.why));
    return value;
}

Result<Condition> conditionFrom(const WireValue &value, DeviceClass cls)
{
    if (!isInteger(value[u"kind"], int(Condition::Kind::Fine), int(Condition::Kind::NeedsPerson)))
        return broken("condition");
    const auto kind = Condition::Kind(value[u"kind"].toInteger());
    return kind == Condition::Kind::Fine ? Condition() : Condition{kind, errorFrom(value[u"error"], cls)};
}

WireValue toWire(const PageHeader &page)
{
    return WireValue::map().set(u"number"_s, page.number).set(u"format"_s, int(page.format)).set(u"width"_s, page.width)
        .set(u"height"_s, page.height).set(u"bytesPerLine"_s, page.bytesPerLine).set(u"dpi"_s, page.dpi);
}

Result<PageHeader> pageFrom(const WireValue &value)
{
    constexpr qint64 kMostPixels = 200'000;
    if (!isInteger(value[u"number"], 1, 100'000) || !isInteger(value[u"format"], int(PixelFormat::Mono), int(PixelFormat::Rgb24))
        || !isInteger(value[u"width"], 0, kMostPixels) || !isInteger(value[u"height"], -1, kMostPixels)
        || !isInteger(value[u"bytesPerLine"], 0, PageSink::kStripBytes) || !isInteger(value[u"dpi"], 0, 20'000))
        return broken("page");
    return PageHeader{int(value[u"number"].toInteger()), PixelFormat(value[u"format"].toInteger()), int(value[u"width"].toInteger()),
                      int(value[u"height"].toInteger()), int(value[u"bytesPerLine"].toInteger()), int(value[u"dpi"].toInteger())};
}

WireValue toWire(Media media)
{
    return media == Media::Present ? u"present"_s : media == Media::None ? u"none"_s : u"unknown"_s;
}

Media mediaFrom(const WireValue &value)
{
    return value.toText() == u"present" ? Media::Present : value.toText() == u"none" ? Media::None : Media::Unknown;
}

} // namespace zc::devices::host
