#pragma once
#include <base/clock.h>
#include <base/uuid.h>
#include <crypto/secretport.h>
#include <platform/contract.h>
#include <store/store.h>
#include <sync/outbox.h>

#include <QDir>
#include <QTemporaryDir>

namespace zc::fakes {

// A store in a temporary folder and the calls a counter makes on it, for tests of sync. Synthetic content only.
class CaseBench {
public:
    CaseBench() { open(); }

    void open()
    {
        store::KeySource keys;
        keys.keychain = &m_keychain;
        store::StoreOptions options;
        options.environment = QStringLiteral("test");
        options.ballastBytes = 64 * 1024;
        auto opened = store::Store::open(m_folder.path() + QStringLiteral("/store"), keys, clock, options);
        if (!opened)
            qFatal("store: %s", qPrintable(opened.error().code + opened.error().detail));
        m_store = std::move(*opened);
    }
    void close() { m_store.reset(); }
    store::Store &store() { return *m_store; }

    template <class F> auto write(F body) { return m_store->write(std::move(body)).result(); }
    template <class F> auto read(F body) { return m_store->read(std::move(body)); }

    QUuid startCase(const QList<sync::FieldEdit> &fields = {})
    {
        const QUuid caseId = makeUuidV7();
        const auto done = write([&](store::WriteTx &tx) -> Result<void> {
            store::CaseRow row;
            row.caseId = caseId;
            row.itemCode = QStringLiteral("440100-001");
            row.packVersion = QStringLiteral("1.0.0");
            row.packHash = QByteArray(32, 'p');
            row.state = QStringLiteral("draft");
            row.provisionalNumber = QStringLiteral("L440100-01-0001");
            if (auto put = tx.putCase(row); !put)
                return put.error();
            platform::CaseCreate create;
            create.itemCode = row.itemCode;
            create.packVersion = row.packVersion;
            create.packSha256 = row.packHash.toHex();
            create.siteCode = QStringLiteral("4401");
            create.provisionalNumber = row.provisionalNumber;
            create.channel.channel = QStringLiteral("1");
            create.channel.windowNo = QStringLiteral("A01");
            create.createdAtMs = clock.wallMs();
            if (auto noted = outbox.recordCreate(tx, caseId, create, actor); !noted)
                return noted;
            return outbox.recordFieldEdits(tx, caseId, fields, actor);
        });
        if (!done)
            qFatal("case: %s", qPrintable(done.error().code + done.error().detail));
        return caseId;
    }
    static sync::FieldEdit edit(const QString &path, const QJsonValue &value) { return {path, value, {QStringLiteral("clerk"), {}, true}}; }
    Result<void> change(const QUuid &caseId, const QList<sync::FieldEdit> &edits)
    {
        return write([&](store::WriteTx &tx) { return outbox.recordFieldEdits(tx, caseId, edits, actor); });
    }
    QUuid scan(const QUuid &caseId, const QByteArray &bytes)
    {
        auto staged = m_store->blobs().stage(bytes, QStringLiteral("image/png"));
        const QUuid attId = makeUuidV7();
        const auto done = write([&](store::WriteTx &tx) -> Result<void> {
            store::Attachment row;
            row.attId = attId;
            row.caseId = caseId;
            row.slot = QStringLiteral("M01");
            row.orderKey = uuidText(attId);
            if (auto put = tx.attach(row, *staged); !put)
                return put.error();
            return outbox.recordAttachment(tx, attId, actor);
        });
        if (!done)
            qFatal("scan: %s", qPrintable(done.error().code + done.error().detail));
        return attId;
    }
    Result<QUuid> submit(const QUuid &caseId)
    {
        return write([&](store::WriteTx &tx) { return outbox.recordSubmission(tx, caseId, actor); });
    }
    Result<void> askNumber(const QUuid &caseId)
    {
        return write([&](store::WriteTx &tx) { return outbox.requestNumber(tx, caseId, QStringLiteral("L440100-01-0001"), actor); });
    }
    QList<store::OutboxOp> ops(const QUuid &caseId)
    {
        return read([&](store::ReadTx &tx) { return tx.opsOfSubject(uuidText(caseId)); }).valueOr({});
    }
    store::CaseRow row(const QUuid &caseId)
    {
        return read([&](store::ReadTx &tx) { return tx.caseById(caseId); }).valueOr({});
    }
    QString text(const QUuid &caseId, const QString &path)
    {
        const auto field = read([&](store::ReadTx &tx) { return tx.field(caseId, path); });
        return field && field->value ? field->value->toString() : QString();
    }

    ManualClock clock{1764547200000};
    sync::Outbox outbox{clock};
    sync::Actor actor{"ticket", QStringLiteral("样例窗口员")};

private:
    // In memory where the machine has it: what is tested here is order, not the disk.
    QTemporaryDir m_folder{(QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm") : QDir::tempPath())
                           + QStringLiteral("/zc-")};
    crypto::MemorySecretPort m_keychain;
    std::unique_ptr<store::Store> m_store;
};

} // namespace zc::fakes
