#pragma once
#include "pages/cases/caseport.h"

namespace zc::client::test {

// Rows of the drawing, or as many as a test wants; `rows` may change between two readings.
class FakeCases : public CasePort {
public:
    QList<intake::CaseRowView> rows;
    int batch = 1000;                           // rows of one advance()
    int advances = 0;
    std::optional<Error> failure;               // what every reading answers with
    QFuture<Result<intake::CaseArrangement>> arrange(const intake::CaseQuery &query) const override;
    QFuture<Result<intake::CaseArrangement>> advance(const intake::CaseQuery &query) override;
    QFuture<Result<intake::CaseHits>> find(const QString &text, int limit) const override;
    QFuture<Result<intake::CaseDetailView>> detail(const QUuid &caseId) const override;
    QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const override;
    QFuture<Result<Clear>> reveal(const QUuid &caseId, const QString &path, const QString &reason) override;
    QStringList revealed;                       // "applicant.idNumber call-applicant"
    bool auditRefuses = false;

private:
    intake::CaseArrangement list(const intake::CaseQuery &query) const;
    intake::CaseShelf m_shelf;
    qsizetype m_read = 0;
};

QList<intake::CaseRowView> sampleRows();
QString sampleNumber();                         // of the applicant of every sample row

} // namespace zc::client::test
