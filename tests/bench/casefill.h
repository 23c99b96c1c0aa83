#pragma once
#include <base/uuid.h>
#include <crypto/secretport.h>
#include <store/store.h>

#include <QJsonArray>
#include <QTemporaryDir>

#include <cstdio>

namespace zc::bench {

// A store with as many cases as wanted, in the shape the counter leaves them in: most of them filed and confirmed, some waiting,
// three operations each. Synthetic people only.
class CaseFill {
public:
    explicit CaseFill(int cases)
    {
        open();
        constexpr int kBatch = 1000;
        for (int done = 0; done < cases; done += kBatch) {
            const auto kept = store->write([&](store::WriteTx &tx) -> Result<void> {
                for (int i = done; i < std::min(cases, done + kBatch); ++i) {
                    clock.advance(1000);
                    if (auto put = putCase(tx, i); !put)
                        return put;
                }
                return {};
            }).result();
            if (!kept)
                qFatal("%s", qPrintable(kept.error().code + u' ' + kept.error().detail));
        }
    }
    void open()
    {
        store.reset();
        store::StoreOptions options;
        options.ballastBytes = 64 * 1024;
        auto opened = store::Store::open(folder(), keys(), clock, options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().code));
        store = std::move(*opened);
    }
    store::KeySource keys()
    {
        store::KeySource source;
        source.keychain = &m_keychain;
        return source;
    }
    // One case as it is, changed now.
    void touch()
    {
        const auto kept = store->write([](store::WriteTx &tx) -> Result<void> {
            const auto cases = tx.cases(1, 1000);
            if (!cases || cases->isEmpty())
                return Error{ErrorKind::NotFound, QStringLiteral("BENCH"), {}};
            const auto put = tx.putCase(cases->first());
            return put ? Result<void>() : Result<void>(put.error());
        }).result();
        if (!kept)
            qFatal("%s", qPrintable(kept.error().code));
    }
    QString folder() const { return m_folder.filePath(QStringLiteral("store")); }
    QString database() const { return folder() + QStringLiteral("/store.db"); }

    ManualClock clock{1'795'000'000'000};
    std::unique_ptr<store::Store> store;

private:
    static QString nameOf(int i)
    {
        static const QString surnames = QStringLiteral("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), given = QStringLiteral("样例测试甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥");
        return QString(surnames[i % surnames.size()]) + given[(i / 20) % given.size()] + given[(i / 480) % given.size()];
    }
    Result<void> putCase(store::WriteTx &tx, int i)
    {
        using namespace Qt::StringLiterals;
        static const QStringList states = {u"received"_s, u"accepted"_s, u"accepted"_s, u"accepted"_s, u"inReview"_s, u"finished"_s, u"delivered"_s, u"draft"_s};
        static const QStringList items = {u"食品经营许可（新办）"_s, u"个体工商户设立登记"_s, u"临时救助"_s, u"老年人福利补贴"_s, u"残疾人两项补贴"_s};
        const qint64 receivedMs = clock.wallMs() - (i % 40) * 86'400'000ll;
        const QString number = u"4301992026%1"_s.arg(i, 8, 10, QChar(u'0')), idNumber = u"4301991990%1"_s.arg(i, 8, 10, QChar(u'0'));
        store::CaseRow row;
        row.caseId = makeUuidV7();
        row.itemCode = u"DEMO-market_regulation-0%1"_s.arg(i % 5 + 1);
        row.packVersion = u"3.2.0"_s;
        row.packHash = QByteArray(32, char(i));
        row.state = states[i % states.size()];
        row.baseRev = 12;
        row.roundNo = 1;
        row.title = items[i % items.size()];
        row.provisionalNumber = u"LS-430199-003-20261121-%1-7"_s.arg(i % 10000, 4, 10, QChar(u'0'));
        row.provincialNumber = i % 10 ? number : QString();
        row.applicant = {{u"name"_s, nameOf(i)}, {u"idNumber"_s, idNumber}, {u"agent"_s, QString()}};
        row.channelEvidence = {{u"channel"_s, u"1"_s}, {u"windowNo"_s, u"003"_s}};
        row.intakeEvidence = {{u"wallMs"_s, receivedMs}, {u"bootId"_s, u"b"_s}, {u"bootMs"_s, 1}};
        row.more = {{u"clerkNo"_s, i % 3 ? u"A0317"_s : u"A0318"_s}, {u"windowNo"_s, u"003"_s}, {u"promisedDays"_s, 8 + i % 12}, {u"acceptedMs"_s, receivedMs},
                    {u"eventSeq"_s, 4}, {u"eventHash"_s, QString(64, u'a')}};
        QJsonArray events, facts;
        for (const QString &action : {u"create"_s, u"receive"_s, u"accept"_s, u"submit"_s})
            events.append(QJsonObject{{u"atMs"_s, receivedMs}, {u"actor"_s, u"A0317"_s}, {u"action"_s, action}});
        for (int fact = 0; fact < 8; ++fact)
            facts.append(QJsonObject{{u"id"_s, u"F0%1"_s.arg(fact)}, {u"value"_s, u"餐饮服务"_s}, {u"source"_s, u"clerk"_s}, {u"by"_s, u"A0317"_s}, {u"atMs"_s, receivedMs}});
        putHistory(tx, row, events, {{u"format"_s, 1}, {u"contentHash"_s, QString(64, u'b')}, {u"facts"_s, facts}});
        const auto kept = tx.putCase(row);
        if (!kept)
            return kept.error();
        store::SearchKeys keys;
        keys.caseId = row.caseId;
        keys.names = {nameOf(i)};
        keys.identifiers = {idNumber};
        keys.phones = {u"138%1"_s.arg(i, 8, 10, QChar(u'0'))};
        keys.numbers = {row.provisionalNumber, number};
        if (auto put = tx.putSearchKeys(keys); !put)
            return put;
        for (int n = 0; n < 3; ++n) {
            store::OutboxOp op;
            op.opId = makeUuidV7();
            op.subject = uuidText(row.caseId);
            op.opSeq = n + 1;
            op.kind = n == 0 ? u"createCase"_s : u"patchCase"_s;
            op.state = i % 50 == 0 && n == 2 ? store::OpState::Pending : i % 333 == 0 && n == 1 ? store::OpState::Rejected : store::OpState::Done;
            op.payload = QByteArray(400, 'p');
            if (auto put = tx.putOp(op); !put)
                return put.error();
        }
        if (i % 50 != 0 && i % 8 != 7) {
            store::Receipt receipt;
            receipt.caseId = row.caseId;
            receipt.roundNo = 1;
            receipt.submissionId = u"S%1"_s.arg(i);
            if (auto put = tx.putReceipt(receipt); !put)
                return put;
        }
        return {};
    }
    void putHistory(store::WriteTx &, store::CaseRow &row, const QJsonArray &events, const QJsonObject &receipt)
    {
        row.more.insert(QStringLiteral("events"), events);
        row.more.insert(QStringLiteral("receipt"), receipt);
    }

    QTemporaryDir m_folder;
    crypto::MemorySecretPort m_keychain;
};

} // namespace zc::bench
