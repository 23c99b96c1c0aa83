#include "internal/noticedata.h"

#include "internal/paths.h"

#include <base/masking.h>
#include <casework/deadline.h>

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace zc::intake::noticedata {
namespace {

QDateTime localNow(const CounterDesk::Work &work)
{
    return QDateTime::fromMSecsSinceEpoch(work.ports.clock.wallMs(), QTimeZone(8 * 3600));
}

// What every paper carries (共同要素).
casework::NoticeData common(const CounterDesk::Work &work)
{
    const intake::Workplace &place = work.ports.workplace;
    casework::NoticeData data;
    data.number = work.head.provisionalNumber;
    data.provisional = true;
    data.authority = place.authority;
    data.itemName = work.pack->itemName();
    data.itemCode = work.pack->itemCode();
    data.caseNumber = work.head.formalNumber.isEmpty() ? work.head.provisionalNumber : work.head.formalNumber;
    data.applicantName = work.draft.text(path::kName);
    data.applicantIdType = QStringLiteral("居民身份证");
    data.applicantIdMasked = maskIdNumber(work.draft.text(path::kIdNumber));
    if (work.draft.text(path::kHasAgent) == u"true")
        data.agentName = work.draft.text(path::kAgentName);
    QStringList basis;
    for (const guidance::OutcomeSubItem &item : work.interview->outcome().subItems)
        basis << item.why.basisText;
    basis.removeAll(QString());
    basis.removeDuplicates();
    data.legalBasis = basis;
    data.issuedOn = localNow(work).date();
    data.clerkNo = place.clerkNo;
    data.consultPhone = place.consultPhone;
    data.supervisePhone = place.supervisePhone;
    data.environment = place.environment;
    return data;
}

} // namespace

casework::NoticeData materialReceipt(const CounterDesk::Work &work) { return common(work); }
casework::NoticeData advice(const CounterDesk::Work &work) { return common(work); }
casework::NoticeData correction(const CounterDesk::Work &work, const QList<MaterialView> &) { return common(work); }
casework::NoticeData refusal(const CounterDesk::Work &work, const QString &, const QString &) { return common(work); }

} // namespace zc::intake::noticedata
