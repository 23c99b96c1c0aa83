#include "interview.h"

#include "internal/contexts.h"
#include "internal/questionplan.h"
#include "internal/view.h"
#include "internal/words.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <mutex>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr int kOverrideRank = 100;
constexpr double kTie = 1e-9;
constexpr qsizetype kMostPlanned = 8;                 // questions

// Everything one fact has been told, by rank of the source; the strongest counts.
struct FactAnswers {
    QMap<int, AnswerRecord> byRank;
    bool wasActive = false;
    bool toConfirm = false;                            // fell asleep after it had counted; wants a look when it counts again
};
using State = QMap<int, FactAnswers>;

int rankOf(const Provenance &from)
{
    return !from.overrideReason.isEmpty() && from.source == SourceKind::Clerk ? kOverrideRank : sourceRank(from.source);
}

int indexOf(const Pack &pack, const QString &idOrName)
{
    for (int i = 0; i < pack.facts().size(); ++i)
        if (pack.facts().at(i).id == idOrName || pack.facts().at(i).name == idOrName)
            return i;
    return -1;
}

// What copies of an interview share: knowledge about the pack that is worked out as it is needed. A copy may live on another
// thread, so whoever asks holds the lock and first says which facts it means.
struct Engine {
    explicit Engine(const Pack &pack) : solver(pack), trial(pack) {}
    std::mutex mutex;
    Solver solver;
    Solver trial;                                      // for "what if", so that the other keeps its place
    ReasonCache reasons;
};

// A bundle's own files say nothing about the rules of its items, so the receipt names those too.
QJsonArray importsOf(const Pack &pack)
{
    QJsonArray list;
    for (const auto &item : pack.imports())
        list.append(QJsonObject{{u"pack"_s, item->id()}, {u"version"_s, item->version()},
                                {u"contentHash"_s, QString::fromLatin1(item->contentHash().toHex())}});
    return list;
}

// By table, the rules that certainly match where the table is certainly asked.
QJsonObject firedRows(const Pack &pack, const Solver &solver, const View &view)
{
    const Compiled &compiled = view.compiled();
    QMap<QString, QSet<QString>> rows;
    const auto note = [&](int part, int table, int row) {
        const Part &owner = pack.program().parts.at(part);
        const KnownTable &known = owner.rules->table(TableKind(table));
        rows[owner.qualified(known.name)].insert(known.table.ruleId(row));
    };
    for (int i = 0; i < compiled.runs.size(); ++i) {
        const CompiledRun &run = compiled.runs.at(i);
        if (run.within >= 0 && view.outputs.at(run.within) != ValueTable::kTrue)
            continue;
        for (const int row : solver.certainRows(i).list())
            note(run.part, run.table, row);
    }
    for (int kind = 0; kind < kTableKinds && compiled.anyFallback; ++kind)
        for (const auto &[part, row] : solver.direct().fired[kind])
            note(part, kind, row);
    QJsonObject json;
    for (auto it = rows.cbegin(); it != rows.cend(); ++it) {
        QStringList ids(it->cbegin(), it->cend());
        ids.sort();
        json.insert(it.key(), QJsonArray::fromStringList(ids));
    }
    return json;
}
} // namespace

struct Interview::Impl {
    explicit Impl(std::shared_ptr<const Pack> p)
        : pack(std::move(p)), engine(std::make_shared<Engine>(*pack)), view(View::make(*pack, engine->solver, {}))
    {
    }

    std::shared_ptr<const Pack> pack;
    std::shared_ptr<Engine> engine;
    QuestionOrder order = QuestionOrder::ByGain;
    State state;
    QList<State> undone, done;
    View view;

    static feel::Value counting(const FactAnswers &answers) { return answers.byRank.last().value; }
    static QMap<int, feel::Value> answersOf(const State &state)
    {
        QMap<int, feel::Value> answers;
        for (auto it = state.cbegin(); it != state.cend(); ++it)
            answers.insert(it.key(), counting(*it));
        return answers;
    }

    // Asks the engine about the facts of this interview.
    template <class Ask>
    auto ask(const Ask &question) const
    {
        const std::lock_guard lock(engine->mutex);
        engine->solver.setFacts(view.facts);
        return question(static_cast<const Solver &>(engine->solver));
    }

    struct Entered {
        State state;
        View view;
        Delta delta;
    };

