#include "verbs/batch.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <casework/deadline.h>
#include <casework/lifecycle.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::casework;

QJsonObject failedItem(const QJsonValue &id, const Error &error)
{
    QJsonObject object = Output::errorObject(error);
    object.insert(u"id"_s, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    return object;
}

QJsonValue nameOrNull(const QString &name) { return name.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(name); }

QJsonObject verdictJson(const Verdict &verdict)
{
    QJsonArray documents, lawful;
    for (const NoticeKind kind : verdict.documents)
        documents.append(noticeCode(kind));
    for (const Action action : verdict.lawful)
        lawful.append(actionName(action));
    const QJsonValue null = QJsonValue::Null;
    return {
        {u"allowed"_s, verdict.allowed},
        {u"reason"_s, verdict.family ? QJsonValue(familyName(*verdict.family)) : null},
        {u"next"_s, verdict.next ? nameOrNull(stateName(*verdict.next)) : null},
        {u"documents"_s, documents},
        {u"effect"_s, !verdict.allowed ? null : verdict.effect == Effect::Done ? QJsonValue(u"done"_s) : QJsonValue(u"prepared"_s)},
        {u"event"_s, nameOrNull(verdict.event)},
        {u"mode"_s, verdict.mode ? QJsonValue(acceptModeName(*verdict.mode)) : null},
        {u"finishKind"_s, verdict.finishKind ? QJsonValue(finishKindName(*verdict.finishKind)) : null},
        {u"code"_s, nameOrNull(verdict.code)},
        {u"fact"_s, nameOrNull(verdict.fact)},
        {u"sentence"_s, nameOrNull(verdict.sentence)},
        {u"lawful"_s, lawful},
    };
}

QJsonObject checkItem(const QJsonValue &item)
{
    const QJsonObject object = item.toObject();
    const QJsonValue id = object.value(u"id"), stateValue = object.value(u"state");
    const auto wrong = [&](const QString &member) { return failedItem(id, Error{ErrorKind::Invalid, u"CASE-CONTEXT"_s, member}); };
    if (!item.isObject())
        return wrong(u"item"_s);
    const bool beforeCreate = stateValue.isNull() || stateValue.isUndefined();
    const auto state = beforeCreate ? std::optional(CaseState::None) : stateFromName(stateValue.toString());
    if (!state || (!beforeCreate && *state == CaseState::None))
        return wrong(u"state"_s);
    const auto action = actionFromName(object.value(u"action").toString());
    if (!action)
        return wrong(u"action"_s);
    const auto role = roleFromName(object.value(u"role").toString());
    if (!role)
        return wrong(u"role"_s);
    const QJsonValue facts = object.value(u"context");
    if (!facts.isUndefined() && !facts.isNull() && !facts.isObject())
        return wrong(u"context"_s);
    QStringList unknown;
    const Result<CaseContext> context = contextFromJson(facts.toObject(), &unknown);
    if (!context)
        return failedItem(id, context.error());
    QJsonObject answer = verdictJson(checkAction(*state, *action, *role, *context));
    answer.insert(u"id"_s, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    if (!unknown.isEmpty())
        answer.insert(u"unknownFacts"_s, QJsonArray::fromStringList(unknown));
    return answer;
}

QJsonObject evaluateClock(const QJsonValue &item, const WorkCalendar &calendar)
{
    const QJsonValue id = item.toObject().value(u"id");
    if (!item.isObject())
        return failedItem(id, Error{ErrorKind::Invalid, u"CASE-CLOCK"_s, u"item"_s});
    const Result<ClockQuery> query = clockQueryFromJson(item.toObject());
    if (!query)
        return failedItem(id, query.error());
    const Result<ClockAnswer> answer = evaluateDeadline(*query, calendar);
    if (!answer)
        return failedItem(id, answer.error());
    QJsonObject object = clockAnswerToJson(*answer);
    object.insert(u"id"_s, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    object.insert(u"input"_s, item);
    return object;
}

QString failureText(const QJsonObject &answer)
{
    const QJsonObject error = answer.value(u"error").toObject();
    return u"%1: %2 (%3)"_s.arg(error.value(u"code").toString(), error.value(u"message").toString(), error.value(u"detail").toString());
}

} // namespace

int caseworkCheck(const QStringList &words, Output &output)
{
    if (words.size() != 1) {
        output.usage(u"usage: zcctl casework check FILE"_s);
        return Usage;
    }
    const auto items = readJsonBatch(words.first());
    if (!items) {
        output.problem(items.error());
        return Unreadable;
    }
    for (const QJsonValue &item : *items) {
        const QJsonObject answer = checkItem(item);
        output.document(QJsonDocument(answer));
        const QString id = answer.value(u"id").toVariant().toString();
        if (answer.contains(u"error"))
            output.text(u"%1  %2"_s.arg(id, failureText(answer)));
        else if (answer.value(u"allowed").toBool())
            output.text(u"%1  allowed  %2  %3"_s.arg(id, answer.value(u"effect").toString(), answer.value(u"next").toString()));
        else
            output.text(u"%1  refused  %2  %3"_s.arg(id, answer.value(u"reason").toString(), answer.value(u"sentence").toString()));
    }
    return Ok;
}

int deadlineEval(const QStringList &words, Output &output)
{
    QString calendars, cases;
    for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
        if (words[i] == u"--calendars")
            calendars = words[i + 1];
        else if (words[i] == u"--cases")
            cases = words[i + 1];
    }
    if (cases.isEmpty() || words.size() != (calendars.isEmpty() ? 2 : 4)) {
        output.usage(u"usage: zcctl deadline eval [--calendars DIR] --cases FILE"_s);
        return Usage;
    }
    const auto calendar = calendars.isEmpty() ? WorkCalendar::builtIn() : WorkCalendar::fromDirectory(calendars);
    if (!calendar) {
        output.problem(calendar.error());
        return Unreadable;
    }
    const auto items = readJsonBatch(cases);
    if (!items) {
        output.problem(items.error());
        return Unreadable;
    }
    for (const QJsonValue &item : *items) {
        const QJsonObject answer = evaluateClock(item, *calendar);
        output.document(QJsonDocument(answer));
        const QString id = answer.value(u"id").toVariant().toString();
        output.text(u"%1  %2"_s.arg(id, answer.contains(u"error") ? failureText(answer) : answer.value(u"explanation").toString()));
    }
    return Ok;
}

} // namespace zc::ctl
