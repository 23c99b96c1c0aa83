#pragma once
#include <casework/casenumber.h>
#include <casework/notice.h>

// Synthetic data for every kind of paper: each entry of the template gets a value that names it, so that a test can look for it.
namespace zc::samples {

inline casework::NoticeData noticeData(casework::NoticeKind kind, int rows = 3)
{
    using namespace Qt::StringLiterals;
    using casework::NoticeEntry;
    casework::NoticeData data;
    data.number = casework::makeProvisionalNumber(u"430104"_s, u"003"_s, QDate(2026, 11, 21), 7)->printed();
    data.provisional = true;
    data.authority = u"样例市岳麓区市场监督管理局"_s;
    data.itemName = u"食品经营许可（新办）样例"_s;
    data.itemCode = u"DEMO-market_regulation-05"_s;
    data.caseNumber = data.number;
    data.applicantName = u"欧阳样例"_s;
    data.applicantIdType = u"居民身份证"_s;
    data.applicantIdMasked = u"430104********1234"_s;
    data.agentName = u"李样例"_s;
    data.legalBasis = {u"《中华人民共和国行政许可法》第三十二条"_s, u"《食品经营许可和备案管理办法》第十二条"_s};
    data.issuedOn = QDate(2026, 11, 21);
    data.clerkNo = u"A0317"_s;
    data.consultPhone = u"0731-12345"_s;
    data.supervisePhone = u"12345"_s;
    data.qrToken = casework::makeQrToken(QByteArray("0123456789abcdef"));
    data.environment = u"demo"_s;
    const auto entries = casework::noticeEntries(kind);
    for (const NoticeEntry &entry : entries.ok() ? *entries : QList<NoticeEntry>{}) {
        switch (entry.type) {
        case NoticeEntry::Type::Value:
            data.values[entry.key] = entry.key + u"样例值"_s;
            break;
        case NoticeEntry::Type::List:
            data.lists[entry.key] = {entry.key + u"样例一"_s, entry.key + u"样例二"_s};
            break;
        case NoticeEntry::Type::Table:
            for (int i = 0; i < rows; ++i) {
                casework::NoticeRow row;
                for (const QString &column : entry.columns)
                    row[column] = u"%1样例%2"_s.arg(column).arg(i + 1);
                data.tables[entry.key] << row;
            }
            break;
        }
    }
    return data;
}

// A one-time notice as a person would take it home; `rows` repeats the list for long papers.
inline casework::NoticeData realisticAdvice(int repeat = 1)
{
    using namespace Qt::StringLiterals;
    casework::NoticeData data = noticeData(casework::NoticeKind::Advice);
    data.values = {{u"situation"_s, u"餐饮服务经营者 · 租赁场所 · 本人办理"_s}, {u"fee"_s, u"不收费"_s}, {u"limit"_s, u"承诺12个工作日（法定20个工作日）"_s},
                   {u"channels"_s, u"样例市政务服务大厅综合窗口；湘易办网上申请（自愿选择）"_s}, {u"itemVersion"_s, u"3.2"_s}, {u"validFrom"_s, u"2026-07-01"_s}};
    data.lists[u"conditions"_s] = {u"具有与申请经营的食品品种、数量相适应的处理和贮存场所。"_s, u"有经过培训的食品安全管理人员，有保证食品安全的规章制度。"_s};
    data.tables[u"answers"_s] = {{{u"question"_s, u"您这家店主要做什么？"_s}, {u"answer"_s, u"餐饮服务"_s}},
                                 {{u"question"_s, u"经营场所是自有还是租赁？"_s}, {u"answer"_s, u"租赁"_s}},
                                 {{u"question"_s, u"是否现场制售冷食、生食？"_s}, {u"answer"_s, u"否"_s}}};
    QList<casework::NoticeRow> materials;
    for (int i = 0; i < repeat; ++i) {
        materials << casework::NoticeRow{{u"name"_s, u"食品经营许可申请书"_s}, {u"form"_s, u"电子表单"_s}, {u"copies"_s, u"1"_s}, {u"due"_s, u"申请时"_s},
                                         {u"sample"_s, u"有"_s}, {u"why"_s, u"《食品经营许可和备案管理办法》第十二条第一项"_s}}
                  << casework::NoticeRow{{u"name"_s, u"与食品经营相适应的主要设备设施、经营布局和操作流程等文件"_s}, {u"form"_s, u"原件"_s}, {u"copies"_s, u"1"_s},
                                         {u"due"_s, u"申请时"_s}, {u"sample"_s, u"有"_s}, {u"why"_s, u"您从事餐饮服务；同办法第十二条第三项"_s}}
                  << casework::NoticeRow{{u"name"_s, u"经营场所使用证明（租赁合同）"_s}, {u"form"_s, u"复印件"_s}, {u"copies"_s, u"1"_s},
                                         {u"due"_s, u"可后补，11月28日（周六）前"_s}, {u"sample"_s, u"无"_s}, {u"why"_s, u"场所为租赁；样例市容缺受理清单第8项"_s}};
    }
    data.tables[u"materials"_s] = materials;
    data.tables[u"exempt"_s] = {{{u"name"_s, u"营业执照"_s}, {u"source"_s, u"电子证照库（市场监管部门）"_s}},
                                {{u"name"_s, u"申请人身份证件"_s}, {u"source"_s, u"读卡核验，不留复印件"_s}}};
    data.tables[u"deferrable"_s] = {{{u"name"_s, u"经营场所使用证明（租赁合同）"_s}, {u"due"_s, u"2026年11月28日前"_s}, {u"why"_s, u"在容缺清单内"_s}}};
    return data;
}

inline casework::NoticeData realisticReceipt()
{
    using namespace Qt::StringLiterals;
    casework::NoticeData data = noticeData(casework::NoticeKind::MaterialReceipt);
    data.values = {{u"receivedAt"_s, u"2026年11月21日 09:31"_s}, {u"acceptDue"_s, u"2026年11月27日（周五）"_s}, {u"acceptLimit"_s, u"5个工作日"_s},
                   {u"query"_s, u"扫描右上角二维码，或凭编号到任一综合窗口查询"_s}};
    data.tables[u"materials"_s] = {
        {{u"name"_s, u"食品经营许可申请书"_s}, {u"form"_s, u"电子"_s}, {u"copies"_s, u"1"_s}, {u"kept"_s, u"—"_s}},
        {{u"name"_s, u"主要设备设施、经营布局和操作流程"_s}, {u"form"_s, u"原件"_s}, {u"copies"_s, u"1"_s}, {u"kept"_s, u"留存"_s}},
        {{u"name"_s, u"营业执照"_s}, {u"form"_s, u"电子证照"_s}, {u"copies"_s, u"1"_s}, {u"kept"_s, u"不留存"_s}, {u"note"_s, u"免交"_s}}};
    return data;
}

} // namespace zc::samples
