#include "internal/session/jobs.h"
#include "internal/session/pagedelivery.h"

#include <base/uuid.h>

#include <QJsonArray>
#include <QPointer>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using namespace zc::devices;

namespace {

constexpr qsizetype kMostFields = 20;
constexpr int kMostCopies = 5;
constexpr qsizetype kMostLines = 200;
constexpr int kPrintingMs = 120'000;
constexpr qsizetype kLongestShown = 100;        // on a terminal in front of the applicant
constexpr qsizetype kLongestNumber = 32;
constexpr int kAnsweringMs = 20'000;            // of the terminal itself, beside the time that the applicant has

// The field of that name among those up to `last`.
template <class Field, class Name>
std::optional<Field> fieldFrom(const QString &name, Field last, Name nameOf)
{
    for (int field = 0; field <= int(last); ++field)
        if (nameOf(Field(field)) == name)
            return Field(field);
    return std::nullopt;
}

// Nothing: one of the names is none.
template <class Field, class Name>
std::optional<QList<Field>> fieldsFrom(const QStringList &names, Field last, Name nameOf)
{
    QList<Field> fields;
    for (const QString &name : names) {
        const auto field = fieldFrom(name, last, nameOf);
        if (!field)
            return std::nullopt;
        fields << *field;
    }
    return fields;
}

QString outcomeName(Rating::Outcome outcome)
{
    switch (outcome) {
    case Rating::Outcome::Given: return u"given"_s;
    case Rating::Outcome::Declined: return u"declined"_s;
    case Rating::Outcome::NotGiven: return u"notGiven"_s;
    case Rating::Outcome::Unknown: break;
    }
    return u"unknown"_s;
}

QJsonObject printed(const PrintOutcome &outcome)
{
    return {{u"certainty"_s, outcome.certainty == PrintOutcome::Certainty::Printed ? u"printed"_s : u"sent"_s}};
}

// One copy is what every printer does; more of them must stand in its capabilities.
SettingValues copiesOf(const Call &call, PayloadReader &payload)
{
    const qint64 copies = call.message.payload.contains(u"copies"_s) ? payload.integer(u"copies"_s, 1, kMostCopies) : 1;
    return copies > 1 ? SettingValues{{u"copies"_s, QString::number(copies)}} : SettingValues();
}

// Exactly the fields asked for, whatever else the card says.
template <class Card, class Field, class Name>
QJsonObject valuesOf(const Card &card, const QList<Field> &fields, Name nameOf)
{
    QJsonObject values;
    for (const Field field : fields)
        values.insert(nameOf(field), card.text(field).toString());
    return values;
}

} // namespace

template <class Op, class Show>
void DeviceCommands::submit(const Call &call, const ClaimId &claim, Op operation, Show show)
{
    follow(call, m_world.hub.submit(claim, std::move(operation), deadlineOf(call)), this, show);
}

void DeviceCommands::waitCard(const Call &call)
{
    PayloadReader payload(call.message.payload);
    if (const auto claim = claimFor(call, payload))
        submit(call, *claim, WaitCard{}, [](Media media) { return QJsonObject{{u"media"_s, mediaName(media)}}; });
}

void DeviceCommands::readCard(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto fields = fieldsFrom(payload.texts(u"fields"_s, kMostFields), CardField::OldNumberLink, cardFieldName);
    ReadCard operation;
    operation.photo = payload.flag(u"photo"_s, false);
    if (!fields)
        return call.fail(Completion::InvalidData);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    const bool photo = operation.photo;
    submit(call, *claim, operation, [fields = *fields, photo](const CardRecord &card) {
        QJsonObject answer{{u"kind"_s, cardKindName(card.kind())}, {u"fields"_s, valuesOf(card, fields, cardFieldName)},
                           {u"warnings"_s, QJsonArray::fromStringList(card.warnings())}};
        if (photo)
            answer.insert(u"photo"_s, QString::fromLatin1(card.photo().toByteArray().toBase64()));
        return answer;
    });
}

void DeviceCommands::readSocialCard(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto fields = fieldsFrom(payload.texts(u"fields"_s, kMostFields), SocialField::Birth, socialFieldName);
    if (!fields)
        return call.fail(Completion::InvalidData);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    submit(call, *claim, ReadSocialCard{}, [fields = *fields](const SocialCard &card) {
        return QJsonObject{{u"kind"_s, u"socialSecurity"_s}, {u"fields"_s, valuesOf(card, fields, socialFieldName)},
                           {u"warnings"_s, QJsonArray::fromStringList(card.notes())}};
    });
}

