#include "peerscript.h"

#include "internal/sim/cardencoder.h"
#include "internal/sim/controlline.h"

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

namespace {

const QStringList kFaultKinds = {u"drop"_s, u"double"_s, u"insert"_s, u"flip"_s, u"cut"_s, u"stall"_s,
                                 u"garbage"_s, u"glue"_s, u"late"_s, u"echo"_s, u"deaf"_s};

Result<SimulatedCard> cardFrom(const QJsonValue &value)
{
    if (value.isString())
        return SimulatedCard::fromDeck(value.toString());
    const QJsonObject object = value.toObject();
    const QString kind = object.value(u"kind"_s).toString(u"R"_s);
    if (!value.isObject() || kind.size() != 1 || !u"RJIY"_s.contains(kind))
        return controlRefused(u"card"_s);
    SimulatedCard card;
    if (object.contains(u"seed"_s)) {
        card = SimulatedCard::generated(quint64(object.value(u"seed"_s).toInteger()), kind);
    } else {
        card.kind = kind;
        const QJsonObject fields = object.value(u"fields"_s).toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            card.fields.insert(it.key(), it.value().toString());
    }
    card.fingers = object.value(u"fingers"_s).toInt(card.fingers);
    if (card.fingers < 0 || card.fingers > 2)
        return controlRefused(u"fingers"_s);
    card.newestAddress = object.value(u"newestAddress"_s).toString();
    return card;
}

} // namespace

void Script::lay(const SimulatedCard &next)
{
    card = next;
    cardWasRead = selected = false;
}

void Script::lift()
{
    card.reset();
    cardWasRead = selected = false;
}

Result<void> Script::apply(const QByteArray &line)
{
    const Result<ControlLine> said = ControlLine::from(line);
    if (!said)
        return said.error();
    const auto &[verb, value, details] = *said;
    const QByteArray command = details.value(u"command"_s).toString().toLatin1().toUpper();

    if (verb == u"card" || verb == u"offer") {
        if (value.isNull() && verb == u"card") {
            lift();
            return {};
        }
        const Result<SimulatedCard> next = cardFrom(value);
        if (!next.ok())
            return next.error();
        if (verb == u"card" || !card)
            lay(next.value());
    } else if (verb == u"set") {
        ReaderSimulator::Options changed = options;
        for (auto it = details.begin(); it != details.end(); ++it) {
            if (it.key() == u"radioDelayMs")
                changed.radioDelayMs = qBound(0, it.value().toInt(), 60'000);
            else if (it.key() == u"pace")
                changed.pace = it.value().toBool();
            else if (it.key() == u"baud")
                changed.baud = qBound(1200, it.value().toInt(), 921'600);
            else if (it.key() == u"denied")
                changed.denied = it.value().toBool();
            else if (it.key() == u"findOnlyOnce")
                changed.findOnlyOnce = it.value().toBool();
            else
                return controlRefused(it.key());
        }
        options = changed;
    } else if (verb == u"fault") {
        const ByteFault fault{details.value(u"kind"_s).toString(), command, details.value(u"at"_s).toInt(),
                              details.value(u"count"_s).toInt(1), details.value(u"ms"_s).toInt(), details.value(u"times"_s).toInt(1)};
        if (!kFaultKinds.contains(fault.kind) || fault.at < 0 || fault.count < 0 || fault.count > 65'536 || fault.ms < 0)
            return controlRefused(u"fault"_s);
        faults << fault;
    } else if (verb == u"status") {
        bool hex = false;
        const int sw3 = details.value(u"sw3"_s).toString().toInt(&hex, 16);
        if (!hex || sw3 < 0 || sw3 > 255)
            return controlRefused(u"sw3"_s);
        statuses << StatusOverride{command, quint8(sw3), details.value(u"times"_s).toInt(1)};
    } else if (verb == u"reset") {
        lift();
        faults.clear();
        statuses.clear();
        hangUp.reset();
        options = started;
        plug = true;
    } else if (verb == u"plug") {
        plug = true;
    } else if (verb == u"hangup" || verb == u"hangupAt") {
        hangUp = HangUp{verb == u"hangup" ? QByteArray() : command, details.value(u"at"_s).toInt(), details.value(u"backAfterMs"_s).toInt(-1)};
    } else {
        return controlRefused(verb);
    }
    return {};
}

std::optional<ByteFault> Script::takeFault(const QByteArray &command)
{
    return takePlanned(faults, [&](const ByteFault &fault) { return fault.command.isEmpty() || fault.command == command; });
}

QByteArray Script::answerTo(const QByteArray &body)
{
    const QByteArray command = body.toHex().toUpper();
    if (const auto forced = takePlanned(statuses, [&](const StatusOverride &status) { return status.command.isEmpty() || status.command == command; }))
        return answerFrame(forced->sw3, {});
    if (command == "10FF" || command == "11FF" || command.startsWith("60") || command.startsWith("61FF"))
        return answerFrame(0x90, {});
    if (command == "12FF")
        return answerFrame(0x90, QByteArray::fromHex("05000300F1C7330101000000020000 00"));
    if (command == "2001") {
        const bool visible = card && !(options.findOnlyOnce && cardWasRead);
        selected = false;
        return visible ? answerFrame(0x9F, QByteArray(4, '\0')) : answerFrame(0x80, {});
    }
    if (command == "2002") {
        selected = card.has_value();
        return selected ? answerFrame(0x90, QByteArray(8, '\0')) : answerFrame(0x81, {});
    }
    if (command == "3001" || command == "3010") {
        if (!card || !selected)
            return answerFrame(0x41, {});
        cardWasRead = true;
        return answerFrame(0x90, readAnswerData(*card, command == "3010"));
    }
    if (command == "3003") {
        if (!card || !selected)
            return answerFrame(0x41, {});
        return card->newestAddress.isEmpty() ? answerFrame(0x91, {}) : answerFrame(0x90, addressBytes(*card));
    }
    return answerFrame(0x21, {});
}

} // namespace zc::devices::sim
