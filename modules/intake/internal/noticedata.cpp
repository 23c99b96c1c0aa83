#include "internal/noticedata.h"

#include "internal/paths.h"

#include <base/halltime.h>
#include <base/masking.h>
#include <casework/deadline.h>


using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr int kAcceptDays = 5;            // 许可法 32-4: what is wrong is told within five days
constexpr int kCorrectionDays = 15;       // item data later; to be confirmed by the legal office

QString instant(const QDateTime &when)
{
    return casework::chineseDate(when.date()) + when.toString(u" hh:mm"_s);
}

QString yuan(const std::optional<feel::Decimal> &fee)
{
    return fee ? fee->text() : QString();
}

} // namespace

NoticeEntries::NoticeEntries(const CounterDesk::Work &work)
    : m_work(work), m_outcome(work.interview->outcome()), m_now(hallTime(work.ports.clock.wallMs()))
{
}

casework::NoticeData NoticeEntries::common() const
{
    const Workplace &place = m_work.ports.workplace;
    casework::NoticeData data;
    data.number = m_work.head.provisionalNumber;
    data.provisional = true;
    data.authority = place.authority;
    data.itemName = m_work.pack->itemName();
    data.itemCode = m_work.pack->itemCode();
    data.caseNumber = m_work.head.formalNumber.isEmpty() ? m_work.head.provisionalNumber : m_work.head.formalNumber;
    data.applicantName = m_work.draft.text(path::kName);
    data.applicantIdType = m_work.draft.text(path::kIdType) == u"111" || m_work.draft.text(path::kIdType).isEmpty() ? tr("resident ID card") : tr("identity document");
    data.applicantIdMasked = maskIdNumber(m_work.draft.text(path::kIdNumber));
    if (m_work.draft.text(path::kHasAgent) == u"true")
        data.agentName = m_work.draft.text(path::kAgentName);
    for (const guidance::OutcomeSubItem &item : m_outcome.subItems)
        if (!item.why.basisText.isEmpty() && !data.legalBasis.contains(item.why.basisText))
            data.legalBasis << item.why.basisText;
    data.issuedOn = m_now.date();
    data.clerkNo = place.clerkNo;
    data.consultPhone = place.consultPhone;
    data.supervisePhone = place.supervisePhone;
    data.environment = place.environment;
    return data;
}

casework::NoticeData NoticeEntries::materialReceipt(const QList<ItemCase> &items) const
{
    casework::NoticeData data = common();
    if (m_work.draft.signature) {
        data.handwriting = m_work.written;
        data.handwritingNotes = signatureNotes(*m_work.draft.signature);
    }
    casework::ClockQuery query;
    query.receivedAt = m_now;
    query.limit = {m_outcome.promisedDays.value_or(0), casework::LimitUnit::Workday};
    QString due;
    if (const auto clock = casework::evaluateDeadline(query, m_work.ports.calendar); clock && clock->acceptDue)
        due = casework::chineseDateWithWeekday(*clock->acceptDue);
    data.values = {{u"receivedAt"_s, instant(m_now)}, {u"acceptDue"_s, due}, {u"acceptLimit"_s, tr("%n working days", nullptr, kAcceptDays)},
                   {u"query"_s, tr("scan the code on this paper, or call %1 with the number above").arg(m_work.ports.workplace.consultPhone)}};
    QList<casework::NoticeRow> rows;
    for (const MaterialView &material : m_work.view.materials) {
        const bool exempt = material.mode == NoticeLine::Mode::Exempt;
        if (!exempt && material.state.seen != Seen::Fits && material.state.seen != Seen::Unfit)
            continue;
        const bool electronic = exempt || !material.state.attachments.isEmpty();
        const bool lookedAt = !electronic && material.state.originalSeen;
        rows.append({{u"name"_s, material.name},
                     {u"copies"_s, QString::number(material.copies)},
                     {u"form"_s, exempt ? tr("electronic (shared)") : electronic ? tr("electronic (scanned)") : material.form},
                     // No act at the desk keeps an original: it is looked at or scanned and given back. So the paper never says otherwise.
                     {u"kept"_s, tr("not kept")},
                     {u"note"_s, lookedAt && material.state.note.isEmpty() ? tr("original looked at") : material.state.note}});
    }
    if (rows.isEmpty())                  // the applicant may insist although nothing was brought
        rows.append({{u"name"_s, tr("(no material handed in)")}, {u"copies"_s, u"0"_s}, {u"form"_s, u"—"_s}, {u"kept"_s, u"—"_s}});
    data.tables.insert(u"materials"_s, rows);
    QList<casework::NoticeRow> numbers;
    for (const ItemCase &item : items)
        numbers.append({{u"item"_s, item.pack->itemName()}, {u"caseNumber"_s, item.head.provisionalNumber}});
    data.tables.insert(u"items"_s, numbers);
    return data;
}

QStringList NoticeEntries::signatureNotes(const SignatureRef &signature)
{
    QStringList notes{instant(hallTime(signature.picture.takenMs))};
    if (signature.tool == u"finger")
        notes << tr("written with a finger");
    if (signature.tool == u"mouse")
        notes << tr("written with a mouse");
    return notes;
}

