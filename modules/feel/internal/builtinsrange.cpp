// Relations between points and ranges (DMN 1.5, table 82), and range().
#include "internal/builtins.h"
#include "internal/lexer.h"
#include "internal/operators.h"

#include <feel/expression.h>
#include <feel/range.h>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
// One end of a range or a point, ready to be compared. A missing low end lies below everything, a missing high end above.
struct End {
    const Value *value;
    bool low;
    bool included;
    bool missing() const { return value->isNull(); }
};

// The relations are formulas over ends; a pair of kinds that do not compare makes the whole formula null.
class Relation {
public:
    explicit Relation(const Call &call) : m_call(call) {}

    End start(int i) { return isRange(i) ? End{&range(i).low, true, range(i).lowIncluded} : End{&m_call.at(i), true, true}; }
    End end(int i) { return isRange(i) ? End{&range(i).high, false, range(i).highIncluded} : End{&m_call.at(i), false, true}; }

    bool less(const End &a, const End &b) { return order(a, b) < 0; }
    bool more(const End &a, const End &b) { return order(a, b) > 0; }
    bool same(const End &a, const End &b) { return order(a, b) == 0; }

    Entry result(bool holds) const
    {
        return m_comparable ? known(Value(holds)) : known(m_call.fault(u"ends that do not compare"_s));
    }

private:
    bool isRange(int i) const { return m_call.at(i).isRange(); }
    const Range &range(int i) const { return m_call.at(i).range(); }

    int order(const End &a, const End &b)
    {
        if (a.missing() && b.missing())
            return a.low == b.low ? 0 : a.low ? -1 : 1;
        if (a.missing())
            return a.low ? -1 : 1;
        if (b.missing())
            return b.low ? 1 : -1;
        const auto found = feel::order(*a.value, *b.value);
        m_comparable = m_comparable && found.has_value();
        return !found || *found == 0 ? 0 : *found < 0 ? -1 : 1;
    }

    const Call &m_call;
    bool m_comparable = true;
};

bool precedes(Relation &r, const End &end, const End &start)
{
    return r.less(end, start) || (r.same(end, start) && !(end.included && start.included));
}

Entry before(const Call &call)
{
    Relation r(call);
    return r.result(precedes(r, r.end(0), r.start(1)));
}

Entry after(const Call &call)
{
    Relation r(call);
    return r.result(precedes(r, r.end(1), r.start(0)));
}

template <int first, int second>
Entry meets(const Call &call)
{
    Relation r(call);
    const End end = r.end(first), start = r.start(second);
    return r.result(r.same(end, start) && end.included && start.included);
}

bool reaches(Relation &r, const End &end, const End &start)
{
    return r.more(end, start) || (r.same(end, start) && end.included && start.included);
}

Entry overlaps(const Call &call)
{
    Relation r(call);
    const bool one = reaches(r, r.end(0), r.start(1)), other = reaches(r, r.end(1), r.start(0));
    return r.result(one && other);
}

template <int first, int second>
Entry overlapsBefore(const Call &call)
{
    Relation r(call);
    const End startA = r.start(first), startB = r.start(second), endA = r.end(first), endB = r.end(second);
    const bool starts = r.less(startA, startB) || (r.same(startA, startB) && startA.included && !startB.included);
    const bool touches = reaches(r, endA, startB);
    const bool ends = r.less(endA, endB) || (r.same(endA, endB) && (!endA.included || endB.included));
    return r.result(starts && touches && ends);
}

// Whether the end of one lies at or before the end of the other, seen from inside.
bool endsWithin(Relation &r, const End &inner, const End &outer)
{
    return r.less(inner, outer) || (r.same(inner, outer) && (!inner.included || outer.included));
}

bool startsWithin(Relation &r, const End &inner, const End &outer)
{
    return r.more(inner, outer) || (r.same(inner, outer) && (!inner.included || outer.included));
}

template <int inner, int outer>
Entry finishes(const Call &call)
{
    Relation r(call);
    const End endA = r.end(inner), endB = r.end(outer);
    const bool ends = r.same(endA, endB) && (call.at(inner).isRange() ? endA.included == endB.included : endB.included);
    return r.result(ends && startsWithin(r, r.start(inner), r.start(outer)));
}

template <int inner, int outer>
Entry starts(const Call &call)
{
    Relation r(call);
    const End startA = r.start(inner), startB = r.start(outer);
    const bool begins = r.same(startA, startB) && (call.at(inner).isRange() ? startA.included == startB.included : startB.included);
    return r.result(begins && endsWithin(r, r.end(inner), r.end(outer)));
}

