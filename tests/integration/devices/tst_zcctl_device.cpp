#include <devices/simulatedscanner.h>
#include <training/simulatordoor.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Answer {
    int status = -1;
    QList<QJsonObject> lines;
    QByteArray problems;
};

Answer zcctl(const QStringList &words, const QByteArray &input = {})
{
    QProcess program;
    program.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), words);
    program.write(input);
    program.closeWriteChannel();
    Answer answer;
    if (!program.waitForFinished(120'000))
        return answer;
    answer.status = program.exitCode();
    answer.problems = program.readAllStandardError();
    for (const QByteArray &line : program.readAllStandardOutput().split('\n'))
        if (!line.isEmpty())
            answer.lines << QJsonDocument::fromJson(line).object();
    return answer;
}

} // namespace

class TestZcctlDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodeAnswersEveryLineAndStopsAtNone()
    {
        QFile file(QStringLiteral(ZC_SOURCE_DIR "/tests/data/devices/vectors.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cards = QJsonDocument::fromJson(file.readAll()).object().value(u"readAnswers"_s).toArray();
        QByteArray input = "not json\n";
        for (const QJsonValue &card : cards)
            input += QJsonDocument(QJsonObject{{u"id"_s, card[u"id"_s]}, {u"command"_s, u"3001"_s}, {u"today"_s, u"20260601"_s},
                                               {u"chunks"_s, QJsonArray{QJsonArray{40, card[u"hex"_s]}}}}).toJson(QJsonDocument::Compact) + '\n';
        input += R"({"id":"silent","command":"3001","deadlineMs":800,"chunks":[]})" "\n" R"({"id":"bad","command":"30","chunks":[]})" "\n";
        const Answer answer = zcctl({u"--json"_s, u"device"_s, u"decode"_s}, input);
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.lines.size(), cards.size() + 3);
        QCOMPARE(answer.lines[0].value(u"error"_s)[u"code"_s].toString(), u"DEV-DECODE-INPUT"_s);
        for (qsizetype i = 0; i < cards.size(); ++i) {
            QCOMPARE(answer.lines[i + 1].value(u"id"_s), cards[i][u"id"_s]);
            QCOMPARE(answer.lines[i + 1].value(u"fields"_s), cards[i][u"expect"_s][u"fields"_s]);
            QCOMPARE(answer.lines[i + 1].value(u"warnings"_s), cards[i][u"expect"_s][u"warnings"_s]);
        }
        QCOMPARE(answer.lines[5].value(u"class"_s).toString(), u"timeout"_s);
        QVERIFY(answer.lines[5].value(u"status"_s).isNull());
        QCOMPARE(answer.lines[6].value(u"id"_s).toString(), u"bad"_s);
        QVERIFY(answer.lines[6].contains(u"error"_s));
    }

    void simulateAndReadMeet()
    {
        const QTemporaryDir folder;
        const QString link = folder.filePath(u"reader"_s);
        QProcess simulator;
        simulator.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"device"_s, u"simulate"_s, u"--link"_s, link, u"--card"_s, u"J"_s});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(link), 60'000);
        const Answer read = zcctl({u"--json"_s, u"device"_s, u"read"_s, u"--port"_s, link, u"--deadline-ms"_s, u"5000"_s});
        QCOMPARE(read.status, 0);
        QCOMPARE(read.lines.value(0).value(u"kind"_s).toString(), u"hkmt"_s);
        QVERIFY(!read.problems.contains("810000199408230021"));
        simulator.closeWriteChannel();
        QVERIFY(simulator.waitForFinished(120'000));
        QVERIFY(!QFile::exists(link));
        QVERIFY(simulator.readAllStandardOutput().contains("> 3001"));
        const Answer absent = zcctl({u"device"_s, u"read"_s, u"--port"_s, link, u"--deadline-ms"_s, u"500"_s});
        QCOMPARE(absent.status, 1);
        QVERIFY(absent.problems.contains("DEV-IDCARD-ABSENT"));
    }

    void selftestReportsEveryCheck()
    {
        const Answer answer = zcctl({u"--json"_s, u"device"_s, u"selftest"_s, u"idr/simulator"_s, u"--only"_s, u"claims,privacy.log"_s, u"--effort"_s, u"5"_s});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.lines.size(), 1);
        const QJsonObject report = answer.lines.constFirst();
        QVERIFY(report.value(u"ok"_s).toBool());
        QCOMPARE(report.value(u"class"_s).toString(), u"idCardReader"_s);
        QCOMPARE(report.value(u"checks"_s).toArray().size(), 10);
        QCOMPARE(report.value(u"passed"_s).toInt(), 10);
    }

    void listAndSelftestOfARealPort()
    {
        const QTemporaryDir folder;
        const QString link = folder.filePath(u"reader"_s), entry = u"idr-1=serial:"_s + link;
        const Answer nobody = zcctl({u"--json"_s, u"device"_s, u"list"_s, entry});
        QCOMPARE(nobody.lines.value(0)[u"devices"_s][0][u"code"_s].toString(), u"DEV-IDCARD-ABSENT"_s);
        QCOMPARE(zcctl({u"device"_s, u"selftest"_s, entry}).status, 1);
        QProcess simulator;
        simulator.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"device"_s, u"simulate"_s, u"--link"_s, link});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(link), 60'000);
        const Answer listed = zcctl({u"--json"_s, u"device"_s, u"list"_s, entry});
        QCOMPARE(listed.lines.value(0)[u"devices"_s][0][u"state"_s].toString(), u"ready"_s);
        QCOMPARE(listed.lines.value(0)[u"devices"_s][0][u"capabilities"_s][u"class"_s].toString(), u"idCardReader"_s);
        const Answer tested = zcctl({u"--json"_s, u"device"_s, u"selftest"_s, entry, u"--only"_s, u"abilities,claims,health"_s});
        QCOMPARE(tested.status, 0);
        QVERIFY(tested.lines.value(0).value(u"passed"_s).toInt() >= 10);
        simulator.closeWriteChannel();
        QVERIFY(simulator.waitForFinished(120'000));
    }

    void vendorsDriverByItsAddress()
    {
        const QTemporaryDir reader;
        const Answer listed = zcctl({u"--json"_s, u"device"_s, u"list"_s, u"idr-1=host:sample?folder="_s + reader.path()});
        const QJsonObject device = listed.lines.value(0)[u"devices"_s][0].toObject();
        QCOMPARE(device.value(u"state"_s).toString(), u"ready"_s);
        QCOMPARE(device.value(u"driver"_s).toString(), u"sample"_s);
        const Answer refused = zcctl({u"--json"_s, u"device"_s, u"list"_s, u"idr-1=host:sample"_s});      // the driver wants its folder
        QCOMPARE(refused.lines.value(0)[u"devices"_s][0][u"code"_s].toString(), u"DEV-HOST-LOAD"_s);
        const Answer scanner = zcctl({u"--json"_s, u"device"_s, u"list"_s, u"scn-1=sane:nosuch:9?brightness=10"_s});
        QCOMPARE(scanner.lines.value(0)[u"devices"_s][0][u"driver"_s].toString(), u"sane"_s);
        QCOMPARE(scanner.lines.value(0)[u"devices"_s][0][u"code"_s].toString(), u"DEV-SCAN-ABSENT"_s);
        QCOMPARE(zcctl({u"device"_s, u"list"_s, u"idr-1=sane:test:0"_s}).status, 2);          // a reader is no scanner
        for (const QString &strange : {u"nobody"_s, u"../departments/sample"_s, u"."_s, u".."_s, u""_s})
            QCOMPARE(zcctl({u"device"_s, u"list"_s, u"idr-1=host:"_s + strange}).status, 2);
    }

    // The receipt printer of the command line is found by the driver, self-tested without a slip, and its paper runs out in words.
    void receiptPrinterByItsAddress()
    {
        for (const QString &wire : {u"tcp"_s, u"terminal"_s}) {
            QProcess simulator;
            simulator.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"device"_s, u"simulate"_s, u"rcp"_s, u"--line"_s, wire});
            QTRY_VERIFY_WITH_TIMEOUT(simulator.canReadLine(), 60'000);
            const QString entry = u"rcp-1="_s + QJsonDocument::fromJson(simulator.readLine()).object().value(u"address"_s).toString() + u"?columns=32"_s;
            const Answer listed = zcctl({u"--json"_s, u"device"_s, u"list"_s, entry});
            const QJsonObject device = listed.lines.value(0)[u"devices"_s][0].toObject();
            QCOMPARE(device.value(u"state"_s).toString(), u"ready"_s);
            QCOMPARE(device.value(u"driver"_s).toString(), u"escpos"_s);
            QCOMPARE(device.value(u"capabilities"_s)[u"class"_s].toString(), u"receiptPrinter"_s);
            const Answer tested = zcctl({u"--json"_s, u"device"_s, u"selftest"_s, entry, u"--only"_s, u"abilities,claims,health"_s});
            QCOMPARE(tested.status, 0);
            simulator.write("{\"paper\":null}\n{\"paper\":17,\"x\":1}\n");
            QTRY_VERIFY_WITH_TIMEOUT(simulator.canReadLine(), 60'000);
            const Answer empty = zcctl({u"--json"_s, u"device"_s, u"list"_s, entry});
            QTRY_VERIFY_WITH_TIMEOUT(simulator.bytesAvailable() > 0, 60'000);
            simulator.closeWriteChannel();
            QVERIFY(simulator.waitForFinished(120'000));
            const QList<QByteArray> said = simulator.readAll().trimmed().split('\n');
            QCOMPARE(said.size(), 3);
            QVERIFY(said[0].contains("true") && said[1].contains("DEV-SIM-CONTROL"));
            QVERIFY(QJsonDocument::fromJson(said[2]).object().value(u"slips"_s).toArray().isEmpty());      // a self-test wastes no paper
            QVERIFY(empty.status == 0);
        }
    }

    void wrongUseIsStatusTwo()
    {
        for (const QStringList &words : {QStringList{u"read"_s}, {u"read"_s, u"--port"_s}, {u"read"_s, u"--port"_s, u"x"_s, u"--baud"_s, u"fast"_s},
                                         {u"read"_s, u"--port"_s, u"x"_s, u"--deadline-ms"_s, u"0"_s}, {u"simulate"_s, u"--card"_s},
                                         {u"simulate"_s, u"rcp"_s, u"--line"_s, u"morse"_s}, {u"list"_s, u"rcp-1=escpos://127.0.0.1:9?columns=7"_s}, {u"list"_s, u"prn-1=http://127.0.0.1/"_s},
                                         {u"list"_s, u"scn-1=http://scanner.example/eSCL"_s}, {u"list"_s, u"evl-1=host:wsterminal?at=ws://127.0.0.1"_s},
                                         {u"list"_s, u"evl-1=profile:sample-evl-ws?at=ws://127.0.0.1&ca=/x"_s},
                                         {u"list"_s, u"x"_s}, {u"list"_s, u"abc-1=serial:x"_s}, {u"list"_s, u"idr-1=serial:"_s},
                                         {u"list"_s, u"idr-1=serial:x?baud=7"_s}, {u"list"_s, u"idr-1=serial:x?speed=9600"_s}, {u"list"_s, u"idr-1=morse:x"_s},
                                         {u"selftest"_s}, {u"selftest"_s, u"xyz/simulator"_s}, {u"selftest"_s, u"idr/simulator"_s, u"--only"_s, u"no.such"_s},
                                         {u"selftest"_s, u"idr/simulator"_s, u"--effort"_s, u"0"_s}, {u"selftest"_s, u"idr/simulator"_s, u"--fast"_s, u"1"_s}, {u"decode"_s, u"a"_s, u"b"_s}})
            QCOMPARE(zcctl(QStringList{u"device"_s} + words).status, 2);
        QCOMPARE(zcctl({u"device"_s, u"decode"_s, u"/nowhere/at/all"_s}).status, 3);
        QCOMPARE(zcctl({u"--json"_s, u"device"_s, u"list"_s}).status, 0);
    }

    void checksProfilesOfTerminals()
    {
        const Answer good = zcctl({u"--json"_s, u"device"_s, u"profile"_s, QStringLiteral(ZC_SOURCE_DIR "/resources/terminals/sample-evl-http.json")});
        QCOMPARE(good.status, 0);
        QCOMPARE(good.lines.value(0).value(u"class"_s).toString(), u"evaluation"_s);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"bad.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"zcTerminal\":1,\"id\":\"bad\",\"title\":\"t\",\"class\":\"evaluation\",\"transport\":\"usb\"}") > 0);
        file.close();
        const Answer bad = zcctl({u"--json"_s, u"device"_s, u"profile"_s, file.fileName()});
        QVERIFY(bad.status != 0);
        QVERIFY2(bad.problems.contains("DEV-PROFILE") || bad.lines.value(0).value(u"error"_s)[u"code"_s].toString() == u"DEV-PROFILE", bad.problems.constData());
        QVERIFY(zcctl({u"device"_s, u"profile"_s, folder.filePath(u"none.json"_s)}).status != 0);
    }
    void theSimulatedTerminalAnswersASelfTest()
    {
        QProcess simulator;
        simulator.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"device"_s, u"simulate"_s, u"que"_s});
        QVERIFY(QTest::qWaitFor([&] { return simulator.canReadLine(); }, 60'000));
        const QString port = QJsonDocument::fromJson(simulator.readLine()).object().value(u"port"_s).toString();
        const Answer test = zcctl({u"--json"_s, u"device"_s, u"selftest"_s, u"que-1=profile:sample-que-serial?at="_s + port});
        simulator.closeWriteChannel();
        QVERIFY(QTest::qWaitFor([&] { return simulator.state() == QProcess::NotRunning; }, 60'000));
        QCOMPARE(test.status, 0);
        // A live desk is left in peace: nobody was called.
        QVERIFY(simulator.readAllStandardOutput().contains("\"questions\":0"));
    }

    // The devices of a running practice, told from the command line: what they take and what not, one answer a line.
    void tellsThePractice()
    {
        QTemporaryDir data;
        QVERIFY(QDir(data.path()).mkpath(u"demo"_s));
        zc::devices::ScannerSimulator scanner(zc::devices::ScannerSimulator::Options{});
        zc::training::SimulatorDoor door(data.filePath(u"demo"_s), [&](const QString &device, const QByteArray &line) {
            return device == u"scn-1" ? scanner.control(line) : zc::Result<void>(zc::Error{zc::ErrorKind::NotFound, u"DEV-NOSUCH"_s, device});
        });
        QVERIFY(door.isOpen());
        QProcess program;
        program.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"--json"_s, u"device"_s, u"simulate"_s, u"--desk"_s, data.path()});
        program.write("{\"scn-1\":{\"feeder\":3}}\n{\"scn-1\":{\"fault\":{\"kind\":\"jam\",\"page\":7}}}\n{\"scn-1\":{\"fault\":{\"kind\":\"tea\"}}}\n{\"idr-9\":{\"reset\":{}}}\nnonsense\n");
        program.closeWriteChannel();
        QVERIFY(QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 60'000));
        QList<QJsonObject> lines;
        for (const QByteArray &line : program.readAllStandardOutput().split('\n'))
            if (!line.isEmpty())
                lines << QJsonDocument::fromJson(line).object();
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0].value(u"ok"_s).toBool(), true);
        QCOMPARE(lines[1].value(u"ok"_s).toBool(), true);
        QCOMPARE(lines[2].value(u"error"_s)[u"code"_s].toString(), u"DEV-SIM-CONTROL"_s);
        QCOMPARE(lines[3].value(u"error"_s)[u"code"_s].toString(), u"DEV-NOSUCH"_s);
        QCOMPARE(lines[4].value(u"error"_s)[u"code"_s].toString(), u"DEV-SIM-CONTROL"_s);
        QCOMPARE(program.exitCode(), 1);                     // not all of it was done
        QCOMPARE(scanner.inFeeder(), 3);
        // Nobody practises there.
        const Answer nobody = zcctl({u"device"_s, u"simulate"_s, u"--desk"_s, data.filePath(u"elsewhere"_s)}, "{}");
        QCOMPARE(nobody.status, 1);
        QVERIFY(nobody.problems.contains("CTL-NO-PRACTICE"));
        QCOMPARE(zcctl({u"device"_s, u"simulate"_s, u"--desk"_s, data.path(), u"--card"_s, u"R"_s}).status, 2);
    }
};

QTEST_GUILESS_MAIN(TestZcctlDevice)
#include "tst_zcctl_device.moc"
