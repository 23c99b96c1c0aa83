#include "function.h"

#include "run.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
Entry fault(Run &run, const QString &detail)
{
    run.say(u"FEEL-TYPE"_s, detail);
    return {FactState::Known, {}};
}
} // namespace

Entry invoke(const Function &function, const List &arguments, const QStringList &names, Run &run)
{
    const QList<Function::Parameter> parameters = function.parameters();
    if (arguments.size() != parameters.size())
        return fault(run, u"%1 arguments instead of %2"_s.arg(arguments.size()).arg(parameters.size()));
    List converted(parameters.size());
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        qsizetype place = i;
        if (!names.isEmpty()) {
            place = 0;
            while (place < parameters.size() && parameters.at(place).name != names.at(i))
                ++place;
            if (place == parameters.size() || names.indexOf(names.at(i)) != i)
                return fault(run, u"no parameter \"%1\""_s.arg(names.at(i)));
        }
        const auto value = conformed(arguments.at(i), parameters.at(place).type);
        if (!value)
            return fault(run, u"argument \"%1\" is a %2"_s.arg(parameters.at(place).name, arguments.at(i).typeName()));
        converted[place] = *value;
    }
    Entry result{FactState::Known, {}};
    if (run.enterCall())
        result = function.call(converted, run);
    run.leaveCall();
    if (result.state != FactState::Known)
        return result;
    const auto value = conformed(result.value, function.result());
    return value ? Entry{FactState::Known, *value} : fault(run, u"the result is a %1"_s.arg(result.value.typeName()));
}

} // namespace zc::feel
