#pragma once
#include "internal/definitions.h"

namespace zc::dmn {

// The types a model's texts may name: FEEL's own, the item definitions of the model, and those of its imports under their names.
// A definition that contains itself is any value where it comes back.
class Types {
public:
    using Imported = QHash<QString, const Types *>;    // by the import's name

    Types() = default;
    Types(const Definitions &definitions, const Imported &imports, const QHash<QString, QString> &importNames, QList<ModelProblem> *problems);

    feel::Type resolve(const QString &typeRef) const;  // empty or unknown: any value
    bool knows(const QString &typeRef) const;
    const feel::Scope &scope() const { return m_types; }           // for `instance of`

private:
    class Builder;
    std::optional<feel::Type> find(const QString &typeRef) const;
    feel::Scope m_types;
    QHash<QString, QString> m_prefixes;                // of type references to FEEL ("") or to an import's name
};

} // namespace zc::dmn
