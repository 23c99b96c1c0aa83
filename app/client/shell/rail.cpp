#include "shell/rail.h"
#include "shell/layouts.h"

#include <uikit/railbutton.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

Rail::Rail(QWidget *parent)
    : Surface(Color::Rail, {}, parent)
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Pages"));
    auto *lines = column(this);
    lines->addWidget(new RailLogo, 0, Qt::AlignHCenter);
    lines->addSpacing(14);
    auto *above = new Surface(Color::Rail);
    auto *foot = new Surface(Color::Rail);
    m_above = column(above);
    m_foot = column(foot);
    above->setSpacing(1);
    foot->setSpacing(1);
    lines->addWidget(above, 0, Qt::AlignHCenter);
    lines->addStretch(1);
    lines->addWidget(foot, 0, Qt::AlignHCenter);
    setPadding(0, 3.5, 0, 1);
    setSpacing(1);
    setFixedWidth(Metric::RailWidth);
}

void Rail::addEntry(const QString &id, Icon icon, const QString &title, const QString &tip, bool atFoot)
{
    auto *entry = new RailButton(icon, title);
    entry->setObjectName(u"rail."_s + id);
    entry->setToolTip(tip);
    entry->setAutoExclusive(false);          // above and foot are two layouts, but one choice
    connect(entry, &QAbstractButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    (atFoot ? m_foot : m_above)->addWidget(entry);
    m_entries.insert(id, entry);
}

void Rail::clear()
{
    qDeleteAll(m_entries);
    m_entries.clear();
}

void Rail::setCurrent(const QString &id)
{
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) it.value()->setChecked(it.key() == id);
}

} // namespace zc::client
