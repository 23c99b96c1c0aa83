#include "support/testprogram.h"

#include <audit/storeport.h>
#include <intake/folderpacks.h>
#include <station/station.h>

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::station;
using namespace Qt::StringLiterals;

namespace {

class NoPapers final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override
    {
        return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::Internal, u"TEST"_s, {}}));
    }
};

// One clerk's folder, desk and secrets.
struct Place {
    QTemporaryDir dir{(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath()) + u"/zc-"_s};
    SystemClock clock;
    crypto::FileSecretPort secrets{dir.filePath(u"keys"_s)};
    intake::FolderPacks packs{QList<catalog::CatalogItem>(), true};
    NoPapers papers;
    std::unique_ptr<Station> station;

    QString in(const QString &name) const { return dir.filePath(u"clerk/"_s + name); }
    store::KeySource keys()
    {
        store::KeySource source;
        source.keychain = &secrets;
        return source;
    }
    Result<void> open(const QString &environment = u"demo"_s)
    {
        StationOptions options;
        options.folder = dir.filePath(u"clerk"_s);
        options.catalogueFile = dir.filePath(u"catalogue.db"_s);
        options.workplace.clerkNo = u"3003"_s;
        options.workplace.environment = environment;
        options.packs = &packs;
        options.papers = &papers;
        auto prepared = Station::prepare(std::move(options), keys(), clock);
        if (!prepared)
            return prepared.error();
        station = std::make_unique<Station>(*prepared);
        return {};
    }
    QList<audit::Line> lines() { return audit::linesOfClosedStore(in(u"store"_s), keys()).valueOr({}); }
    audit::Verification verify()
    {
        QFile file(in(u"audit/desk.pub"_s));
        const auto key = crypto::VerifyKey::fromBase64Spki(file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString());
        const auto kept = audit::readCheckpoints(in(u"audit/checkpoints.jsonl"_s));
        int refused = 0;
        const QList<audit::Anchor> anchors = kept && key ? audit::anchorsOf(*kept, *key, &refused) : QList<audit::Anchor>();
        return refused ? audit::Verification{audit::Verdict::Rewritten} : audit::verifyChain(lines(), anchors);
    }
};

template <class T> T waited(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
        qFatal("no answer");
    return future.result();
}

QStringList kinds(const QList<audit::Line> &lines)
{
    QStringList list;
    for (const audit::Line &line : lines)
        list << line.kind;
    return list;
}

} // namespace

