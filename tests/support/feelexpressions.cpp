#include "support/feelexpressions.h"

#include <QJsonObject>

namespace zc::test {

using namespace Qt::StringLiterals;
using feel::Decimal;
using feel::Value;

namespace {
const QStringList kKinds = {u"销售"_s, u"餐饮"_s, u"食堂"_s};
const QStringList kProjects = {u"预包装"_s, u"散装"_s, u"热食"_s, u"冷食"_s};
const QStringList kOrders = {u"="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
constexpr int kArea = 200;
constexpr int kContexts = 40;
constexpr qint64 kFirstDay = 20'400;                   // 2025-11-08
constexpr int kDays = 800;
constexpr QChar kOpen(0xE000), kClose(0xE001);         // where a parenthesis would change nothing

QString quoted(const QString &text)
{
    return u'"' + text + u'"';
}

QString marked(const QString &text)
{
    return kOpen + text + kClose;
}

feel::Expression parsed(const QString &text, const feel::Scope &scope, feel::Profile profile)
{
    auto expression = feel::Expression::parse(text, scope, profile);
    if (!expression.ok())
        qFatal("%s: %s", qPrintable(text), qPrintable(expression.error().detail));
    return *expression;
}
} // namespace

FeelExpressions::FeelExpressions(quint64 seed, Range range) : m_random(seed), m_range(range)
{
    feel::Type area = feel::Type::number();
    area.minimum = Value(Decimal(0));
    area.maximum = Value(Decimal(kArea));
    m_scope = {{u"业态"_s, feel::Type::oneOf(kKinds)}, {u"项目"_s, feel::Type::listOf(kProjects)}, {u"面积"_s, area},
               {u"委托"_s, feel::Type::boolean()}, {u"受限"_s, feel::Type::boolean()}, {u"到期"_s, feel::Type::date()}};
    for (int i = 0; i < kContexts; ++i) {
        const QString kind = pick(kKinds);
        const auto size = *Decimal(qint64(below(kArea * 2 + 1))).dividedBy(Decimal(2));
        const bool agent = below(2) == 1, barred = below(2) == 1;
        const feel::Date day = feel::Date::fromDayNumber(kFirstDay + qint64(below(kDays)));
        feel::List projects;
        QJsonArray names;
        for (const QString &project : kProjects) {
            if (below(2) == 0)
                continue;
            projects << Value(project);
            names << project;
        }
        feel::Context context;
        context.set(u"业态"_s, Value(kind));
        context.set(u"项目"_s, Value(projects));
        context.set(u"面积"_s, Value(size));
        context.set(u"委托"_s, Value(agent));
        context.set(u"受限"_s, Value(barred));
        context.set(u"到期"_s, Value(day));
        m_contexts << context;
        m_json << QJsonObject{{u"业态"_s, kind}, {u"项目"_s, names}, {u"面积"_s, size.text().toDouble()}, {u"委托"_s, agent},
                              {u"受限"_s, barred}, {u"到期"_s, QJsonObject{{u"date"_s, day.text()}}}};
    }
}

FeelSample FeelExpressions::next()
{
    FeelSample sample;
    sample.context = int(below(kContexts));
    const QString text = generated(sample);
    sample.text = QString(text).remove(kOpen).remove(kClose);
    sample.plain = QString(text).replace(kOpen, u'(').replace(kClose, u')');
    return sample;
}

QString FeelExpressions::generated(FeelSample &sample)
{
    switch (below(8)) {
    case 0: return value();
    case 1:
    case 2:
        sample.input = pick(QStringList{u"业态"_s, u"面积"_s, u"委托"_s, u"到期"_s});
        return cellOf(sample.input);
    default: return boolean(int(below(5)));
    }
}

feel::Evaluation FeelExpressions::evaluate(const FeelSample &sample) const
{
    const feel::Context &answers = m_contexts.at(sample.context);
    if (sample.input.isEmpty())
        return parsed(sample.text, m_scope, feel::Profile::Authoring).evaluate(answers);
    const auto tests = feel::UnaryTests::parse(sample.text, m_scope.value(sample.input), feel::Profile::Authoring);
    if (!tests.ok())
        qFatal("%s: %s", qPrintable(sample.text), qPrintable(tests.error().detail));
    return tests->matches(answers.entry(sample.input));
}

feel::Evaluation FeelExpressions::evaluateFully(const FeelSample &sample) const
{
    const feel::Context &answers = m_contexts.at(sample.context);
    if (sample.input.isEmpty())
        return parsed(sample.text, m_scope, feel::Profile::Engine).evaluate(answers);
    const auto tests = feel::UnaryTests::parse(sample.text, feel::Names(m_scope));
    if (!tests.ok())
        qFatal("%s: %s", qPrintable(sample.text), qPrintable(tests.error().detail));
    feel::Run run;
    const feel::Entry result = tests->matches(answers.entry(sample.input), answers, run);
    return {result.state, result.value, {}};
}

QString FeelExpressions::date()
{
    const QString text = feel::Date::fromDayNumber(kFirstDay + qint64(below(kDays))).text();
    if (onEdge())
        return u"date(\"%1%2\")"_s.arg(below(2) ? u"-"_s : u"1"_s, text);
    return u"date(\"%1\")"_s.arg(text);
}

// Within 0 and the limit: whole, halves, or on an edge with more digits than a double has.
QString FeelExpressions::number(int limit)
{
    const QString whole = QString::number(below(quint64(limit)));
    if (onEdge())
        return whole + u".500000000000000000000000000%1"_s.arg(below(10));
    return below(3) == 0 ? whole + u".5"_s : whole;
}

// An expression that is no truth value: what an output or a computed fact would be.
QString FeelExpressions::value()
{
    const QString condition = boolean(int(below(3)));
    switch (below(6)) {
    case 0: return u"if %1 then %2 else %3"_s.arg(condition, quoted(pick(kKinds)), u"业态"_s);
    case 1: return u"if %1 then 面积 else %2"_s.arg(condition, number(kArea));
    case 2: return u"if %1 then 到期 %2 duration(\"P%3M\") else %4"_s.arg(condition, below(2) ? u"+"_s : u"-"_s).arg(1 + below(30)).arg(date());
    case 3: return u"if %1 then 项目 else [%2]"_s.arg(condition, quoted(pick(kProjects)));
    case 4: return u"到期 %1 duration(\"P%2Y%3M\") %4 duration(\"P%5D\")"_s.arg(below(2) ? u"+"_s : u"-"_s).arg(below(9)).arg(1 + below(11))
                   .arg(below(2) ? u"+"_s : u"-"_s).arg(1 + below(400));
    default: return u"if %1 then count(项目) else %2"_s.arg(condition).arg(below(5));
    }
}

QString FeelExpressions::boolean(int depth, const QString &variable)
{
    if (depth == 0)
        return atom(variable);
    const QString one = boolean(depth - 1, variable);
    switch (below(variable.isEmpty() ? 9 : 6)) {
    case 0:
    case 1: return u"%1 and %2"_s.arg(one, boolean(int(below(quint64(depth))), variable));
    case 2: return u"%1 or %2"_s.arg(one, boolean(int(below(quint64(depth))), variable));
    case 3: return u"(%1 or %2)"_s.arg(one, boolean(depth - 1, variable));
    case 4: return u"not(%1)"_s.arg(one);
    case 5: return u"(if %1 then %2 else %3)"_s.arg(one, atom(variable), boolean(depth - 1, variable));
    case 6: return u"(%1 x in [%2, %3] satisfies %4)"_s.arg(below(2) ? u"some"_s : u"every"_s, quoted(kProjects.at(0)), quoted(kProjects.at(1)), boolean(depth - 1, u"x"_s));
    default: return u"(%1 x in 项目 satisfies %2)"_s.arg(below(2) ? u"some"_s : u"every"_s, boolean(depth - 1, u"x"_s));
    }
}

QString FeelExpressions::atom(const QString &variable)
{
    // Inside a quantifier over two options the others would be outside the values.
    if (!variable.isEmpty() && below(3) != 0)
        return enumTest(variable, kProjects.mid(0, 2));
    switch (below(7)) {
    case 0: return enumTest(u"业态"_s, kKinds);
    case 1: return numberTest(u"面积"_s, kArea);
    case 2: return dateTest();
    case 3:
    case 4: return setTest();
    case 5: return numberTest(u"count(项目)"_s, 5);
    default: {
        const QString name = below(2) ? u"委托"_s : u"受限"_s;
        return below(2) ? name : name + (below(2) ? u" = "_s : u" != "_s) + (below(2) ? u"true"_s : u"false"_s);
    }
    }
}

QString FeelExpressions::enumTest(const QString &name, const QStringList &options)
{
    const QString one = quoted(pick(options)), other = quoted(pick(options));
    switch (below(5)) {
    case 0: return name + u" = "_s + one;
    case 1: return one + u" != "_s + name;
    case 2: return marked(u"%1 in (%2, %3)"_s.arg(name, one, other));
    case 3: return marked(u"%1 in (!= %2)"_s.arg(name, one));
    default: return u"list contains([%1, %2], %3)"_s.arg(one, other, name);
    }
}

QString FeelExpressions::interval(int limit)
{
    const int low = int(below(quint64(limit))), high = low + 1 + int(below(quint64(limit - low)));
    return u"%1%2..%3%4"_s.arg(below(2) ? u"["_s : u"("_s).arg(low).arg(high).arg(below(2) ? u"]"_s : u")"_s);
}

QString FeelExpressions::numberTest(const QString &operand, int limit)
{
    switch (below(5)) {
    case 0: return u"%1 %2 %3"_s.arg(operand, pick(kOrders), number(limit));
    case 1: return u"%1 %2 %3"_s.arg(number(limit), pick(kOrders), operand);
    case 2: return marked(u"%1 in %2"_s.arg(operand, interval(limit)));
    case 3: return marked(u"%1 in %2 %3"_s.arg(operand, pick(kOrders.mid(2)), number(limit)));
    default: return marked(u"%1 in (< %2, %3)"_s.arg(operand, number(limit), interval(limit)));
    }
}

QString FeelExpressions::dateTest()
{
    const QString span = u"duration(\"P%1%2\")"_s.arg(1 + below(20)).arg(pick(QStringList{u"Y"_s, u"M"_s, u"D"_s}));
    switch (below(4)) {
    case 0: return u"到期 %1 %2"_s.arg(pick(kOrders), date());
    case 1: return u"到期 %1 %2 %3 %4"_s.arg(below(2) ? u"+"_s : u"-"_s, span, pick(kOrders), date());
    case 2: return u"%1 %2 到期"_s.arg(date(), pick(kOrders));
    default: {
        const qint64 first = kFirstDay + qint64(below(kDays / 2));
        return marked(u"到期 in [date(\"%1\")..date(\"%2\"))"_s.arg(feel::Date::fromDayNumber(first).text(), feel::Date::fromDayNumber(first + 1 + qint64(below(300))).text()));
    }
    }
}

QString FeelExpressions::setTest()
{
    if (below(3) != 0)
        return u"list contains(项目, %1)"_s.arg(quoted(pick(kProjects)));
    QStringList some;
    for (const QString &project : kProjects)
        if (below(2) == 0)
            some << quoted(project);
    return u"项目 %1 [%2]"_s.arg(below(2) ? u"="_s : u"!="_s, some.join(u", "_s));
}

// A table cell over a fact: `-`, tests, or not(tests).
QString FeelExpressions::cellOf(const QString &fact)
{
    if (below(12) == 0)
        return u"-"_s;
    QStringList tests;
    for (quint64 count = 1 + below(3); count > 0; --count) {
        if (fact == u"业态")
            tests << (below(5) == 0 ? u"!= "_s : QString()) + quoted(pick(kKinds));
        else if (fact == u"委托")
            tests << (below(2) ? u"true"_s : u"false"_s);
        else if (fact == u"到期")
            tests << pick(QStringList{QString(), u"< "_s, u">= "_s, u"!= "_s}) + date();
        else
            tests << (below(2) ? interval(kArea) : pick(QStringList{QString(), u"< "_s, u"<= "_s, u"> "_s, u">= "_s, u"= "_s, u"!= "_s}) + number(kArea));
    }
    const QString joined = tests.join(u", "_s);
    return below(4) == 0 ? u"not(%1)"_s.arg(joined) : joined;
}

} // namespace zc::test
