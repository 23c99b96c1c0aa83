#include "sheettitles.h"

#include "internal/layout.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

QString sheetTitle(const QString &file)
{
    if (file == u"cases.csv")
        return kCaseSheet;
    const TableLayout *layout = tableLayout(file);
    return layout ? layout->sheet : file;
}

QStringList columnTitles(const AuthoredSheet &sheet)
{
    const TableLayout *layout = tableLayout(sheet.file);
    const QStringList keys = layout ? layout->columns : caseColumns({}), titles = layout ? layout->titles : caseTitles({});
    QStringList result;
    for (const QString &key : sheet.columns)
        result << titles.value(keys.indexOf(key), key);
    return result;
}

QStringList columnChoices(const QString &file, const QString &column)
{
    const TableLayout *layout = tableLayout(file);
    return layout ? layout->choices.value(column) : QStringList();
}

QString infoSheetTitle() { return kInfoSheet; }
QString noticeSheetTitle() { return kNoticeSheet; }
QString formulaSheetTitle() { return kFormulaSheet; }
QString ruleSheetTitle(const QString &table) { return kRuleSheetPrefix + u'·' + table; }

} // namespace zc::guidance
