#include "verbs/batch.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <base/halltime.h>
#include <base/identifier.h>
#include <base/masking.h>

#include <QDate>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

struct IdQuestion { QString value; QString kind; };

QJsonObject answerJson(const IdentifierCheck &check)
{
    return {{u"value"_s, check.masked}, {u"kind"_s, identifierKindName(check.kind)}, {u"valid"_s, check.valid},
            {u"notes"_s, QJsonArray::fromStringList(check.notes)}};
}

// One line a value: the best answer, the others that the form also fits under `also`.
QJsonObject answer(const IdQuestion &question, QDate today)
{
    QList<IdentifierKind> kinds;
    if (!question.kind.isEmpty()) {
        const auto kind = identifierKindFromName(question.kind);
        if (!kind)
            return Output::errorObject(Error{ErrorKind::Invalid, u"CTL-ID-KIND"_s, question.kind});
        kinds = {*kind};
    } else {
        kinds = detectIdentifier(question.value);
    }
    QList<IdentifierCheck> checks;
    for (const IdentifierKind kind : kinds)
        checks << checkIdentifier(kind, question.value, today);
    std::stable_partition(checks.begin(), checks.end(), [](const IdentifierCheck &check) { return check.valid; });
    if (checks.isEmpty())
        return {{u"value"_s, maskDocument(question.value)}, {u"kind"_s, QJsonValue::Null}, {u"valid"_s, false},
                {u"notes"_s, QJsonArray{u"FORM"_s}}};
    QJsonObject object = answerJson(checks.takeFirst());
    QJsonArray also;
    for (const IdentifierCheck &check : checks)
        also.append(answerJson(check));
    if (!also.isEmpty())
        object.insert(u"also"_s, also);
    return object;
}

// A file holds one value a line, "kind<Tab>value" where the kind is known.
IdQuestion fromLine(const QString &line, const QString &kind)
{
    const qsizetype tab = line.indexOf(u'\t');
    return tab < 0 ? IdQuestion{line, kind} : IdQuestion{line.mid(tab + 1), line.left(tab)};
}

} // namespace

int idCheck(const QStringList &words, Output &output)
{
    QList<IdQuestion> questions;
    QString kind, file;
    QStringList values;
    QDate today = hallTime(QDateTime::currentDateTimeUtc()).date();
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool option = words[i] == u"--kind" || words[i] == u"--file" || words[i] == u"--today";
        if (!option) {
            values << words[i];
            continue;
        }
        if (i + 1 == words.size()) {
            output.usage(u"zcctl id check: %1 needs a value"_s.arg(words[i]));
            return Usage;
        }
        const QString &value = words[++i];
        if (words[i - 1] == u"--kind")
            kind = value;
        else if (words[i - 1] == u"--file")
            file = value;
        else
            today = QDate::fromString(value, Qt::ISODate);
    }
    if (!today.isValid() || (!kind.isEmpty() && !identifierKindFromName(kind)) || values.isEmpty() == file.isEmpty()) {
        output.usage(u"usage: zcctl id check (VALUE… | --file F) [--kind citizen|permit|foreigner|uscc|orgCode|bizReg|licence] "
                     "[--today YYYY-MM-DD]"_s);
        return Usage;
    }
    for (const QString &value : values)
        questions << IdQuestion{value, kind};
    if (!file.isEmpty()) {
        const Result<QStringList> lines = readLines(file);
        if (!lines) {
            output.problem(lines.error());
            return Unreadable;
        }
        for (const QString &line : *lines)
            questions << fromLine(line, kind);
    }
    for (const IdQuestion &question : questions) {
        const QJsonObject object = answer(question, today);
        output.document(QJsonDocument(object));
        QStringList notes;
        for (const QJsonValue &note : object.value(u"notes").toArray())
            notes << note.toString();
        output.text(u"%1  %2  %3  %4"_s.arg(object.value(u"value").toString(), object.value(u"kind").toString(u"-"_s),
                                            object.value(u"valid").toBool() ? u"valid"_s : u"not valid"_s, notes.join(u' ')));
    }
    return Ok;
}

} // namespace zc::ctl