    // What a new state comes to, if it is consistent; fills the marks of answers that fall asleep or come back.
    Result<Entered> tryState(Solver &solver, State next, const QString &cause) const
    {
        bool consistent = true;
        const QList<feel::Entry> facts = solver.counting(answersOf(next), &consistent);
        if (!consistent)
            return Error{ErrorKind::Conflict, u"GDE-CONFLICT"_s, brokenConstraint(solver, facts, cause)};
        solver.setFacts(facts);
        if (solver.breaksLooseConstraint())
            return Error{ErrorKind::Conflict, u"GDE-CONFLICT"_s, brokenConstraint(solver, facts, cause)};
        Entered entered;
        QList<int> toConfirm;
        for (auto it = next.begin(); it != next.end(); ++it) {
            const bool counts = facts.at(it.key()).state == feel::FactState::Known;
            if (it->wasActive && !counts) {
                it->toConfirm = true;
                entered.delta.dormant << pack->facts().at(it.key()).id;
            }
            if (!it->wasActive && counts && it->toConfirm)
                entered.delta.revived << pack->facts().at(it.key()).id;
            it->wasActive = counts;
            if (counts && it->toConfirm)
                toConfirm << it.key();
        }
        entered.view = View::make(*pack, solver, toConfirm);
        const QList<FactId> dormant = entered.delta.dormant, revived = entered.delta.revived;
        entered.delta = differenceOf(*pack, view, entered.view);
        entered.delta.dormant = dormant;
        entered.delta.revived = revived;
        entered.state = std::move(next);
        return entered;
    }

    Result<Delta> enter(State next, const QString &cause)
    {
        const std::lock_guard lock(engine->mutex);
        auto entered = tryState(engine->solver, std::move(next), cause);
        if (!entered.ok())
            return entered.error();
        view = std::move(entered->view);
        state = std::move(entered->state);
        return entered->delta;
    }

    Result<Delta> step(State next, const QString &cause)
    {
        const State before = state;
        auto delta = enter(std::move(next), cause);
        if (delta.ok() && !sameAnswers(before, state)) {
            done << before;
            undone.clear();
        }
        if (delta.ok())
            delta->conflicts = conflicts(state);
        return delta;
    }

    static bool sameAnswers(const State &a, const State &b)
    {
        if (a.keys() != b.keys())
            return false;
        for (auto it = a.cbegin(); it != a.cend(); ++it) {
            const FactAnswers &other = b[it.key()];
            if (it->toConfirm != other.toConfirm || it->wasActive != other.wasActive || it->byRank.keys() != other.byRank.keys())
                return false;
            for (auto answer = it->byRank.cbegin(); answer != it->byRank.cend(); ++answer)
                if (!(answer->value == other.byRank[answer.key()].value) || !(answer->from == other.byRank[answer.key()].from))
                    return false;
        }
        return true;
    }

