#pragma once
#include <feel/expression.h>

#include <QJsonArray>

#include <random>

namespace zc::test {

// A random text of the authoring profile and the answers it runs on.
struct FeelSample {
    QString text;
    QString plain;                                     // the same with every `in` in parentheses
    int context = 0;
    QString input;                                     // the fact a table cell is tested against; empty = `text` is an expression
};

// Random expressions and table cells over a fixed set of facts, all accepted by the profile's checker, with random answers.
// The same seed gives the same samples on every machine.
class FeelExpressions {
public:
    // Edges: numbers of up to 34 digits and years that are not of four digits may stand in them too.
    enum class Range { Ordinary, Edges };
    explicit FeelExpressions(quint64 seed, Range range = Range::Ordinary);

    const feel::Scope &scope() const { return m_scope; }
    const feel::Context &context(int number) const { return m_contexts.at(number); }
    QJsonArray contextsAsJson() const { return m_json; }           // dates as {"date": "…"}
    FeelSample next();
    feel::Evaluation evaluate(const FeelSample &sample) const;     // in the authoring profile; a text it refuses is fatal
    feel::Evaluation evaluateFully(const FeelSample &sample) const;   // the same text read as full FEEL

private:
    quint64 below(quint64 count) { return m_random() % count; }
    template <class List>
    auto pick(const List &list) { return list[qsizetype(below(quint64(list.size())))]; }
    bool onEdge() { return m_range == Range::Edges && below(4) == 0; }
    QString generated(FeelSample &sample);
    QString boolean(int depth, const QString &variable = {});
    QString atom(const QString &variable);
    QString enumTest(const QString &name, const QStringList &options);
    QString interval(int limit);
    QString numberTest(const QString &operand, int limit);
    QString dateTest();
    QString setTest();
    QString date();
    QString number(int limit);
    QString value();
    QString cellOf(const QString &fact);

    std::mt19937_64 m_random;
    Range m_range;
    feel::Scope m_scope;
    QList<feel::Context> m_contexts;
    QJsonArray m_json;
};

} // namespace zc::test
