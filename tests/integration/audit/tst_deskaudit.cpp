#include <audit/storeport.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace zc;
using namespace Qt::StringLiterals;

// The client plays a case by keys over a demo store; afterwards the log is judged from outside.
class TestDeskAudit : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    const QString m_data = m_dir.filePath(u"desk"_s);

    QString in(const QString &name) const { return m_data + u"/demo/"_s + name; }

    int play(const QString &script)
    {
        QProcess client;
        client.setProcessChannelMode(QProcess::MergedChannels);
        client.start(QStringLiteral(ZC_BINARY_DIR "/bin/zongchuang"), {u"--demo"_s, u"--data-dir"_s, m_data, u"--play"_s, script, u"--out"_s, m_dir.filePath(u"out"_s)});
        if (!client.waitForFinished(240'000)) {
            client.kill();
            return -1;
        }
        if (client.exitCode() != 0)
            qWarning().noquote() << client.readAll();
        return client.exitCode();
    }
    QString play(const QStringList &lines)
    {
        const QString path = m_dir.filePath(u"again.play"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(lines.join(u'\n').toUtf8()) < 0)
            qFatal("script");
        file.close();
        return path;
    }
    QJsonObject verify()
    {
        QProcess zcctl;
        zcctl.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"audit"_s, u"verify"_s, in(u"store"_s), u"--secrets"_s, in(u"keys"_s),
                                                                 u"--checkpoints"_s, in(u"audit/checkpoints.jsonl"_s), u"--key"_s, in(u"audit/desk.pub"_s)});
        if (!zcctl.waitForFinished(120'000))
            qFatal("zcctl does not answer");
        return QJsonDocument::fromJson(zcctl.readAllStandardOutput()).object();
    }
    QList<audit::Line> lines()
    {
        crypto::FileSecretPort port(in(u"keys"_s));
        store::KeySource keys;
        keys.keychain = &port;
        return audit::linesOfClosedStore(in(u"store"_s), keys).valueOr({});
    }
    static QStringList kinds(const QList<audit::Line> &lines)
    {
        QStringList list;
        for (const audit::Line &line : lines)
            list << line.kind;
        return list;
    }

private Q_SLOTS:
    void aPlayedCaseIsWrittenDownAndAnchored()
    {
        QCOMPARE(play(QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/food-licence.play")), 0);
        const QJsonObject answer = verify();
        QCOMPARE(answer[u"verdict"].toString(), u"ok"_s);
        QCOMPARE(answer[u"checkpointsRefused"].toInt(), 0);
        QVERIFY(answer[u"checkpoints"].toInt() >= 1);
        const QStringList found = kinds(lines());
        QCOMPARE(found.first(), u"session.signOn"_s);
        QCOMPARE(found.last(), u"session.end"_s);
        for (const QString &kind : {u"case.create"_s, u"case.receive"_s, u"case.submit"_s})
            QVERIFY2(found.contains(kind), qPrintable(kind + u" not in "_s + found.join(u' ')));
        QVERIFY(found.indexOf(u"case.create"_s) < found.indexOf(u"case.receive"_s));
        QVERIFY(found.indexOf(u"case.receive"_s) < found.indexOf(u"case.submit"_s));
    }
    void whatComesLaterFollowsInTheSameChain()
    {
        const auto before = lines().size();
        // The case of the last run is opened again, its paper printed, a setting changed.
        QCOMPARE(play(play({u"wait page.preview 30000"_s, u"key Ctrl+P"_s, u"key Ctrl++"_s, u"key Alt+2"_s, u"wait cases.table"_s})), 0);
        QCOMPARE(verify()[u"verdict"].toString(), u"ok"_s);
        const QStringList found = kinds(lines().mid(before));
        for (const QString &kind : {u"session.signOn"_s, u"case.open"_s, u"paper.print"_s, u"setting.change"_s, u"session.end"_s})
            QVERIFY2(found.contains(kind), qPrintable(kind + u" not in "_s + found.join(u' ')));
    }
    void entriesHoldNoValues()
    {
        static const QRegularExpression uuid(u"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"_s), longNumber(u"[0-9]{14}"_s);   // times have 13
        for (const audit::Line &line : lines()) {
            QVERIFY2(std::all_of(line.entry.cbegin(), line.entry.cend(), [](char c) { return c >= 0; }), line.entry.constData());
            QVERIFY2(!longNumber.match(QString::fromUtf8(line.entry).remove(uuid)).hasMatch(), line.entry.constData());
        }
    }
    void aCutTailIsFound()
    {
        // As who wants to hide the last hour would do it: an older copy of the log, checkpoints untouched.
        QList<audit::Line> cut = lines();
        cut.removeLast();
        QFile file(m_dir.filePath(u"cut.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const audit::Line &line : cut)
            file.write(QJsonDocument(line.toJson()).toJson(QJsonDocument::Compact) + '\n');
        file.close();
        QProcess zcctl;
        zcctl.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"audit"_s, u"verify"_s, file.fileName(), u"--checkpoints"_s,
                                                                 in(u"audit/checkpoints.jsonl"_s), u"--key"_s, in(u"audit/desk.pub"_s)});
        QVERIFY(zcctl.waitForFinished(120'000));
        QCOMPARE(zcctl.exitCode(), 1);
        QCOMPARE(QJsonDocument::fromJson(zcctl.readAllStandardOutput()).object()[u"verdict"].toString(), u"truncated"_s);
    }
};

QTEST_GUILESS_MAIN(TestDeskAudit)
#include "tst_deskaudit.moc"
