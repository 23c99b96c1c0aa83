#include "packcopy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class TestZcctlPack : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_status = -1;
    QByteArray m_out, m_err;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }
    QList<QJsonObject> run(const QStringList &words)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(ZC_BINARY_DIR) + u"/bin/zcctl"_s, words);
        if (!process.waitForFinished(120'000))
            qFatal("zcctl does not answer");
        m_status = process.exitCode();
        m_out = process.readAllStandardOutput();
        m_err = process.readAllStandardError();
        QList<QJsonObject> lines;
        for (const QByteArray &line : m_out.split('\n'))
            if (line.startsWith('{'))
                lines << QJsonDocument::fromJson(line).object();
        return lines;
    }
    static QString pack() { return QStringLiteral(ZC_SOURCE_DIR "/tests/data/packs/book-stall"); }

private Q_SLOTS:
    void verifyTellsByItsStatus()
    {
        QList<QJsonObject> answer = run({u"pack"_s, u"verify"_s, pack(), u"--json"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(answer.size(), 1);
        QCOMPARE(answer[0].value(u"ok").toBool(), true);
        QVERIFY(answer[0].value(u"findings").toArray().isEmpty());

        const PackCopy hole(pack());
        hole.deleteRule(u"p5"_s);
        answer = run({u"--json"_s, u"pack"_s, u"verify"_s, hole.path()});
        QCOMPARE(m_status, 1);
        QCOMPARE(answer[0].value(u"findings").toArray().at(0).toObject().value(u"code").toString(), u"V03"_s);
        run({u"pack"_s, u"verify"_s, hole.path()});
        QCOMPARE(m_out.split('\n').constFirst().split('\t').size(), 5);
        QVERIFY(m_out.startsWith("V03\terror\trules/main.dmn"));

        const PackCopy idle(pack());
        idle.append(u"materials.csv"_s, u"M06,CL-9006,多余材料,原件,1,-,,false,,申请人,L01,\n"_s);
        run({u"pack"_s, u"verify"_s, idle.path()});
        QCOMPARE(m_status, 3);

        run({u"--json"_s, u"pack"_s, u"verify"_s, u"/nowhere"_s});
        QCOMPARE(m_status, 2);
        QVERIFY(m_err.startsWith("PACK-MISSING: "));
        run({u"pack"_s, u"verify"_s});
        QCOMPARE(m_status, 2);
        const QString file = m_folder.filePath(u"report.json"_s);
        run({u"pack"_s, u"verify"_s, hole.path(), u"--json"_s, file});
        QCOMPARE(m_status, 1);
        QFile report(file);
        QVERIFY(report.open(QIODevice::ReadOnly) && QJsonDocument::fromJson(report.readAll()).object().value(u"ok") == QJsonValue(false));
    }
    void evaluateGoesOnAfterABadItem()
    {
        const QString cases = write(u"cases.jsonl"_s,
                                    "{\"id\":\"a\",\"经营者类型\":\"个人\",\"书刊种类\":[\"图书\"],\"摊位面积\":10,\"夜间经营\":false,\"代办\":false}\n"
                                    "nonsense\n{\"id\":\"c\",\"书刊种类\":[]}\n{\"id\":\"d\",\"没有\":1}\n{\"id\":\"e\"}\n");
        const QList<QJsonObject> answers = run({u"--json"_s, u"pack"_s, u"evaluate"_s, pack(), u"--cases"_s, cases});
        QCOMPARE(m_status, 0);
        QCOMPARE(answers.size(), 5);
        QCOMPARE(answers[0].value(u"subItems").toArray(), QJsonArray{u"S1"_s});
        QCOMPARE(answers[0].value(u"limitDays").toInt(), 3);
        QCOMPARE(answers[0].value(u"materials").toArray().at(0).toObject().value(u"mode").toString(), u"免交"_s);
        QVERIFY(answers[0].value(u"pending").toArray().isEmpty());
        QCOMPARE(answers[1].value(u"error").toObject().value(u"code").toString(), u"GDE-VALUE"_s);
        QCOMPARE(answers[2].value(u"error").toObject().value(u"code").toString(), u"GDE-CONFLICT"_s);
        QCOMPARE(answers[3].value(u"error").toObject().value(u"code").toString(), u"GDE-FACT"_s);
        QVERIFY(answers[4].value(u"pending").toArray().contains(u"F01"_s));
        const QList<QJsonObject> golden = run({u"--json"_s, u"pack"_s, u"eval"_s, pack(), u"--cases"_s, pack() + u"/cases.csv"_s});
        QVERIFY(golden.size() >= 8);
        const QString out = m_folder.filePath(u"out.jsonl"_s);
        run({u"pack"_s, u"eval"_s, pack(), u"--cases"_s, cases, u"--out"_s, out});
        QCOMPARE(m_status, 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 5);
        run({u"pack"_s, u"evaluate"_s, pack()});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"evaluate"_s, pack(), u"--cases"_s, u"/nowhere"_s});
        QCOMPARE(m_status, 3);
        run({u"pack"_s, u"evaluate"_s, u"/nowhere"_s, u"--cases"_s, cases});
        QCOMPARE(m_status, 3);
    }
    void interviewAsksOnlyWhatMatters()
    {
        const QString answersFile = write(u"answers.json"_s, "{\"书刊种类\":[\"音像\"],\"有许可证\":false,\"经营者类型\":\"个人\",\"摊位面积\":5,"
                                                             "\"开始日期\":\"2026-05-01\",\"夜间经营\":true,\"夜间时段\":[\"后半夜\"],\"代办\":true}");
        const QList<QJsonObject> answers = run({u"--json"_s, u"pack"_s, u"interview"_s, pack(), u"--answers"_s, answersFile});
        QCOMPARE(m_status, 0);
        QCOMPARE(answers.size(), 1);
        const QJsonArray asked = answers[0].value(u"asked").toArray(), notAsked = answers[0].value(u"notAsked").toArray();
        QCOMPARE(asked.size() + notAsked.size(), 8);
        QVERIFY(asked.contains(u"F02"_s) && asked.contains(u"F03"_s));
        QCOMPARE(answers[0].value(u"outcome").toObject().value(u"subItems").toArray(), QJsonArray{u"X1"_s});
        // Where the file is silent, the question stays open.
        const QString few = write(u"few.json"_s, "{\"书刊种类\":[\"图书\"]}");
        const QJsonObject open = run({u"--json"_s, u"pack"_s, u"ask"_s, pack(), u"--answers"_s, few}).at(0);
        QVERIFY(open.value(u"unanswered").toArray().contains(u"F01"_s));
        QVERIFY(!open.value(u"outcome").toObject().value(u"pending").toArray().isEmpty());
    }
    // A bundle lies in one department, its items in others.
    void bundlesLikeItems()
    {
        const QString bundle = QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/health/packs/newborn-birth");
        run({u"pack"_s, u"verify"_s, bundle});
        QCOMPARE(m_status, 0);
        const QList<QJsonObject> golden = run({u"--json"_s, u"pack"_s, u"evaluate"_s, bundle, u"--cases"_s, bundle + u"/cases.csv"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(golden.size() >= 20);
        QCOMPARE(golden[0].value(u"subItems").toArray().size(), 5);
        QCOMPARE(golden[0].value(u"subItems").toArray().at(0).toString(), u"birth-certificate-first/S1"_s);
        const QString answersFile = write(u"newborn.json"_s, "{\"出生医学证明\":\"已领取\",\"户口登记情况\":\"已登记\",\"还要办理\":[\"预防接种证\"],"
                                                             "\"属于本单位\":true,\"出生证可核验\":true,\"实名认证\":false,\"委托办理\":false}");
        const QJsonObject played = run({u"--json"_s, u"pack"_s, u"interview"_s, bundle, u"--answers"_s, answersFile}).at(0);
        QCOMPARE(m_status, 0);
        QVERIFY(played.value(u"unanswered").toArray().isEmpty());
        QVERIFY(played.value(u"asked").toArray().contains(u"B01"_s));
        QVERIFY(played.value(u"notAsked").toArray().contains(u"newborn-insurance/F01"_s));
        QCOMPARE(played.value(u"outcome").toObject().value(u"subItems").toArray(), QJsonArray{u"vaccination-certificate/S1"_s});
        // The sheet for signing tells each item, and what is merged.
        const QString sheet = m_folder.filePath(u"newborn.xlsx"_s);
        const QJsonObject told = run({u"--json"_s, u"pack"_s, u"facts-sheet"_s, bundle, u"--out"_s, sheet}).at(0);
        QCOMPARE(m_status, 0);
        QVERIFY(QFileInfo(sheet).size() > 10'000);
        QSet<QString> items;
        const QJsonArray outcomes = told.value(u"outcomes").toArray();
        for (const QJsonValue &outcome : outcomes)
            items.insert(outcome.toObject().value(u"item").toString());
        QCOMPARE(items.size(), 5);
        // Without its items there is nothing to do.
        const PackCopy alone(bundle);
        run({u"pack"_s, u"verify"_s, alone.path()});
        QCOMPARE(m_status, 1);
        QVERIFY(m_out.contains("V01") && m_out.contains("birth-certificate-first"));
    }
    void feelEvaluates()
    {
        QCOMPARE(run({u"--json"_s, u"feel"_s, u"eval"_s, u"a >= 60 and b"_s, u"--context"_s, u"{\"a\":61,\"b\":true}"_s}).at(0).value(u"value"), QJsonValue(true));
        QCOMPARE(run({u"--json"_s, u"feel"_s, u"eval"_s, u"0.1 + 0.2"_s}).at(0).value(u"value"), QJsonValue(0.3));
        QCOMPARE(run({u"--json"_s, u"feel"_s, u"eval"_s, u"\"甲\""_s}).at(0).value(u"type").toString(), u"string"_s);
        run({u"feel"_s, u"eval"_s, u"1 +"_s});
        QCOMPARE(m_status, 3);
        QVERIFY(m_err.startsWith("FEEL-SYNTAX: "));
        run({u"feel"_s, u"eval"_s});
        QCOMPARE(m_status, 2);
    }
};

QTEST_GUILESS_MAIN(TestZcctlPack)
#include "tst_zcctlpack.moc"
