#include "outcometable.h"

#include "internal/outcomewalk.h"

#include <algorithm>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kLeafBudget = 400'000'000;

std::optional<Outcome> outcomeWith(const std::shared_ptr<const Pack> &pack, const Priors &answers)
{
    Interview interview(pack);
    return interview.answerAll(answers).ok() ? std::optional(interview.outcome()) : std::nullopt;
}

// Leaves out answers from the last written fact on, as long as the outcome stays certain and the same.
Priors shortest(const std::shared_ptr<const Pack> &pack, Priors answers, const QString &signature)
{
    for (qsizetype i = answers.size() - 1; i >= 0; --i) {
        Priors fewer = answers;
        fewer.removeAt(i);
        const auto outcome = outcomeWith(pack, fewer);
        if (outcome && outcome->complete && outcomeSignature(*outcome) == signature)
            answers = fewer;
    }
    return answers;
}

void addBasis(QStringList &into, const Reason &reason)
{
    for (const QString &id : reason.basis)
        if (!into.contains(id))
            into << id;
}
} // namespace

Result<OutcomeTable> distinctOutcomes(const std::shared_ptr<const Pack> &pack, int most)
{
    const auto leaves = OutcomeWalk(*pack).run(kLeafBudget);
    if (!leaves)
        return Error{ErrorKind::Internal, u"GDE-BUDGET"_s, pack->id()};
    OutcomeTable table;
    QHash<QString, qsizetype> known;
    for (const OutcomeWalk::Leaf &leaf : *leaves) {
        const Priors answers = answersOf(*pack, leaf.first);
        const auto outcome = outcomeWith(pack, answers);
        // A derived fact is free in the diagrams; a scenario that it contradicts is none.
        if (!outcome || !outcome->complete)
            continue;
        table.scenarios += leaf.scenarios;
        const QString signature = outcomeSignature(*outcome);
        if (const auto found = known.constFind(signature); found != known.cend()) {
            table.outcomes[*found].scenarios += leaf.scenarios;
            continue;
        }
        if (table.outcomes.size() >= most)
            return Error{ErrorKind::Internal, u"GDE-BUDGET"_s, u"%1: more than %2 outcomes"_s.arg(pack->id()).arg(most)};
        known.insert(signature, table.outcomes.size());
        DistinctOutcome row;
        const Priors few = shortest(pack, answers, signature);
        for (const AnswerRecord &answer : few) {
            const Fact &fact = *pack->fact(answer.fact);
            row.scenario << ReasonAnswer{fact.id, fact.name, answer.value, displayValue(fact, answer.value)};
        }
        row.outcome = outcomeWith(pack, few).value_or(*outcome);
        row.scenarios = leaf.scenarios;
        for (const OutcomeSubItem &item : row.outcome.subItems)
            addBasis(row.basis, item.why);
        for (const OutcomeMaterial &material : row.outcome.materials)
            addBasis(row.basis, material.why);
        row.basisText = pack->basisText(row.basis);
        table.outcomes << row;
    }
    const auto place = [&](const DistinctOutcome &row) {
        const QString id = row.outcome.subItems.isEmpty() ? QString() : row.outcome.subItems.constFirst().id;
        qsizetype at = 0;
        while (at < pack->subItems().size() && pack->subItems().at(at).id != id)
            ++at;
        return at;
    };
    std::stable_sort(table.outcomes.begin(), table.outcomes.end(), [&](const DistinctOutcome &a, const DistinctOutcome &b) {
        return place(a) != place(b) ? place(a) < place(b) : a.scenarios > b.scenarios;
    });
    return table;
}

} // namespace zc::guidance
