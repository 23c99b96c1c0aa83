#pragma once
#include <base/error.h>

#include <QHash>
#include <QList>
#include <QStringList>

namespace zc::guidance {

// One CSV file of a pack: its name, its columns in the order of the format, and how they are called in a workbook.
struct TableLayout {
    QString file;
    QString sheet;                                     // name of the sheet
    QStringList columns, titles;
    bool item = true;                                  // belongs to packs of one item
    bool bundle = true;                                // belongs to bundles
    QHash<QString, QStringList> choices = {};          // column → what may stand there
};

// Every CSV file but cases.csv, whose columns follow the facts. Order of the design page.
const QList<TableLayout> &tableLayouts();
const TableLayout *tableLayout(const QString &file);   // nullptr: no such file

// id, title, one column a fact, then what is expected.
QStringList caseColumns(const QStringList &factNames);
QStringList caseTitles(const QStringList &factNames);
// A bundle's cases name the facts of its items after its own: the own ones, and what else a header has between title and result.
QStringList bundleCaseFacts(const QStringList &own, const QStringList &header);

// A file or folder of a pack could not be written.
inline Error cannotWrite(const QString &what) { return {ErrorKind::Invalid, QStringLiteral("PACK-WRITE"), what}; }

// Names of the further sheets of a workbook; a rule sheet is called 规则·NAME.
inline const QString kInfoSheet = QStringLiteral("包信息");
inline const QString kNoticeSheet = QStringLiteral("告知书");
inline const QString kFormulaSheet = QStringLiteral("公式");
inline const QString kCaseSheet = QStringLiteral("用例");
inline const QString kRuleSheetPrefix = QStringLiteral("规则");

} // namespace zc::guidance