class TestStation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEndLeavesASignedHead()
    {
        Place place;
        QVERIFY(place.open().ok());
        QVERIFY(waited(place.station->record(u"paper.print"_s, {}, {{u"paper"_s, u"N01"_s}})).ok());
        place.station.reset();
        QCOMPARE(kinds(place.lines()), (QStringList{u"paper.print"_s, u"session.end"_s}));
        QCOMPARE(place.verify().verdict, audit::Verdict::Ok);
        QVERIFY(place.open().ok());                        // the next morning the same key goes on
        place.station.reset();
        QCOMPARE(place.verify().verdict, audit::Verdict::Ok);
        QCOMPARE(place.verify().checkpoints, 2);
    }
    void lockNotesSignsAndDropsTheKeys()
    {
        Place place;
        QVERIFY(place.open().ok());
        store::Store &store = place.station->store();
        QVERIFY(waited(place.station->lock(u"key"_s)).ok());
        QVERIFY(place.station->isLocked());
        QTRY_VERIFY(!store.keyRing().isOpen());             // behind the writes that were queued
        QCOMPARE(store.read([](store::ReadTx &tx) { return tx.caseCount(); }).error().code, u"STO-LOCKED"_s);
        QCOMPARE(waited(place.station->record(u"paper.print"_s)).error().code, u"STO-LOCKED"_s);     // no entry, so no print
        QCOMPARE(audit::readCheckpoints(place.in(u"audit/checkpoints.jsonl"_s))->size(), 1);
        QVERIFY(waited(place.station->unlock(place.keys(), 2)).ok());
        QVERIFY(!place.station->isLocked());
        QVERIFY(store.read([](store::ReadTx &tx) { return tx.caseCount(); }).ok());
        place.station.reset();
        const QList<audit::Line> lines = place.lines();
        QCOMPARE(kinds(lines), (QStringList{u"session.lock"_s, u"session.unlock"_s, u"session.end"_s}));
        QVERIFY(lines[0].entry.contains("\"reason\":\"key\"") && lines[1].entry.contains("\"failedTries\":2"));
        QCOMPARE(place.verify().verdict, audit::Verdict::Ok);
    }
    void aWrongSecretOpensNothing()
    {
        Place place;
        QVERIFY(place.open().ok());
        QVERIFY(waited(place.station->lock(u"idle"_s)).ok());
        crypto::MemorySecretPort other;
        store::KeySource wrong;
        wrong.keychain = &other;
        QCOMPARE(waited(place.station->unlock(wrong, 0)).error().code, u"STO-KEY-CLOSED"_s);
        QVERIFY(place.station->isLocked());
        place.station.reset();                             // locked at the end: the head was signed at the lock
        QCOMPARE(kinds(place.lines()), QStringList{u"session.lock"_s});
        QCOMPARE(place.verify().verdict, audit::Verdict::Ok);
    }
    void theEndWaitsForALockOnItsWay()
    {
        Place place;
        for (int round = 0; round < 8; ++round) {
            QVERIFY(place.open().ok());
            const auto locked = place.station->lock(u"key"_s);
            if (round % 2) {
                const auto opened = place.station->unlock(place.keys(), 0);
                place.station->lock(u"key"_s);
                Q_UNUSED(opened);
            }
            place.station.reset();                             // the clerk's place is taken at once
            QVERIFY(locked.isFinished() && locked.result().ok());
        }
        QVERIFY(audit::holds(place.verify().verdict));
    }
    void whatWasQueuedBeforeTheLockIsKept()
    {
        Place place;
        QVERIFY(place.open().ok());
        store::Store &store = place.station->store();
        QList<QFuture<Result<void>>> writes;
        for (int i = 0; i < 50; ++i)
            writes << store.write([i](store::WriteTx &tx) { return tx.setMeta(u"w%1"_s.arg(i), "1"); });
        QVERIFY(waited(place.station->lock(u"key"_s)).ok());
        for (auto &write : writes)
            QVERIFY(waited(write).ok());
        QVERIFY(waited(place.station->unlock(place.keys(), 0)).ok());
        QVERIFY(store.read([](store::ReadTx &tx) { return tx.meta(u"w49"_s); })->has_value());
    }
    void aDamagedSigningKeyIsSetAside()
    {
        Place place;
        QVERIFY(place.open().ok());
        place.station.reset();
        QFile key(place.in(u"audit/signing-key"_s));
        QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
        key.write("damaged");
        key.close();
        QVERIFY(place.open().ok());
        QVERIFY(!place.station->checkpointProblem());
        place.station.reset();
        QCOMPARE(place.verify().verdict, audit::Verdict::Ok);          // the new key anchors the whole chain
        QCOMPARE(QDir(place.in(u"audit"_s)).entryList({u"*.aside-*"_s}).size(), 3);
    }
    void withoutAPlaceForTheKeyTheDeskWorksAndSaysSo()
    {
        Place place;
        QVERIFY(QDir().mkpath(place.in({})));
        QFile inTheWay(place.in(u"audit"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        QVERIFY(place.open().ok());
        QCOMPARE(place.station->checkpointProblem()->code, u"STN-AUDIT-KEY"_s);
        QVERIFY(waited(place.station->record(u"paper.print"_s)).ok());
    }
    void aDamagedStoreIsNotedInTheLog()
    {
        Place place;
        QVERIFY(place.open().ok());
        QVERIFY(!place.station->store().openReport().restored);
        QVERIFY(waited(place.station->record(u"paper.print"_s, {}, {{u"paper"_s, u"N01"_s}})).ok());
        place.station.reset();
        // What the last run had no time to move from the log beside it into the file would heal the file.
        for (const QString &name : {u"store/store.db"_s, u"store/store.db-wal"_s}) {
            QFile file(place.in(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(name.endsWith(u"wal"_s) ? file.resize(0) : file.write(QByteArray(8192, '\x5a')) == 8192);
        }
        QVERIFY(place.open().ok());
        const store::OpenReport report = place.station->store().openReport();
        QVERIFY(report.restored);
        QVERIFY(!report.reason.isEmpty());
        QVERIFY(QFile::exists(QDir(report.quarantine).filePath(u"store.db"_s)));     // the damaged file itself is kept
        place.station.reset();
        const QList<audit::Line> lines = place.lines();
        const auto noted = std::find_if(lines.cbegin(), lines.cend(), [](const audit::Line &line) { return line.kind == u"store.restored"_s; });
        QVERIFY(noted != lines.cend());
        QVERIFY(noted->entry.contains(report.reason.toUtf8()));
    }
    void anotherWorldIsRefused()
    {
        Place place;
        QVERIFY(place.open().ok());
        place.station.reset();
        QCOMPARE(place.open(u"test"_s).error().code, u"STO-ENVIRONMENT"_s);
    }
    void aFolderThatCannotBeMadeIsSaid()
    {
        Place place;
        QFile inTheWay(place.dir.filePath(u"clerk"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        QCOMPARE(place.open().error().code, u"STN-FOLDER"_s);
    }
};

ZC_TEST(QCoreApplication, TestStation)
#include "tst_station.moc"
