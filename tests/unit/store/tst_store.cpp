#include "support/testprogram.h"
#include "unit/store/fixture.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QThread>

#include <limits>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

class TestStore : public QObject {
    Q_OBJECT

    static bool anyFileHolds(const QString &folder, const QByteArray &needle)
    {
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void newStoreIsPrivateAndEmpty()
    {
        StoreFixture f;
        f.open();
        QVERIFY(f.store->openReport().created);
        QCOMPARE(*f.store->read([](ReadTx &tx) { return tx.caseCount(); }), 0);
        QVERIFY(!(QFile::permissions(f.folder()) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        QVERIFY(!(QFile::permissions(f.folder() + u"/store.db"_s) & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(f.store->deviceEpoch(), 1);
    }
    void whatWasWrittenComesBack()
    {
        StoreFixture f;
        f.open();
        CaseRow row;
        row.caseId = makeUuidV7();
        row.itemCode = u"110101-001"_s;
        row.packVersion = u"1.2.0"_s;
        row.packHash = QByteArray(32, 'h');
        row.state = u"draft"_s;
        row.title = u"样例：公共场所卫生许可"_s;
        row.provisionalNumber = u"LS-001"_s;
        row.applicant = {{u"name"_s, u"样例·张三"_s}};
        row.frozenOp = makeUuidV7();
        const auto kept = f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result();
        QVERIFY(kept.ok());
        QCOMPARE(kept->localRev, 1);
        QCOMPARE(kept->createdMs, f.clock.wallMs());
        f.open();
        const auto back = f.store->read([&](ReadTx &tx) { return tx.caseById(row.caseId); });
        QVERIFY(back.ok());
        QCOMPARE(back->title, row.title);
        QCOMPARE(back->packHash, row.packHash);
        QCOMPARE(back->applicant, row.applicant);
        QCOMPARE(back->frozenOp, row.frozenOp);
        QCOMPARE(back->provisionalNumber, row.provisionalNumber);
    }
    void everyRecordRoundTrips()
    {
        StoreFixture f;
        f.open();
        const QUuid caseId = f.putCase(u"样例"_s).caseId;
        const QUuid op = makeUuidV7(), other = makeUuidV7();
        const auto wrote = f.store->write([&](WriteTx &tx) -> Result<void> {
            (void)tx.putMirror({caseId, 0, 7, u"a.b"_s, QJsonValue(u"x"_s), u"amt"_s, {}});
            (void)tx.putCaseDoc({caseId, u"draft"_s, 0, "snapshot"});
            (void)tx.putSearchKeys({caseId, {u"样例·李四"_s}, {u"11010119900307002X"_s}, {u"13800000000"_s}, {u"LS-1"_s}, 0});
            OutboxOp row;
            row.opId = op;
            row.subject = uuidText(caseId);
            row.kind = u"patch"_s;
            row.dependsOn = {other};
            row.headers = {{u"Base-Rev"_s, u"3"_s}};
            row.payload = "{}";
            row.opSeq = 4;
            (void)tx.putOp(row);
            (void)tx.putOpResult({op, 200, u"OK"_s, 8, 99, "answer"});
            (void)tx.putReceipt({caseId, 1, u"sub-1"_s, 5, "payload", u"ES256"_s, u"k1"_s, "sig", u"P-1"_s});
            (void)tx.putUpload({other, 1, 2, 3, 4, 5, u"https://x/u/1"_s, "d"});
            (void)tx.putConflict({other, caseId, 1, 9, u"open"_s, 3, u"a.b"_s, QJsonValue(1), std::nullopt, QJsonValue(), u"t"_s, {}, {}});
            (void)tx.putConsent({other, caseId, u"licences"_s, u"approved"_s, 77, u"样例"_s, {{u"s"_s, 1}}, {}});
            (void)tx.putStagedChange({0, caseId, u"case"_s, {{u"n"_s, 1}}});
            (void)tx.putPrint({other, 0, u"prn-1"_s, 3, 17, 2, false, 0, caseId, u"N01"_s, u"样例凭证"_s, true, "%PDF-"});
            return tx.appendAudit({1, 1, "p", "h", u"case.create"_s, 12, "{}"});
        }).result();
        QVERIFY2(wrote.ok(), wrote.ok() ? "" : qPrintable(wrote.error().code + wrote.error().detail));
        f.open();
        const auto checked = f.store->read([&](ReadTx &tx) -> Result<void> {
            bool good = true;
            const auto expect = [&good](bool holds, const char *what) {
                if (!holds)
                    qWarning("differs: %s", what);
                good = good && holds;
            };
            expect(tx.mirrorField(caseId, u"a.b"_s)->srvRev == 7, "mirror");
            expect(tx.caseDoc(caseId, u"draft"_s)->body == "snapshot", "doc");
            expect(tx.caseDocKinds(caseId).value() == QStringList{u"draft"_s}, "kinds");
            expect(tx.searchKeys(caseId)->phones == QStringList{u"13800000000"_s}, "keys");
            const auto row = tx.op(op);
            expect(row->dependsOn == QList<QUuid>{other} && row->headers.first().second == u"3" && row->seq == 1, "op");
            expect(*tx.lastOpSeq(uuidText(caseId)) == 4, "op seq");
            expect(tx.opHeads()->size() == 1 && tx.opsOfSubject(uuidText(caseId))->size() == 1, "heads");
            expect(tx.opsInStates({OpState::Pending})->size() == 1 && tx.opsInStates({OpState::Ready, OpState::Done})->isEmpty(), "states");
            expect(tx.opCounts()->first() == QPair<OpState, int>(OpState::Pending, 1), "counts");
            expect(tx.opResult(op)->answer == "answer", "result");
            expect(tx.receipt(caseId, 1)->signature == "sig" && tx.receipts(caseId)->size() == 1, "receipt");
            expect(tx.upload(other)->url == u"https://x/u/1" && tx.uploads()->size() == 1, "upload");
            const auto conflict = tx.conflict(other);
            expect(conflict->base == QJsonValue(1) && !conflict->mine && conflict->theirs == QJsonValue(), "conflict");
            expect(tx.openConflicts()->size() == 1 && tx.conflicts(caseId)->size() == 1, "conflicts");
            expect(tx.consent(other)->expiresMs == 77 && tx.consents(caseId)->size() == 1, "consent");
            const auto print = tx.print(other);
            expect(print->printer == u"prn-1" && print->phase == 3 && print->jobNo == 17 && print->sheets == 2 && !print->settled && print->askedMs == f.clock.wallMs()
                       && print->caseId == caseId && print->kind == u"N01" && print->title == u"样例凭证" && print->slip && print->content == "%PDF-",
                   "print");
            expect(tx.unsettledPrints()->size() == 1 && tx.print(op).error().kind == ErrorKind::NotFound, "prints");
            expect(tx.stagedChanges()->first().localSeq == 1, "staged");
            expect(tx.lastAudit().value()->seq == 1 && tx.audit(1, 1)->size() == 1, "audit");
            return good ? Result<void>() : Result<void>(Error{ErrorKind::Internal, u"TEST"_s, {}});
        });
        QVERIFY(checked.ok());
    }
    void printsStandInTheOrderTheyWereAskedForUntilSettled()
    {
        StoreFixture f;
        f.open();
        const QUuid first = makeUuidV7(), second = makeUuidV7();
        const auto put = [&](const QUuid &id, bool settled) {
            PrintRow row = f.store->read([&](ReadTx &tx) { return tx.print(id); }).valueOr(PrintRow());
            row.printId = id;
            row.settled = settled;
            QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putPrint(row); }).result().ok());
            f.clock.advance(1000);
        };
        const auto open = [&] {
            QList<QUuid> ids;
            const auto rows = f.store->read([](ReadTx &tx) { return tx.unsettledPrints(); });
            for (const PrintRow &row : *rows)
                ids << row.printId;
            return ids;
        };
        put(second, false);
        put(first, false);
        put(second, false);                                // touched again: the place in the line stays
        QCOMPARE(open(), (QList<QUuid>{second, first}));
        put(second, true);
        QCOMPARE(open(), QList<QUuid>{first});
        f.clock.advance(10'000);
        const auto forget = [&](qint64 ageMs) { return f.store->write([ageMs](WriteTx &tx) { return tx.removeOldPrints(ageMs); }).result().ok(); };
        QVERIFY(forget(60'000));
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.print(second); }).ok());
        QVERIFY(forget(5'000));
        QVERIFY(!f.store->read([&](ReadTx &tx) { return tx.print(second); }).ok());
        QCOMPARE(open(), QList<QUuid>{first});             // however old: nobody was told
    }
    // A store of before the print journal: brought up to date with everything in it, and checked as what it is.
    void aStoreOfTheFirstVersionIsBroughtUp()
    {
        StoreFixture f;
        f.open();
        const QUuid kept = f.putCase(u"样例"_s).caseId;
        f.close();
        QVERIFY(f.sql("DROP TABLE print_job; PRAGMA user_version = 1"));
        const auto check = checkStore(f.folder());
        QVERIFY(check.ok());
        QCOMPARE(check->schema, 1);
        QVERIFY2(check->findings.isEmpty(), qPrintable(check->findings.isEmpty() ? QString() : check->findings.first().code));
        f.open();
        QVERIFY(!f.store->openReport().restored);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(kept); }).ok());
        QVERIFY(f.store->read([](ReadTx &tx) { return tx.unsettledPrints(); })->isEmpty());
    }
    void headsAreTheFirstUnsettledOfEachSubject()
    {
        StoreFixture f;
        f.open();
        const auto put = [&](const QString &subject, OpState state) {
            OutboxOp row;
            row.opId = makeUuidV7();
            row.subject = subject;
            row.kind = u"patch"_s;
            row.state = state;
            return f.store->write([row](WriteTx &tx) { return tx.putOp(row); }).result()->seq;
        };
        put(u"a"_s, OpState::Done);
        const qint64 a = put(u"a"_s, OpState::Ready);
        put(u"a"_s, OpState::Pending);
        const qint64 b = put(u"b"_s, OpState::Rejected);
        put(u"c"_s, OpState::Acked);
        const auto heads = f.store->read([](ReadTx &tx) { return tx.opHeads(); });
        QCOMPARE(heads->size(), 2);
        QCOMPARE((*heads)[0].seq, a);
        QCOMPARE((*heads)[1].seq, b);
    }
    void clearedAbsentAndEmptyAreThreeThings()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        FieldRow cleared;
        cleared.caseId = id;
        cleared.path = u"cleared"_s;
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putField(cleared); }).result().ok());
        QVERIFY(f.putField(id, u"empty"_s, QString(u""_s)).ok());
        QVERIFY(f.putField(id, u"null"_s, QJsonValue()).ok());
        const auto fields = f.store->read([&](ReadTx &tx) { return tx.fields(id); });
        QCOMPARE(fields->size(), 3);
        QVERIFY(!(*fields)[0].value);
        QCOMPARE(*(*fields)[1].value, QJsonValue(QString(u""_s)));
        QCOMPARE(*(*fields)[2].value, QJsonValue());
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.field(id, u"absent"_s); }).error().kind == ErrorKind::NotFound);
    }
    void aPathKeepsItsNumber()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        QCOMPARE(f.putField(id, u"a"_s, 1)->no, 1);
        QCOMPARE(f.putField(id, u"b"_s, 1)->no, 2);
        QCOMPARE(f.putField(id, u"a"_s, 2)->localRev, 2);
        f.open();                                          // the cache is gone
        QCOMPARE(f.putField(id, u"b"_s, 3)->no, 2);
        QCOMPARE(f.putField(id, u"c"_s, 3)->no, 3);
        const auto mirror = f.store->write([&](WriteTx &tx) { return tx.putMirror({id, 0, 1, u"b"_s, QJsonValue(3), {}, {}}); }).result();
        QCOMPARE(mirror->no, 2);
    }
    void anErrorRollsEverythingBack()
    {
        StoreFixture f;
        f.open();
        const auto outcome = f.store->write([&](WriteTx &tx) -> Result<void> {
            CaseRow row;
            row.caseId = makeUuidV7();
            (void)tx.putCase(row);
            return Error{ErrorKind::Invalid, u"TEST"_s, {}};
        }).result();
        QCOMPARE(outcome.error().code, u"TEST"_s);
        QCOMPARE(*f.store->read([](ReadTx &tx) { return tx.caseCount(); }), 0);
    }
    void anOverlookedErrorRollsBackToo()
    {
        StoreFixture f;
        f.open();
        const auto outcome = f.store->write([&](WriteTx &tx) -> Result<void> {
            CaseRow row;
            row.caseId = makeUuidV7();
            (void)tx.putCase(row);
            FieldRow field;
            field.caseId = makeUuidV7();                   // no such case
            field.path = u"a"_s;
            (void)tx.putField(field);
            return {};
        }).result();
        QCOMPARE(outcome.error().code, u"STO-ROW-ABSENT"_s);
        QCOMPARE(*f.store->read([](ReadTx &tx) { return tx.caseCount(); }), 0);
    }
    void aThrowingBodyIsAnError()
    {
        StoreFixture f;
        f.open();
        const auto outcome = f.store->write([&](WriteTx &) -> Result<void> { throw std::runtime_error("x"); }).result();
        QCOMPARE(outcome.error().code, u"STO-BODY"_s);
        QVERIFY(!f.putCase(u"样例"_s).caseId.isNull());
    }
    void rolledBackFieldNumberIsNotRemembered()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        (void)f.store->write([&](WriteTx &tx) -> Result<void> {
            FieldRow row;
            row.caseId = id;
            row.path = u"lost"_s;
            (void)tx.putField(row);
            return Error{ErrorKind::Invalid, u"TEST"_s, {}};
        }).result();
        QCOMPARE(f.putField(id, u"kept"_s, 1)->no, 1);
        QCOMPARE(f.putField(id, u"lost"_s, 1)->no, 2);
    }
    void frozenCaseRefusesEdits()
    {
        StoreFixture f;
        f.open();
        CaseRow row = f.putCase(u"样例"_s);
        QVERIFY(f.putField(row.caseId, u"a"_s, 1).ok());
        row.frozenOp = makeUuidV7();
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result().ok());
        QCOMPARE(f.putField(row.caseId, u"a"_s, 2).error().code, u"STO-CASE-FROZEN"_s);
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.setFieldDirty(row.caseId, u"a"_s, false); }).result().ok());
        row.frozenOp = QUuid();
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result().ok());
        QVERIFY(f.putField(row.caseId, u"a"_s, 2).ok());
    }
    void aReceiptIsFixed()
    {
        StoreFixture f;
        f.open();
        const Receipt receipt{makeUuidV7(), 1, u"s"_s, 1, "payload", u"ES256"_s, u"k"_s, "sig", u"n"_s};
        Receipt other = receipt;
        other.payload = "another";
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putReceipt(receipt); }).result().ok());
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putReceipt(receipt); }).result().ok());
        QCOMPARE(f.store->write([&](WriteTx &tx) { return tx.putReceipt(other); }).result().error().code, u"STO-RECEIPT-FIXED"_s);
    }
    void removedCaseLeavesNothingButReceipts()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        QVERIFY(f.putField(id, u"a"_s, 1).ok());
        QVERIFY(f.store->write([&](WriteTx &tx) -> Result<void> {
            (void)tx.putSearchKeys({id, {u"王五"_s}, {}, {}, {}, 0});
            return tx.putReceipt({id, 1, u"s"_s, 1, "p", {}, {}, "s", {}});
        }).result().ok());
        QCOMPARE(f.store->search().search(u"王五"_s).total, 1);
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.removeCase(id); }).result().ok());
        QCOMPARE(f.store->search().search(u"王五"_s).total, 0);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.fields(id); })->isEmpty());
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.receipt(id, 1); }).ok());
        QCOMPARE(f.putField(id, u"a"_s, 1).error().code, u"STO-ROW-ABSENT"_s);
    }
    void readersSeeOneMoment()
    {
        StoreFixture f;
        f.open();
        f.putCase(u"样例"_s);
        const auto counts = f.store->read([&](ReadTx &tx) -> Result<QPair<qint64, qint64>> {
            const qint64 before = *tx.caseCount();
            f.putCase(u"样例二"_s);
            return std::pair(before, *tx.caseCount());
        });
        QCOMPARE(counts->first, counts->second);
        QCOMPARE(*f.store->read([](ReadTx &tx) { return tx.caseCount(); }), 2);
    }
    void manyThreadsAtOnce()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        std::vector<std::unique_ptr<QThread>> threads;
        std::atomic<int> good{0};
        for (int t = 0; t < 6; ++t) {
            threads.emplace_back(QThread::create([&, t] {
                for (int i = 0; i < 10; ++i) {
                    good += f.putField(id, u"p%1"_s.arg(t), i).ok();
                    good += f.store->read([&](ReadTx &tx) { return tx.fields(id); }).ok();
                }
            }));
            threads.back()->start();
        }
        for (auto &thread : threads)
            thread->wait();
        QCOMPARE(good.load(), 120);
        QCOMPARE(f.store->readAsync([&](ReadTx &tx) { return tx.fields(id); }).result()->size(), 6);
    }
    void closingFinishesTheQueue()
    {
        StoreFixture f;
        f.open();
        QList<QFuture<Result<CaseRow>>> writes;
        for (int i = 0; i < 50; ++i) {
            CaseRow row;
            row.caseId = makeUuidV7();
            writes.append(f.store->write([row](WriteTx &tx) { return tx.putCase(row); }));
        }
        f.open();
        for (auto &write : writes)
            QVERIFY(write.result().ok());
        QCOMPARE(*f.store->read([](ReadTx &tx) { return tx.caseCount(); }), 50);
    }
    void aSecondProgramIsRefused()
    {
        StoreFixture f;
        f.open();
        const auto second = Store::open(f.folder(), f.keys(), f.clock, f.options);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, u"STO-BUSY"_s);
    }
    void anotherEnvironmentIsRefused()
    {
        StoreFixture f;
        f.open();
        f.options.environment = u"production"_s;
        QCOMPARE(f.tryOpen().error().code, u"STO-ENVIRONMENT"_s);
    }
    void productionWantsTwoSlotsBeforeTheFirstCase()
    {
        StoreFixture f;
        f.options.environment = u"production"_s;
        f.open();
        CaseRow row;
        row.caseId = makeUuidV7();
        QCOMPARE(f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result().error().code, u"STO-KEY-SLOTS"_s);
        QVERIFY(f.store->keyRing().addPassphraseSlot(u"recovery", {1024, 8, 1}).ok());
        QVERIFY(f.store->saveKeys().ok());
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putCase(row); }).result().ok());
    }
    void lockedStoreAnswersLocked()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"样例"_s).caseId;
        QVERIFY(f.store->write([&](WriteTx &tx) { return tx.putSearchKeys({id, {u"王五"_s}, {}, {}, {}, 0}); }).result().ok());
        auto last = f.store->write([&](WriteTx &tx) { return tx.setMeta(u"last"_s, "1"); });
        f.store->lock();
        QVERIFY(last.result().ok());                       // handed over before the lock
        QVERIFY(f.store->isLocked());
        QCOMPARE(f.putField(id, u"a"_s, 1).error().code, u"STO-LOCKED"_s);
        QCOMPARE(f.store->read([](ReadTx &tx) { return tx.caseCount(); }).error().code, u"STO-LOCKED"_s);
        crypto::MemorySecretPort empty;
        KeySource wrong;
        wrong.keychain = &empty;
        QCOMPARE(f.store->unlock(wrong).error().code, u"STO-KEY-CLOSED"_s);
        QCOMPARE(f.store->search().caseCount(), 0);
        QVERIFY(f.store->unlock(f.keys()).ok());
        QVERIFY(f.putField(id, u"a"_s, 1).ok());
        QTRY_COMPARE_WITH_TIMEOUT(f.store->search().search(u"王五"_s).total, 1, 60'000);
    }
    void oneBadBodyHarmsItsOwnRowOnly()
    {
        StoreFixture f;
        f.open();
        const QUuid a = f.putCase(u"样例甲"_s).caseId, b = f.putCase(u"样例乙"_s).caseId;
        f.close();
        QVERIFY(f.sql("UPDATE case_file SET body = zeroblob(length(body)) WHERE case_id = x'" + a.toRfc4122().toHex() + "'"));
        f.open();
        QVERIFY(!f.store->openReport().restored);
        const auto cases = f.store->read([](ReadTx &tx) -> Result<QPair<int, int>> {
            const auto list = tx.cases();
            return std::pair(int(list->size()), int(tx.damaged().size()));
        });
        QCOMPARE(*cases, std::pair(1, 1));
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(a); }).error().code, u"STO-SEAL-BROKEN"_s);
        QVERIFY(f.store->read([&](ReadTx &tx) { return tx.caseById(b); }).ok());
    }
    void movedAndRolledBackBodiesDoNotOpen()
    {
        StoreFixture f;
        f.open();
        const QUuid a = f.putCase(u"样例甲"_s).caseId, b = f.putCase(u"样例乙"_s).caseId;
        f.close();
        const QByteArray idA = "x'" + a.toRfc4122().toHex() + "'", idB = "x'" + b.toRfc4122().toHex() + "'";
        QVERIFY(f.sql("UPDATE case_file SET body = (SELECT body FROM case_file WHERE case_id = " + idB + ") WHERE case_id = " + idA));
        QVERIFY(f.sql("UPDATE case_file SET rv = rv + 1 WHERE case_id = " + idB));
        f.open();
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(a); }).error().code, u"STO-SEAL-BROKEN"_s);
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(b); }).error().code, u"STO-SEAL-BROKEN"_s);
    }
    void editedClearColumnIsAMismatch()
    {
        StoreFixture f;
        f.open();
        const CaseRow row = f.putCase(u"样例"_s);
        f.close();
        QVERIFY(f.sql("UPDATE case_file SET created_ms = created_ms - 86400000"));
        f.open();
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(row.caseId); }).error().code, u"STO-SEAL-MISMATCH"_s);
    }
    void noPersonalTextInAnyFile()
    {
        StoreFixture f;
        f.open();
        const QUuid id = f.putCase(u"CANARY-TITLE"_s).caseId;
        QVERIFY(f.putField(id, u"CANARY-PATH"_s, u"CANARY-VALUE"_s).ok());
        QVERIFY(f.store->write([&](WriteTx &tx) -> Result<void> {
            (void)tx.putSearchKeys({id, {u"CANARY-NAME"_s}, {u"CANARY-ID"_s}, {}, {}, 0});
            return tx.putCaseDoc({id, u"draft"_s, 0, "CANARY-DOC"});
        }).result().ok());
        QVERIFY(!anyFileHolds(f.folder(), "CANARY"));      // WAL included: the store is open
        f.close();
        QVERIFY(!anyFileHolds(f.folder(), "CANARY"));
    }
    void commitNumberCountsAcknowledgedWrites()
    {
        StoreFixture f;
        f.open();
        const qint64 before = f.store->lastCommitNo();
        f.putCase(u"样例"_s);
        f.putCase(u"样例"_s);
        QCOMPARE(f.store->lastCommitNo(), before + 2);
        f.open();
        QCOMPARE(f.store->lastCommitNo(), before + 2);
        QCOMPARE(*f.store->read([](ReadTx &tx) -> Result<qint64> { return tx.commitNo(); }), before + 2);
    }
    void aStoreOfALaterProgramIsNotTouched()
    {
        StoreFixture f;
        f.open();
        f.close();
        QVERIFY(f.sql("PRAGMA user_version = 999"));
        QCOMPARE(f.tryOpen().error().code, u"STO-NEWER"_s);
    }
    void epochIsRaisedDurably()
    {
        StoreFixture f;
        f.open();
        QVERIFY(f.store->raiseEpoch().result().ok());
        QCOMPARE(f.store->deviceEpoch(), 2);
        f.open();
        QCOMPARE(f.store->deviceEpoch(), 2);
    }
    void theSmSuiteSealsAndOldRowsStayReadable()
    {
        StoreFixture f;
        f.open();
        const QUuid aes = f.putCase(u"样例甲"_s).caseId;
        f.options.suite = crypto::Suite::Sm4CtrHmacSm3;
        f.open();
        const QUuid sm = f.putCase(u"样例乙"_s).caseId;
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(aes); })->title, u"样例甲"_s);
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseById(sm); })->title, u"样例乙"_s);
    }
    // The lean reading of lists says what the whole rows say, once each, whatever stood at the same moment.
    void summariesAreTheWholeRows()
    {
        StoreFixture f;
        f.open();
        QHash<QUuid, CaseRow> rows;
        const auto filled = f.store->write([&](WriteTx &tx) -> Result<void> {
            for (int i = 0; i < 130; ++i) {
                f.clock.advance(i % 9 == 0 ? 5 : 0);
                CaseRow row;
                row.caseId = makeUuidV7();
                row.itemCode = u"item-%1"_s.arg(i % 3);
                row.state = i % 2 ? u"draft"_s : u"accepted"_s;
                row.baseRev = i % 4;
                row.title = u"样例 %1"_s.arg(i);
                row.provisionalNumber = i % 5 ? u"LS-%1"_s.arg(i) : QString();
                row.provincialNumber = i % 7 ? QString() : u"4301%1"_s.arg(i);
                row.applicant = {{u"name"_s, u"样例甲"_s}, {u"nested"_s, QJsonObject{{u"deep"_s, QJsonArray{1, u"二"_s, true}}}}};
                row.more = {{u"clerkNo"_s, u"A%1"_s.arg(i)}, {u"days"_s, i}, {u"long"_s, QString(3000, u'长')}, {u"nothing"_s, QJsonValue()}};
                const auto kept = tx.putCase(row);
                if (!kept)
                    return kept.error();
                rows.insert(row.caseId, *kept);
                if (i % 6 == 0) {
                    Receipt receipt;
                    receipt.caseId = row.caseId;
                    receipt.roundNo = 1;
                    receipt.submissionId = u"S%1"_s.arg(i);
                    if (auto put = tx.putReceipt(receipt); !put)
                        return put;
                }
            }
            return {};
        }).result();
        QVERIFY(filled.ok());
        const QStringList members = {u"more.days"_s, u"applicant.name"_s, u"applicant.nested"_s, u"more.nobody"_s, u"intake.wallMs"_s};
        for (const int limit : {1, 7, 200}) {
            QSet<QUuid> seen;
            ReadTx::Place place;
            qint64 newest = std::numeric_limits<qint64>::max();
            for (;;) {
                const auto batch = f.store->read([&](ReadTx &tx) { return tx.caseSummaries(place, limit, members); });
                QVERIFY(batch.ok());
                for (const CaseSummary &one : *batch) {
                    QVERIFY(!seen.contains(one.caseId));
                    seen.insert(one.caseId);
                    QVERIFY(one.updatedMs <= newest);
                    newest = one.updatedMs;
                    const CaseRow &row = rows[one.caseId];
                    QCOMPARE(one.itemCode, row.itemCode);
                    QCOMPARE(one.state, row.state);
                    QCOMPARE(one.baseRev, row.baseRev);
                    QCOMPARE(one.createdMs, row.createdMs);
                    QCOMPARE(one.updatedMs, row.updatedMs);
                    QCOMPARE(one.title, row.title);
                    QCOMPARE(one.provisionalNumber, row.provisionalNumber);
                    QCOMPARE(one.provincialNumber, row.provincialNumber);
                    QCOMPARE(one.hasReceipt, row.more.value(u"days"_s).toInt() % 6 == 0);
                    QCOMPARE(one.members.size(), members.size());
                    QCOMPARE(one.members[0].toInt(), row.more.value(u"days"_s).toInt());
                    QCOMPARE(one.members[1].toString(), u"样例甲"_s);
                    QCOMPARE(one.members[2].toObject(), row.applicant.value(u"nested"_s).toObject());
                    QVERIFY(one.members[3].isUndefined() || one.members[3].isNull());
                    place = {one.updatedMs, one.caseId};
                }
                if (batch->size() < limit)
                    break;
            }
            QCOMPARE(seen.size(), rows.size());
        }
        const auto since = f.store->read([&](ReadTx &tx) { return tx.caseSummariesSince(f.clock.wallMs(), members); });
        QVERIFY(since.ok() && !since->isEmpty() && since->size() < 10);
        QCOMPARE(f.store->read([&](ReadTx &tx) { return tx.caseSummary(makeUuidV7(), members); }).error().code, u"STO-ROW-ABSENT"_s);
    }
    void aDamagedSummaryIsNamedAndLeftOut()
    {
        StoreFixture f;
        f.open();
        const QUuid a = f.putCase(u"样例甲"_s).caseId, b = f.putCase(u"样例乙"_s).caseId, c = f.putCase(u"样例丙"_s).caseId;
        f.close();
        QVERIFY(f.sql("UPDATE case_file SET body = zeroblob(length(body)) WHERE case_id = x'" + a.toRfc4122().toHex() + "'"));
        QVERIFY(f.sql("UPDATE case_file SET created_ms = created_ms + 1 WHERE case_id = x'" + b.toRfc4122().toHex() + "'"));
        f.open();
        const auto read = f.store->read([&](ReadTx &tx) -> Result<QStringList> {
            const auto list = tx.caseSummaries({}, 10, {});
            QStringList words{QString::number(list->size()), list->first().title};
            for (const DamagedRow &row : tx.damaged())
                words << row.code;
            return words;
        });
        QVERIFY(read.ok());
        QCOMPARE(QSet<QString>(read->cbegin(), read->cend()), QSet<QString>({u"1"_s, u"样例丙"_s, u"STO-SEAL-BROKEN"_s, u"STO-SEAL-MISMATCH"_s}));
        Q_UNUSED(c)
    }
};

ZC_TEST(QCoreApplication, TestStore)
#include "tst_store.moc"
