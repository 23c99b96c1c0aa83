#include "internal/layout.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
QStringList words(const QString &text)
{
    return text.split(u',');
}
} // namespace

const QList<TableLayout> &tableLayouts()
{
    static const QStringList yesNo = {u"true"_s, u"false"_s};
    static const QList<TableLayout> layouts = {
        {u"facts.csv"_s, u"事实"_s, words(u"id,name,type,values,step,unit,question,why,sources,cost,applicable,compute,group,element"_s),
         words(u"编号,名称,类型,取值,步长,单位,问句,为什么问,来源,难度,什么时候适用,计算公式,同屏分组,数据元"_s), true, true,
         {{u"type"_s, words(u"enum,set,bool,number,date"_s)}}},
        {u"subitems.csv"_s, u"子事项"_s, words(u"id,kind,name,text,department,stage,basis"_s), words(u"编号,种类,名称,说明,部门,阶段,依据"_s), true, false,
         {{u"kind"_s, words(u"办理,不予受理,转办"_s)}}},
        {u"materials.csv"_s, u"材料"_s, words(u"id,catalogueId,name,form,copies,sample,licenceType,deferrable,commitment,issuer,basis,note"_s),
         words(u"编号,目录编号,名称,形式,份数,样例,证照类型,可容缺,承诺书,出具单位,依据,备注"_s), true, false,
         {{u"form"_s, words(u"原件,复印件,电子,原件核验"_s)}, {u"deferrable"_s, yesNo}}},
        {u"fields.csv"_s, u"表单字段"_s, words(u"id,element,label,type,required,format,source,basis"_s), words(u"编号,数据元,名称,类型,必填,格式,来源,依据"_s), true,
         false, {{u"type"_s, words(u"text,number,date,bool,enum"_s)}, {u"required"_s, yesNo}}},
        {u"basis.csv"_s, u"依据"_s, words(u"id,title,clause,validFrom,validTo"_s), words(u"编号,文件,条款,施行日期,失效日期"_s), true, false},
        {u"constraints.csv"_s, u"约束"_s, words(u"id,when,then,message,basis"_s), words(u"编号,当,则必须,提示,依据"_s)},
        {u"asserts.csv"_s, u"断言"_s, words(u"id,scope,when,then,level,message"_s), words(u"编号,范围,当,则应当,级别,说明"_s), true, true,
         {{u"scope"_s, words(u"scenario,subitem,material"_s)}, {u"level"_s, words(u"error,warning"_s)}}},
        {u"imports.csv"_s, u"组成事项"_s, words(u"packId,version,stage,when"_s), words(u"事项包,版本,阶段,当"_s), false, true},
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
    return words(u"id,title"_s) + factNames + words(u"=子事项,=材料,=承诺工作日,=法定工作日,=金额,=字段"_s);
}

QStringList caseTitles(const QStringList &factNames)
{
    return words(u"编号,标题"_s) + factNames + words(u"应得子事项,应得材料,应得承诺工作日,应得法定工作日,应得金额,应得字段"_s);
}

QStringList bundleCaseFacts(const QStringList &own, const QStringList &header)
{
    QStringList names = own;
    const QStringList fixed = caseColumns({}) + caseTitles({});
    for (const QString &cell : header)
        if (const QString name = cell.trimmed(); !name.isEmpty() && !fixed.contains(name) && !names.contains(name))
            names << name;
    return names;
}

} // namespace zc::guidance
