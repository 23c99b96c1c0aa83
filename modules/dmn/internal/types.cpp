#include "internal/types.h"

#include <QSet>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Type;

class Types::Builder {
public:
    Builder(Types &types, const Definitions &definitions, QList<ModelProblem> *problems) : m_result(types), m_problems(problems)
    {
        for (const ItemSource &item : definitions.items)
            m_sources.insert(item.name, &item);
        for (const ItemSource &item : definitions.items)
            named(item.name);
    }

private:
    Type named(const QString &name)
    {
        if (const auto found = m_result.find(name))
            return *found;
        const ItemSource *source = m_sources.value(name);
        if (!source || m_open.contains(name))
            return {};
        m_open.insert(name);
        const Type type = build(*source);
        m_open.remove(name);
        m_result.m_types.insert(name, type);
        return type;
    }

    Type build(const ItemSource &source)
    {
        Type type;
        if (!source.components.isEmpty()) {
            QList<std::pair<QString, Type>> components;
            for (const ItemSource &component : source.components)
                components << std::pair(component.name, build(component));
            type = Type::contextWith(components);
        } else if (source.isFunction) {
            feel::TypeDetail detail;
            detail.hasSignature = true;
            for (const Typed &parameter : source.parameters)
                detail.parameters << named(parameter.typeRef);
            detail.result = named(source.result);
            type.kind = Type::Kind::Function;
            type.detail = std::make_shared<const feel::TypeDetail>(std::move(detail));
        } else {
            type = named(source.typeRef);
        }
        type = constrained(type, source.allowed, source);
        if (source.isCollection)
            type = Type::listWith(type);
        return constrained(type, source.constraint, source);
    }

    // Every constraint on the way holds: that of the type it is built on, and its own.
    Type constrained(Type type, const QString &text, const ItemSource &source)
    {
        if (text.isEmpty())
            return type;
        auto parsed = feel::UnaryTests::parse(text, feel::Names());
        if (!parsed.ok()) {
            *m_problems << ModelProblem{source.line, u"allowed values of \"%1\": %2"_s.arg(source.name, parsed.error().detail)};
            return type;
        }
        feel::TypeDetail detail = type.detail ? *type.detail : feel::TypeDetail();
        const auto inherited = detail.allowed;
        detail.allowed = [tests = *parsed, inherited](const feel::Value &value) {
            const feel::Entry entry{feel::FactState::Known, value};
            return (!inherited || inherited(value)) && tests.matches(entry).isTrue();
        };
        type.detail = std::make_shared<const feel::TypeDetail>(std::move(detail));
        return type;
    }

    Types &m_result;
    QList<ModelProblem> *m_problems;
    QHash<QString, const ItemSource *> m_sources;
    QSet<QString> m_open;
};

Types::Types(const Definitions &definitions, const Imported &imports, const QHash<QString, QString> &importNames, QList<ModelProblem> *problems)
{
    for (auto it = definitions.prefixes.cbegin(); it != definitions.prefixes.cend(); ++it) {
        if (it.value() == definitions.nameSpace || it.value().contains(u"/FEEL/"_s))
            m_prefixes.insert(it.key(), QString());
        else if (const auto name = importNames.constFind(it.value()); name != importNames.cend())
            m_prefixes.insert(it.key(), *name);
    }
    for (auto it = imports.cbegin(); it != imports.cend(); ++it)
        for (auto type = it.value()->m_types.cbegin(); type != it.value()->m_types.cend(); ++type)
            m_types.insert(it.key().isEmpty() ? type.key() : it.key() + u'.' + type.key(), type.value());
    Builder(*this, definitions, problems);
}

std::optional<Type> Types::find(const QString &typeRef) const
{
    if (const auto found = m_types.constFind(typeRef); found != m_types.cend())
        return *found;
    if (const auto builtin = Type::named(typeRef))
        return builtin;
    const qsizetype colon = typeRef.indexOf(u':');
    if (colon < 0)
        return std::nullopt;
    const auto prefix = m_prefixes.constFind(typeRef.left(colon));
    if (prefix == m_prefixes.cend())
        return std::nullopt;
    const QString local = typeRef.mid(colon + 1);
    return find(prefix->isEmpty() ? local : *prefix + u'.' + local);
}

Type Types::resolve(const QString &typeRef) const
{
    return typeRef.isEmpty() ? Type() : find(typeRef).value_or(Type());
}

bool Types::knows(const QString &typeRef) const
{
    return typeRef.isEmpty() || find(typeRef).has_value();
}

} // namespace zc::dmn
