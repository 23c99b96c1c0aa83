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

} // namespace zc::samples
