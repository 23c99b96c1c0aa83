#pragma once
#include <feel/expression.h>
#include <guidance/interview.h>

#include "internal/direct.h"
#include "internal/solver.h"

#include <QTest>

#include <random>

namespace oracle {

using namespace zc;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

// Every scenario of a small pack, one by one: what guidance answers with diagrams is held against plain enumeration here.
// Tables are run by the three-valued evaluator over complete facts, which uses no diagram.
struct Scenario {
    QList<feel::Entry> facts;
    QList<int> codes;                                  // by fact: the number of its value; -1 = not applicable
    QList<int> outputs;                                // terminals, by compiled output
    double weight = 1;
};

class Brute {
public:
    Brute(std::shared_ptr<const Pack> p, const QHash<QString, QList<feel::Value>> &samples) : pack(std::move(p))
    {
        const int count = int(pack->facts().size());
        feel::Scope scope;
        for (const Fact &fact : pack->facts())
            scope.insert(fact.name, typeOf(fact));
        for (int i = 0; i < count; ++i) {
            const Fact &fact = pack->facts().at(i);
            options << valuesOf(fact, samples);
            applicable << (fact.applicable.isEmpty() ? std::nullopt
                                                     : std::optional(*feel::Expression::parse(fact.applicable, scope, feel::Profile::Authoring)));
        }
        governs.resize(count);
        for (int round = 0; round < count; ++round)
            for (int i = 0; i < count; ++i)
                for (int j = 0; j < count; ++j)
                    if (applicable.at(j) && applicable.at(j)->names().contains(pack->facts().at(i).name)) {
                        governs[i].insert(j);
                        governs[i].unite(governs.at(j));
                    }
        for (const Constraint &constraint : pack->constraints()) {
            constraints << std::pair(constraint.when.isEmpty() ? std::nullopt : std::optional(*feel::Expression::parse(constraint.when, scope, feel::Profile::Authoring)),
                                 *feel::Expression::parse(constraint.then, scope, feel::Profile::Authoring));
        }
        Scenario scenario;
        enumerate(scenario);
    }

    std::shared_ptr<const Pack> pack;
    QList<QList<feel::Value>> options;
    QList<std::optional<feel::Expression>> applicable;
    QList<QPair<std::optional<feel::Expression>, feel::Expression>> constraints;
    QList<QSet<int>> governs;
    QList<Scenario> scenarios;

    using Known = QHash<int, int>;                     // fact -> number of its value
    bool extends(const Scenario &scenario, const Known &known) const
    {
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            if (scenario.codes.at(it.key()) != it.value())
                return false;
        return true;
    }
    QList<const Scenario *> matching(const Known &known) const
    {
        QList<const Scenario *> list;
        for (const Scenario &scenario : scenarios)
            if (extends(scenario, known))
                list << &scenario;
        return list;
    }

