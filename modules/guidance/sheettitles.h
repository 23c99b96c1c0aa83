#pragma once
#include <guidance/authoredpack.h>

namespace zc::guidance {

// What the sheets of a pack and their columns are called in Chinese: the same words in the workbook and on the screen. Any thread.
QString sheetTitle(const QString &file);                                // "facts.csv" → 事实; the file itself where it has no title
QStringList columnTitles(const AuthoredSheet &sheet);                   // one for each column; a fact in cases.csv by its name
QStringList columnChoices(const QString &file, const QString &column);  // the only words that may stand there; empty: no such list
// The three sheets that are no CSV file, and one of rules: 规则·材料.
QString infoSheetTitle();
QString noticeSheetTitle();
QString formulaSheetTitle();
QString ruleSheetTitle(const QString &table);

} // namespace zc::guidance
