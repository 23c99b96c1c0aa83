#pragma once
#include <guidance/interview.h>

#include <QByteArray>

#include <optional>

namespace zc::guidance {

// One item of a batch of answers: who it is, and what was answered; or why it cannot be used.
struct CaseInput {
    QString id;
    Priors answers;
    std::optional<Error> error;                        // GDE-FACT, GDE-VALUE; the batch goes on
};

// A batch of answers to a pack: JSON objects of facts by name or id, one a line or in an array (an "id" member names the item);
// or CSV with a column per fact, as cases.csv has them (columns that are no facts are skipped). Null, an empty cell and "/" are
// no answer. PACK-FORMAT: neither of the two.
Result<QList<CaseInput>> readCaseFile(const Pack &pack, const QByteArray &text);

// One JSON object of facts.
CaseInput caseFromJson(const Pack &pack, const QJsonObject &object);

} // namespace zc::guidance