    // The constraint to name: one that the answers break by themselves, else the first without which they would be consistent.
    QString brokenConstraint(const Solver &solver, const QList<feel::Entry> &facts, const QString &cause) const
    {
        const Compiled &compiled = pack->program().compiled;
        std::vector<int> assignment(size_t(compiled.atoms.variableCount()), -1);
        for (int i = 0; i < facts.size(); ++i)
            if (facts.at(i).state == feel::FactState::Known)
                compiled.atoms.assign(assignment, i, facts.at(i).value);
        const auto said = [this](qsizetype i) { return pack->constraints().at(i).id + u": "_s + pack->constraints().at(i).message; };
        QList<dmn::NodeId> roots;
        for (const QList<dmn::NodeId> &part : compiled.constraintRoots)
            roots += part;
        for (qsizetype i = 0; i < roots.size(); ++i)
            if (solver.constantUnder(roots.at(i), assignment) == ValueTable::kFalse)
                return said(i);
        Contexts contexts(*pack, facts);
        qsizetype before = 0;
        for (int part = 0; part < compiled.constraintRoots.size(); ++part) {
            for (int own = 0; own < compiled.constraintRoots.at(part).size(); ++own)
                if (compiled.looseConstraints.contains(std::pair(part, own)) && contexts.breaks(part, own))
                    return said(before + own);
            before += compiled.constraintRoots.at(part).size();
        }
        dmn::Diagram scratch(&compiled.diagram);
        scratch.setNodeLimit(scratch.nodeCount() + 200'000);
        dmn::NodeId joint = dmn::Diagram::kTrue;
        for (qsizetype i = 0; i < roots.size(); ++i) {
            joint = scratch.conjunction(joint, roots.at(i));
            if (joint == dmn::Diagram::kFalse || !satisfiable(scratch, joint, assignment))
                return said(i);
        }
        return cause;
    }

    static bool satisfiable(const dmn::Diagram &diagram, dmn::NodeId root, const std::vector<int> &assignment)
    {
        QSet<dmn::NodeId> seen;
        std::vector<dmn::NodeId> open{root};
        while (!open.empty()) {
            const dmn::NodeId node = open.back();
            open.pop_back();
            if (node == dmn::Diagram::kTrue)
                return true;
            if (dmn::Diagram::isTerminal(node) || seen.contains(node))
                continue;
            seen.insert(node);
            const int variable = diagram.variableOf(node);
            for (int b = 0; b < diagram.branches(variable); ++b)
                if (assignment[size_t(variable)] < 0 || assignment[size_t(variable)] == b)
                    open.push_back(diagram.child(node, b));
        }
        return false;
    }

    static QList<SourceConflict> conflicts(const State &state)
    {
        QList<SourceConflict> list;
        for (auto it = state.cbegin(); it != state.cend(); ++it) {
            const AnswerRecord &counts = it->byRank.last();
            for (const AnswerRecord &other : it->byRank)
                if (!(other.value == counts.value))
                    list << SourceConflict{counts.fact, counts.value, other.value, counts.from, other.from};
        }
        return list;
    }

    Result<void> put(State &next, const AnswerRecord &record) const
    {
        const int fact = indexOf(*pack, record.fact);
        if (fact < 0 || !pack->facts().at(fact).compute.isEmpty())
            return Error{ErrorKind::NotFound, u"GDE-FACT"_s, record.fact};
        if (!valueFault(pack->facts().at(fact), record.value).isEmpty())
            return Error{ErrorKind::Invalid, u"GDE-VALUE"_s, record.fact};
        FactAnswers &answers = next[fact];
        AnswerRecord kept = record;
        kept.fact = pack->facts().at(fact).id;
        kept.value = normalised(pack->facts().at(fact), record.value);
        answers.byRank.insert(rankOf(record.from), kept);
        answers.toConfirm = false;                     // said anew, it has been looked at
        return {};
    }
};

Interview::Interview(std::shared_ptr<const Pack> pack, const Priors &priors, QuestionOrder order) : d(std::make_unique<Impl>(std::move(pack)))
{
    d->order = order;
    // A prior that does not fit the pack or the others is left out: it would only have spared a question.
    for (const AnswerRecord &prior : priors) {
        State next = d->state;
        if (d->put(next, prior).ok())
            (void)d->enter(std::move(next), prior.fact).ok();
    }
}

Interview::Interview(const Interview &other) : d(std::make_unique<Impl>(*other.d)) {}
Interview &Interview::operator=(const Interview &other)
{
    if (this != &other)
        d = std::make_unique<Impl>(*other.d);
    return *this;
}
Interview::Interview(Interview &&) noexcept = default;
Interview &Interview::operator=(Interview &&) noexcept = default;
Interview::~Interview() = default;

const Pack &Interview::pack() const { return *d->pack; }

Result<Delta> Interview::answer(const FactId &fact, const feel::Value &value, const Provenance &from)
{
    return answerAll({{fact, value, from}});
}

Result<Delta> Interview::answerAll(const Priors &answers)
{
    State next = d->state;
    for (const AnswerRecord &record : answers) {
        const auto put = d->put(next, record);
        if (!put.ok())
            return put.error();
    }
    return d->step(std::move(next), answers.isEmpty() ? QString() : answers.constLast().fact);
}

Result<Delta> Interview::retract(const FactId &fact)
{
    const int index = indexOf(*d->pack, fact);
    if (!d->state.contains(index))
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, fact};
    State next = d->state;
    next.remove(index);
    return d->step(std::move(next), fact);
}

Result<Delta> Interview::confirm(const FactId &fact)
{
    const int index = indexOf(*d->pack, fact);
    if (!needsConfirmation(fact))
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, fact};
    State next = d->state;
    next[index].toConfirm = false;
    return d->step(std::move(next), fact);
}

bool Interview::canUndo() const { return !d->done.isEmpty(); }
bool Interview::canRedo() const { return !d->undone.isEmpty(); }

Delta Interview::undo()
{
    if (d->done.isEmpty())
        return {};
    const State now = d->state, then = d->done.takeLast();
    const auto delta = d->enter(then, {});
    d->state = then;                                   // exactly as it was, marks included
    d->undone << now;
    return delta.ok() ? *delta : Delta();
}

