#include "internal/frames/framereader.h"
#include "internal/pairing/tokenstore.h"
#include "internal/transfer/transfersin.h"
#include "sessionpage.h"
#include "support/testprogram.h"

#include <base/clock.h>
#include <base/uuid.h>
#include <devices/devicehub.h>
#include <devices/encodingsink.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedkey.h>
#include <devices/simulatedprinters.h>
#include <devices/simulatedscanner.h>
#include <devices/signaturepad.h>
#include <devices/socialcardreader.h>
#include <devices/terminalsimulator.h>

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;
using namespace zc::bridge::test;
using namespace zc::devices;

namespace {

const QString kOffice = u"https://office.example.test"_s;
const QString kNobody = u"https://nobody.example.test"_s;
const QStringList kAllCommands{u"ScCard.Read"_s, u"Scan.Start"_s, u"Camera.Capture"_s, u"Print.Job"_s, u"Receipt.Print"_s, u"Sign.Capture"_s, u"Evaluate.Ask"_s, u"Queue.Call"_s,
                               u"Key.ListCerts"_s, u"Key.Sign"_s};

// The rows of a page behind the first bytes of a PNG: what arrives can be held against what was drawn.
class RowsEncoder final : public PageEncoder {
public:
    Result<QByteArray> encode(const PageHeader &page, const QByteArray &rows) const override
    {
        return "\x89PNG" + QByteArray::number(page.width) + 'x' + QByteArray::number(page.height) + '\n' + rows;
    }
};

// Every device a page can use beside the reader, and what sessions share.
struct Hall {
    SystemClock clock;
    RowsEncoder encoder;
    std::shared_ptr<SocialCardSimulator> social = std::make_shared<SocialCardSimulator>();
    std::shared_ptr<ScannerSimulator> scanner = std::make_shared<ScannerSimulator>(ScannerSimulator::Options{40, 60, 3, 0});
    std::shared_ptr<CameraSimulator> camera = std::make_shared<CameraSimulator>(CameraSimulator::Options{310, 438, 30, 100});
    std::shared_ptr<PrinterSimulator> printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    std::shared_ptr<ReceiptSimulator> receipts = ReceiptSimulator::start(ReceiptSimulator::Line::Memory).value();
    std::shared_ptr<SignatureSimulator> pad = std::make_shared<SignatureSimulator>();
    std::shared_ptr<TerminalSimulator> terminal = TerminalSimulator::start(TerminalSimulator::What::Evaluation, TerminalSimulator::Line::Memory).value();
    std::shared_ptr<TerminalSimulator> queue = TerminalSimulator::start(TerminalSimulator::What::Queue, TerminalSimulator::Line::Memory).value();
    std::shared_ptr<KeySimulator> key = *KeySimulator::make();
    std::unique_ptr<DeviceHub> hub;
    TestClerk clerk;
    TokenStore tokens{clock};
    std::unique_ptr<SessionWorld> world;
    QStringList record;

    Hall()
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedSocialCardReader(u"ssc-1"_s, u"ssc"_s, social));
        drivers.push_back(makeSimulatedScanner(u"scn-1"_s, u"scn"_s, scanner));
        drivers.push_back(makeSimulatedCamera(u"cam-1"_s, u"cam"_s, camera));
        drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"prn"_s, printer, nullptr));
        drivers.push_back(makeSimulatedReceiptPrinter({}, receipts));
        drivers.push_back(makeSimulatedSignaturePad(u"sig-1"_s, u"sig"_s, pad));
        drivers.push_back(makeSimulatedTerminal(u"evl-1"_s, u"evl"_s, terminal));
        drivers.push_back(makeSimulatedTerminal(u"que-1"_s, u"que"_s, queue));
        drivers.push_back(makeSimulatedKey(u"key-1"_s, u"key"_s, key));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), clock);
        BridgePolicy policy;
        policy.origins = {{kOffice, false, kAllCommands, {}}, {kNobody, false, {}, {}}};
        const BridgeRecord write = [this](const BridgeEvent &event) { record << event.what + u' ' + event.subject + u' ' + event.outcome; };
        world.reset(new SessionWorld{*hub, clerk, clock, tokens, policy, {}, false, write, &encoder, u"003"_s, u"C01"_s});
        const auto ready = [this] {
            const auto devices = hub->devices();
            return std::all_of(devices.begin(), devices.end(), [](const DeviceInfo &info) { return info.state == DeviceState::Ready; });
        };
        if (!QTest::qWaitFor(ready, kPatience))
            qFatal("not ready");
    }
    // What the devices have done; a refusal leaves it as it was.
    QList<int> done() const { return {social->reads(), scanner->scans(), camera->captures(), printer->jobs(), receipts->initialisations(), pad->captures(),
                                       terminal->questions(), queue->questions(), key->signatures(), int(clerk.signatures.size())}; }
};

