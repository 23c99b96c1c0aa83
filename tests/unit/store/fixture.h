#pragma once
#include <base/uuid.h>
#include <store/store.h>

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

// A store in a temporary folder with a small ballast, reopened at will.
class StoreFixture {
public:
    explicit StoreFixture(qint64 ballastBytes = 0) { options.ballastBytes = ballastBytes; }

    zc::Result<void> tryOpen()
    {
        store.reset();
        auto opened = zc::store::Store::open(folder(), keys(), clock, options);
        if (!opened.ok())
            return opened.error();
        store = std::move(*opened);
        return {};
    }
    void open()
    {
        const auto opened = tryOpen();
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().code + u' ' + opened.error().detail));
    }
    void close() { store.reset(); }
    QString folder() const { return dir.filePath(QStringLiteral("store")); }
    zc::store::KeySource keys()
    {
        zc::store::KeySource source;
        source.keychain = &keychain;
        return source;
    }
    // Changes the closed database behind the program's back.
    bool sql(const QByteArray &statement) const
    {
        sqlite3 *db = nullptr;
        const bool good = sqlite3_open((folder() + QStringLiteral("/store.db")).toUtf8().constData(), &db) == SQLITE_OK
            && sqlite3_exec(db, statement.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return good;
    }

    zc::store::CaseRow putCase(const QString &title)
    {
        zc::store::CaseRow row;
        row.caseId = zc::makeUuidV7();
        row.itemCode = QStringLiteral("110101-001");
        row.state = QStringLiteral("draft");
        row.title = title;
        const auto kept = store->write([&](zc::store::WriteTx &tx) { return tx.putCase(row); }).result();
        return kept.ok() ? *kept : zc::store::CaseRow();
    }
    zc::Result<zc::store::FieldRow> putField(const QUuid &caseId, const QString &path, const QJsonValue &value)
    {
        zc::store::FieldRow row;
        row.caseId = caseId;
        row.path = path;
        row.value = value;
        return store->write([&](zc::store::WriteTx &tx) { return tx.putField(row); }).result();
    }

    QTemporaryDir dir;
    zc::crypto::MemorySecretPort keychain;
    zc::ManualClock clock{1'700'000'000'000};
    zc::store::StoreOptions options;
    std::unique_ptr<zc::store::Store> store;
};