Delta Interview::redo()
{
    if (d->undone.isEmpty())
        return {};
    const State now = d->state, then = d->undone.takeLast();
    const auto delta = d->enter(then, {});
    d->state = then;
    d->done << now;
    return delta.ok() ? *delta : Delta();
}

QList<Question> Interview::nextQuestions() const
{
    const Pack &pack = *d->pack;
    QList<int> candidates;
    for (const int fact : d->view.open)
        if (pack.facts().at(fact).asksPerson())
            candidates << fact;
    if (candidates.isEmpty())
        return {};
    QHash<int, double> gains;
    int best = candidates.constFirst();
    if (d->order == QuestionOrder::ByGain) {
        d->ask([&](const Solver &solver) {
            QList<int> pending;
            QHash<dmn::NodeId, QPair<int, int>> functions;         // outputs that are the same function gain the same: one of them, how many
            QList<dmn::NodeId> roots;
            for (int output = 0; output < d->view.outputs.size(); ++output) {
                if (!d->view.isPending(output))
                    continue;
                pending << output;
                if (d->view.compiled().outputs.at(output).fallback)
                    continue;
                auto &[first, count] = functions[solver.rootOf(output)];
                if (count++ == 0) {
                    first = output;
                    roots << solver.rootOf(output);
                }
            }
            std::vector<double> bits(size_t(candidates.size()), 0);
            for (const dmn::NodeId root : std::as_const(roots)) {
                const auto [output, count] = functions.value(root);
                for (size_t i = 0; i < bits.size(); ++i)
                    bits[i] += count * solver.gain(output, candidates.at(qsizetype(i)));
            }
            for (qsizetype i = 0; i < candidates.size(); ++i) {
                const int fact = candidates.at(i);
                gains[fact] = bits[size_t(i)] / askingCost(pack.facts().at(fact));
                if (gains[fact] > gains[best] + kTie)
                    best = fact;
            }
            // Towards the end everything that can come is looked through: a question that tells less now may spare two later.
            if (candidates.size() < 2 || candidates.size() > kMostPlanned)
                return;
            const std::vector<double> costs = solver.plannedCosts(pending, candidates);
            const auto costOf = [&](int fact) { return costs[size_t(candidates.indexOf(fact))]; };
            for (const int fact : costs.empty() ? QList<int>() : candidates)
                if (costOf(fact) < costOf(best) - kTie)
                    best = fact;
        });
    }
    const QString group = pack.facts().at(best).group;
    QList<Question> questions;
    for (const int index : std::as_const(candidates)) {
        const Fact &fact = pack.facts().at(index);
        if (index != best && (group.isEmpty() || fact.group != group))
            continue;
        questions << Question{fact.id, fact.name, fact.question, fact.why, fact.unit, fact.group, fact.type, fact.options,
                              fact.minimum, fact.maximum, fact.step, fact.sources, gains.value(index)};
    }
    return questions;
}

QList<FactId> Interview::openFacts() const
{
    QList<FactId> ids;
    for (const int fact : d->view.open)
        ids << d->pack->facts().at(fact).id;
    return ids;
}

QList<FactId> Interview::factsToFetch() const
{
    QList<FactId> ids;
    for (const int fact : d->view.open)
        if (d->pack->facts().at(fact).hasMachineSource() && !d->state.contains(fact))
            ids << d->pack->facts().at(fact).id;
    return ids;
}

Outcome Interview::outcome() const
{
    return d->ask([this](const Solver &solver) { return outcomeOf(*d->pack, solver, d->view, &d->engine->reasons); });
}

bool Interview::isRelevant(const FactId &fact) const { return d->view.relevant.contains(indexOf(*d->pack, fact)); }

bool Interview::isApplicable(const FactId &fact) const
{
    const int index = indexOf(*d->pack, fact);
    return index >= 0 && d->ask([index](const Solver &solver) { return solver.isApplicable(index); });
}

std::optional<AnswerRecord> Interview::answerTo(const FactId &fact) const
{
    const auto found = d->state.constFind(indexOf(*d->pack, fact));
    return found == d->state.cend() ? std::nullopt : std::optional(found->byRank.last());
}

bool Interview::isActive(const FactId &fact) const
{
    const int index = indexOf(*d->pack, fact);
    return index >= 0 && d->view.facts.at(index).state == feel::FactState::Known;
}

