#include "diagnostics.h"

#include "internal/idcard/readanswer.h"
#include "internal/idcard/sdtexchange.h"

#include <QJsonArray>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNoDeadline = 3'600'000;

bool hexBytes(const QJsonValue &value, QByteArray *bytes)
{
    // QByteArray::fromHex skips what is no hex digit; here that would hide a damaged line.
    const QString text = value.toString();
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
    });
    *bytes = QByteArray::fromHex(text.toLatin1());
    return value.isString() && digits && text.size() % 2 == 0;
}

QJsonObject unusable(QJsonObject answer, const QString &what)
{
    answer.insert(u"error"_s, QJsonObject{{u"code"_s, u"DEV-DECODE-INPUT"_s}, {u"message"_s, what}});
    return answer;
}

void describeFailure(QJsonObject &answer, const Fault &fault, std::optional<quint8> status)
{
    answer.insert(u"outcome"_s, u"error"_s);
    answer.insert(u"class"_s, faultClassName(fault.cls));
    if (!fault.suffix.isEmpty())
        answer.insert(u"suffix"_s, fault.suffix);
    answer.insert(u"status"_s, status ? QJsonValue(sdt::statusText(*status)) : QJsonValue());
}

} // namespace

QJsonObject describeCard(const CardRecord &card)
{
    QJsonObject fields;
    for (CardField field : card.fields())
        fields.insert(cardFieldName(field), card.text(field).toString());
    QJsonObject answer{{u"outcome"_s, u"card"_s},
                       {u"kind"_s, cardKindName(card.kind())},
                       {u"fields"_s, fields},
                       {u"warnings"_s, QJsonArray::fromStringList(card.warnings())},
                       {u"photoBytes"_s, card.photo().size()},
                       {u"fingerprintBytes"_s, card.fingerprints().size()}};
    if (card.hasNewestAddress())
        answer.insert(u"newestAddress"_s, card.newestAddress().toString());
    return answer;
}

QJsonObject decodeExchange(const QJsonObject &line)
{
    QJsonObject answer;
    answer.insert(u"id"_s, line.value(u"id"_s));

    QByteArray code, request;
    if (!hexBytes(line.value(u"command"_s), &code) || code.size() < 2)
        return unusable(answer, u"command is not hex"_s);
    const auto command = sdt::commandFromCode(quint16(quint8(code[0]) << 8 | quint8(code[1])));
    if (!command)
        return unusable(answer, u"unknown command"_s);
    if (!line.contains(u"request"_s))
        request = sdt::requestFrame(quint16(quint8(code[0]) << 8 | quint8(code[1])), QByteArrayView(code).sliced(2));
    else if (!hexBytes(line.value(u"request"_s), &request))
        return unusable(answer, u"request is not hex"_s);
    QDate today = QDate::fromString(line.value(u"today"_s).toString(), u"yyyyMMdd"_s);
    if (!line.contains(u"today"_s))
        today = QDate::currentDate();
    if (!today.isValid())
        return unusable(answer, u"today is not a date"_s);

    sdt::SdtExchange exchange(*command, request, 0, line.value(u"deadlineMs"_s).toInteger(kNoDeadline));
    qint64 lastMs = 0;
    for (const QJsonValue &entry : line.value(u"chunks"_s).toArray()) {
        const QJsonArray pair = entry.toArray();
        QByteArray bytes;
        if (pair.size() != 2 || !pair[0].isDouble() || pair[0].toInteger() < lastMs || !hexBytes(pair[1], &bytes))
            return unusable(answer, u"chunks are [[atMs, hex], …] in the order of time"_s);
        lastMs = pair[0].toInteger();
        while (!exchange.ended() && exchange.dueMs() <= lastMs)
            exchange.tick(exchange.dueMs());
        exchange.feed(bytes, lastMs);
    }
    while (!exchange.ended())
        exchange.tick(exchange.dueMs());

    const sdt::Outcome &outcome = exchange.outcome();
    const QJsonValue status = outcome.status ? QJsonValue(sdt::statusText(*outcome.status)) : QJsonValue();
    if (outcome.kind == sdt::Outcome::Kind::Failure) {
        describeFailure(answer, outcome.fault, outcome.status);
    } else if (outcome.kind == sdt::Outcome::Kind::Nothing) {
        answer.insert(u"outcome"_s, u"nothing"_s);
        answer.insert(u"status"_s, status);
    } else if (*command == sdt::Command::ReadText || *command == sdt::Command::ReadAll) {
        if (auto content = recordFromAnswer(*command, exchange.data(), today)) {
            const QJsonObject card = describeCard(CardRecord(std::move(content)));
            for (auto it = card.begin(); it != card.end(); ++it)
                answer.insert(it.key(), it.value());
        } else {
            describeFailure(answer, {FaultClass::MediaRejected, u"DATA"_s, {}, false}, outcome.status);
        }
    } else {
        QByteArrayView data = exchange.data();
        answer.insert(u"outcome"_s, u"ok"_s);
        answer.insert(u"status"_s, status);
        if (*command == sdt::Command::ReadAddress) {
            data = data.last(sdt::kAddressBytes);
            CardRecord::Content content;
            decodeNewestAddress(content, data);
            answer.insert(u"fields"_s, QJsonObject{{u"address"_s, QString::fromUtf16(content.address.data(), content.addressUnits)}});
        }
        answer.insert(u"data"_s, QString::fromLatin1(data.toByteArray().toHex().toUpper()));
    }
    return answer;
}

} // namespace zc::devices