template <int inner, int outer>
Entry during(const Call &call)
{
    Relation r(call);
    const bool start = startsWithin(r, r.start(inner), r.start(outer)), end = endsWithin(r, r.end(inner), r.end(outer));
    return r.result(start && end);
}

Entry coincides(const Call &call)
{
    Relation r(call);
    const End startA = r.start(0), startB = r.start(1), endA = r.end(0), endB = r.end(1);
    const bool start = r.same(startA, startB) && startA.included == startB.included;
    const bool end = r.same(endA, endB) && endA.included == endB.included;
    return r.result(start && end);
}

// One end of a range in a text: a literal, or nothing at all.
std::optional<Value> literal(const QString &text, Run &run)
{
    if (text.trimmed().isEmpty())
        return Value();
    const auto expression = Expression::parse(text, Scope(), Profile::Engine);
    if (!expression.ok())
        return std::nullopt;
    const Node &root = *expression->root();
    const bool call = root.kind == Node::Kind::CallBuiltin && root.children.size() == 1 && root.children.constFirst()->kind == Node::Kind::Constant
        && (root.name == u"date" || root.name == u"time" || root.name == u"date and time" || root.name == u"duration");
    if (root.kind != Node::Kind::Constant && !call)
        return std::nullopt;
    const Entry value = expression->evaluate(Context(), run);
    return value.value.isNull() ? std::nullopt : std::optional(value.value);
}

Entry rangeFrom(const Call &call)
{
    const QString text = call.at(0).string().trimmed();
    const QList<Token> tokens = tokenize(text, Profile::Engine);
    const auto dots = std::find_if(tokens.cbegin(), tokens.cend(), [](const Token &token) { return token.text == u".."; });
    const bool lowIncluded = text.startsWith(u'['), highIncluded = text.endsWith(u']');
    const bool opens = lowIncluded || text.startsWith(u'(') || text.startsWith(u']');
    const bool closes = highIncluded || text.endsWith(u')') || text.endsWith(u'[');
    if (dots == tokens.cend() || text.size() < 4 || !opens || !closes)
        return known(call.fault(u"no range"_s));
    const auto low = literal(text.mid(1, dots->begin - 1), call.run());
    const auto high = literal(text.mid(dots->end, text.size() - 1 - dots->end), call.run());
    const bool bounded = low && high && !low->isNull() && !high->isNull();
    const bool ascends = bounded && feel::order(*low, *high).value_or(std::strong_ordering::greater) <= 0;
    const bool half = low && high && low->isNull() != high->isNull() && !(low->isNull() ? lowIncluded : highIncluded);
    if (!ascends && !half)
        return known(call.fault(u"no range of literals from low to high"_s));
    return known(Value(Range{*low, *high, lowIncluded, highIncluded}));
}
} // namespace

QList<Builtin> rangeBuiltins()
{
    return {
        {"before", {{"point1:p,point2:p", before}, {"point:p,range:r", before}, {"range:r,point:p", before}, {"range1:r,range2:r", before}}},
        {"after", {{"point1:p,point2:p", after}, {"point:p,range:r", after}, {"range:r,point:p", after}, {"range1:r,range2:r", after}}},
        {"meets", {{"range1:r,range2:r", meets<0, 1>}}},
        {"met by", {{"range1:r,range2:r", meets<1, 0>}}},
        {"overlaps", {{"range1:r,range2:r", overlaps}}},
        {"overlaps before", {{"range1:r,range2:r", overlapsBefore<0, 1>}}},
        {"overlaps after", {{"range1:r,range2:r", overlapsBefore<1, 0>}}},
        {"finishes", {{"point:p,range:r", finishes<0, 1>}, {"range1:r,range2:r", finishes<0, 1>}}},
        {"finished by", {{"range:r,point:p", finishes<1, 0>}, {"range1:r,range2:r", finishes<1, 0>}}},
        {"includes", {{"range:r,point:p", during<1, 0>}, {"range1:r,range2:r", during<1, 0>}}},
        {"during", {{"point:p,range:r", during<0, 1>}, {"range1:r,range2:r", during<0, 1>}}},
        {"starts", {{"point:p,range:r", starts<0, 1>}, {"range1:r,range2:r", starts<0, 1>}}},
        {"started by", {{"range:r,point:p", starts<1, 0>}, {"range1:r,range2:r", starts<1, 0>}}},
        {"coincides", {{"point1:p,point2:p", coincides}, {"range1:r,range2:r", coincides}}},
        {"range", {{"from:s", rangeFrom}}},
    };
}

} // namespace zc::feel
