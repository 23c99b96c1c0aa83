#pragma once
#include "internal/effects.h"

// Effects on a case made at a desk. Each runs inside the transaction of runOperation.
namespace zc::refplatform {

Outcome createCase(Effect &effect);
Outcome patchCase(Effect &effect);
Outcome issueNumber(Effect &effect);
Outcome recordIntake(Effect &effect);
Outcome postCaseEvents(Effect &effect);
Outcome submitCase(Effect &effect);
Outcome withdrawCase(Effect &effect);
Outcome decideCase(Effect &effect);
Outcome removeAttachment(Effect &effect);

// PUT attachment: the file is hashed and moved before the transaction, bound in it.
Answer bindAttachment(Service &service, const Request &request);

// What an officer's decision does, also used by the simulated officer. `record` is saved by it.
struct Decided { std::optional<platform::Problem> refusal; platform::Decision decision; };
Decided applyDecision(Effect &effect, struct CaseRecord &record, const platform::DecisionCreate &request, const QStringList &roles);

} // namespace zc::refplatform
