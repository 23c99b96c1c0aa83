#include <audit/storeport.h>
#include <base/uuid.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace zc;
using namespace Qt::StringLiterals;

class TestZcctlStore : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    const QString m_store = m_dir.filePath(u"store"_s);
    const QString m_secrets = m_dir.filePath(u"secrets"_s);
    const QString m_checkpoints = m_dir.filePath(u"outside/checkpoints.jsonl"_s);
    const QString m_key = m_dir.filePath(u"desk.pub"_s);
    int m_status = -1;
    QString m_errors;

    QJsonObject run(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral(ZC_BINARY_DIR) + u"/bin/zcctl"_s, QStringList{u"--json"_s} + words);
        if (!process.waitForFinished(120'000))
            qFatal("zcctl does not answer");
        m_status = process.exitCode();
        m_errors = QString::fromUtf8(process.readAllStandardError());
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }
    static bool write(const QString &path, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        SystemClock clock;
        crypto::FileSecretPort port(m_secrets);
        store::KeySource keys;
        keys.keychain = &port;
        store::StoreOptions options;
        options.ballastBytes = 0;
        auto opened = store::Store::open(m_store, keys, clock, options);
        QVERIFY(opened.ok());
        store::Store &store = **opened;
        const auto key = crypto::SigningKey::generate();
        QVERIFY(write(m_key, key->verifyKey().base64Spki().toLatin1()));
        audit::StorePort log(store);
        {
            audit::AuditLog audit(log, clock, {1, m_checkpoints, u"k1"_s, *key, 256, 600'000});
            for (int i = 0; i < 3; ++i)
                QVERIFY(audit.record({u"case.open"_s, u"clerk-7"_s, makeUuidV7(), {}}).result().ok());
        }
        store::CaseRow row;
        row.caseId = makeUuidV7();
        row.title = u"样例"_s;
        QVERIFY(store.write([&](store::WriteTx &tx) { return tx.putCase(row); }).result().ok());
    }
    void storeCheck()
    {
        QJsonObject answer = run({u"store"_s, u"check"_s, m_store});
        QCOMPARE(m_status, 0);
        QCOMPARE(answer[u"ok"].toBool(), true);
        QCOMPARE(answer[u"bodiesOpened"].toInt(), 0);
        answer = run({u"store"_s, u"check"_s, m_store, u"--secrets"_s, m_secrets});
        QCOMPARE(m_status, 0);
        QCOMPARE(answer[u"bodiesOpened"].toInt(), 4);
        answer = run({u"store"_s, u"check"_s, m_dir.filePath(u"nowhere"_s)});
        QCOMPARE(m_status, 3);
        QCOMPARE(answer[u"error"][u"code"].toString(), u"STO-ABSENT"_s);
        QVERIFY(m_errors.startsWith(u"STO-ABSENT: "));
        run({u"store"_s, u"check"_s});
        QCOMPARE(m_status, 2);
        run({u"store"_s, u"check"_s, m_store, u"--sekrets"_s, u"x"_s});
        QCOMPARE(m_status, 2);
    }
    void storeCheckNamesDamage()
    {
        QVERIFY(QFile::setPermissions(m_store + u"/keys.json"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const QJsonObject answer = run({u"store"_s, u"check"_s, m_store});
        QVERIFY(QFile::setPermissions(m_store + u"/keys.json"_s, QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(m_status, 1);
        QCOMPARE(answer[u"findings"].toArray()[0][u"code"].toString(), u"STO-MODE"_s);
        QVERIFY(m_errors.contains(u"keys.json"));
    }
    void auditVerify()
    {
        const QStringList words{u"audit"_s, u"verify"_s, m_store, u"--secrets"_s, m_secrets};
        QJsonObject answer = run(words);
        QCOMPARE(m_status, 0);
        QCOMPARE(answer[u"verdict"].toString(), u"notAnchored"_s);
        QCOMPARE(answer[u"entries"].toInt(), 3);
        answer = run(words + QStringList{u"--checkpoints"_s, m_checkpoints, u"--key"_s, m_key});
        QCOMPARE(m_status, 0);
        QCOMPARE(answer[u"verdict"].toString(), u"ok"_s);
        QVERIFY(answer[u"firstBad"].isNull());
        run(words + QStringList{u"--checkpoints"_s, m_checkpoints});
        QCOMPARE(m_status, 2);                             // a checkpoint without a key proves nothing
        run({u"audit"_s, u"verify"_s, m_store, u"--secrets"_s, m_dir.filePath(u"empty"_s)});
        QCOMPARE(m_status, 3);
    }
    void auditVerifyOfAnExport()
    {
        crypto::FileSecretPort port(m_secrets);
        store::KeySource keys;
        keys.keychain = &port;
        auto lines = audit::linesOfClosedStore(m_store, keys);
        QCOMPARE(lines->size(), 3);
        const auto text = [](const QList<audit::Line> &list) {
            QByteArray out;
            for (const audit::Line &line : list)
                out += QJsonDocument(line.toJson()).toJson(QJsonDocument::Compact) + '\n';
            return out;
        };
        const QString file = m_dir.filePath(u"log.jsonl"_s);
        QVERIFY(write(file, text(*lines)));
        QCOMPARE(run({u"audit"_s, u"verify"_s, file})[u"verdict"].toString(), u"notAnchored"_s);
        lines->removeAt(1);
        QVERIFY(write(file, text(*lines)));
        const QJsonObject answer = run({u"audit"_s, u"verify"_s, file});
        QCOMPARE(m_status, 1);
        QCOMPARE(answer[u"verdict"].toString(), u"missing"_s);
        QCOMPARE(answer[u"firstBad"].toInt(), 2);
        lines->removeLast();
        QVERIFY(write(file, text(*lines)));
        QCOMPARE(run({u"audit"_s, u"verify"_s, file, u"--checkpoints"_s, m_checkpoints, u"--key"_s, m_key})[u"verdict"].toString(),
                 u"truncated"_s);
        QCOMPARE(m_status, 1);
        QVERIFY(write(file, "no log\n"));
        QCOMPARE(run({u"audit"_s, u"verify"_s, file})[u"error"][u"code"].toString(), u"AUD-LOG-FORMAT"_s);
        QCOMPARE(m_status, 3);
    }
    void policyDump()
    {
        const QString root = m_dir.filePath(u"root"_s), file = root + u"/etc/zongchuang/policies/managed.d/10.json"_s;
        const QStringList words{u"policy"_s, u"dump"_s, u"--root"_s, root, u"--trusted-owner"_s, QString::number(geteuid())};
        QVERIFY(QDir().mkpath(root));
        QCOMPARE(run(words)[u"state"].toString(), u"none"_s);
        QCOMPARE(m_status, 0);
        QVERIFY(write(file, "{\"zcPolicy\":1,\"settings\":{\"ui.zoom\":150,\"ui.thema\":\"dark\"}}"));
        QJsonObject answer = run(words);
        QCOMPARE(m_status, 0);
        QCOMPARE(answer[u"state"].toString(), u"ok"_s);
        QCOMPARE(answer[u"problems"].toArray()[0][u"code"].toString(), u"POL-UNKNOWN-KEY"_s);
        QVERIFY(m_errors.contains(u"did you mean ui.theme"));
        QVERIFY(write(file, "{\"zcPolicy\":1,\n\"settings\":{\"ui.zoom\":15}}"));
        answer = run(words);
        QCOMPARE(m_status, 1);
        QCOMPARE(answer[u"state"].toString(), u"lockedDown"_s);
        QVERIFY(m_errors.contains(u"10.json:2"));
        run({u"policy"_s, u"dump"_s, u"--trusted-owner"_s, u"root"_s});
        QCOMPARE(m_status, 2);
        run({u"policy"_s, u"dump"_s, u"--user"_s, m_dir.filePath(u"absent.json"_s)});
        QCOMPARE(m_status, 3);
    }
};

QTEST_GUILESS_MAIN(TestZcctlStore)
#include "tst_zcctlstore.moc"
