#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestZcctlCase : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_status = -1;

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
        process.start(QStringLiteral(ZC_BINARY_DIR) + u"/bin/zcctl"_s, QStringList{u"--json"_s} + words);
        if (!process.waitForFinished(120'000))
            qFatal("zcctl does not answer");
        m_status = process.exitCode();
        QList<QJsonObject> lines;
        for (const QByteArray &line : process.readAllStandardOutput().split('\n'))
            if (!line.isEmpty())
                lines << QJsonDocument::fromJson(line).object();
        return lines;
    }

private Q_SLOTS:
    void casework()
    {
        const QString file = write(u"cases.json"_s, R"([
            {"id": 1, "state": null, "action": "create", "role": "intake", "context": {}},
            {"id": "b", "state": "received", "action": "accept", "role": "acceptor", "context": {"online": false}},
            {"id": "c", "state": "received", "action": "accept", "role": "acceptor", "context": {"missingRequired": 2}},
            {"id": "d", "state": "received", "action": "fly", "role": "acceptor"},
            {"id": "e", "state": "", "action": "create", "role": "intake"},
            {"id": "f", "state": "draft", "action": "save", "role": "intake", "context": {"sync": "sometimes"}},
            17,
            {"id": "h", "state": "accepted", "action": "lapseDeferral", "role": "acceptor", "context": {"weather": "fine"}}])");
        const QList<QJsonObject> answers = run({u"casework"_s, u"check"_s, file});
        QCOMPARE(m_status, 0);
        QCOMPARE(answers.size(), 8);
        QCOMPARE(answers[0].value(u"id").toInt(), 1);
        QCOMPARE(answers[0].value(u"next").toString(), u"draft"_s);
        QVERIFY(answers[0].value(u"reason").isNull());
        QCOMPARE(answers[1].value(u"effect").toString(), u"prepared"_s);
        QCOMPARE(answers[1].value(u"next").toString(), u"received"_s);
        QCOMPARE(answers[1].value(u"documents").toArray(), QJsonArray{u"N04"_s});
        QCOMPARE(answers[2].value(u"allowed").toBool(), false);
        QCOMPARE(answers[2].value(u"reason").toString(), u"MATERIAL"_s);
        QVERIFY(answers[2].value(u"next").isNull());
        QCOMPARE(answers[2].value(u"documents").toArray(), QJsonArray{});
        for (const int bad : {3, 4, 5, 6})
            QCOMPARE(answers[bad].value(u"error").toObject().value(u"code").toString(), u"CASE-CONTEXT"_s);
        QCOMPARE(answers[3].value(u"id").toString(), u"d"_s);
        QCOMPARE(answers[7].value(u"finishKind").toString(), u"returned"_s);
        QCOMPARE(answers[7].value(u"unknownFacts").toArray(), QJsonArray{u"weather"_s});
    }
    void deadline()
    {
        const QString file = write(u"clocks.json"_s, R"([
            {"id": "a", "history": {"startAt": "2026-02-10T09:00:00+08:00"}, "limit": {"n": 10, "unit": "workday"}},
            {"id": "b", "history": {}, "limit": {"n": 10, "unit": "workday"}},
            {"id": "c", "calendars": [2025], "history": {"startAt": "2025-12-15T09:00:00+08:00"}, "limit": {"n": 20, "unit": "workday"}}])");
        const QString calendars = QStringLiteral(ZC_SOURCE_DIR) + u"/resources/calendar"_s;
        for (const QStringList &words : {QStringList{u"deadline"_s, u"eval"_s, u"--calendars"_s, calendars, u"--cases"_s, file},
                                         QStringList{u"deadline"_s, u"eval"_s, u"--cases"_s, file}}) {
            const QList<QJsonObject> answers = run(words);
            QCOMPARE(m_status, 0);
            QCOMPARE(answers.size(), 3);
            QCOMPARE(answers[0].value(u"due").toString(), u"2026-03-02"_s);
            QCOMPARE(answers[0].value(u"excluded").toArray().size(), 10);
            QVERIFY(answers[0].contains(u"input"));
            QCOMPARE(answers[1].value(u"error").toObject().value(u"code").toString(), u"CASE-CLOCK"_s);
            QCOMPARE(answers[2].value(u"provisional").toBool(), true);
        }
    }
    void identifiers()
    {
        QList<QJsonObject> answers = run({u"id"_s, u"check"_s, u"91350100M000100Y43"_s, u"11010519491231002X"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers[0].value(u"kind").toString(), u"uscc"_s);
        QCOMPARE(answers[1].value(u"value").toString(), u"110105********002X"_s);
        QCOMPARE(answers[1].value(u"valid").toBool(), true);
        answers = run({u"id"_s, u"check"_s, u"--file"_s, write(u"ids.txt"_s, "orgCode\tD2143569-X\n\nbicycle\t1\r\n11010519491231002x\n")});
        QCOMPARE(answers.size(), 4);
        QCOMPARE(answers[0].value(u"valid").toBool(), true);
        QCOMPARE(answers[1].value(u"valid").toBool(), false);
        QCOMPARE(answers[2].value(u"error").toObject().value(u"code").toString(), u"CTL-ID-KIND"_s);
        QCOMPARE(answers[3].value(u"kind").toString(), u"citizen"_s);
    }
    void wrongUseAndUnreadableInput()
    {
        const QString broken = write(u"broken.json"_s, "[{\"id\": 1},\n oops]");
        const std::pair<QStringList, int> uses[] = {
            {{u"casework"_s, u"check"_s}, 2}, {{u"deadline"_s, u"eval"_s}, 2}, {{u"deadline"_s, u"eval"_s, u"--cases"_s}, 2}, {{u"id"_s, u"check"_s}, 2},
            {{u"id"_s, u"check"_s, u"--kind"_s, u"x"_s, u"1"_s}, 2}, {{u"casework"_s, u"check"_s, u"/nowhere.json"_s}, 3},
            {{u"casework"_s, u"check"_s, broken}, 3}, {{u"deadline"_s, u"eval"_s, u"--cases"_s, broken}, 3},
            {{u"deadline"_s, u"eval"_s, u"--calendars"_s, u"/nowhere"_s, u"--cases"_s, broken}, 3}, {{u"id"_s, u"check"_s, u"--file"_s, u"/nowhere"_s}, 3}};
        for (const auto &[words, status] : uses) {
            QVERIFY(run(words).isEmpty());
            QVERIFY2(m_status == status, qPrintable(words.join(u' ')));
        }
    }
    void emptyBatch() { QVERIFY(run({u"casework"_s, u"check"_s, write(u"none.json"_s, "[]")}).isEmpty()); QCOMPARE(m_status, 0); }
};

QTEST_GUILESS_MAIN(TestZcctlCase)
#include "tst_zcctlcase.moc"
