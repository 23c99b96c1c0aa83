#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestZcctl : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const QString m_source = QStringLiteral(ZC_SOURCE_DIR);
    const QString m_pack = m_source + u"/plugins/departments/market_regulation/packs/food-licence-new"_s;

    struct Run {
        int status = -1;
        QByteArray out, err;
        QList<QJsonObject> lines;          // of stdout
        bool pure = true;                  // every line of stdout is one JSON document
        QJsonObject document() const { return lines.value(0); }
        QString errorCode(int i = 0) const { return lines.value(i).value(u"error"_s).toObject().value(u"code"_s).toString(); }
    };

    Run run(const QStringList &words, bool json = true)
    {
        QProcess process;
        process.start(QStringLiteral(ZC_BINARY_DIR) + u"/bin/zcctl"_s, (json ? QStringList{u"--json"_s} : QStringList()) + words);
        if (!process.waitForFinished(100'000))
            qFatal("zcctl does not answer");
        Run run;
        run.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        run.out = process.readAllStandardOutput();
        run.err = process.readAllStandardError();
        const QList<QByteArray> lines = run.out.split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty())
                continue;
            QJsonParseError problem;
            const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
            run.pure = run.pure && problem.error == QJsonParseError::NoError;
            run.lines << document.object();
        }
        return run;
    }
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }
    static QString missing(const QJsonObject &object, const QStringList &keys)
    {
        QStringList absent;
        for (const QString &key : keys)
            if (!object.contains(key))
                absent << key;
        return absent.join(u' ');
    }
    // `CODE: sentence` stands on a line of stderr.
    static bool tellsProblem(const Run &run)
    {
        static const QRegularExpression line(u"^[A-Z]{3,5}(-[A-Z0-9]+)+: \\S"_s, QRegularExpression::MultilineOption);
        return line.match(QString::fromUtf8(run.err)).hasMatch();
    }

