#include "context.h"

namespace zc::feel {

Entry Context::entry(const QString &name) const
{
    return m_entries.value(name);
}

} // namespace zc::feel
