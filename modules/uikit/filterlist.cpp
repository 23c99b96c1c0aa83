#include <uikit/filterlist.h>
#include <uikit/label.h>

#include "internal/filterentry.h"

#include <QVBoxLayout>

namespace zc::uikit {

namespace {

// Same headings and ids in the same order: only words and counts may differ.
bool sameShape(const QList<FilterList::Section> &one, const QList<FilterList::Section> &other)
{
    if (one.size() != other.size())
        return false;
    for (int i = 0; i < one.size(); ++i) {
        if (one[i].heading != other[i].heading || one[i].entries.size() != other[i].entries.size())
            return false;
        for (int k = 0; k < one[i].entries.size(); ++k)
            if (one[i].entries[k].id != other[i].entries[k].id)
                return false;
    }
    return true;
}

} // namespace

FilterList::FilterList(QWidget *parent) : Themed<QWidget>(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
}

void FilterList::setSections(const QList<Section> &sections)
{
    const QString before = chosen();
    if (!sameShape(m_sections, sections)) {
        qDeleteAll(m_entries);
        qDeleteAll(m_headings);
        m_entries.clear();
        m_headings.clear();
        for (const Section &section : sections) {
            auto *heading = new Label(section.heading, Type::Caption, Color::TextMuted, this);
            heading->setVisible(!section.heading.isEmpty());
            heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
            m_column->addWidget(heading);
            m_headings << heading;
            for (qsizetype i = 0; i < section.entries.size(); ++i) {
                auto *entry = new FilterEntry(this);
                connect(entry, &QAbstractButton::toggled, this, [this, entry](bool on) {
                    if (on)
                        Q_EMIT chosenChanged(entry->id());
                });
                m_column->addWidget(entry);
                m_entries << entry;
            }
        }
        applyTheme();
    }
    m_sections = sections;
    int next = 0;
    for (const Section &section : sections)
        for (const Entry &entry : section.entries)
            m_entries[next++]->setEntry(entry);
    if (chosen().isEmpty() && !before.isEmpty())
        choose(before);
}

void FilterList::choose(const QString &id)
{
    for (FilterEntry *entry : std::as_const(m_entries))
        if (entry->id() == id)
            entry->setChecked(true);
}

QString FilterList::chosen() const
{
    for (const FilterEntry *entry : m_entries)
        if (entry->isChecked())
            return entry->id();
    return {};
}

void FilterList::applyTheme()
{
    for (Label *heading : std::as_const(m_headings))
        heading->setContentsMargins(0, theme().space(4.25), 0, theme().space(2.25));
}

} // namespace zc::uikit