private Q_SLOTS:
    void wrongUsageIsTwo_data()
    {
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *words) { QTest::newRow(*words ? words : "nothing") << QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts); };
        for (const char *words : {"", "fly", "help fly", "id check", "id check --kind x 1", "deadline eval", "casework check", "audit verify",
                                  "store check", "feel eval", "feel eval 1 --context []", "tck run", "tck run x --out", "pack evaluate x", "pack interview", "pack verify", "policy dump --root",
                                  "self-check now", "demo play", "demo play /nowhere.json"})
            row(words);
    }
    void wrongUsageIsTwo()
    {
        QFETCH(QStringList, words);
        const Run answer = run(words);
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.out.isEmpty(), answer.out.constData());
        QVERIFY(!answer.err.isEmpty());
    }
    void unreadableInputIsThree_data()
    {
        QTest::addColumn<QStringList>("words");
        const QString absent = u"/nowhere/at/all"_s;
        QTest::newRow("id check") << QStringList{u"id"_s, u"check"_s, u"--file"_s, absent};
        QTest::newRow("casework check") << QStringList{u"casework"_s, u"check"_s, absent};
        QTest::newRow("deadline eval") << QStringList{u"deadline"_s, u"eval"_s, u"--cases"_s, absent};
        QTest::newRow("store check") << QStringList{u"store"_s, u"check"_s, absent};
        QTest::newRow("tck run") << QStringList{u"tck"_s, u"run"_s, absent};
        QTest::newRow("audit verify") << QStringList{u"audit"_s, u"verify"_s, absent};
        QTest::newRow("pack evaluate") << QStringList{u"pack"_s, u"evaluate"_s, absent, u"--cases"_s, absent};
        QTest::newRow("pack evaluate, cases") << QStringList{u"pack"_s, u"evaluate"_s, m_pack, u"--cases"_s, absent};
        QTest::newRow("demo play") << QStringList{u"demo"_s, u"play"_s, write(u"broken-script.json"_s, "{\"item\": ")};
    }
    void unreadableInputIsThree()
    {
        QFETCH(QStringList, words);
        const Run answer = run(words);
        QCOMPARE(answer.status, 3);
        QVERIFY2(tellsProblem(answer), answer.err.constData());
        QVERIFY2(answer.pure, answer.out.constData());
    }

    void help()
    {
        const Run all = run({u"help"_s});
        QCOMPARE(all.status, 0);
        QVERIFY(all.pure);
        const QJsonArray verbs = QJsonDocument::fromJson(all.out).array();
        QVERIFY(verbs.size() >= 14);
        for (const QJsonValue &verb : verbs)
            QCOMPARE(missing(verb.toObject(), {u"verb"_s, u"arguments"_s, u"purpose"_s, u"example"_s}), QString());
        const Run one = run({u"help"_s, u"id"_s, u"check"_s}, false);
        QCOMPARE(one.status, 0);
        QVERIFY(one.out.startsWith("zcctl id check "));
    }
    void idCheck()
    {
        const Run answer = run({u"id"_s, u"check"_s, u"91350100M000100Y43"_s, u"91350100M000100Y44"_s, u"?"_s});
        QCOMPARE(answer.status, 0);                                    // a negative verdict is an answer
        QVERIFY(answer.pure);
        QCOMPARE(answer.lines.size(), 3);
        for (const QJsonObject &line : answer.lines)
            QCOMPARE(missing(line, {u"value"_s, u"kind"_s, u"valid"_s, u"notes"_s}), QString());
        QCOMPARE(answer.lines.at(0).value(u"valid"_s).toBool(), true);
        QCOMPARE(answer.lines.at(1).value(u"valid"_s).toBool(), false);
        const Run batch = run({u"id"_s, u"check"_s, u"--file"_s, write(u"ids.txt"_s, "wrongKind\t1\nuscc\t91350100M000100Y43\n")});
        QCOMPARE(batch.status, 0);
        QCOMPARE(batch.lines.size(), 2);
        QCOMPARE(batch.errorCode(0), u"CTL-ID-KIND"_s);
        QCOMPARE(batch.lines.at(1).value(u"valid"_s).toBool(), true);
    }
    void caseworkCheck()
    {
        const Run answer = run({u"casework"_s, u"check"_s,
                                write(u"cases.json"_s, R"([{"id":"a","state":null,"action":"create","role":"intake","context":{}}, 5,
                                                          {"id":"c","state":"archived","action":"create","role":"intake","context":{}}])")});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.pure);
        QCOMPARE(answer.lines.size(), 3);
        for (const int i : {0, 2})
            if (!answer.lines.at(i).contains(u"error"_s))
                QCOMPARE(missing(answer.lines.at(i), {u"id"_s, u"allowed"_s, u"reason"_s, u"next"_s, u"documents"_s}), QString());
        QCOMPARE(answer.lines.at(0).value(u"allowed"_s).toBool(), true);
        QVERIFY(!answer.errorCode(1).isEmpty());
        QCOMPARE(answer.lines.at(2).value(u"allowed"_s).toBool(), false);
    }
    void deadlineEval()
    {
        const QByteArray good = R"({"id":"%","history":{"startAt":"2026-02-10T09:00:00+08:00"},"limit":{"n":10,"unit":"workday"}})";
        const Run answer = run({u"deadline"_s, u"eval"_s, u"--calendars"_s, m_source + u"/resources/calendar"_s, u"--cases"_s,
                                write(u"clocks.json"_s, '[' + good + ", 17, " + good + ']')});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.pure);
        QCOMPARE(answer.lines.size(), 3);
        for (const int i : {0, 2})
            QCOMPARE(missing(answer.lines.at(i), {u"id"_s, u"due"_s, u"statutory"_s, u"provisional"_s, u"excluded"_s, u"lamp"_s}), QString());
        QVERIFY(!answer.errorCode(1).isEmpty());
    }
    void packVerify()
    {
        const Run clean = run({u"pack"_s, u"verify"_s, m_pack});
        QCOMPARE(clean.status, 0);
        QVERIFY(clean.pure);
        QCOMPARE(missing(clean.document(), {u"pack"_s, u"ok"_s, u"findings"_s}), QString());
        QCOMPARE(clean.document().value(u"ok"_s).toBool(), true);

        // The same pack with one answer too few.
        QProcess copy;
        copy.start(u"cp"_s, {u"-r"_s, m_pack, m_folder.filePath(u"broken"_s)});
        QVERIFY(copy.waitForFinished(120'000) && copy.exitCode() == 0);
        QFile facts(m_folder.filePath(u"broken/facts.csv"_s));
        QVERIFY(facts.open(QIODevice::ReadOnly));
        const QByteArray text = facts.readAll();
        facts.close();
        QVERIFY(facts.open(QIODevice::WriteOnly | QIODevice::Truncate));
        facts.write(text.left(text.lastIndexOf('\n', text.size() - 2) + 1));
        facts.close();
        const Run broken = run({u"pack"_s, u"verify"_s, m_folder.filePath(u"broken"_s)});
        QCOMPARE(broken.status, 1);
        QVERIFY(broken.pure);
        QCOMPARE(broken.document().value(u"ok"_s).toBool(), false);
        const QJsonObject finding = broken.document().value(u"findings"_s).toArray().at(0).toObject();
        QCOMPARE(missing(finding, {u"code"_s, u"severity"_s, u"message"_s, u"where"_s, u"witness"_s}), QString());
        QCOMPARE(run({u"pack"_s, u"verify"_s, u"/nowhere"_s}).status, 2);
    }
    void packEvaluateAndInterview()
    {
        const QString cases = write(u"answers.jsonl"_s, R"({"主体业态":"餐饮服务","经营项目":["热食"]})" "\n" R"({"主体业态":"航天"})" "\n" R"({})" "\n");
        for (const QString &verb : {u"evaluate"_s, u"eval"_s}) {
            const Run answer = run({u"pack"_s, verb, m_pack, u"--cases"_s, cases});
            QCOMPARE(answer.status, 0);
            QVERIFY(answer.pure);
            QCOMPARE(answer.lines.size(), 3);
            for (const int i : {0, 2})
                QCOMPARE(missing(answer.lines.at(i), {u"subItems"_s, u"materials"_s, u"fee"_s, u"limitDays"_s, u"pending"_s}), QString());
            QVERIFY(!answer.errorCode(1).isEmpty());
        }
        const Run golden = run({u"pack"_s, u"evaluate"_s, m_pack, u"--cases"_s, m_pack + u"/cases.csv"_s});
        QVERIFY(golden.lines.size() > 3);
        const QJsonObject material = golden.document().value(u"materials"_s).toArray().at(0).toObject();
        QCOMPARE(missing(material, {u"id"_s, u"mode"_s, u"dueDays"_s, u"why"_s}), QString());
        QCOMPARE(missing(material.value(u"why"_s).toObject(), {u"rows"_s, u"answers"_s, u"basis"_s}), QString());
        for (const QString &verb : {u"interview"_s, u"ask"_s}) {
            const Run answer = run({u"pack"_s, verb, m_pack, u"--answers"_s, m_pack + u"/cases.csv"_s});
            QCOMPARE(answer.status, 0);
            QCOMPARE(missing(answer.document(), {u"asked"_s, u"notAsked"_s, u"outcome"_s}), QString());
        }
    }
    void feelEval()
    {
        const Run answer = run({u"feel"_s, u"eval"_s, u"a >= 60"_s, u"--context"_s, u"{\"a\": 61}"_s});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.pure);
        QCOMPARE(answer.document().value(u"value"_s).toBool(), true);
        QCOMPARE(answer.document().value(u"type"_s).toString(), u"boolean"_s);
        // Names with blanks, numbers digit by digit, and what has no JSON of its own as text.
        const Run names = run({u"feel"_s, u"eval"_s, u"{sum: first name + 1, due: @\"2026-01-31\" + @\"P1M\"}"_s, u"--context"_s, u"{\"first name\": 0.1234567890123456789}"_s});
        QCOMPARE(names.document().value(u"type"_s).toString(), u"context"_s);
        QCOMPARE(names.document().value(u"value"_s).toObject().value(u"sum"_s).toString(), u"1.1234567890123456789"_s);
        QCOMPARE(names.document().value(u"value"_s).toObject().value(u"due"_s).toString(), u"2026-02-28"_s);
        const Run nothing = run({u"feel"_s, u"eval"_s, u"a + 1"_s});
        QVERIFY(nothing.document().value(u"value"_s).isNull());
        QVERIFY(!nothing.document().value(u"diagnostics"_s).toArray().isEmpty());
        const Run broken = run({u"feel"_s, u"eval"_s, u"1 +"_s});
        QCOMPARE(broken.status, 3);
        QVERIFY(tellsProblem(broken));
        QVERIFY(!broken.errorCode().isEmpty());
    }
    void tckRun()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"suite/cl2/one"_s));
        write(u"suite/cl2/one/one.dmn"_s, "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:x\" name=\"x\"><decision id=\"d\" name=\"d\"><literalExpression><text>1 + 1</text></literalExpression></decision></definitions>");
        write(u"suite/cl2/one/one-01.xml"_s, "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\"><modelName>one.dmn</modelName><testCase id=\"1\"><resultNode name=\"d\"><expected><value xsi:type=\"xsd:decimal\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">2</value></expected></resultNode></testCase></testCases>");
        const QString out = m_folder.filePath(u"results.csv"_s);
        for (const QString &option : {u"--out"_s, u"-o"_s}) {
            const Run answer = run({u"tck"_s, u"run"_s, m_folder.filePath(u"suite"_s), option, out});
            QCOMPARE(answer.status, 0);
            QVERIFY(answer.pure);
            QCOMPARE(answer.document().value(u"passed"_s).toInt(), 1);
            QCOMPARE(answer.document().value(u"macroAverage"_s).toDouble(), 1.0);
            QFile file(out);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), QByteArray("\"cl2/one\",\"one-01\",\"1\",\"SUCCESS\",\"\"\n"));
            file.remove();
        }
    }
    void policyDump()
    {
        const Run answer = run({u"policy"_s, u"dump"_s, u"--root"_s, m_folder.path()});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.pure);
        QCOMPARE(missing(answer.document(), {u"state"_s, u"environment"_s, u"keys"_s, u"problems"_s}), QString());
    }
    void selfCheck()
    {
        const Run answer = run({u"self-check"_s});
        QVERIFY2(answer.status == 0, answer.out + answer.err);
        QVERIFY(answer.pure);
        QCOMPARE(answer.document().value(u"ok"_s).toBool(), true);
        QStringList ids;
        const QJsonArray probes = answer.document().value(u"probes"_s).toArray();
        for (const QJsonValue &probe : probes) {
            QCOMPARE(missing(probe.toObject(), {u"id"_s, u"title"_s, u"state"_s, u"words"_s, u"code"_s, u"elapsedMs"_s}), QString());
            ids << probe.toObject().value(u"id"_s).toString();
        }
        QCOMPARE(ids, (QStringList{u"packs"_s, u"calendars"_s, u"errors"_s, u"translation"_s, u"fonts"_s, u"crypto"_s, u"store"_s, u"reader"_s}));
        const Run human = run({u"self-check"_s, u"--plugins"_s, m_folder.filePath(u"no plugins"_s)}, false);
        QCOMPARE(human.status, 1);
        QVERIFY(human.out.startsWith("fail\tpacks\t"));
        QVERIFY2(tellsProblem(human), human.err.constData());
    }
    void demoPlay()
    {
        const QString world = m_folder.filePath(u"world"_s), papers = m_folder.filePath(u"papers"_s);
        const Run answer = run({u"demo"_s, u"play"_s, m_source + u"/tests/data/demo/food-licence.json"_s, u"--data-dir"_s, world, u"--out"_s, papers});
        QVERIFY2(answer.status == 0, answer.err.constData());
        QVERIFY(answer.pure);
        QCOMPARE(answer.lines.size(), 1);
        QCOMPARE(missing(answer.document(), {u"steps"_s, u"caseNumber"_s, u"receipt"_s}), QString());
        QVERIFY(!answer.document().value(u"receipt"_s).toString().isEmpty());
        QFile paper(papers + u"/N01.pdf"_s);
        QVERIFY(paper.open(QIODevice::ReadOnly));
        QVERIFY(paper.read(5) == "%PDF-");
        // What IT would look at afterwards.
        const Run store = run({u"store"_s, u"check"_s, world + u"/store"_s, u"--secrets"_s, world + u"/keys"_s});
        QVERIFY2(store.status == 0, store.out.constData());
        QCOMPARE(store.document().value(u"ok"_s).toBool(), true);
        const Run audit = run({u"audit"_s, u"verify"_s, world + u"/store"_s, u"--secrets"_s, world + u"/keys"_s});
        QVERIFY2(audit.status == 0, audit.out + audit.err);
        QCOMPARE(missing(audit.document(), {u"verdict"_s, u"entries"_s, u"firstBad"_s}), QString());
    }
    void demoPlayThatStops()
    {
        const Run answer = run({u"demo"_s, u"play"_s, write(u"stuck.json"_s, R"({"item": "DEMO-nobody-99"})")});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.pure);
        QVERIFY2(tellsProblem(answer), answer.err.constData());
        QVERIFY(answer.err.contains("INT-ITEM: "));
    }
};

QTEST_GUILESS_MAIN(TestZcctl)
#include "tst_zcctl.moc"
