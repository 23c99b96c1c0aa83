#pragma once
#include <catalog/catalog.h>

namespace zc::catalog {

using namespace Qt::StringLiterals;

inline CatalogItem item(const QString &code, const QString &name, const QString &shortCode = {}, const QStringList &aliases = {},
                 const QString &department = u"market_regulation"_s)
{
    return {code, name, aliases, department, department + u"样例局"_s, u"1.0"_s, u"packs/"_s + department, shortCode, u"01"_s, u"1,2"_s};
}

// Items with names as halls have them: 36 objects, 16 acts, 10 scopes; every seventh has an alias.
inline QList<CatalogItem> many(int count)
{
    const QStringList objects = u"食品经营 药品零售 医疗机构 道路运输 建筑工程 企业 个体工商户 社会团体 民办学校 养老机构 排污 危险废物 不动产 户口 居住证 驾驶证 护照 "
                                "医保 社会保险 公积金 律师 会计 导游 船舶 林木 取水 烟草专卖 消防 特种设备 民用爆炸物品 无线电台 娱乐场所 出版物 网约车 地质 动物诊疗"_s.split(u' ');
    const QStringList acts = u"许可证 登记 备案 资格认定 变更 注销 延续 补领 换发 审批 核准 年度审验 转移接续 零星报销 信息查询 缴费"_s.split(u' ');
    const QStringList scopes = u"（新办） （变更） （省级） （市级） （县级） 核发 申领 （个人） （单位） （自贸区）"_s.split(u' ');
    QList<CatalogItem> items;
    for (int i = 0; i < count; ++i) {
        const QString name = objects[i % objects.size()] + acts[(i / objects.size()) % acts.size()] + scopes[(i / 576) % scopes.size()];
        items << item(u"DEMO-dept%1-%2"_s.arg(i % 30).arg(i, 4, 10, QChar(u'0')), name, u"k%1"_s.arg(i), i % 7 ? QStringList() : QStringList{u"样例别名%1"_s.arg(i)},
                      u"dept%1"_s.arg(i % 30));
    }
    return items;
}

} // namespace zc::catalog
