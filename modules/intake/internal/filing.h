#pragma once
#include <casework/lifecycle.h>
#include <devices/rating.h>
#include <intake/countercase.h>
#include <intake/ports.h>
#include <store/transaction.h>
#include <sync/status.h>

namespace zc::intake {

// What stands in the case row beside the draft.
struct CaseHead {
    QUuid caseId;
    casework::CaseState state = casework::CaseState::Draft;
    casework::SyncState sync = casework::SyncState::LocalOnly;
    QString provisionalNumber, formalNumber;
    QString receiptNumber;                // of the province's stored receipt
    bool submitted = false;               // a verified receipt is stored
    bool frozen = false;                  // a submission is on its way
    bool staysHere = false;               // of a bundle: what is sent are the cases of its items
    int roundNo = 0;
    qint64 createdMs = 0, receivedMs = 0, updatedMs = 0;
    QString itemCode, title;
    QUuid bundleId;                       // of the case of an item
    QList<CaseHead> items;                // of a bundle that was received: the cases it became
};

// How an act is carried out once it is allowed: its paper, what goes to the province, what follows.
struct ActPlan {
    enum class Operation { None, Intake };
    std::optional<casework::NoticeKind> notice;
    Operation operation = Operation::None;
    casework::NoticeData data;            // of the notice; the token is added when it is made
    bool thenSubmit = false;
};

// What guidance says at the moment of an act, kept with the case.
struct ActFacts {
    std::optional<int> promisedDays;
    QJsonObject guidanceReceipt;
};

// The case of one item of a bundle, as it stands when the bundle is received.
struct ItemCase {
    CaseDraft draft;
    CaseHead head;                        // case id and number are reserved
    std::shared_ptr<const guidance::Pack> pack;
    casework::Verdict verdict;            // of receiving it
    QList<MaterialView> materials;
    ActFacts facts;
    QHash<QUuid, QUuid> files;            // attachment of the bundle, by that of the item
};

casework::SyncState syncStateOf(sync::SyncCaseState state);

// All writes of the counter into the store. Every function runs inside one store transaction.
namespace filing {
Result<CaseHead> create(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const guidance::Pack &pack);
// Compares with the draft that is stored, so that only what changed becomes an operation.
Result<void> save(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const CaseHead &head);
Result<void> addAttachment(store::WriteTx &tx, const CounterPorts &ports, const QUuid &caseId, const QString &requirementId,
                           const AttachmentRef &file, const store::StagedBlob &blob);
Result<CaseHead> recordAct(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft, const CaseHead &head,
                           casework::Action action, casework::Role role, const casework::Verdict &verdict,
                           ActPlan::Operation operation, const QList<MaterialView> &materials, const ActFacts &facts,
                           const std::optional<PaperView> &paper);
// Freezes the case and queues the round's submission behind everything it rests on.
Result<CaseHead> recordSubmission(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &draft);
Result<CaseDraft> readDraft(const store::ReadTx &tx, const QUuid &caseId);
Result<CaseHead> readHead(const store::ReadTx &tx, const QUuid &caseId);      // of a bundle with its items
// Case ids and numbers for the items of a bundle, before the paper names them. What was reserved before is given again.
Result<QList<CaseHead>> reserveItems(store::WriteTx &tx, const CounterPorts &ports, const QUuid &bundleId, const QStringList &itemCodes);
// The bundle and every item of it are received in one commit, or none.
Result<CaseHead> recordBundleIntake(store::WriteTx &tx, const CounterPorts &ports, const CaseDraft &bundle, const CaseHead &head,
                                    const casework::Verdict &verdict, const ActFacts &facts, const QList<ItemCase> &items, const PaperView &paper);
// How asking for a rating ended. outcome: given, declined, notGiven, unknown; level 1…5 with given alone. Sealed with the case.
struct KeptRating {
    QUuid visit;
    QString device, driver, outcome;
    int level = 0;
    QString raw;
    qint64 atMs = 0;
};
QString outcomeName(devices::Rating::Outcome outcome);
// Once a case and stage; a level goes to the province as well, without the person.
Result<void> recordRating(store::WriteTx &tx, const CounterPorts &ports, const QUuid &caseId, const KeptRating &rating);
Result<std::optional<KeptRating>> readRating(const store::ReadTx &tx, const QUuid &caseId);
Result<void> rememberOpen(store::WriteTx &tx, const QUuid &caseId);      // null id: nothing is open
} // namespace filing

} // namespace zc::intake
