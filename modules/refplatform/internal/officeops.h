#pragma once
#include "internal/effects.h"

// What follows a submission: the officer's queue, papers, hand-over, ratings; and the audit chain of a desk.
namespace zc::refplatform {

struct CaseRecord;

// Closes the open task of a case and opens the one its state asks for. Called with every move of the workflow.
void renewTask(Effect &effect, const CaseRecord &record);

Outcome claimTask(Effect &effect);
Outcome releaseTask(Effect &effect);
Outcome createNotice(Effect &effect);
Outcome recordDelivery(Effect &effect);
Outcome createRating(Effect &effect);
Outcome postAuditSegment(Effect &effect);

Answer listTasks(Service &service, const Request &request);
Answer listNotices(Service &service, const Request &request);
Answer getNoticeContent(Service &service, const Request &request);
Answer getAuditHead(Service &service, const Request &request);

QList<platform::Notice> loadNotices(const Vault &vault, Connection &db, const QUuid &caseId);

} // namespace zc::refplatform
