#pragma once
#include <uikit/themed.h>

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {

class FilterEntry;
class Label;

// Filters that are always visible: headings, entries with a count, one chosen in the whole list. Up and Down move and choose.
class FilterList : public Themed<QWidget> {
    Q_OBJECT
public:
    struct Entry {
        QString id;
        QString text;
        int count = -1;             // -1: none shown
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    struct Section {
        QString heading;            // empty for the first
        QList<Entry> entries;
        friend bool operator==(const Section &, const Section &) = default;
    };

    explicit FilterList(QWidget *parent = nullptr);
    void setSections(const QList<Section> &sections);       // keeps the choice where its id still exists; focus stays when only counts changed
    void choose(const QString &id);
    QString chosen() const;

Q_SIGNALS:
    void chosenChanged(const QString &id);

protected:
    void applyTheme() override;

private:
    QList<Section> m_sections;
    QList<FilterEntry *> m_entries;
    QList<Label *> m_headings;
    QVBoxLayout *m_column;
};

} // namespace zc::uikit
