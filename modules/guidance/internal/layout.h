#pragma once
#include <QList>
#include <QStringList>

namespace zc::guidance {

// One CSV file of a pack: its name and its columns in the order of guidance.md §6.
struct TableLayout {
    QString file;
    QStringList columns;
    bool item = true;                                  // belongs to packs of one item
    bool bundle = true;                                // belongs to bundles
};

// Every CSV file but cases.csv, whose columns follow the facts. Order of the design page.
const QList<TableLayout> &tableLayouts();
const TableLayout *tableLayout(const QString &file);   // nullptr: no such file

// id, title, one column a fact, then what is expected.
QStringList caseColumns(const QStringList &factNames);

} // namespace zc::guidance
