#pragma once
#include "internal/service.h"

namespace zc::refplatform {

// The operation headers of sync.md §5.1, already in canonical form.
struct OpHeaders {
    QUuid opId;
    qint64 opSeq = 0, epoch = 0, schema = 0, actedMs = 0;
    QByteArray ticketText;
    std::optional<qint64> baseRev, ifMatchContent, ifMatchFlow;
    bool ifNoneMatchStar = false;
};

// What an effect works with inside its transaction.
struct Effect {
    Service &service;
    Connection &db;
    const Request &request;
    const OpHeaders &op;
    const Ticket &ticket;
    QUuid subject;                       // the case, or the client
    qint64 nowMs = 0;
    QList<ChangeDraft> changes;          // written last, in this order
    std::function<void()> afterCommit;   // files to drop, people to wake

    void change(const char *kind, std::optional<qint64> rev, std::optional<qint64> flowRev, const QJsonObject &body);
    platform::Origin origin() const { return {request.principal.clientId, op.epoch, op.opSeq}; }
};

// An effect answers, or refuses: then everything it wrote is undone and only the refusal is stored.
struct Outcome {
    int status = 200;
    QJsonObject body;
    QByteArray etag, flowTag;
    std::optional<platform::Problem> refusal;

    static Outcome refused(platform::ProblemCode code, const QString &detail = {});
    static Outcome refused(const platform::Problem &problem);
};
using EffectFn = std::function<Outcome(Effect &)>;

// One effect = one transaction: insert or find the operation, check order, identity and revision, apply or refuse, store
// the answer and the sequence number, write the changes last, commit, answer. A copy gets the stored answer again.
Answer runOperation(Service &service, const Request &request, const EffectFn &effect);

// POST /v1/operations/{opId}/void: the same guard, recorded in place of the operation.
Answer voidOperation(Service &service, const Request &request);

// GET /v1/operations/{opId} and GET /v1/operations.
Answer getOperation(Service &service, const Request &request);
Answer listOperations(Service &service, const Request &request);

// POST /v1/ops:batch; `dispatch` runs one line as if it had come alone.
Answer postBatch(Service &service, const Request &request, const std::function<Answer(const Request &)> &dispatch);

} // namespace zc::refplatform
