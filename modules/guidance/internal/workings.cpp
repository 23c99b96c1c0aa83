#include "internal/workings.h"

namespace zc::guidance {

void Workings::begin()
{
    Compiled next;
    next.diagram = std::move(compiled.diagram);
    next.values = std::move(compiled.values);
    next.atoms = std::move(compiled.atoms);
    compiled = std::move(next);
    m_added.clear();
    m_mark = compiled.diagram.mark();
}

void Workings::forget(const Atoms &atoms)
{
    compiled.diagram = {};
    compiled.values = {};
    compiled.atoms = atoms;
    m_functions.clear();
    m_faults.clear();
    m_added.clear();
    m_mark = 0;
}

void Workings::setCare(const QList<CareGroup> &care)
{
    QList<dmn::NodeId> roots;
    for (const CareGroup &group : care)
        roots << group.root;
    if (roots != m_care)
        m_faults.clear();
    m_care = roots;
}

void Workings::takeBack()
{
    // A node made since then is to be another function's; no key may name it any more.
    for (const Key &key : std::as_const(m_added)) {
        m_functions.remove(key);
        m_faults.remove(key);
    }
    m_added.clear();
    m_faults.clear();
    m_care.clear();
    compiled.diagram.rollBack(m_mark);
}

} // namespace zc::guidance
