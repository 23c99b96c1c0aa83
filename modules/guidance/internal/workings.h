#pragma once
#include "internal/compiled.h"

namespace zc::guidance {

// What is wrong with one decision table as such, before it is put into words. Runs and rules count in the table.
struct TableFaults {
    enum class Idle { NeverMatches, Preceded, Within };
    struct IdleRow { int rule = 0; Idle why = Idle::NeverMatches; int other = -1; };
    struct Clash { int run = 0, first = 0, second = 0; dmn::NodeId bad = dmn::Diagram::kFalse; };
    QList<QPair<int, dmn::NodeId>> holes;              // run, and where no row is to be used
    QList<IdleRow> idle;
    QList<Clash> clashes;
};

// What a check of a pack leaves to the next one after a change of some rules: the diagram, in which equal functions are the same node,
// and what was made and found out of tables that are as they were. One check at a time; beside it nobody reads.
class Workings {
public:
    // What was asked, of which table (TableRun::stamp), and the nodes it depends on.
    using Key = QList<quint64>;
    enum Question : quint64 { SingleHit, AnyRow, Faults };

    // A new check begins; of the last one's Compiled only diagram, values and atoms are left.
    void begin();
    // The facts fall into other atoms than before: nothing can be kept.
    void forget(const Atoms &atoms);
    void setCare(const QList<CareGroup> &care);        // known from here on; faults hold under one care set only
    // Takes back what was made since begin(), for a check that was stopped.
    void takeBack();

    const dmn::NodeId *function(const Key &key) const { return found(m_functions, key); }
    const TableFaults *faults(const Key &key) const { return found(m_faults, key); }
    void keep(const Key &key, dmn::NodeId function) { m_functions.insert(key, function), m_added << key; }
    void keep(const Key &key, const TableFaults &faults) { m_faults.insert(key, faults), m_added << key; }

    Compiled compiled;

private:
    template <class T>
    static const T *found(const QHash<Key, T> &known, const Key &key)
    {
        const auto it = known.constFind(key);
        return it == known.cend() ? nullptr : &*it;
    }
    QHash<Key, dmn::NodeId> m_functions;
    QHash<Key, TableFaults> m_faults;
    QList<dmn::NodeId> m_care;
    QList<Key> m_added;                                // since begin()
    size_t m_mark = 0;
};

} // namespace zc::guidance
