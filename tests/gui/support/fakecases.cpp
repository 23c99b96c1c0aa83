#include "support/fakecases.h"

namespace zc::client::test {
using namespace Qt::StringLiterals;
using namespace intake;

CaseArrangement FakeCases::list(const CaseQuery &query) const
{
    CaseArrangement list = m_shelf.arrange(query);
    list.total = rows.size();
    list.complete = m_read >= rows.size();
    if (query.text.isEmpty()) return list;
    list.rows.clear();
    const CaseHits hits = find(query.text, CaseBook::kMostFound).result().value();
    for (const CaseRowView &row : hits.rows) list.rows.append(std::make_shared<const CaseRowView>(row));
    std::sort(list.rows.begin(), list.rows.end(), [](const CaseRef &a, const CaseRef &b) { return comesBefore(*a, *b); });
    list.found = hits.total;
    return list;
}

QFuture<Result<CaseArrangement>> FakeCases::arrange(const CaseQuery &query) const { return QtFuture::makeReadyFuture(Result<CaseArrangement>(list(query))); }

QFuture<Result<CaseArrangement>> FakeCases::advance(const CaseQuery &query)
{
    ++advances;
    if (failure) return QtFuture::makeReadyFuture(Result<CaseArrangement>(*failure));
    if (m_read < rows.size()) {
        m_shelf.put(rows.mid(m_read, batch));
        m_read = std::min(m_read + batch, rows.size());
    } else {
        m_shelf.beginPass();
        m_shelf.put(rows);
        m_shelf.endPass();
        m_read = rows.size();
    }
    return QtFuture::makeReadyFuture(Result<CaseArrangement>(list(query)));
}

QFuture<Result<CaseHits>> FakeCases::find(const QString &text, int limit) const
{
    CaseHits hits;
    for (const CaseRowView &row : rows) {
        if (!row.number.contains(text) && !row.applicant.contains(text) && text != sampleNumber()) continue;
        ++hits.total;
        if (hits.rows.size() < limit) hits.rows.append(row);
    }
    return QtFuture::makeReadyFuture(Result<CaseHits>(hits));
}

QFuture<Result<CaseDetailView>> FakeCases::detail(const QUuid &caseId) const
{
    CaseDetailView view;
    for (const CaseRowView &row : rows)
        if (row.caseId == caseId) view.row = row;
    view.formalNumber = view.row.number;
    view.provisionalNumber = u"LS-430104-003-20261109-0003-P"_s;
    view.attention = u"待补正：1 项，今天到期"_s;
    view.attentionDetail = u"布局流程图缺少“备餐间”标注（依据：材料要求 M02）"_s;
    view.timeline = {{u"收件"_s, u"11月9日 10:12"_s, u"王芳"_s}, {u"一次性补正告知"_s, u"11月10日 15:40"_s, u"王芳"_s}, {u"申请人补齐 2 项"_s, u"11月18日 09:05"_s, {}},
        {u"还差 1 项"_s, u"截止今天 17:00"_s, {}}};
    view.person = {{u"applicant.name"_s, u"申请人"_s, u"测*甲"_s}, {u"applicant.idNumber"_s, u"证件号码"_s, u"430104********1234"_s},
        {u"applicant.phone"_s, u"手机号码"_s, u"138****5678"_s}};
    view.papers = {{u"N01"_s, u"收件凭证"_s}};
    return QtFuture::makeReadyFuture(Result<CaseDetailView>(view));
}

QFuture<Result<QByteArray>> FakeCases::paper(const QUuid &, const QString &) const { return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray("%PDF-1.4"))); }

QFuture<Result<CasePort::Clear>> FakeCases::reveal(const QUuid &, const QString &path, const QString &reason)
{
    revealed.append((path + u' ' + reason).trimmed());
    if (auditRefuses) return QtFuture::makeReadyFuture(Result<Clear>(Error{ErrorKind::Denied, u"AUD-EVENT"_s, {}}));
    return QtFuture::makeReadyFuture(Result<Clear>(Clear{path.endsWith(u"idNumber") ? sampleNumber() : u"测试甲"_s, 30}));
}

QString sampleNumber() { return u"430104199003011234"_s; }

QList<CaseRowView> sampleRows()
{
    QList<CaseRowView> rows;
    int at = 0;
    const auto add = [&](const QString &number, const QString &name, const QString &item, const QString &state, const QDate &due, int left, Lamp lamp, Urgency urgency,
                         const QString &sync, const QString &department) {
        CaseRowView row;
        row.caseId = QUuid(u"{01890000-0000-7000-8000-%1}"_s.arg(++at, 12, 10, QLatin1Char('0')));
        row.number = number;
        row.applicant = name;
        row.itemName = item;
        row.state = row.stateName = state;
        row.sync = row.syncName = sync;
        row.departmentId = row.departmentName = department;
        row.due = due;
        row.remaining = left;
        row.suspended = lamp == Lamp::Grey;
        row.lamp = lamp;
        row.urgency = urgency;
        row.clerkNo = u"C01"_s;
        row.windowNo = u"3"_s;
        rows.append(row);
    };
    const QString sent = u"已提交"_s, market = u"市场监管"_s, civil = u"民政"_s;
    add(u"20261102-0041"_s, u"李*"_s, u"残疾人两项补贴"_s, u"办理中"_s, {2026, 11, 19}, -2, Lamp::Red, Urgency::Overdue, sent, civil);
    add(u"20261109-0012"_s, u"测*甲"_s, u"食品经营许可（新办）"_s, u"待补正"_s, {2026, 11, 20}, 0, Lamp::Yellow, Urgency::Today, sent, market);
    add(u"LS-430104-003-20261120-0004-K"_s, u"欧**娜"_s, u"个体工商户设立登记"_s, u"已收件"_s, {2026, 11, 20}, 0, Lamp::Yellow, Urgency::Today, u"待同步"_s, market);
    add(u"20261112-0020"_s, u"王*"_s, u"临时救助"_s, u"已受理"_s, {2026, 11, 24}, 1, Lamp::Green, Urgency::ThreeDays, sent, civil);
    add(u"20261112-0033"_s, u"张**"_s, u"老年人福利补贴"_s, u"办理中"_s, {2026, 11, 25}, 2, Lamp::Green, Urgency::ThreeDays, sent, civil);
    add(u"20261113-0007"_s, u"某市某商贸有限公司"_s, u"食品经营许可（变更）"_s, u"特别程序"_s, {}, 0, Lamp::Grey, Urgency::ThreeDays, sent, market);
    const QStringList names = {u"刘*"_s, u"陈**"_s, u"赵*"_s, u"某市某餐饮店"_s, u"周**"_s, u"吴*"_s, u"郑**"_s, u"孙*"_s};
    const QStringList items = {u"企业设立登记"_s, u"仅销售预包装食品备案"_s, u"最低生活保障审核确认"_s, u"食品小作坊许可"_s, u"养老机构备案"_s, u"内地居民婚姻登记"_s,
        u"特种设备使用登记"_s, u"股权出质登记"_s};
    for (int i = 0; i < names.size(); ++i)
        add(u"202611%1-%2"_s.arg(14 + i / 3).arg(17 + 3 * i, 4, 10, QLatin1Char('0')), names.at(i), items.at(i), u"已受理"_s, QDate(2026, 12, 1).addDays(i), 6 + i, Lamp::Green, Urgency::Normal,
            sent, i % 3 ? market : civil);
    return rows;
}

} // namespace zc::client::test
