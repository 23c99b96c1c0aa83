#include "hostcodec.h"

#include "internal/idcard/cardcontent.h"

#include <QJsonArray>

#include <array>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestText = 4096;
constexpr qsizetype kMostEntries = 200;

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

bool isSmallInteger(const WireValue &value)
{
    return value.type() == WireValue::Type::Integer && qAbs(value.toInteger()) <= 1'000'000'000;
}

const char *const kNewestAddress = "address";

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
    std::optional<WireValue> operator()(const CheckHealth &) const { return WireValue::map(); }
    template <class Other>
    std::optional<WireValue> operator()(const Other &) const { return std::nullopt; }
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
        for (int i = 0; i < CardRecord::Content::kAddressUnits; ++i) {
            const char16_t unit = i < address.size() ? address[i].unicode() : u' ';
            bytes[std::size_t(2 * i)] = char(unit & 0xFF);
            bytes[std::size_t(2 * i + 1)] = char(unit >> 8);
        }
        value.set(QString::fromLatin1(kNewestAddress), WireValue::bytes(bytes));
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
    template <class Other>
    Result<AnyAnswer> operator()(const Other &) const { return broken("answer"); }
};

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
    WireValue settings = WireValue::list();
    for (const SettingCapability &setting : capabilities.settings)
        settings.append(WireValue::map().set(u"id"_s, setting.id).set(u"type"_s, setting.type).set(u"minimum"_s, setting.minimum)
            .set(u"maximum"_s, setting.maximum).set(u"values"_s, WireValue::texts(setting.values)).set(u"default"_s, setting.defaultValue));
    return WireValue::map().set(u"version"_s, capabilities.version).set(u"class"_s, deviceClassName(capabilities.cls))
        .set(u"operations"_s, WireValue::texts(capabilities.operations)).set(u"settings"_s, std::move(settings))
        .set(u"notes"_s, WireValue::texts(capabilities.notes));
}

Result<Capabilities> capabilitiesFrom(const WireValue &value)
{
    const auto cls = deviceClassFromName(value[u"class"].toText());
    const auto operations = textsOf(value[u"operations"]), notes = textsOf(value[u"notes"]);
    if (!cls || !operations || !notes || !isSmallInteger(value[u"version"]) || value[u"settings"].items().size() > std::size_t(kMostEntries))
        return broken("capabilities");
    Capabilities capabilities{int(value[u"version"].toInteger()), *cls, *operations, {}, *notes};
    for (const WireValue &entry : value[u"settings"].items()) {
        const auto values = textsOf(entry[u"values"]);
        if (!isText(entry[u"id"], 100) || !isText(entry[u"type"], 100) || !isSmallInteger(entry[u"minimum"])
            || !isSmallInteger(entry[u"maximum"]) || !values || !isText(entry[u"default"]))
            return broken("capabilities");
        capabilities.settings << SettingCapability{entry[u"id"].toText(), entry[u"type"].toText(), int(entry[u"minimum"].toInteger()),
                                                   int(entry[u"maximum"].toInteger()), *values, entry[u"default"].toText()};
    }
    return capabilities;
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
    } else if (name == u"CheckHealth") {
        return AnyOperation(CheckHealth());
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
    WireValue value = WireValue::map();
    if (const auto fault = faultFrom(error)) {
        value.set(u"cls"_s, faultClassName(fault->cls));
        value.set(u"suffix"_s, fault->suffix);
        value.set(u"driverCode"_s, fault->driverCode);
    } else if (error.code == u"DEV-HOST-LOAD") {
        value.set(u"code"_s, error.code);
        value.set(u"detail"_s, error.detail);
    } else {
        value.set(u"cls"_s, faultClassName(FaultClass::DeviceFault));
        value.set(u"suffix"_s, QString());
        value.set(u"driverCode"_s, error.code);
    }
    return value;
}

Error errorFrom(const WireValue &value, DeviceClass cls)
{
    constexpr qsizetype kLongestCode = 40;      // a number or a short name; a driver could put anything here
    if (value[u"code"].toText() == u"DEV-HOST-LOAD")
        return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, value[u"detail"].toText().left(200)};
    const auto fault = faultClassFromName(value[u"cls"].toText());
    QString code;
    for (const QChar c : value[u"driverCode"].toText().left(kLongestCode))
        if ((c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'-' || c == u'.')
            code += c;
    // A run of digits could be somebody's number.
    const auto digits = std::count_if(code.begin(), code.end(), [](QChar c) { return c.isDigit(); });
    return toError({fault.value_or(FaultClass::DeviceFault), value[u"suffix"].toText().left(kLongestCode), digits > 10 ? QString() : code, false}, cls);
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