QJsonObject at(const QString &device, const QString &claim, const QJsonObject &more = {})
{
    QJsonObject payload = more;
    payload.insert(u"device"_s, device);
    payload.insert(u"claim"_s, claim);
    return payload;
}

// A page that takes what comes to it, piece by piece.
struct Office : Page {
    explicit Office(Hall &hall, const QString &origin = kOffice) : Page(hall, origin) { hello(); }
    QString take(const QString &device) { return claim(u"exclusive"_s, 60'000, device); }

    QList<QJsonObject> events(int id) const
    {
        QList<QJsonObject> list;
        for (const QJsonObject &message : heard)
            if (message[u"header"_s][u"type"_s].toString() == u"event" && message[u"header"_s][u"requestId"_s].toInt() == id)
                list << message[u"payload"_s].toObject();
        return list;
    }
    // Acknowledges every `stride`-th piece and the last ones, until the command has ended. The files in the order of their events.
    QByteArrayList receive(int id, int stride = 1)
    {
        QHash<QString, QByteArray> files;
        QHash<QString, int> pieces;
        qsizetype seen = 0;
        (void)QTest::qWaitFor([&] {
            for (; seen < frames.size(); ++seen) {
                const QString transfer = uuidText(QUuid::fromRfc4122(QByteArrayView(frames[seen]).first(16)));
                files[transfer] += frames[seen].mid(kFrameHead);
                const int count = ++pieces[transfer];
                qint64 whole = -1;
                for (const QJsonObject &event : events(id))
                    if (event[u"transfer"_s].toString() == transfer)
                        whole = event[u"bytes"_s].toInteger();
                if (count % stride == 0 || files[transfer].size() == whole)
                    send(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, count}});
            }
            return answerTo(id) || left != 0;
        }, kPatience);
        QByteArrayList list;
        for (const QJsonObject &event : events(id))
            list << files.value(event[u"transfer"_s].toString());
        return list;
    }
    int announce(const QUuid &transfer, const QByteArray &bytes, const QJsonObject &change = {})
    {
        QJsonObject payload{{u"transfer"_s, uuidText(transfer)}, {u"bytes"_s, bytes.size()}, {u"mediaType"_s, u"application/pdf"_s},
                            {u"sha256"_s, QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())}};
        for (auto it = change.begin(); it != change.end(); ++it)
            payload.insert(it.key(), it.value());
        return send(u"Transfer.Begin"_s, payload);
    }
    void give(const QUuid &transfer, const QByteArray &bytes)
    {
        quint32 number = 0;
        for (qsizetype from = 0; from < bytes.size(); from += kMostInFrame)
            session.receiveBinary(transferFrame(transfer, number++, QByteArrayView(bytes).sliced(from, qMin(kMostInFrame, bytes.size() - from))));
    }
};

QByteArray paper(qsizetype bytes = 100'000) { return "%PDF-1.7" + QByteArray(bytes - 8, 'x'); }

QJsonObject settingsOf(const QJsonObject &settings) { return {{u"settings"_s, settings}}; }

} // namespace

