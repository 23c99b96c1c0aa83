#pragma once
#include <feel/type.h>

namespace zc::feel {

// The names and types that texts of the full language may use, prepared for finding the longest name that begins at a word:
// FEEL lets a name hold blanks and signs ("Mike's age"), so only the list tells where it ends. Immutable, shared, any thread.
class Names {
public:
    Names() = default;
    explicit Names(const Scope &values, const Scope &types = {});  // types: item definitions, for `instance of`

    // A name by the pieces the lexer cuts it into. Pieces are compared, blanks between them are not.
    struct Candidate {
        QStringList parts;
        QString name;
    };
    const QList<Candidate> &beginningWith(const QString &part) const;      // longest first
    const QList<Candidate> &typesBeginningWith(const QString &part) const;
    const QList<Candidate> &membersBeginningWith(const QString &part) const;       // components of any type here
    const Type *type(const QString &name) const;
    const Type *namedType(const QString &name) const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

} // namespace zc::feel