template <class Op>
void DeviceCommands::submitPages(const Call &call, const QString &event)
{
    PayloadReader payload(call.message.payload);
    const SettingValues settings = payload.settings(u"settings"_s);
    const auto claim = claimFor(call, payload, settings);
    if (!claim)
        return;
    auto *delivery = new PageDelivery(call, event, m_transfers.out(), m_world.encoder, this);
    Op operation;
    operation.settings = settings;
    operation.sink = delivery->sink();
    Job<ScanSummary> job = m_world.hub.submit(*claim, std::move(operation), deadlineOf(call, kLongestTimeoutMs));
    call.onCancel([job, delivery = QPointer(delivery)]() mutable {
        job.cancel();
        if (delivery)
            delivery->stop();
    });
    whenDone(job.result(), delivery, [delivery](const Result<ScanSummary> &answer) { delivery->ended(answer); });
}

void DeviceCommands::printDocument(const Call &call)
{
    PayloadReader payload(call.message.payload);
    PrintDocument operation;
    const QUuid transfer = payload.uuid(u"transfer"_s);
    operation.settings = copiesOf(call, payload);
    const auto claim = claimFor(call, payload, operation.settings);
    if (!claim)
        return;
    const auto document = m_transfers.in().use(transfer);
    if (!document)
        return call.fail(Completion::SequenceError);
    operation.id = makeUuidV7();
    operation.pdf = *document;
    follow(call, m_world.hub.submit(*claim, std::move(operation), deadlineOf(call, kPrintingMs)), this, printed);
}

void DeviceCommands::printReceipt(const Call &call)
{
    PayloadReader payload(call.message.payload);
    PrintReceipt operation;
    operation.lines = payload.lines(u"lines"_s, kMostLines);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    operation.id = makeUuidV7();
    submit(call, *claim, std::move(operation), printed);
}

void DeviceCommands::scan(const Call &call) { submitPages<Scan>(call, u"Scan.Page"_s); }
void DeviceCommands::capture(const Call &call) { submitPages<Capture>(call, u"Camera.Page"_s); }

// The strokes as they were written, as the document that is kept of a signature (ink.h); what it looks like is drawn by whoever shows it.
void DeviceCommands::sign(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    auto *delivery = new PageDelivery(call, u"Sign.Page"_s, m_transfers.out(), m_world.encoder, this);
    Job<Ink> job = m_world.hub.submit(*claim, CaptureInk{}, deadlineOf(call, kLongestTimeoutMs));
    call.onCancel([job, delivery = QPointer(delivery)]() mutable {
        job.cancel();
        if (delivery)
            delivery->stop();
    });
    whenDone(job.result(), delivery, [delivery](Result<Ink> ink) {
        if (!ink.ok())
            return delivery->ended(ink.error());
        delivery->deliver(ink->document(), u"application/json"_s, {{u"tool"_s, inkToolName(ink->tool())}});
        delivery->ended(ScanSummary{1, 0, {}});
    });
}

void DeviceCommands::askEvaluation(const Call &call)
{
    PayloadReader payload(call.message.payload);
    AskEvaluation operation;
    operation.item = payload.text(u"item"_s, kLongestShown);
    operation.caseNumber = payload.optionalText(u"caseNumber"_s, kLongestShown);
    if (call.message.payload.contains(u"seconds"_s))
        operation.seconds = int(payload.integer(u"seconds"_s, 1, AskEvaluation::kSeconds));
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    operation.visit = makeUuidV7();
    operation.window = m_world.window;
    operation.clerkNo = m_world.clerkNo;
    const int otherwiseMs = operation.seconds * 1000 + kAnsweringMs;
    follow(call, m_world.hub.submit(*claim, std::move(operation), deadlineOf(call, otherwiseMs)), this, [](const Rating &rating) {
        QJsonObject answer{{u"outcome"_s, outcomeName(rating.outcome)}};
        if (rating.outcome == Rating::Outcome::Given)
            answer.insert(u"level"_s, rating.level);
        return answer;
    });
}

void DeviceCommands::callQueue(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const QString act = payload.text(u"act"_s);
    const QString number = payload.optionalText(u"number"_s, kLongestNumber);
    const bool known = act == u"next" || act == u"recall" || act == u"skip";
    if (!known || number.isEmpty() != (act == u"next"))
        return call.fail(Completion::InvalidData);
    const auto claim = claimFor(call, payload);
    if (!claim)
        return;
    const auto what = act == u"next" ? CallQueue::Act::Next : act == u"recall" ? CallQueue::Act::Recall : CallQueue::Act::Skip;
    submit(call, *claim, CallQueue{what, m_world.window, m_world.clerkNo, number}, [](const QueueTicket &ticket) {
        QJsonObject answer{{u"number"_s, ticket.number}, {u"service"_s, ticket.service}};
        if (ticket.waiting >= 0)
            answer.insert(u"waiting"_s, ticket.waiting);
        return answer;
    });
}

} // namespace zc::bridge