    // The answers that count: least fixpoint of "applies in every consistent scenario with those that count".
    Known active(const Known &answers) const
    {
        Known known;
        for (bool grown = true; grown;) {
            grown = false;
            const auto list = matching(known);
            for (auto it = answers.cbegin(); it != answers.cend(); ++it) {
                if (known.contains(it.key()))
                    continue;
                if (std::all_of(list.cbegin(), list.cend(), [&](const Scenario *s) { return s->codes.at(it.key()) >= 0; })) {
                    known.insert(it.key(), it.value());
                    grown = true;
                    break;
                }
            }
        }
        return known;
    }
    QList<std::optional<int>> results(const Known &known) const
    {
        const auto list = matching(known);
        QList<std::optional<int>> out;
        for (int o = 0; o < pack->program().compiled.outputs.size(); ++o) {
            std::optional<int> value = list.constFirst()->outputs.at(o);
            for (const Scenario *s : list)
                if (s->outputs.at(o) != value)
                    value.reset();
            out << value;
        }
        return out;
    }
    // guidance.md §10 word for word: two scenarios that agree on every fact but this one, and on those it governs unless one of
    // the two does not apply, and yet differ in an output.
    bool relevant(const Known &known, int fact) const
    {
        QHash<QByteArray, QList<const Scenario *>> buckets;
        for (const Scenario *s : matching(known)) {
            QByteArray key;
            for (int i = 0; i < s->codes.size(); ++i)
                if (i != fact && !governs.at(fact).contains(i))
                    key += QByteArray::number(s->codes.at(i)) + ',';
            for (const Scenario *other : std::as_const(buckets[key])) {
                bool agree = true;
                for (const int g : governs.at(fact))
                    agree = agree && (s->codes.at(g) == other->codes.at(g) || (s->codes.at(g) < 0) != (other->codes.at(g) < 0));
                if (agree && s->outputs != other->outputs)
                    return true;
            }
            buckets[key] << s;
        }
        return false;
    }

private:
    static QList<feel::Value> valuesOf(const Fact &fact, const QHash<QString, QList<feel::Value>> &samples)
    {
        QList<feel::Value> values;
        switch (fact.type) {
        case FactType::Enum:
            for (const QString &option : fact.options)
                values << feel::Value(option);
            break;
        case FactType::Bool: values = {feel::Value(false), feel::Value(true)}; break;
        case FactType::Set:
            for (int bits = 0; bits < (1 << fact.options.size()); ++bits) {
                feel::List items;
                for (int i = 0; i < fact.options.size(); ++i)
                    if (bits & (1 << i))
                        items << feel::Value(fact.options.at(i));
                values << feel::Value(items);
            }
            break;
        case FactType::Number:
        case FactType::Date: values = samples.value(fact.name); break;
        }
        return values;
    }

    void enumerate(Scenario &scenario)
    {
        const int fact = int(scenario.facts.size());
        if (fact == pack->facts().size()) {
            finish(scenario);
            return;
        }
        const auto go = [&](const feel::Entry &entry, int code) {
            scenario.facts << entry;
            scenario.codes << code;
            enumerate(scenario);
            scenario.facts.removeLast();
            scenario.codes.removeLast();
        };
        for (int i = 0; i < options.at(fact).size(); ++i)
            go({feel::FactState::Known, options.at(fact).at(i)}, i);
        if (applicable.at(fact))
            go({feel::FactState::NotApplicable, {}}, -1);
    }

    void finish(const Scenario &candidate)
    {
        feel::Context context;
        for (int i = 0; i < candidate.facts.size(); ++i)
            context.setEntry(pack->facts().at(i).name, candidate.facts.at(i));
        for (int i = 0; i < candidate.facts.size(); ++i)
            if (applicable.at(i) && applicable.at(i)->evaluate(context).isTrue() != (candidate.codes.at(i) >= 0))
                return;
        for (const auto &[when, then] : std::as_const(constraints))
            if ((!when || when->evaluate(context).isTrue()) && then.evaluate(context).isFalse())
                return;
        Scenario scenario = candidate;
        for (const auto &terminal : runDirectly(*pack, candidate.facts).terminals)
            scenario.outputs << terminal.value();
        for (int i = 0; i < scenario.codes.size(); ++i)
            if (scenario.codes.at(i) >= 0)
                scenario.weight /= double(options.at(i).size());
        scenarios << scenario;
    }
};

inline std::shared_ptr<const Pack> loadPack(const QString &path)
{
    auto pack = Pack::loadNow(path);
    if (!pack.ok())
        qFatal("%s: %s", qPrintable(path), qPrintable(pack.error().detail));
    return *pack;
}

inline QString ownPack() { return QStringLiteral(ZC_SOURCE_DIR "/tests/data/packs/book-stall"); }
inline QString examplePack(const QString &name) { return QStringLiteral(ZC_TEST_DATA "/packs/") + name; }

} // namespace oracle
