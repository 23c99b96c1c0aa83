#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <crypto/digest.h>

#include <QBuffer>
#include <QDirIterator>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

namespace {

// Delivers half of what it promised, then fails.
class BrokenScanner final : public QIODevice {
public:
    BrokenScanner() { open(QIODevice::ReadOnly); }
    bool atEnd() const override { return false; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        if (m_given > 300000)
            return -1;
        memset(data, 'x', size_t(size));
        m_given += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_given = 0;
};

} // namespace

class TestBlobs : public QObject {
    Q_OBJECT
    static constexpr qint64 kChunk = 262144;

    static Result<Attachment> attach(StoreFixture &f, const QUuid &caseId, const QByteArray &bytes, const StageOptions &options = {})
    {
        auto staged = f.store->blobs().stage(bytes, u"image/jpeg"_s, options);
        if (!staged.ok())
            return staged.error();
        Attachment row;
        row.attId = makeUuidV7();
        row.caseId = caseId;
        row.slot = u"M01"_s;
        return f.store->write([&](WriteTx &tx) { return tx.attach(row, *staged); }).result();
    }
    static QStringList blobFiles(const StoreFixture &f)
    {
        QStringList files;
        QDirIterator it(f.folder() + u"/blobs"_s, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next());
        return files;
    }
    static int temporaryFiles(const StoreFixture &f) { return int(QDir(f.folder() + u"/tmp"_s).entryList(QDir::Files).size()); }

private Q_SLOTS:
    void sizesAroundTheChunkBorder_data()
    {
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {qint64(0), qint64(1), kChunk - 1, kChunk, kChunk + 1, 2 * kChunk, 2 * kChunk + 77})
            QTest::addRow("%lld", static_cast<long long>(size)) << size;
    }
    void sizesAroundTheChunkBorder()
    {
        QFETCH(qint64, size);
        StoreFixture f;
        f.open();
        const QByteArray bytes = crypto::randomBytes(size);
        const auto row = attach(f, f.putCase(u"样例"_s).caseId, bytes, {0, true});
        QVERIFY(row.ok());
        f.open();
        const auto blob = f.store->read([&](ReadTx &tx) { return tx.blob(row->blobId); });
        QCOMPARE(blob->size, size);
        QCOMPARE(blob->sha256, crypto::sha256(bytes));
        QCOMPARE(blob->sm3, crypto::sm3(bytes));
        auto reader = f.store->blobs().open(row->blobId);
        QVERIFY(reader.ok());
        QCOMPARE(*(*reader)->readAll(), bytes);
        QVERIFY((*reader)->verify().ok());
    }
    void rangesOpenSingleChunks()
    {
        StoreFixture f;
        f.open();
        const QByteArray bytes = crypto::randomBytes(3 * kChunk + 1000);
        const auto row = attach(f, f.putCase(u"样例"_s).caseId, bytes);
        auto reader = *f.store->blobs().open(row->blobId);
        const QList<QPair<qint64, qint64>> ranges{{0, 10}, {kChunk - 5, 10}, {kChunk, kChunk}, {100, 3 * kChunk}, {bytes.size() - 3, 100},
                                                  {bytes.size(), 5}, {2 * kChunk, 0}};
        for (const auto &[offset, length] : ranges)
            QCOMPARE(*reader->read(offset, length), bytes.mid(offset, length));
        QCOMPARE(reader->read(-1, 5).error().code, u"STO-BLOB-RANGE"_s);
        QCOMPARE(reader->read(bytes.size() + 1, 5).error().code, u"STO-BLOB-RANGE"_s);
        QCOMPARE(reader->read(0, -1).error().code, u"STO-BLOB-RANGE"_s);
        QCOMPARE(reader->readAll(1000).error().code, u"STO-BLOB-LARGE"_s);
    }
    void noPlaintextOnDisk()
    {
        StoreFixture f;
        f.open();
        QVERIFY(attach(f, f.putCase(u"样例"_s).caseId, QByteArray("CANARY-SCAN").repeated(1000)).ok());
        for (const QString &path : blobFiles(f)) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("CANARY"));
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
            QVERIFY(!path.contains(QString::fromLatin1(crypto::sha256(QByteArray("CANARY-SCAN").repeated(1000)).toHex().left(8))));
        }
    }
    void equalScansShareOneFile()
    {
        StoreFixture f;
        f.open();
        const QUuid a = f.putCase(u"样例甲"_s).caseId, b = f.putCase(u"样例乙"_s).caseId;
        const auto first = attach(f, a, "same page"), second = attach(f, b, "same page");
        QCOMPARE(first->blobId, second->blobId);
        QCOMPARE(blobFiles(f).size(), 1);
        QCOMPARE(temporaryFiles(f), 0);
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.removeCase(a); }).result().ok());
        QCOMPARE(f.store->collectGarbage().result().value(), 0);           // still used by the other case
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.removeCase(b); }).result().ok());
        QCOMPARE(f.store->collectGarbage().result().value(), 1);
        QCOMPARE(blobFiles(f).size(), 0);
        QVERIFY(f.store->blobs().open(first->blobId).error().kind == ErrorKind::NotFound);
    }
    void aDamagedChunkHarmsOnlyItself()
    {
        StoreFixture f;
        f.open();
        const QByteArray bytes = crypto::randomBytes(3 * kChunk);
        const auto row = attach(f, f.putCase(u"样例"_s).caseId, bytes);
        for (int chunk = 0; chunk < 3; ++chunk) {
            QFile file(blobFiles(f).first());
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qint64 at = crypto::ChunkHeader::kSize + chunk * (kChunk + 16) + 1000;
            file.seek(at);
            const char old = file.read(1)[0];
            file.seek(at);
            file.write(QByteArray(1, char(old ^ 4)));
            file.close();
            auto reader = *f.store->blobs().open(row->blobId);
            for (int other = 0; other < 3; ++other) {
                const auto read = reader->read(other * kChunk, kChunk);
                QCOMPARE(read.ok(), other != chunk);
                if (!read.ok())
                    QCOMPARE(read.error().code, u"STO-BLOB-DAMAGED"_s);
            }
            QVERIFY(!reader->verify().ok());
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.seek(at);
            file.write(QByteArray(1, old));
            file.close();
            QVERIFY((*f.store->blobs().open(row->blobId))->verify().ok());
        }
    }
    void cutOrLengthenedFilesAreFound()
    {
        StoreFixture f;
        f.open();
        const auto row = attach(f, f.putCase(u"样例"_s).caseId, crypto::randomBytes(kChunk + 100));
        const QString path = blobFiles(f).first();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        for (const qint64 size : {qint64(0), qint64(10), qint64(crypto::ChunkHeader::kSize), kChunk, qint64(whole.size() - 1)}) {
            file.resize(size);
            auto reader = f.store->blobs().open(row->blobId);
            QVERIFY(!reader.ok() || !(*reader)->verify().ok());
        }
        file.seek(0);
        file.write(whole + "x");
        file.flush();
        QVERIFY(!(*f.store->blobs().open(row->blobId))->verify().ok());
        file.close();
        QVERIFY(QFile::remove(path));
        QCOMPARE(f.store->blobs().open(row->blobId).error().code, u"STO-BLOB-MISSING"_s);
    }
    void aFileOfAnotherBlobDoesNotOpen()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        const auto a = attach(f, id, QByteArray(500, 'a')), b = attach(f, id, QByteArray(500, 'b'));
        const QStringList files = blobFiles(f);
        QVERIFY(QFile::rename(files[0], files[0] + u"x"_s) && QFile::rename(files[1], files[0]) && QFile::rename(files[0] + u"x"_s, files[1]));
        QVERIFY(!(*f.store->blobs().open(a->blobId))->readAll().ok());
        QVERIFY(!(*f.store->blobs().open(b->blobId))->readAll().ok());
    }
    void scanningAgainHealsADamagedFile()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        const auto row = attach(f, id, "page");
        QVERIFY(QFile::resize(blobFiles(f).first(), 25));
        QVERIFY(!(*f.store->blobs().open(row->blobId))->readAll().ok());
        const auto again = attach(f, id, "page");
        QCOMPARE(again->blobId, row->blobId);
        QCOMPARE(*(*f.store->blobs().open(row->blobId))->readAll(), QByteArray("page"));
    }
    void aFailingScannerLeavesNothing()
    {
        StoreFixture f;
        f.open();
        BrokenScanner scanner;
        QCOMPARE(f.store->blobs().stage(scanner, u"image/jpeg"_s).error().code, u"STO-BLOB-READ"_s);
        QCOMPARE(temporaryFiles(f), 0);
    }
    void aSourceThatEndsEarlyIsRefused()
    {
        StoreFixture f;
        f.open();
        QByteArray bytes(100, 'x');
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        QCOMPARE(f.store->blobs().stage(buffer, u"image/jpeg"_s, {200, false}).error().code, u"STO-BLOB-READ"_s);
        QCOMPARE(temporaryFiles(f), 0);
    }
    void aStagedFileServesOnce()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        auto staged = *f.store->blobs().stage(QByteArray("once"), u"x/y"_s);
        Attachment row;
        row.attId = makeUuidV7();
        row.caseId = id;
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.attach(row, staged); }).result().ok());
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.removeCase(id); }).result().ok());
        QVERIFY(f.store->collectGarbage().result().ok());
        row.caseId = f.putCase(u"样例"_s).caseId;
        QCOMPARE(f.store->write([&](WriteTx &tx) { return tx.attach(row, staged); }).result().error().code, u"STO-BLOB-STAGED"_s);
    }
    void aForgottenStagedFileIsRemoved()
    {
        StoreFixture f;
        f.open();
        {
            const auto staged = f.store->blobs().stage(QByteArray("page"), u"x/y"_s);
            QCOMPARE(temporaryFiles(f), 1);
        }
        QCOMPARE(temporaryFiles(f), 0);
    }
    void rolledBackAttachmentHealsOnTheNextTry()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        auto staged = *f.store->blobs().stage(QByteArray("page"), u"x/y"_s);
        Attachment row;
        row.attId = makeUuidV7();
        row.caseId = id;
        (void)f.store->write([&](WriteTx &tx) -> Result<void> {
            (void)tx.attach(row, staged);
            return Error{ErrorKind::Invalid, u"TEST"_s, {}};
        }).result();
        const auto again = attach(f, id, "page");
        QVERIFY(again.ok());
        QCOMPARE(*(*f.store->blobs().open(again->blobId))->readAll(), QByteArray("page"));
    }
    void frozenCaseTakesNoScan()
    {
        StoreFixture f;
        f.open();
        CaseRow row = f.putCase(u"样例"_s);
        row.frozenOp = makeUuidV7();
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result().ok());
        QCOMPARE(attach(f, row.caseId, "page").error().code, u"STO-CASE-FROZEN"_s);
    }
    void smSuite()
    {
        StoreFixture f;
        f.options.suite = crypto::Suite::Sm4CtrHmacSm3;
        f.open();
        const QByteArray bytes = crypto::randomBytes(kChunk + 9);
        const auto row = attach(f, f.putCase(u"样例"_s).caseId, bytes);
        QCOMPARE(*(*f.store->blobs().open(row->blobId))->read(kChunk - 1, 10), bytes.mid(kChunk - 1, 10));
    }
};

ZC_TEST(QCoreApplication, TestBlobs)
#include "tst_blobs.moc"
