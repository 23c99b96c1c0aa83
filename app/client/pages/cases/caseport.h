#pragma once
#include <intake/casebook.h>

namespace zc::client {

// What the page of cases reads. Forwards to intake::CaseBook and CaseList (bootstrap); tests put rows of their own behind it.
// Every answer comes from another thread; the page stays awake meanwhile.
class CasePort {
public:
    struct Clear { QString text; int seconds = 0; };
    virtual ~CasePort() = default;
    virtual QFuture<Result<intake::CaseArrangement>> arrange(const intake::CaseQuery &query) const = 0;
    virtual QFuture<Result<intake::CaseArrangement>> advance(const intake::CaseQuery &query) = 0;      // see CaseBook
    virtual QFuture<Result<intake::CaseHits>> find(const QString &text, int limit) const = 0;
    virtual QFuture<Result<intake::CaseDetailView>> detail(const QUuid &caseId) const = 0;
    virtual QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const = 0;
    // One masked value in full. Written to the audit log first; where that is refused there is no value.
    virtual QFuture<Result<Clear>> reveal(const QUuid &caseId, const QString &path, const QString &reason) = 0;
};

} // namespace zc::client
