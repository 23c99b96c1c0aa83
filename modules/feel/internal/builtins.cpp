#include "internal/builtins.h"

#include "internal/engineparser.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
struct Parameter {
    QString name;
    char kind = 'a';
    bool optional = false, nullable = false, repeats = false;
};

struct Signature {
    QList<Parameter> parameters;
    qsizetype required = 0;
    Handler handler = nullptr;
    bool variadic = false;
};

struct Prepared {
    QString name;
    QList<Signature> signatures;
};

Signature prepared(const Overload &overload)
{
    Signature signature;
    signature.handler = overload.handler;
    signature.variadic = overload.variadic;
    const QStringList texts = QString::fromLatin1(overload.parameters).split(u',', Qt::SkipEmptyParts);
    for (const QString &text : texts) {
        const qsizetype colon = text.indexOf(u':');
        Parameter parameter;
        parameter.name = text.left(colon).trimmed();
        const QString kind = text.mid(colon + 1);
        parameter.kind = kind.at(0).toLatin1();
        parameter.optional = kind.contains(u'?');
        parameter.nullable = kind.contains(u'!') || parameter.kind == 'a';
        parameter.repeats = kind.contains(u'*');
        signature.required += parameter.optional ? 0 : 1;
        signature.parameters << parameter;
    }
    return signature;
}

const QList<Prepared> &table()
{
    static const QList<Prepared> prepared = [] {
        QList<Prepared> result;
        for (const Builtin &builtin : allBuiltins()) {
            Prepared entry{QString::fromLatin1(builtin.name), {}};
            for (const Overload &overload : builtin.overloads)
                entry.signatures << zc::feel::prepared(overload);
            result << entry;
        }
        return result;
    }();
    return prepared;
}

bool isOfKind(const Value &value, char kind)
{
    switch (kind) {
    case 's': return value.isString();
    case 'n': return value.isNumber();
    case 'b': return value.isBoolean();
    case 'l': return value.isList();
    case 'c': return value.isContext();
    case 'f': return value.isFunction();
    case 'r': return value.isRange();
    case 'd': return value.isDate() || value.isDateTime();
    case 't': return value.isTime();
    case 'D': return value.isDuration();
    case 'p': return !value.isRange() && !value.isNull() && !value.isContext() && !value.isFunction() && !value.isList();
    default: return true;
    }
}

bool convert(Value &value, const Parameter &parameter)
{
    if (value.isNull())
        return parameter.nullable;
    if (isOfKind(value, parameter.kind))
        return true;
    if (parameter.kind == 'l') {
        value = Value(List{value});
        return true;
    }
    if (!value.isList() || value.list().size() != 1 || !isOfKind(value.list().constFirst(), parameter.kind))
        return false;
    const Value only = value.list().constFirst();
    value = only;
    return true;
}

enum class Fit { WrongNumber, WrongName, WrongKind, Good };

struct Bound {
    List values;
    QList<bool> given;
};

Fit bindByName(const Signature &signature, const List &arguments, const QStringList &names, Bound &bound)
{
    bound.values.resize(signature.parameters.size());
    bound.given.fill(false, signature.parameters.size());
    for (qsizetype i = 0; i < names.size(); ++i) {
        qsizetype place = 0;
        while (place < signature.parameters.size() && signature.parameters.at(place).name != names.at(i))
            ++place;
        if (place == signature.parameters.size() || bound.given.at(place))
            return Fit::WrongName;
        bound.values[place] = arguments.at(i);
        bound.given[place] = true;
    }
    for (qsizetype i = 0; i < signature.parameters.size(); ++i) {
        if (!bound.given.at(i) && !signature.parameters.at(i).optional)
            return Fit::WrongNumber;
        if (bound.given.at(i) && !convert(bound.values[i], signature.parameters.at(i)))
            return Fit::WrongKind;
    }
    return Fit::Good;
}

Fit bindByPlace(const Signature &signature, const List &arguments, Bound &bound)
{
    const qsizetype count = signature.parameters.size();
    const bool repeats = count > 0 && signature.parameters.constLast().repeats;
    if (arguments.size() < signature.required || (arguments.size() > count && !repeats))
        return Fit::WrongNumber;
    bound.values = arguments;
    bound.given.fill(true, arguments.size());
    for (qsizetype i = 0; i < arguments.size(); ++i)
        if (!convert(bound.values[i], signature.parameters.at(std::min(i, count - 1))))
            return Fit::WrongKind;
    return Fit::Good;
}

class BuiltinFunction : public Function {
public:
    explicit BuiltinFunction(int index) : m_index(index) {}
    QString name() const override { return table().at(m_index).name; }
    QList<Parameter> parameters() const override
    {
        QList<Parameter> parameters;
        for (const auto &parameter : table().at(m_index).signatures.constFirst().parameters)
            if (!parameter.optional)
                parameters << Parameter{parameter.name, {}};
        return parameters;
    }
    Entry call(const List &arguments, Run &run) const override { return callBuiltin(m_index, arguments, {}, run); }

private:
    int m_index;
};
} // namespace

Value Call::fault(const QString &detail) const
{
    m_run.say(u"FEEL-TYPE"_s, detail);
    return {};
}

const QList<Builtin> &allBuiltins()
{
    static const QList<Builtin> all = stringBuiltins() + listBuiltins() + statisticBuiltins() + numberBuiltins() + temporalBuiltins()
        + rangeBuiltins() + contextBuiltins();
    return all;
}

Entry callBuiltin(int index, const List &arguments, const QStringList &names, Run &run)
{
    const Prepared &builtin = table().at(index);
    Fit best = Fit::WrongNumber;
    for (const Signature &signature : builtin.signatures) {
        Bound bound;
        Fit fit;
        if (names.isEmpty() && signature.variadic && arguments.size() > 1) {
            bound = {{Value(arguments)}, {true}};
            fit = Fit::Good;
        } else {
            fit = names.isEmpty() ? bindByPlace(signature, arguments, bound) : bindByName(signature, arguments, names, bound);
        }
        best = std::max(best, fit);
        if (fit != Fit::Good)
            continue;
        if (!run.step())
            return known({});
        return signature.handler(Call(std::move(bound.values), std::move(bound.given), run));
    }
    const QString why = best == Fit::WrongKind ? u"an argument of the wrong kind"_s
        : best == Fit::WrongName               ? u"no such parameter"_s
                                               : u"a wrong number of arguments"_s;
    run.say(u"FEEL-TYPE"_s, u"%1: %2"_s.arg(builtin.name, why));
    return known({});
}

FunctionPtr builtinFunction(int index)
{
    return std::make_shared<BuiltinFunction>(index);
}

int builtinIndex(const QString &name)
{
    static const QHash<QString, int> indexes = [] {
        QHash<QString, int> result;
        for (qsizetype i = 0; i < table().size(); ++i)
            result.insert(table().at(i).name, int(i));
        return result;
    }();
    return indexes.value(name, -1);
}

const QList<Names::Candidate> &builtinsBeginningWith(const QString &part)
{
    static const Names names = [] {
        Scope scope;
        for (const Prepared &builtin : table())
            scope.insert(builtin.name, Type());
        return Names(scope);
    }();
    return names.beginningWith(part);
}

} // namespace zc::feel
