#include <devices/simulator.h>

#include "internal/sim/peerscript.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace zc::devices;

class TestSimulator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownControlLinesAreRefusedAsAWhole()
    {
        const auto simulator = ReaderSimulator::start({});
        QVERIFY2(simulator.ok(), qPrintable(simulator.ok() ? QString() : simulator.error().detail));
        for (const char *line : {"", "[]", "{}", "{\"card\":\"Q\"}", "{\"card\":{\"kind\":\"RR\"}}", "{\"card\":7}", "{\"set\":{\"speed\":1}}",
                                 "{\"fault\":{\"kind\":\"burn\"}}", "{\"fault\":{\"kind\":\"drop\",\"at\":-1}}", "{\"status\":{\"sw3\":\"zz\"}}",
                                 "{\"dance\":1}", "{\"card\":null,\"set\":{}}"}) {
            const auto applied = simulator.value()->control(line);
            QVERIFY2(!applied.ok() && applied.error().code == u"DEV-SIM-CONTROL", line);
        }
        for (const char *line : {"{\"card\":null}", "{\"card\":\"R\"}", "{\"card\":{\"seed\":5,\"kind\":\"Y\"}}", "{\"set\":{\"radioDelayMs\":5}}"})
            QVERIFY2(simulator.value()->control(line).ok(), line);
    }

    void cardsHoldTheFingerprintsThatWereAskedFor()
    {
        sim::Script script;
        const auto holds = [&script](const QByteArray &line) {
            if (!script.apply(line).ok())
                return -1;
            (void)script.answerTo(QByteArray::fromHex("2001"));
            (void)script.answerTo(QByteArray::fromHex("2002"));
            const QByteArray frame = script.answerTo(QByteArray::fromHex("3010"));
            const int fingers = int(frame.size() - 1297) / 512;                 // an answer without any has 1297 bytes
            return (frame.size() - 1297) % 512 == 0 && quint8(frame[14]) == 2 * fingers && frame[15] == 0 ? fingers : -2;
        };
        QCOMPARE(holds(R"({"card":{"seed":5}})"), 2);
        QCOMPARE(holds(R"({"card":{"seed":5,"fingers":1}})"), 1);
        QCOMPARE(holds(R"({"card":{"seed":5,"fingers":0}})"), 0);
        QCOMPARE(holds(R"({"card":{"seed":5,"fingers":3}})"), -1);
        QCOMPARE(holds(R"({"card":{"seed":5,"fingers":-1}})"), -1);
        // What is offered is laid where nothing lies.
        QCOMPARE(holds(R"({"offer":{"seed":6}})"), 0);
        QCOMPARE(holds(R"({"card":null})"), -2);
        QCOMPARE(holds(R"({"offer":{"seed":6,"fingers":1}})"), 1);
        QCOMPARE(holds(R"({"offer":null})"), -1);
    }

    void linkFollowsTheTerminal()
    {
        const QTemporaryDir folder;
        ReaderSimulator::Options options;
        options.linkPath = folder.filePath(u"reader"_s);
        auto simulator = ReaderSimulator::start(options);
        QVERIFY(simulator.ok());
        QCOMPARE(simulator.value()->portPath(), options.linkPath);
        QVERIFY(QFile::exists(options.linkPath));
        QVERIFY(simulator.value()->control("{\"hangup\":{\"backAfterMs\":100}}").ok());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(options.linkPath), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(options.linkPath), 60'000);
        simulator.value().reset();
        QVERIFY(!QFile::exists(options.linkPath));
    }

    void generatedCardsAreSyntheticAndRepeatable()
    {
        for (const QString &kind : {u"R"_s, u"J"_s, u"I"_s, u"Y"_s}) {
            QCOMPARE(SimulatedCard::generated(42, kind).fields, SimulatedCard::generated(42, kind).fields);
            QVERIFY(SimulatedCard::generated(42, kind).fields != SimulatedCard::generated(43, kind).fields);
            QVERIFY(SimulatedCard::generated(42, kind).fields.value(u"name"_s).contains(u"样例"));
        }
        QVERIFY(SimulatedCard::generated(1).fields.value(u"number"_s).startsWith(u"119900"));
    }
};

ZC_TEST(QCoreApplication, TestSimulator)
#include "tst_simulator.moc"
