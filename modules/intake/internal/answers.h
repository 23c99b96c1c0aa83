#pragma once
#include <guidance/interview.h>
#include <intake/casedraft.h>

namespace zc::intake {

// The text form of an answer (OptionView::value, CaseDraft "answer.…") and the FEEL value behind it.
// Bool "true"/"false", enum the option, set options joined by '|' ("∅" = none chosen), number plain, date yyyy-MM-dd.
Result<feel::Value> answerValue(const guidance::Fact &fact, const QString &text);   // INT-ANSWER
QString answerText(const guidance::Fact &fact, const feel::Value &value);

guidance::SourceKind guidanceSource(Source source);

// An interview that holds the confirmed answers of the draft, and what step 1 already tells (委托办理).
guidance::Interview interviewOf(const std::shared_ptr<const guidance::Pack> &pack, const CaseDraft &draft, qint64 nowMs);

// The answers of step 1 as they stand: facts that carry an element of the applicant or agent.
QList<guidance::AnswerRecord> answersFromParties(const guidance::Pack &pack, const CaseDraft &draft, qint64 nowMs);

} // namespace zc::intake
