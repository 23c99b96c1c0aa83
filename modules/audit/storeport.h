#pragma once
#include <audit/auditlog.h>
#include <store/store.h>

namespace zc::audit {

store::AuditRow rowOf(const Line &line);
Line lineOf(const store::AuditRow &row);

// Keeps the log in the client's store, as sealed rows. The store outlives the port.
class StorePort final : public AuditPort {
public:
    explicit StorePort(store::Store &store) : m_store(store) {}
    void append(Next next, Done done) override;
    void keepCheckpoint(const QByteArray &json) override;          // meta "audit.checkpoint"

    // The entry in the caller's own transaction: entry and effect are committed together or not at all.
    static Result<Line> appendIn(store::WriteTx &tx, const Event &event, qint64 atMs, qint64 epoch);

private:
    store::Store &m_store;
};

// All lines of a closed store, damaged bodies as empty entries (which verify as altered). Errors of store::readClosedStore.
Result<QList<Line>> linesOfClosedStore(const QString &folder, const store::KeySource &keys);

} // namespace zc::audit
