#pragma once
#include "pages/cases/caseport.h"

namespace zc::client::test {

// Rows of the drawing, or as many as a test wants.
class FakeCases : public CasePort {
public:
    QList<intake::CaseRowView> rows;
    QFuture<Result<QList<intake::CaseRowView>>> all() const override;
    QFuture<Result<QList<QUuid>>> search(const QString &text) const override;
    QFuture<Result<intake::CaseDetailView>> detail(const QUuid &caseId) const override;
    QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const override;
    QFuture<Result<Clear>> reveal(const QUuid &caseId, const QString &path, const QString &reason) override;
    QStringList revealed;                       // "applicant.idNumber call-applicant"
    bool auditRefuses = false;
};

QList<intake::CaseRowView> sampleRows();
QString sampleNumber();                         // of the applicant of every sample row

} // namespace zc::client::test
