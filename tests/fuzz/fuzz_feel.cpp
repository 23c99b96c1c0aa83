// FEEL texts: whatever it is, both profiles parse it or name a place inside it, what parses runs within its limits, and a
// value can be written and read again. The same bytes also serve as a regular expression.
#include <feel/expression.h>

#include <cstdint>
#include <cstdlib>

using namespace zc::feel;
using namespace Qt::StringLiterals;

namespace {
const Scope &scope()
{
    static const Scope scope = {{u"x"_s, Type::number()}, {u"first name"_s, Type::oneOf({u"a"_s})}, {u"xs"_s, Type::listOf({u"a"_s, u"b"_s})},
                                {u"day"_s, Type::date()}, {u"p"_s, Type::contextWith({{u"the age"_s, Type::number()}})}};
    return scope;
}

const Context &context()
{
    static const Context context = [] {
        Context values;
        values.set(u"x"_s, Value(Decimal(7)));
        values.set(u"first name"_s, Value(u"a"_s));
        values.set(u"xs"_s, Value(List{Value(u"a"_s), Value(u"b"_s)}));
        values.set(u"day"_s, Value(Date()));
        values.setUnknown(u"p"_s);
        return values;
    }();
    return context;
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Names names(scope());
    Limits limits;
    limits.steps = 3000;
    limits.listLength = 2000;
    limits.matchSteps = 2000;
    limits.now = [] { return DateTime(); };
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    Problem problem;
    const auto expression = Expression::parse(text, names, &problem);
    if (expression.ok()) {
        const Evaluation result = expression->evaluate(context(), limits);
        if (result.state == FactState::Known && result.value.nesting() < 50)
            (void)Expression::parse(result.value.text(), Scope(), Profile::Engine);
        result.value.toJson();
    } else {
        require(problem.column >= 1 && problem.column <= text.size() + 1 && !problem.expected.isEmpty());
    }
    const auto tests = UnaryTests::parse(text, names);
    if (tests.ok()) {
        Run run(limits);
        tests->matches({FactState::Known, Value(Decimal(7))}, context(), run);
    }
    if (const auto authoring = Expression::parse(text, scope(), Profile::Authoring); authoring.ok()) {
        require(expression.ok());
        authoring->evaluate(context(), limits);
    }
    (void)UnaryTests::parse(text, Type::number(), Profile::Authoring);
    static const auto pattern = Expression::parse(u"[matches(t, t), replace(t, t, t), split(t, t), number(t), range(t), date and time(t), duration(t)]"_s, Scope{{u"t"_s, {}}}, Profile::Engine);
    Context values;
    values.set(u"t"_s, Value(text.left(200)));
    pattern->evaluate(values, limits);
    return 0;
}
