#include "internal/layout.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

const QList<TableLayout> &tableLayouts()
{
    static const QList<TableLayout> layouts = {
        {u"facts.csv"_s,
         {u"id"_s, u"name"_s, u"type"_s, u"values"_s, u"step"_s, u"unit"_s, u"question"_s, u"why"_s, u"sources"_s, u"cost"_s, u"applicable"_s,
          u"compute"_s, u"group"_s, u"element"_s}},
        {u"subitems.csv"_s, {u"id"_s, u"kind"_s, u"name"_s, u"text"_s, u"department"_s, u"stage"_s, u"basis"_s}, true, false},
        {u"materials.csv"_s,
         {u"id"_s, u"catalogueId"_s, u"name"_s, u"form"_s, u"copies"_s, u"sample"_s, u"licenceType"_s, u"deferrable"_s, u"commitment"_s,
          u"issuer"_s, u"basis"_s, u"note"_s},
         true, false},
        {u"fields.csv"_s, {u"id"_s, u"element"_s, u"label"_s, u"type"_s, u"required"_s, u"format"_s, u"source"_s, u"basis"_s}, true, false},
        {u"basis.csv"_s, {u"id"_s, u"title"_s, u"clause"_s, u"validFrom"_s, u"validTo"_s}, true, false},
        {u"constraints.csv"_s, {u"id"_s, u"when"_s, u"then"_s, u"message"_s, u"basis"_s}},
        {u"asserts.csv"_s, {u"id"_s, u"scope"_s, u"when"_s, u"then"_s, u"level"_s, u"message"_s}},
        {u"imports.csv"_s, {u"packId"_s, u"version"_s, u"stage"_s, u"when"_s}, false, true},
    };
    return layouts;
}

const TableLayout *tableLayout(const QString &file)
{
    for (const TableLayout &layout : tableLayouts())
        if (layout.file == file)
            return &layout;
    return nullptr;
}

QStringList caseColumns(const QStringList &factNames)
{
    return QStringList{u"id"_s, u"title"_s} + factNames
        + QStringList{u"=子事项"_s, u"=材料"_s, u"=承诺工作日"_s, u"=法定工作日"_s, u"=金额"_s, u"=字段"_s};
}

} // namespace zc::guidance