bool Interview::needsConfirmation(const FactId &fact) const { return d->view.toConfirm.contains(indexOf(*d->pack, fact)); }

QList<SourceConflict> Interview::conflicts() const { return Impl::conflicts(d->state); }

Result<Reason> Interview::whyRequired(const OutputId &output) const
{
    const int index = d->pack->program().compiled.outputIndex(output);
    if (index < 0 || !d->view.outputs.at(index) || *d->view.outputs.at(index) == ValueTable::kFalse
        || *d->view.outputs.at(index) == ValueTable::kNone)
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, output.id};
    return d->ask([&](const Solver &solver) { return Explainer(*d->pack, solver, d->view, &d->engine->reasons).why({output}); });
}

Result<WhyNot> Interview::whyNot(const OutputId &output) const
{
    return d->ask([&](const Solver &solver) { return Explainer(*d->pack, solver, d->view).whyNot(output); });
}

Result<Future> Interview::effectOf(const FactId &fact, const feel::Value &value) const
{
    const int index = indexOf(*d->pack, fact);
    if (index < 0)
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, fact};
    Future future;
    future.value = value;
    future.display = displayValue(d->pack->facts().at(index), value);
    State next = d->state;
    if (const auto put = d->put(next, {fact, value, {SourceKind::Clerk, {}, 0, u"?"_s}}); !put.ok())
        return put.error();
    const auto entered = [&] {
        const std::lock_guard lock(d->engine->mutex);
        return d->tryState(d->engine->trial, std::move(next), fact);
    }();
    if (!entered.ok()) {
        future.possible = false;
        future.forbiddenBy = entered.error().detail.section(u": "_s, 1);
        future.text = say(QT_TRANSLATE_NOOP("zc::guidance", "%1 is not possible: %2")).arg(future.display, future.forbiddenBy);
        return future;
    }
    future.delta = entered->delta;
    QStringList parts;
    const auto list = [&](const char *english, const QStringList &ids) {
        QStringList names;
        for (const QString &id : ids)
            names << (d->pack->material(id) ? d->pack->material(id)->name : d->pack->subItem(id) ? d->pack->subItem(id)->name : id);
        if (!names.isEmpty())
            parts << QCoreApplication::translate("zc::guidance", english).arg(names.join(u"、"_s));
    };
    list(QT_TRANSLATE_NOOP("zc::guidance", "leads to %1"), future.delta.subItemsAdded);
    list(QT_TRANSLATE_NOOP("zc::guidance", "%1 needed as well"), future.delta.materialsAdded);
    list(QT_TRANSLATE_NOOP("zc::guidance", "%1 no longer needed"), future.delta.materialsRemoved);
    list(QT_TRANSLATE_NOOP("zc::guidance", "%1 not needed"), future.delta.materialsRuledOut);
    for (const ModeChange &change : std::as_const(future.delta.modes))
        parts << say(QT_TRANSLATE_NOOP("zc::guidance", "%1 becomes %2")).arg(d->pack->material(change.material)->name, change.to.isEmpty() ? u"?"_s : change.to);
    if (parts.isEmpty())
        parts << future.delta.text();
    future.text = say(QT_TRANSLATE_NOOP("zc::guidance", "if %1: %2")).arg(future.display, parts.join(u"；"_s));
    return future;
}

Result<WhyAsked> Interview::whyAsked(const FactId &fact) const
{
    const int index = indexOf(*d->pack, fact);
    if (index < 0)
        return Error{ErrorKind::NotFound, u"GDE-FACT"_s, fact};
    const Fact &row = d->pack->facts().at(index);
    const Compiled &compiled = d->pack->program().compiled;
    WhyAsked result;
    result.relevant = d->view.relevant.contains(index);
    QStringList names;
    d->ask([&](const Solver &solver) {
        const Explainer explain(*d->pack, solver, d->view);
        for (int output = 0; output < compiled.outputs.size() && result.relevant; ++output) {
            if (!d->view.isPending(output) || !solver.canChange(output, index))
                continue;
            if (compiled.outputs.at(output).part < 0)
                result.canChange << compiled.outputs.at(output).id;
            const QString name = explain.outputName(compiled.outputs.at(output).id);
            if (!names.contains(name))
                names << name;
        }
    });
    QList<feel::Value> options = compiled.atoms.of(index).samples;
    for (const QString &option : row.type == FactType::Set ? row.options : QStringList())
        options << feel::Value(feel::List{feel::Value(option)});
    for (const feel::Value &value : std::as_const(options))
        if (const auto future = effectOf(fact, value); future.ok())
            result.futures << *future;
    if (!result.relevant) {
        result.text = say(QT_TRANSLATE_NOOP("zc::guidance", "%1 changes nothing any more.")).arg(row.name);
        return result;
    }
    constexpr qsizetype kNamed = 8;              // a list that is longer is not read at a window; all names stand in canChange
    const QString list = names.size() > kNamed ? say(QT_TRANSLATE_NOOP("zc::guidance", "%1 and more, %2 in all")).arg(names.first(kNamed).join(u"、"_s)).arg(names.size())
                                               : names.join(u"、"_s);
    QStringList lines{say(QT_TRANSLATE_NOOP("zc::guidance", "%1 decides about %2.")).arg(row.name, list)};
    for (const Future &future : std::as_const(result.futures))
        lines << future.text;
    result.text = lines.join(u'\n');
    return result;
}

