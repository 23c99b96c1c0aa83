#pragma once
#include <feel/value.h>

#include <QHash>

namespace zc::feel {

// The three states of a fact. Only Known has a value; "not answered" never travels as null, because null = null is true.
enum class FactState { Known, Unknown, NotApplicable };

struct Entry {
    FactState state = FactState::Unknown;
    Value value;
};

// The values the names stand for during one evaluation. A name that was never set is Unknown, unless the context is complete:
// then it has no value, which an expression reads as null. A plain value.
class Context {
public:
    void set(const QString &name, Value value) { m_entries.insert(name, {FactState::Known, std::move(value)}); }
    void setUnknown(const QString &name) { m_entries.insert(name, {FactState::Unknown, {}}); }
    void setNotApplicable(const QString &name) { m_entries.insert(name, {FactState::NotApplicable, {}}); }
    void setEntry(const QString &name, const Entry &entry) { m_entries.insert(name, entry); }
    Entry entry(const QString &name) const;
    const Entry *find(const QString &name) const       // nullptr: never set; good until the context is changed
    {
        const auto found = m_entries.constFind(name);
        return found == m_entries.cend() ? nullptr : &*found;
    }
    void setComplete(bool complete) { m_complete = complete; }     // models know all their names; packs do not know all answers
    bool isComplete() const { return m_complete; }

private:
    QHash<QString, Entry> m_entries;
    bool m_complete = false;
};

} // namespace zc::feel
