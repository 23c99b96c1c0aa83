#include "names.h"

#include "internal/lexer.h"

#include <QSet>

namespace zc::feel {

using CandidateIndex = QHash<QString, QList<Names::Candidate>>;

struct Names::Data {
    Scope values, types;
    CandidateIndex valueIndex, typeIndex, memberIndex;
};

namespace {
void add(CandidateIndex &index, const QString &name)
{
    const QStringList parts = nameParts(name);
    if (parts.isEmpty())
        return;
    QList<Names::Candidate> &list = index[parts.constFirst()];
    qsizetype place = 0;
    while (place < list.size() && list.at(place).parts.size() >= parts.size()) {
        if (list.at(place).name == name)
            return;
        ++place;
    }
    list.insert(place, {parts, name});
}

void addMembers(CandidateIndex &index, const Type &type, QSet<const TypeDetail *> &seen)
{
    if (!type.detail || seen.contains(type.detail.get()))
        return;
    seen.insert(type.detail.get());
    addMembers(index, type.detail->element, seen);
    addMembers(index, type.detail->result, seen);
    for (const auto &component : type.detail->components) {
        add(index, component.first);
        addMembers(index, component.second, seen);
    }
}

const QList<Names::Candidate> &lookUp(const CandidateIndex *index, const QString &part)
{
    static const QList<Names::Candidate> none;
    if (!index)
        return none;
    const auto found = index->constFind(part);
    return found == index->cend() ? none : *found;
}
} // namespace

Names::Names(const Scope &values, const Scope &types)
{
    auto data = std::make_shared<Data>();
    data->values = values;
    data->types = types;
    QSet<const TypeDetail *> seen;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        add(data->valueIndex, it.key());
        addMembers(data->memberIndex, it.value(), seen);
    }
    for (auto it = types.cbegin(); it != types.cend(); ++it)
        add(data->typeIndex, it.key());
    m_data = data;
}

const QList<Names::Candidate> &Names::beginningWith(const QString &part) const
{
    return lookUp(m_data ? &m_data->valueIndex : nullptr, part);
}

const QList<Names::Candidate> &Names::typesBeginningWith(const QString &part) const
{
    return lookUp(m_data ? &m_data->typeIndex : nullptr, part);
}

const QList<Names::Candidate> &Names::membersBeginningWith(const QString &part) const
{
    return lookUp(m_data ? &m_data->memberIndex : nullptr, part);
}

const Type *Names::type(const QString &name) const
{
    if (!m_data)
        return nullptr;
    const auto found = m_data->values.constFind(name);
    return found == m_data->values.cend() ? nullptr : &*found;
}

const Type *Names::namedType(const QString &name) const
{
    if (!m_data)
        return nullptr;
    const auto found = m_data->types.constFind(name);
    return found == m_data->types.cend() ? nullptr : &*found;
}

} // namespace zc::feel