QJsonObject Interview::receipt() const
{
    QJsonArray facts;
    for (auto it = d->state.cbegin(); it != d->state.cend(); ++it) {
        const Fact &fact = d->pack->facts().at(it.key());
        for (const AnswerRecord &record : it->byRank)
            facts.append(QJsonObject{{u"id"_s, fact.id}, {u"name"_s, fact.name}, {u"value"_s, record.value.toJson()},
                                     {u"state"_s, isActive(fact.id) ? u"active"_s : u"dormant"_s}, {u"toConfirm"_s, it->toConfirm},
                                     {u"source"_s, sourceName(record.from.source)}, {u"reference"_s, record.from.reference},
                                     {u"atMs"_s, record.from.atMs}, {u"overrideReason"_s, record.from.overrideReason}});
    }
    const QJsonObject fired = d->ask([this](const Solver &solver) { return firedRows(*d->pack, solver, d->view); });
    QJsonObject receipt{{u"format"_s, 1}, {u"pack"_s, d->pack->id()}, {u"version"_s, d->pack->version()},
                        {u"contentHash"_s, QString::fromLatin1(d->pack->contentHash().toHex())}, {u"facts"_s, facts}, {u"rows"_s, fired},
                        {u"outcome"_s, outcomeToJson(outcome())}, {u"program"_s, QCoreApplication::applicationVersion()}};
    if (d->pack->isBundle())
        receipt.insert(u"imports"_s, importsOf(*d->pack));
    return receipt;
}

Result<Outcome> Interview::replay(const std::shared_ptr<const Pack> &pack, const QJsonObject &receipt)
{
    if (receipt.value(u"format").toInt() != 1 || !receipt.value(u"facts").isArray())
        return Error{ErrorKind::Invalid, u"GDE-VALUE"_s, u"receipt"_s};
    if (receipt.value(u"contentHash").toString() != QString::fromLatin1(pack->contentHash().toHex())
        || receipt.value(u"imports").toArray() != importsOf(*pack))
        return Error{ErrorKind::Corrupt, u"PACK-HASH"_s, pack->id()};
    Interview interview(pack);
    State state;
    const QJsonArray facts = receipt.value(u"facts").toArray();
    for (const QJsonValue &entry : facts) {
        const QJsonObject json = entry.toObject();
        const int index = indexOf(*pack, json.value(u"id").toString());
        if (index < 0)
            return Error{ErrorKind::NotFound, u"GDE-FACT"_s, json.value(u"id").toString()};
        auto value = valueFromJson(pack->facts().at(index), json.value(u"value"));
        if (!value.ok())
            return value.error();
        Provenance from;
        for (const SourceKind kind : {SourceKind::Licence, SourceKind::Share, SourceKind::Case, SourceKind::Clerk, SourceKind::Applicant})
            if (sourceName(kind) == json.value(u"source").toString())
                from.source = kind;
        from.reference = json.value(u"reference").toString();
        from.atMs = json.value(u"atMs").toInteger();
        from.overrideReason = json.value(u"overrideReason").toString();
        if (const auto put = interview.d->put(state, {json.value(u"id").toString(), *value, from}); !put.ok())
            return put.error();
        state[index].toConfirm = json.value(u"toConfirm").toBool();
    }
    if (const auto entered = interview.d->enter(state, {}); !entered.ok())
        return entered.error();
    return interview.outcome();
}

} // namespace zc::guidance
