#pragma once
#include <intake/caselist.h>

namespace zc::client {

// What the page of cases reads. Forwards to intake::CaseList (bootstrap); tests put rows of their own behind it.
// Every answer comes from another thread; the page stays awake meanwhile.
class CasePort {
public:
    struct Clear { QString text; int seconds = 0; };
    virtual ~CasePort() = default;
    virtual QFuture<Result<QList<intake::CaseRowView>>> all() const = 0;
    virtual QFuture<Result<QList<QUuid>>> search(const QString &text) const = 0;
    virtual QFuture<Result<intake::CaseDetailView>> detail(const QUuid &caseId) const = 0;
    virtual QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const = 0;
    // One masked value in full. Written to the audit log first; where that is refused there is no value.
    virtual QFuture<Result<Clear>> reveal(const QUuid &caseId, const QString &path, const QString &reason) = 0;
};

} // namespace zc::client
