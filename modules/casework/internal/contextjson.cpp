// The check context as JSON: every fact by its name. Built from one list, so that a fact cannot be forgotten in one direction.
#include <casework/lifecycle.h>

#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

// A written fact (reason, legal basis) may be given as its text, or as false where it is missing.
bool truth(const QJsonValue &value, bool *ok)
{
    if (value.isBool())
        return value.toBool();
    if (value.isString())
        return !value.toString().trimmed().isEmpty();
    if (value.isDouble())
        return value.toDouble() != 0;
    *ok = false;
    return false;
}

// A count may be given as the list that is counted, or as a plain yes or no.
int count(const QJsonValue &value, bool *ok)
{
    if (value.isBool())
        return value.toBool() ? 1 : 0;
    if (value.isArray())
        return int(value.toArray().size());
    if (value.isDouble() && value.toDouble() == value.toInt(-1) && value.toInt() >= 0)
        return value.toInt();
    *ok = false;
    return 0;
}

template <class Enum>
Enum named(const QJsonValue &value, std::initializer_list<std::pair<const char16_t *, Enum>> names, bool *ok)
{
    for (const auto &[name, meaning] : names)
        if (value.toString() == QStringView(name))
            return meaning;
    *ok = false;
    return names.begin()->second;
}

template <class Enum>
Enum known(const std::optional<Enum> &meaning, bool *ok)
{
    if (!meaning)
        *ok = false;
    return meaning.value_or(Enum{});
}

using Setter = void (*)(CaseContext &, const QJsonValue &, bool *ok);

#define FLAG(fact) {QStringLiteral(#fact), [](CaseContext &c, const QJsonValue &v, bool *ok) { c.fact = truth(v, ok); }}
#define NUMBER(fact) {QStringLiteral(#fact), [](CaseContext &c, const QJsonValue &v, bool *ok) { c.fact = count(v, ok); }}
#define TEXT(fact) {QStringLiteral(#fact), [](CaseContext &c, const QJsonValue &v, bool *) { c.fact = v.isString() ? v.toString() : QString(); }}
#define VALUE(fact, expression) {QStringLiteral(#fact), [](CaseContext &c, const QJsonValue &v, [[maybe_unused]] bool *ok) { c.fact = expression; }}

const QHash<QString, Setter> &setters()
{
    static const QHash<QString, Setter> table = {
        FLAG(online), FLAG(agent), FLAG(identityOk), FLAG(applicantConfirmed), FLAG(applicantChose), FLAG(allCorrected), FLAG(entriesCited),
        FLAG(listComplete), FLAG(documentReady), FLAG(promiseSigned), FLAG(withdrawalSigned), FLAG(signatureTaken), FLAG(onDeferralList),
        FLAG(onCommitmentList), FLAG(missingAreDeferrable), FLAG(deferralPossible), FLAG(onPromise), FLAG(kindListed), FLAG(lapseBasis),
        FLAG(itemRule), FLAG(leadApproval), FLAG(headApproval), FLAG(hearingTold), FLAG(feePaid), FLAG(resultIssued), FLAG(packageValid),
        FLAG(paperExists), FLAG(clericalError), FLAG(reason), FLAG(legalBasis), FLAG(remedies), FLAG(rightAuthority), FLAG(plannedDays),
        FLAG(paperGivenOut), FLAG(creditExcluded), FLAG(extensionUsed), FLAG(endsBeforeStart), FLAG(openDeferral), FLAG(rated),
        FLAG(numberBound), FLAG(tracking), FLAG(electronicReceipt), FLAG(lawfulMethod), FLAG(offlineNotice),
        FLAG(pastAcceptDue), FLAG(pastCorrectionDue), FLAG(pastDeferralDue), FLAG(pastDue),
        NUMBER(pendingQuestions), NUMBER(originalsHeld), NUMBER(materialsNotSeen), NUMBER(missingRequired), NUMBER(blockers),
        NUMBER(priorNotices), NUMBER(openSteps), NUMBER(unserved), NUMBER(rounds), NUMBER(extensionDays), NUMBER(extensionMax),
        TEXT(caseEnvironment), TEXT(sessionEnvironment), TEXT(itemState), TEXT(refusalKind), TEXT(newReason),
        VALUE(caseType, v.isDouble() ? QString::number(v.toInt()) : v.toString()),
        VALUE(sync, known(syncStateFromName(v.toString()), ok)),
        VALUE(mode, known(acceptModeFromName(v.toString()), ok)),
        VALUE(finishKind, known(finishKindFromName(v.toString()), ok)),
        VALUE(acceptAuthority, named<Authority>(v, {{u"window", Authority::Window}, {u"department", Authority::Department}}, ok)),
        VALUE(decideAuthority, named<Authority>(v, {{u"window", Authority::Window}, {u"department", Authority::Department}}, ok)),
        VALUE(served, named<Served>(v, {{u"counter", Served::Counter}, {u"post", Served::Post}, {u"electronic", Served::Electronic}}, ok)),
        VALUE(authorisation, named<AuthorisationState>(v, {{u"valid", AuthorisationState::Valid}, {u"missing", AuthorisationState::Missing},
                                                           {u"expired", AuthorisationState::Expired}, {u"revoked", AuthorisationState::Revoked},
                                                           {u"outOfScope", AuthorisationState::OutOfScope}}, ok)),
    };
    return table;
}

} // namespace

Result<CaseContext> contextFromJson(const QJsonObject &object, QStringList *unknown)
{
    CaseContext context;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const Setter setter = setters().value(it.key());
        if (!setter) {
            if (unknown)
                *unknown << it.key();
            continue;
        }
        if (it.value().isNull())
            continue;                    // as if left out: in order
        bool ok = true;
        setter(context, it.value(), &ok);
        if (!ok)
            return Error{ErrorKind::Invalid, u"CASE-CONTEXT"_s, it.key()};
    }
    return context;
}

} // namespace zc::casework
