#include "internal/answers.h"

#include "internal/paths.h"

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

const QString kEmptySet = QStringLiteral("∅");

Error badAnswer(const guidance::Fact &fact)
{
    return {ErrorKind::Invalid, u"INT-ANSWER"_s, fact.id};
}

} // namespace

Result<feel::Value> answerValue(const guidance::Fact &fact, const QString &text)
{
    using guidance::FactType;
    switch (fact.type) {
    case FactType::Bool:
        if (text != u"true" && text != u"false")
            return badAnswer(fact);
        return feel::Value(text == u"true");
    case FactType::Enum:
        if (!fact.options.contains(text))
            return badAnswer(fact);
        return feel::Value(text);
    case FactType::Set: {
        feel::List list;
        if (text != kEmptySet) {
            const QStringList chosen = text.split(u'|', Qt::SkipEmptyParts);
            for (const QString &option : fact.options)      // the pack's order, so that equal sets are equal values
                if (chosen.contains(option))
                    list.append(feel::Value(option));
            if (list.size() != chosen.size())
                return badAnswer(fact);
        }
        return feel::Value(list);
    }
    case FactType::Number: {
        const auto number = feel::Decimal::fromText(text.trimmed());
        return number ? Result<feel::Value>(feel::Value(*number)) : Result<feel::Value>(badAnswer(fact));
    }
    case FactType::Date: {
        const auto date = feel::Date::fromText(text.trimmed());
        return date ? Result<feel::Value>(feel::Value(*date)) : Result<feel::Value>(badAnswer(fact));
    }
    }
    return badAnswer(fact);
}

QString answerText(const guidance::Fact &fact, const feel::Value &value)
{
    if (fact.type == guidance::FactType::Set && value.isList()) {
        QStringList parts;
        for (const feel::Value &element : value.list())
            parts << element.string();
        return parts.isEmpty() ? kEmptySet : parts.join(u'|');
    }
    if (value.isBoolean())
        return value.boolean() ? u"true"_s : u"false"_s;
    if (value.isString())
        return value.string();
    if (value.isNumber())
        return value.number().text();
    if (value.isDate())
        return value.date().text();
    return {};
}

guidance::SourceKind guidanceSource(Source source)
{
    switch (source) {
    case Source::Licence:
    case Source::Card:
    case Source::SocialCard: return guidance::SourceKind::Licence;
    case Source::SharedData: return guidance::SourceKind::Share;
    case Source::EarlierCase: return guidance::SourceKind::Case;
    case Source::Applicant: return guidance::SourceKind::Applicant;
    case Source::Clerk:
    case Source::None: break;
    }
    return guidance::SourceKind::Clerk;
}

QList<guidance::AnswerRecord> answersFromParties(const guidance::Pack &pack, const CaseDraft &draft, qint64 nowMs)
{
    QList<guidance::AnswerRecord> answers;
    const guidance::Provenance from{guidance::SourceKind::Case, {}, nowMs, {}};
    for (const guidance::Fact &fact : pack.facts()) {
        if (fact.element == kAgentElement && fact.type == guidance::FactType::Bool)
            answers.append({fact.id, feel::Value(draft.text(path::kHasAgent) == u"true"), from});
    }
    return answers;
}

guidance::Interview interviewOf(const std::shared_ptr<const guidance::Pack> &pack, const CaseDraft &draft, qint64 nowMs)
{
    guidance::Interview interview(pack, answersFromParties(*pack, draft, nowMs));
    // In authored order; a stored answer that the pack no longer knows, or that now contradicts it, is simply asked again.
    for (const guidance::Fact &fact : pack->facts()) {
        const auto stored = draft.fields.constFind(path::answer(fact.id));
        if (stored == draft.fields.cend() || !stored->confirmed)
            continue;
        if (auto value = answerValue(fact, stored->text))
            (void)interview.answer(fact.id, *value, {guidanceSource(stored->source), {}, nowMs, {}});
    }
    return interview;
}

} // namespace zc::intake
