#pragma once
#include <base/result.h>
#include <net/linkstate.h>
#include <store/transaction.h>

#include <QHash>
#include <QMetaType>

namespace zc::sync {

// How far one case has come on its way to the province (未同步 … 已确认).
enum class SyncCaseState {
    LocalOnly,       // nothing of it was ever noted for sending
    Waiting,         // something is to be sent
    Sending,         // on the wire now
    Unknown,         // sent, outcome not known yet; it is being asked
    Synced,          // everything noted is acknowledged
    Rejected,        // refused; a person must look
    Conflict,        // two values of one field; a person must choose
    AuthWait,        // waits for a login
    Blocked,         // the platform or the own disk has no room
};

// For the status strip. A value; comparing two tells whether anything is to be redrawn.
struct SyncStatus {
    net::LinkState::State link = net::LinkState::State::Unknown;
    qint64 latencyMs = -1;
    int waiting = 0;             // operations still to be acknowledged, uploads in their binds
    int unknown = 0;
    int rejected = 0;
    int conflicts = 0;
    int authWait = 0;
    QString trouble;             // error code of the last thing that went wrong and still holds; empty if none

    friend bool operator==(const SyncStatus &, const SyncStatus &) = default;
};

// What the province refused of a case, for the clerk: the code as in the contract, and the field it points to if it does.
struct Refusal {
    QUuid opId;
    QString kind;
    QString code;
    QString path;
};
Result<QList<Refusal>> refusals(const store::ReadTx &tx, const QUuid &caseId);

Result<SyncCaseState> caseSyncState(const store::ReadTx &tx, const QUuid &caseId);
// The same of all cases with something unsettled or in conflict, with one query each for operations and conflicts. A case that is
// missing here is Synced, or LocalOnly if the province has never answered anything about it (base revision 0).
Result<QHash<QUuid, SyncCaseState>> unsettledCases(const store::ReadTx &tx);
Result<SyncStatus> countOperations(const store::ReadTx &tx);       // everything but link and latency

} // namespace zc::sync

Q_DECLARE_METATYPE(zc::sync::SyncCaseState)
Q_DECLARE_METATYPE(zc::sync::SyncStatus)