// Cards, pages, pictures, papers and slips through a session over a real hub with simulated devices.
class TestBridgePages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"zc.devices*=false"_s); }

    void socialCardFieldsAskedFor()
    {
        Hall hall;
        const SimulatedSocialCard card = SimulatedSocialCard::generated(7);
        hall.social->insert(card);
        Office page(hall);
        const QString claim = page.take(u"ssc-1"_s);
        const int read = page.send(u"ScCard.Read"_s, at(u"ssc-1"_s, claim, {{u"fields"_s, QJsonArray{u"name"_s, u"cardNumber"_s}}}));
        QCOMPARE(page.end(read), u"success"_s);
        const QJsonObject fields = page.payload(read, u"fields"_s).toObject();
        QCOMPARE(fields.keys(), (QStringList{u"cardNumber"_s, u"name"_s}));
        QCOMPARE(fields.value(u"name"_s).toString(), card.fields.value(u"name"_s));
        QCOMPARE(page.payload(read, u"kind"_s).toString(), u"socialSecurity"_s);
        for (const QString &line : std::as_const(hall.record))
            QVERIFY2(!line.contains(card.fields.value(u"name"_s)), qPrintable(line));
    }
    void pagesArriveWhole()
    {
        Hall hall;
        Office page(hall);
        const QString claim = page.take(u"scn-1"_s);
        const int scan = page.send(u"Scan.Start"_s, at(u"scn-1"_s, claim, settingsOf({{u"source"_s, u"feeder"_s}, {u"mode"_s, u"color"_s}, {u"resolution"_s, u"300"_s}})));
        const QByteArrayList files = page.receive(scan);
        QCOMPARE(page.end(scan), u"success"_s);
        QCOMPARE(page.payload(scan, u"pages"_s).toInt(), 3);
        QCOMPARE(files.size(), 3);
        const auto events = page.events(scan);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(events[i][u"page"_s].toInt(), i + 1);
            QCOMPARE(events[i][u"mediaType"_s].toString(), u"image/png"_s);
            QCOMPARE(events[i][u"dpi"_s].toInt(), 300);
            QCOMPARE(files[i].size(), events[i][u"bytes"_s].toInteger());
            QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(files[i], QCryptographicHash::Sha256).toHex()), events[i][u"sha256"_s].toString());
            const qsizetype line = files[i].indexOf('\n');
            const QByteArrayList size = files[i].mid(4, line - 4).split('x');
            QCOMPARE(files[i].mid(line + 1), ScannerSimulator::drawn(quint64(i + 1), size[0].toInt(), size[1].toInt(), true));
        }
        // More than a hundred pieces in less than a second: their acknowledgements are no flood, anything else still is one.
        QVERIFY(page.frames.size() > 60);
        QCOMPARE(page.left, 0);
        for (int i = 0; i < 40; ++i)
            page.send(u"Transfer.Ack"_s, {{u"transfer"_s, events[0][u"transfer"_s]}, {u"frames"_s, 1}});
        QVERIFY(std::any_of(page.heard.begin(), page.heard.end(), [](const QJsonObject &m) { return m[u"header"_s][u"status"_s].toString() == u"tooManyRequests"; }));
    }
    void atMostEightPiecesWaitForThePage()
    {
        Hall hall;
        Office page(hall);
        const QString claim = page.take(u"scn-1"_s);
        const int scan = page.send(u"Scan.Start"_s, at(u"scn-1"_s, claim, settingsOf({{u"source"_s, u"feeder"_s}, {u"mode"_s, u"color"_s}, {u"resolution"_s, u"300"_s}})));
        QTRY_COMPARE_WITH_TIMEOUT(page.events(scan).size(), 3, kPatience);
        QCOMPARE(page.frames.size(), kMostUnacknowledged);
        QVERIFY(!page.answerTo(scan));          // the job is done, its pages are not there
        const QString transfer = page.events(scan).constFirst()[u"transfer"_s].toString();
        QCOMPARE(page.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, 9}}), u"sequenceError"_s);
        QCOMPARE(page.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, 0}}), u"invalidData"_s);
        QCOMPARE(page.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}}), u"invalidData"_s);
        QCOMPARE(page.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, 3}}), u"success"_s);
        QCOMPARE(page.frames.size(), kMostUnacknowledged + 3);
        // Nobody else may acknowledge or hear of them.
        Office other(hall);
        QCOMPARE(other.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, 4}}), u"sequenceError"_s);
        QVERIFY(other.frames.isEmpty());
        // Cancel: not one more byte.
        QCOMPARE(page.run(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{scan}}}), u"success"_s);
        QCOMPARE(page.end(scan), u"canceled"_s);
        QCOMPARE(page.run(u"Transfer.Ack"_s, {{u"transfer"_s, transfer}, {u"frames"_s, 11}}), u"sequenceError"_s);
        QCOMPARE(page.frames.size(), kMostUnacknowledged + 3);
    }
    void grantsThatGoStopThePagesToo()
    {
        Hall hall;
        Office page(hall);
        const QString claim = page.take(u"scn-1"_s);
        const int scan = page.send(u"Scan.Start"_s, at(u"scn-1"_s, claim, settingsOf({{u"source"_s, u"feeder"_s}, {u"mode"_s, u"color"_s}, {u"resolution"_s, u"300"_s}})));
        QTRY_VERIFY_WITH_TIMEOUT(!page.frames.isEmpty(), kPatience);
        hall.world->policy.origins[0].grants = {u"Print.Job"_s};
        page.session.policyChanged();
        QCOMPARE(page.end(scan), u"canceled"_s);
        const qsizetype before = page.frames.size();
        page.run(u"Transfer.Ack"_s, {{u"transfer"_s, page.events(scan).value(0)[u"transfer"_s]}, {u"frames"_s, 1}});
        QTest::qWait(50);
        QCOMPARE(page.frames.size(), before);
    }
    void pagesBeforeAFaultStay()
    {
        Hall hall;
        QVERIFY(hall.scanner->control(R"({"fault":{"kind":"jam","page":3,"part":0.5}})").ok());
        Office page(hall);
        const QString claim = page.take(u"scn-1"_s);
        const int scan = page.send(u"Scan.Start"_s, at(u"scn-1"_s, claim, settingsOf({{u"source"_s, u"feeder"_s}})));
        const QByteArrayList files = page.receive(scan, 4);
        QCOMPARE(page.end(scan), u"userError"_s);
        QCOMPARE(page.payload(scan, u"pages"_s).toInt(), 2);
        QCOMPARE(files.size(), 2);
        QVERIFY(!files[0].isEmpty() && !files[1].isEmpty());
    }
    void picturesArrive()
    {
        Hall hall;
        Office page(hall);
        const QString claim = page.take(u"cam-1"_s);
        const int shot = page.send(u"Camera.Capture"_s, at(u"cam-1"_s, claim));
        const QByteArrayList files = page.receive(shot, 3);
        QCOMPARE(page.end(shot), u"success"_s);
        QCOMPARE(files.size(), 1);
        QCOMPARE(page.events(shot)[0][u"bytes"_s].toInteger(), files[0].size());
        QVERIFY(files[0].startsWith("\x89PNG"));
    }
    void signaturesArriveAsStrokes()
    {
        Hall hall;
        QVERIFY(hall.pad->control(R"({"sign":{"seed":7}})").ok());
        Office page(hall);
        const QString claim = page.take(u"sig-1"_s);
        const int sign = page.send(u"Sign.Capture"_s, at(u"sig-1"_s, claim));
        const QByteArrayList files = page.receive(sign);
        QCOMPARE(page.end(sign), u"success"_s);
        QCOMPARE(files.size(), 1);
        QCOMPARE(page.events(sign)[0][u"mediaType"_s].toString(), u"application/json"_s);
        QCOMPARE(page.events(sign)[0][u"tool"_s].toString(), u"pen"_s);
        const auto ink = Ink::fromDocument(files[0]);
        QVERIFY(ink.ok());
        QVERIFY(ink->points() >= 10);
    }
    void ratingsComeFromTheTerminalAlone()
    {
        Hall hall;
        QVERIFY(hall.terminal->control(R"({"applicant":"5"})").ok());
        Office page(hall);
        const QString claim = page.take(u"evl-1"_s);
        const int ask = page.send(u"Evaluate.Ask"_s, at(u"evl-1"_s, claim, {{u"item"_s, u"样例事项"_s}, {u"caseNumber"_s, u"样例-0001"_s}, {u"seconds"_s, 5}}));
        QCOMPARE(page.end(ask), u"success"_s);
        QCOMPARE(page.payload(ask, u"outcome"_s).toString(), u"given"_s);
        const int level = page.payload(ask, u"level"_s).toInt();
        QVERIFY2(level >= 1 && level <= 5, qPrintable(QString::number(level)));
        QVERIFY(hall.terminal->control(R"({"applicant":"declined"})").ok());
        const int again = page.send(u"Evaluate.Ask"_s, at(u"evl-1"_s, claim, {{u"item"_s, u"样例事项"_s}, {u"caseNumber"_s, u"样例-0001"_s}, {u"seconds"_s, 5}}));
        QCOMPARE(page.end(again), u"success"_s);
        QCOMPARE(page.payload(again, u"outcome"_s).toString(), u"declined"_s);
        QVERIFY(page.payload(again, u"level"_s).isUndefined());
    }
    void numbersAreCalled()
    {
        Hall hall;
        QVERIFY(hall.queue->control(R"({"queue":["A007","A008"]})").ok());
        Office page(hall);
        const QString claim = page.take(u"que-1"_s);
        const int next = page.send(u"Queue.Call"_s, at(u"que-1"_s, claim, {{u"act"_s, u"next"_s}}));
        QCOMPARE(page.end(next), u"success"_s);
        QCOMPARE(page.payload(next, u"number"_s).toString(), u"A007"_s);
        QCOMPARE(page.run(u"Queue.Call"_s, at(u"que-1"_s, claim, {{u"act"_s, u"recall"_s}, {u"number"_s, u"A007"_s}})), u"success"_s);
    }
    void papersComeInAndOut()
    {
        Hall hall;
        Office page(hall);
        const QUuid transfer = makeUuidV7();
        const int begin = page.announce(transfer, paper());
        QCOMPARE(page.events(begin).size(), 1);
        QCOMPARE(page.events(begin)[0][u"frames"_s].toInt(-1), 0);
        const QString claim = page.take(u"prn-1"_s);
        QCOMPARE(page.run(u"Print.Job"_s, at(u"prn-1"_s, claim, {{u"transfer"_s, uuidText(transfer)}})), u"sequenceError"_s);      // not whole
        page.give(transfer, paper());
        QCOMPARE(page.end(begin), u"success"_s);
        QCOMPARE(page.events(begin).size(), 4);
        const int print = page.send(u"Print.Job"_s, at(u"prn-1"_s, claim, {{u"transfer"_s, uuidText(transfer)}, {u"copies"_s, 5}}));
        QCOMPARE(page.end(print), u"success"_s);
        QCOMPARE(page.payload(print, u"certainty"_s).toString(), u"printed"_s);
        QCOMPARE(hall.printer->papers(), QList<QByteArray>(5, paper()));
        // Once: the same transfer prints nothing more.
        QCOMPARE(page.run(u"Print.Job"_s, at(u"prn-1"_s, claim, {{u"transfer"_s, uuidText(transfer)}})), u"sequenceError"_s);
        QCOMPARE(page.end(page.announce(transfer, paper())), u"sequenceError"_s);
        QCOMPARE(hall.printer->papers().size(), 5);
    }
    void anotherPageCannotUseAPaper()
    {
        Hall hall;
        Office page(hall), thief(hall);
        const QUuid transfer = makeUuidV7();
        const int begin = page.announce(transfer, paper());
        page.give(transfer, paper());
        QCOMPARE(page.end(begin), u"success"_s);
        const QString claim = thief.take(u"prn-1"_s);
        QCOMPARE(thief.run(u"Print.Job"_s, at(u"prn-1"_s, claim, {{u"transfer"_s, uuidText(transfer)}})), u"sequenceError"_s);
        thief.session.receiveBinary(transferFrame(transfer, 0, "x"));
        QCOMPARE(thief.left, int(CloseCode::WrongData));
        QCOMPARE(hall.printer->jobs(), 0);
    }
    void whatIsNoTransferIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<QString>("completion");
        QTest::newRow("as large as may be") << QJsonObject{{u"bytes"_s, kLargestTransfer}} << QString();
        QTest::newRow("one byte more") << QJsonObject{{u"bytes"_s, kLargestTransfer + 1}} << u"invalidData"_s;
        QTest::newRow("no bytes") << QJsonObject{{u"bytes"_s, 0}} << u"invalidData"_s;
        QTest::newRow("no hash") << QJsonObject{{u"sha256"_s, u"00"_s}} << u"invalidData"_s;
        QTest::newRow("hash in capitals") << QJsonObject{{u"sha256"_s, QString(64, u'A')}} << u"invalidData"_s;
        QTest::newRow("hash of other letters") << QJsonObject{{u"sha256"_s, QString(64, u'g')}} << u"invalidData"_s;
        QTest::newRow("another type") << QJsonObject{{u"mediaType"_s, u"application/postscript"_s}} << u"invalidData"_s;
        QTest::newRow("an id that is none") << QJsonObject{{u"transfer"_s, u"1"_s}} << u"invalidData"_s;
        QTest::newRow("a path") << QJsonObject{{u"file"_s, u"/etc/passwd"_s}} << u"invalidData"_s;
    }
    void whatIsNoTransferIsRefused()
    {
        QFETCH(QJsonObject, change);
        QFETCH(QString, completion);
        Hall hall;
        Office page(hall);
        const int begin = page.announce(makeUuidV7(), paper(), change);
        if (completion.isEmpty()) {
            QCOMPARE(page.events(begin).size(), 1);
            QVERIFY(!page.answerTo(begin));
        } else {
            QCOMPARE(page.end(begin), completion);
            QVERIFY(page.events(begin).isEmpty());
        }
    }
    void transfersEndEarly()
    {
        Hall hall;
        Office page(hall);
        const QUuid late = makeUuidV7(), cancelled = makeUuidV7(), broken = makeUuidV7();
        // In time or not at all.
        QJsonObject payload{{u"transfer"_s, uuidText(late)}, {u"bytes"_s, 10}, {u"mediaType"_s, u"application/pdf"_s}, {u"sha256"_s, QString(64, u'0')}};
        QCOMPARE(page.end(page.send(u"Transfer.Begin"_s, payload, 30)), u"timeOut"_s);
        const int begin = page.announce(cancelled, paper());
        QCOMPARE(page.run(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{begin}}}), u"success"_s);
        QCOMPARE(page.end(begin), u"canceled"_s);
        page.session.receiveBinary(transferFrame(cancelled, 0, "x"));           // was on its way
        QCOMPARE(page.left, 0);
        const int wrong = page.announce(broken, paper());
        page.session.receiveBinary(transferFrame(broken, 1, "x"));
        QCOMPARE(page.end(wrong), u"invalidData"_s);
        // Four at a time, and one more.
        for (int i = 0; i < kMostTransfers; ++i)
            QVERIFY(!page.answerTo(page.announce(makeUuidV7(), paper())));
        QCOMPARE(page.end(page.announce(makeUuidV7(), paper())), u"sequenceError"_s);
        // Bytes of nothing.
        page.session.receiveBinary("x");
        QCOMPARE(page.left, int(CloseCode::WrongData));
    }
    void slipsComeOut()
    {
        Hall hall;
        Office page(hall);
        const QString claim = page.take(u"rcp-1"_s);
        const QJsonArray lines{QJsonObject{{u"text"_s, u"样例回执"_s}, {u"bold"_s, true}, {u"centred"_s, true}}, QJsonObject{{u"kind"_s, u"rule"_s}},
                               QJsonObject{{u"text"_s, u"ABC 123"_s}}, QJsonObject{{u"kind"_s, u"cut"_s}}};
        QCOMPARE(page.run(u"Receipt.Print"_s, at(u"rcp-1"_s, claim, {{u"lines"_s, lines}})), u"success"_s);
        QTRY_COMPARE_WITH_TIMEOUT(hall.receipts->slips().size(), 1, kPatience);
        QVERIFY2(hall.receipts->slips()[0].contains(u"样例回执"_s) && hall.receipts->slips()[0].contains(u"ABC 123"_s), qPrintable(hall.receipts->slips()[0]));
    }

    void refusedBeforeTheDevice_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("completion");
        const QString none = uuidText(makeUuidV7());
        const auto row = [](const char *title, const QString &name, const QJsonObject &payload, const QString &completion) {
            QTest::newRow(title) << name << payload << completion;
        };
        row("card without a claim of its own", u"ScCard.Read"_s, at(u"ssc-1"_s, none, {{u"fields"_s, QJsonArray{u"name"_s}}}), u"sequenceError"_s);
        row("card at the scanner", u"ScCard.Read"_s, at(u"scn-1"_s, none, {{u"fields"_s, QJsonArray{u"name"_s}}}), u"invalidData"_s);
        row("field of another card", u"ScCard.Read"_s, at(u"ssc-1"_s, none, {{u"fields"_s, QJsonArray{u"address"_s}}}), u"invalidData"_s);
        row("no field", u"ScCard.Read"_s, at(u"ssc-1"_s, none, {{u"fields"_s, QJsonArray{}}}), u"invalidData"_s);
        row("photo of a social card", u"ScCard.Read"_s, at(u"ssc-1"_s, none, {{u"fields"_s, QJsonArray{u"name"_s}}, {u"photo"_s, true}}), u"invalidData"_s);
        row("raw bytes to the card", u"ScCard.Read"_s, at(u"ssc-1"_s, none, {{u"fields"_s, QJsonArray{u"name"_s}}, {u"apdu"_s, u"00A40000"_s}}), u"invalidData"_s);
        row("scan without a claim of its own", u"Scan.Start"_s, at(u"scn-1"_s, none), u"sequenceError"_s);
        row("setting it does not have", u"Scan.Start"_s, at(u"scn-1"_s, none, settingsOf({{u"warmup"_s, u"1"_s}})), u"invalidData"_s);
        row("resolution beyond", u"Scan.Start"_s, at(u"scn-1"_s, none, settingsOf({{u"resolution"_s, u"99999"_s}})), u"invalidData"_s);
        row("resolution as a number", u"Scan.Start"_s, at(u"scn-1"_s, none, settingsOf({{u"resolution"_s, 300}})), u"invalidData"_s);
        row("settings that are a list", u"Scan.Start"_s, at(u"scn-1"_s, none, {{u"settings"_s, QJsonArray{u"a"_s}}}), u"invalidData"_s);
        row("where to put the pages", u"Scan.Start"_s, at(u"scn-1"_s, none, {{u"folder"_s, u"/tmp"_s}}), u"invalidData"_s);
        row("camera as scanner", u"Scan.Start"_s, at(u"cam-1"_s, none), u"invalidData"_s);
        row("picture without a claim", u"Camera.Capture"_s, {{u"device"_s, u"cam-1"_s}}, u"invalidData"_s);
        row("picture with another's claim", u"Camera.Capture"_s, at(u"cam-1"_s, none), u"sequenceError"_s);
        row("signature with another's claim", u"Sign.Capture"_s, at(u"sig-1"_s, none), u"sequenceError"_s);
        row("signature with strokes of its own", u"Sign.Capture"_s, at(u"sig-1"_s, none, {{u"strokes"_s, QJsonArray{}}}), u"invalidData"_s);
        row("rating with another's claim", u"Evaluate.Ask"_s, at(u"evl-1"_s, none, {{u"item"_s, u"x"_s}, {u"seconds"_s, 60}}), u"sequenceError"_s);
        row("rating given by the page", u"Evaluate.Ask"_s, at(u"evl-1"_s, none, {{u"item"_s, u"x"_s}, {u"level"_s, 1}}), u"invalidData"_s);
        row("rating for ever", u"Evaluate.Ask"_s, at(u"evl-1"_s, none, {{u"item"_s, u"x"_s}, {u"seconds"_s, 61}}), u"invalidData"_s);
        row("rating of nothing", u"Evaluate.Ask"_s, at(u"evl-1"_s, none), u"invalidData"_s);
        row("as much as the terminal shows", u"Evaluate.Ask"_s, at(u"evl-1"_s, none, {{u"item"_s, QString(100, u'x')}}), u"sequenceError"_s);
        row("more than the terminal shows", u"Evaluate.Ask"_s, at(u"evl-1"_s, none, {{u"item"_s, QString(101, u'x')}}), u"invalidData"_s);
        row("number with another's claim", u"Queue.Call"_s, at(u"que-1"_s, none, {{u"act"_s, u"next"_s}}), u"sequenceError"_s);
        row("number chosen by the page", u"Queue.Call"_s, at(u"que-1"_s, none, {{u"act"_s, u"next"_s}, {u"number"_s, u"A001"_s}}), u"invalidData"_s);
        row("recall of nobody", u"Queue.Call"_s, at(u"que-1"_s, none, {{u"act"_s, u"recall"_s}}), u"invalidData"_s);
        row("another window", u"Queue.Call"_s, at(u"que-1"_s, none, {{u"act"_s, u"next"_s}, {u"window"_s, u"9"_s}}), u"invalidData"_s);
        const auto signing = [](const QJsonObject &change) {
            QJsonObject payload{{u"certId"_s, QString(64, u'0')}, {u"digestAlg"_s, u"sm3"_s}, {u"digest"_s, QString::fromLatin1(QByteArray(32, 'x').toBase64())}, {u"purpose"_s, u"样例"_s}};
            for (auto it = change.begin(); it != change.end(); ++it)
                it.value().isNull() ? payload.remove(it.key()) : void(payload.insert(it.key(), it.value()));
            return payload;
        };
        row("certificates with another's claim", u"Key.ListCerts"_s, at(u"key-1"_s, none), u"sequenceError"_s);
        row("certificates of the signature pad", u"Key.ListCerts"_s, at(u"sig-1"_s, none), u"invalidData"_s);
        row("signing with another's claim", u"Key.Sign"_s, at(u"key-1"_s, none, signing({})), u"sequenceError"_s);
        row("signing at the signature pad", u"Key.Sign"_s, at(u"sig-1"_s, none, signing({})), u"invalidData"_s);
        row("a PIN that the page brings", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"pin"_s, u"135790"_s}})), u"invalidData"_s);
        row("signing without a purpose", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"purpose"_s, QJsonValue::Null}})), u"invalidData"_s);
        row("a purpose of blanks", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"purpose"_s, u" \t\n "_s}})), u"invalidData"_s);
        row("as long a purpose as may be", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"purpose"_s, QString(200, u'x')}})), u"sequenceError"_s);
        row("a purpose of one more", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"purpose"_s, QString(201, u'x')}})), u"invalidData"_s);
        row("signing without a certificate", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"certId"_s, QJsonValue::Null}})), u"invalidData"_s);
        row("a certificate id in capitals", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"certId"_s, QString(64, u'A')}})), u"invalidData"_s);
        row("a certificate id of 63", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"certId"_s, QString(63, u'0')}})), u"invalidData"_s);
        row("31 bytes to sign", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"digest"_s, QString::fromLatin1(QByteArray(31, 'x').toBase64())}})), u"invalidData"_s);
        row("33 bytes to sign", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"digest"_s, QString::fromLatin1(QByteArray(33, 'x').toBase64())}})), u"invalidData"_s);
        row("bytes to sign in hex", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"digest"_s, QString(64, u'0')}})), u"invalidData"_s);
        row("bytes to sign with a stray sign", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"digest"_s, QString(43, u'A') + u'*'}})), u"invalidData"_s);
        row("a digest that it does not sign", u"Key.Sign"_s, at(u"key-1"_s, none, signing({{u"digestAlg"_s, u"md5"_s}})), u"invalidData"_s);
        row("paper without a transfer", u"Print.Job"_s, at(u"prn-1"_s, none), u"invalidData"_s);
        row("paper from a file", u"Print.Job"_s, at(u"prn-1"_s, none, {{u"transfer"_s, u"/etc/passwd"_s}}), u"invalidData"_s);
        row("paper with another's claim", u"Print.Job"_s, at(u"prn-1"_s, none, {{u"transfer"_s, none}, {u"copies"_s, 5}}), u"sequenceError"_s);
        row("six copies", u"Print.Job"_s, at(u"prn-1"_s, none, {{u"transfer"_s, none}, {u"copies"_s, 6}}), u"invalidData"_s);
        row("no copy", u"Print.Job"_s, at(u"prn-1"_s, none, {{u"transfer"_s, none}, {u"copies"_s, 0}}), u"invalidData"_s);
        row("paper at the receipt printer", u"Print.Job"_s, at(u"rcp-1"_s, none, {{u"transfer"_s, none}}), u"invalidData"_s);
        const auto slip = [](const QJsonArray &lines) { return QJsonObject{{u"lines"_s, lines}}; };
        QJsonArray many;
        for (int i = 0; i < 200; ++i)
            many.append(QJsonObject{{u"text"_s, u"x"_s}});
        row("as many lines as may be", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip(many)), u"sequenceError"_s);
        many.append(QJsonObject{{u"text"_s, u"x"_s}});
        row("one line more", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip(many)), u"invalidData"_s);
        row("as long as may be", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({QJsonObject{{u"text"_s, QString(200, u'x')}}})), u"sequenceError"_s);
        row("one character more", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({QJsonObject{{u"text"_s, QString(201, u'x')}}})), u"invalidData"_s);
        row("no line", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({})), u"invalidData"_s);
        row("printer's own bytes", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({QJsonObject{{u"text"_s, u"\u001b@"_s}}})), u"invalidData"_s);
        row("unknown kind of line", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({QJsonObject{{u"kind"_s, u"drawer"_s}}})), u"invalidData"_s);
        row("a line that is a text", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({u"x"_s})), u"invalidData"_s);
        row("a rule with a text", u"Receipt.Print"_s, at(u"rcp-1"_s, none, slip({QJsonObject{{u"kind"_s, u"rule"_s}, {u"text"_s, u"x"_s}}})), u"invalidData"_s);
    }
    void refusedBeforeTheDevice()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, completion);
        Hall hall;
        hall.social->insert(SimulatedSocialCard::generated(7));
        const QList<int> before = hall.done();
        Page early(hall, kOffice);
        QCOMPARE(early.run(name, payload), u"sequenceError"_s);             // before Hello
        Office nobody(hall, kNobody);
        QCOMPARE(nobody.run(name, payload), u"authorisationRequired"_s);    // whatever the payload says
        Office page(hall);
        QCOMPARE(page.run(name, payload), completion);
        QVERIFY(page.frames.isEmpty());
        QCOMPARE(hall.done(), before);
    }
    void whoMayNotPrintSendsNothing()
    {
        Hall hall;
        Office page(hall, kNobody);
        const QUuid transfer = makeUuidV7();
        QCOMPARE(page.end(page.announce(transfer, paper())), u"authorisationRequired"_s);
        page.session.receiveBinary(transferFrame(transfer, 0, "%PDF-"));
        QCOMPARE(page.left, int(CloseCode::WrongData));
    }
};

ZC_TEST(QCoreApplication, TestBridgePages)
#include "tst_bridgepages.moc"