casework::NoticeData NoticeEntries::advice() const
{
    casework::NoticeData data = common();
    QStringList names;
    for (const guidance::OutcomeSubItem &item : m_outcome.subItems)
        names << item.name;
    QList<casework::NoticeRow> answers, required, exempt, deferrable;
    for (const KnownFact &fact : m_work.view.known)
        answers.append({{u"question"_s, fact.name}, {u"answer"_s, fact.text}});
    for (const MaterialView &material : m_work.view.materials) {
        const auto why = m_work.interview->whyRequired({guidance::OutputId::Kind::Material, material.id});
        const QString reason = why && !why->basisText.isEmpty() ? why->basisText : material.basis;
        switch (material.mode) {
        case NoticeLine::Mode::Exempt:
            exempt.append({{u"name"_s, material.name}, {u"source"_s, tr("e-licence or shared data")}});
            break;
        case NoticeLine::Mode::Deferrable:
            deferrable.append({{u"name"_s, material.name},
                               {u"due"_s, casework::chineseDateWithWeekday(QDate::fromString(material.deferredUntil, Qt::ISODate))},
                               {u"why"_s, reason}});
            break;
        case NoticeLine::Mode::Required:
        case NoticeLine::Mode::Commitment:
            required.append({{u"name"_s, material.name},
                             {u"form"_s, material.mode == NoticeLine::Mode::Commitment ? tr("%1, or a signed promise").arg(material.form) : material.form},
                             {u"copies"_s, QString::number(material.copies)},
                             {u"due"_s, tr("when applying")},
                             {u"sample"_s, material.samplePath.isEmpty() ? tr("none") : tr("at the window")},
                             {u"why"_s, reason}});
            break;
        }
    }
    if (required.isEmpty())
        required.append({{u"name"_s, tr("(nothing has to be brought)")}, {u"form"_s, u"—"_s}, {u"copies"_s, u"0"_s}, {u"due"_s, u"—"_s},
                         {u"sample"_s, u"—"_s}, {u"why"_s, u"—"_s}});
    QStringList conditions;
    for (const guidance::OutcomeSubItem &item : m_outcome.subItems)
        conditions << item.name + u"："_s + item.text;
    data.tables = {{u"answers"_s, answers}, {u"materials"_s, required}, {u"exempt"_s, exempt}, {u"deferrable"_s, deferrable}};
    data.lists = {{u"conditions"_s, conditions}};
    const QString limit = m_outcome.promisedDays
        ? tr("promised: %1; by law: %2").arg(m_work.view.notice.promise, m_work.view.notice.statutory)
        : tr("does not apply");
    data.values = {{u"situation"_s, names.join(u'、')},
                   {u"fee"_s, m_outcome.fee ? tr("%1 yuan").arg(yuan(m_outcome.fee)) : tr("does not apply")},
                   {u"limit"_s, limit},
                   {u"channels"_s, tr("any comprehensive window; online on the provincial platform")},
                   {u"itemVersion"_s, m_work.pack->version()},
                   {u"validFrom"_s, casework::chineseDate(m_work.pack->info().validFrom)}};
    return data;
}

casework::NoticeData NoticeEntries::correction(const QList<MaterialView> &wanted) const
{
    casework::NoticeData data = common();
    casework::ClockQuery query;
    query.receivedAt = hallTime(m_work.head.receivedMs ? m_work.head.receivedMs : m_work.ports.clock.wallMs());
    query.noticeAt = m_now;
    query.correction = casework::Limit{kCorrectionDays, casework::LimitUnit::Workday};
    query.limit = {m_outcome.promisedDays.value_or(0), casework::LimitUnit::Workday};
    QString due;
    if (const auto clock = casework::evaluateDeadline(query, m_work.ports.calendar); clock && clock->correctionDue)
        due = casework::chineseDateWithWeekday(*clock->correctionDue);
    QList<casework::NoticeRow> defects;
    for (const MaterialView &material : wanted)
        defects.append({{u"entry"_s, material.name},
                        {u"problem"_s, material.state.seen == Seen::Missing ? tr("not handed in") : material.state.note},
                        {u"requirement"_s, tr("%1, %n copies", nullptr, material.copies).arg(material.form)},
                        {u"basis"_s, material.basis}});
    data.tables.insert(u"defects"_s, defects);
    data.values = {{u"receivedAt"_s, instant(*query.receivedAt)},
                   {u"correctionDue"_s, due},
                   {u"correctionWay"_s, tr("at any comprehensive window or online")},
                   {u"consequence"_s, tr("What happens when the period passes follows the item's rules (to be confirmed by the legal office)")},
                   {u"recheck"_s, tr("the papers are looked at again within %n working days", nullptr, kAcceptDays)}};
    return data;
}

casework::NoticeData NoticeEntries::refusal(const QString &kind, const QString &reason, const QString &basis) const
{
    casework::NoticeData data = common();
    if (data.legalBasis.isEmpty())
        data.legalBasis << basis;
    const QString entry = kind == u"notCompetent" ? u"rightAuthority"_s : kind == u"notRequired" ? u"notRequired"_s : u"stillIncomplete"_s;
    data.values = {{u"appliedOn"_s, casework::chineseDate(m_now.date())},
                   {u"reason"_s, reason},
                   {u"reasonBasis"_s, basis},
                   {entry, reason},
                   {u"reviewBody"_s, tr("the people's government at the same level (to be confirmed by the legal office)")},
                   {u"reviewLimit"_s, tr("60 days")},
                   {u"court"_s, tr("the people's court with jurisdiction (to be confirmed by the legal office)")},
                   {u"suitLimit"_s, tr("6 months")}};
    return data;
}

} // namespace zc::intake
