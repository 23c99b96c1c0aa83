#include "internal/host/framesplitter.h"
#include "internal/host/hostcodec.h"
#include "support/testprogram.h"
#include "vectors.h"

#include <devices/simulator.h>

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QRandomGenerator>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::host;

namespace {

QByteArray lengthOf(quint32 size)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(size, bytes.data());
    return bytes;
}

QByteArray hostFrame(const QByteArray &map)
{
    return lengthOf(quint32(map.size())) + map;
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '\x81') + '\x00';       // lists of one in each other, around a zero
}

QString whyRefused(const QByteArray &cbor)
{
    const Result<WireValue> value = WireValue::decoded(cbor);
    return value.ok() ? QString() : value.error().code + u' ' + value.error().detail;
}

// The 256 text bytes of the vector R, straight from the frame of the test data.
QByteArray textOfR()
{
    return vectorFrame(u"R"_s).mid(7 + 3 + 4, 256);
}

} // namespace

// The frames between client and device host. Everything the other end may say is either read exactly or refused.
class TestHostFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTypeComesBack()
    {
        WireValue list = WireValue::texts({u"一"_s, u"二"_s});
        const WireValue message = WireValue::map().set(u"t"_s, u"sample"_s).set(u"yes"_s, true).set(u"no"_s, false).set(u"none"_s, WireValue())
            .set(u"small"_s, -7).set(u"large"_s, std::numeric_limits<qint64>::max()).set(u"least"_s, -std::numeric_limits<qint64>::max())
            .set(u"real"_s, 0.25).set(u"bytes"_s, WireValue::bytes(QByteArrayView("\0\xFF\x80", 3))).set(u"text"_s, u"𠮷野家"_s)
            .set(u"list"_s, std::move(list)).set(u"map"_s, WireValue::map().set(u"inner"_s, 1));
        const Result<WireValue> back = WireValue::decoded(message.encoded());
        QVERIFY(back.ok());
        const WireValue &value = back.value();
        QCOMPARE(value[u"yes"].toBool(), true);
        QCOMPARE(value[u"no"].type(), WireValue::Type::Bool);
        QVERIFY(value[u"none"].isNull() && value.contains(u"none") && !value.contains(u"absent"));
        QCOMPARE(value[u"small"].toInteger(), -7);
        QCOMPARE(value[u"large"].toInteger(), std::numeric_limits<qint64>::max());
        QCOMPARE(value[u"least"].toInteger(), -std::numeric_limits<qint64>::max());
        QCOMPARE(value[u"real"].toReal(), 0.25);
        QCOMPARE(value[u"bytes"].toBytes(), QByteArrayView("\0\xFF\x80", 3));
        QCOMPARE(value[u"text"].toText(), u"𠮷野家"_s);
        QCOMPARE(value[u"list"].toTexts(), (QStringList{u"一"_s, u"二"_s}));
        QCOMPARE(value[u"map"][u"inner"].toInteger(), 1);
        // Another reader of CBOR sees the same.
        const QCborMap other = QCborValue::fromCbor(message.encoded()).toMap();
        QCOMPARE(other[u"text"_s].toString(), u"𠮷野家"_s);
        QCOMPARE(other[u"least"_s].toInteger(), -std::numeric_limits<qint64>::max());
        QCOMPARE(other.size(), 12);
    }
    void whatAskedForAnotherTypeGetsNothing()
    {
        const WireValue value = WireValue::map().set(u"number"_s, 5).set(u"text"_s, u"x"_s);
        QCOMPARE(value[u"number"].toText(), QString());
        QCOMPARE(value[u"text"].toInteger(-1), -1);
        QCOMPARE(value[u"text"].toBytes().size(), 0);
        QVERIFY(!value[u"number"].toBool());
        QVERIFY(value[u"text"][u"deeper"].isNull());
        QVERIFY(value[u"text"].toTexts().isEmpty());
    }
    void limitsHoldAtBothSides()
    {
        QCOMPARE(whyRefused(nested(kDeepest)), QString());
        QCOMPARE(whyRefused(nested(kDeepest + 1)), u"DEV-HOST-FRAME too deep"_s);
        const auto zeros = [](int count) {
            QCborArray array;
            for (int i = 0; i < count; ++i)
                array.append(0);
            return QCborValue(array).toCbor();
        };
        QCOMPARE(whyRefused(zeros(kMostValues - 1)), QString());
        QCOMPARE(whyRefused(zeros(kMostValues)), u"DEV-HOST-FRAME too many values"_s);
        const auto bytes = [](qsizetype size) { return QCborValue(QByteArray(size, 'x')).toCbor(); };
        QCOMPARE(whyRefused(bytes(kLargestFrame - 5)), QString());      // with its head exactly the largest frame
        QCOMPARE(whyRefused(bytes(kLargestFrame - 4)), u"DEV-HOST-FRAME too long"_s);
        QCborMap keys;
        for (int i = 0; i < 200; ++i)
            keys.insert(QString::number(i), 0);
        QCOMPARE(whyRefused(QCborValue(keys).toCbor()), QString());
        keys.insert(u"one more"_s, 0);
        QCOMPARE(whyRefused(QCborValue(keys).toCbor()), u"DEV-HOST-FRAME too many keys"_s);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("cbor");
        const auto row = [](const char *name, const char *hex) { QTest::newRow(name) << QByteArray::fromHex(hex); };
        row("nothing", "");
        row("cut integer", "19 01");
        row("cut text", "63 61 62");
        row("cut list", "82 01");
        row("cut map", "a1 61 61");
        row("bytes behind", "01 01");
        row("key twice", "a2 61 61 01 61 61 02");
        row("key is a number", "a1 01 02");
        row("key is bytes", "a1 41 61 02");
        row("unknown length of text", "7f 61 61 ff");
        row("unknown length of bytes", "5f 41 61 ff");
        row("unknown length of list", "9f 01 ff");
        row("unknown length of map", "bf 61 61 01 ff");
        row("tag", "c0 61 61");
        row("big number", "c2 41 01");
        row("undefined", "f7");
        row("simple value", "f0");
        row("half float", "f9 3c 00");
        row("float", "fa 3f 80 00 00");
        row("not a number", "fb 7f f8 00 00 00 00 00 00");
        row("infinite", "fb 7f f0 00 00 00 00 00 00");
        row("integer of 64 bits", "1b 80 00 00 00 00 00 00 00");
        row("least integer of 65 bits", "3b ff ff ff ff ff ff ff ff");
        row("list that says 2^32", "9a ff ff ff ff 00");
        row("text that says 2^62", "7b 40 00 00 00 00 00 00 00 61");
        row("not UTF-8", "62 c3 28");
        row("surrogate in UTF-8", "63 ed a0 80");
        row("reserved length", "1c");
        row("break alone", "ff");
    }
    void refuses()
    {
        QFETCH(QByteArray, cbor);
        QVERIFY(whyRefused(cbor).startsWith(u"DEV-HOST-FRAME "_s));
    }
    void anyPiecesGiveTheSameMessages()
    {
        QByteArray stream;
        for (int i = 0; i < 30; ++i)
            stream += frameOf(WireValue::map().set(u"t"_s, u"m%1"_s.arg(i)).set(u"body"_s, WireValue::bytes(QByteArray(i * 97, char(i)))));
        QRandomGenerator random(7);
        for (int run = 0; run < 200; ++run) {
            FrameSplitter splitter;
            int seen = 0;
            for (qsizetype at = 0; at < stream.size();) {
                const qsizetype size = qMin<qsizetype>(stream.size() - at, run == 0 ? 1 : 1 + random.bounded(run < 100 ? 7 : 4000));
                splitter.feed(QByteArrayView(stream).sliced(at, size));
                at += size;
                while (const auto message = splitter.next()) {
                    QCOMPARE((*message)[u"t"].toText(), u"m%1"_s.arg(seen));
                    QCOMPARE((*message)[u"body"].toBytes(), QByteArrayView(QByteArray(seen * 97, char(seen))));
                    ++seen;
                }
            }
            QCOMPARE(seen, 30);
            QVERIFY(!splitter.broken());
        }
    }
    void brokenFramesAreFinal_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length 0") << lengthOf(0);
        QTest::newRow("one byte too long") << lengthOf(kLargestFrame + 1);
        QTest::newRow("length 4 GiB") << lengthOf(0xFFFFFFFF);
        QTest::newRow("no CBOR") << hostFrame("\xFF\xFF");
        QTest::newRow("not a map") << hostFrame(QCborValue(1).toCbor());
        QTest::newRow("no name") << hostFrame(QCborValue(QCborMap{{u"x"_s, 1}}).toCbor());
        QTest::newRow("name is a number") << hostFrame(QCborValue(QCborMap{{u"t"_s, 1}}).toCbor());
        QTest::newRow("name is empty") << hostFrame(QCborValue(QCborMap{{u"t"_s, u""_s}}).toCbor());
    }
    void brokenFramesAreFinal()
    {
        QFETCH(QByteArray, bytes);
        const QByteArray good = frameOf(WireValue::map().set(u"t"_s, u"good"_s));
        FrameSplitter splitter;
        splitter.feed(good);
        splitter.feed(bytes);
        splitter.feed(good);
        QVERIFY(splitter.next().has_value());
        QVERIFY(!splitter.next());
        QVERIFY(splitter.broken());
        QCOMPARE(splitter.why().code, u"DEV-HOST-FRAME"_s);
        splitter.feed(good);
        QVERIFY(!splitter.next());
    }
    void largestFramePasses()
    {
        // t, its value and the head of the bytes take 14 bytes of the map
        const QByteArray map = QCborValue(QCborMap{{u"t"_s, u"m"_s}, {u"b"_s, QByteArray(kLargestFrame - 12, 'x')}}).toCbor();
        QCOMPARE(map.size(), kLargestFrame);
        FrameSplitter splitter;
        splitter.feed(hostFrame(map));
        const auto message = splitter.next();
        QVERIFY(message.has_value());
        QCOMPARE((*message)[u"b"].toBytes().size(), kLargestFrame - 12);
    }
    void cardComesBackFromItsBytes()
    {
        const QByteArray text = textOfR(), photo = QByteArray::fromHex("574C") + QByteArray(1022, '\x5A'), address = textOfR().first(70);
        Result<CardRecord> card = cardFromBytes({text, photo, {}, address}, QDate(2026, 6, 1));
        QVERIFY(card.ok());
        const auto wire = toWire(AnyAnswer(std::move(card).value()));
        QVERIFY(wire);
        const Result<WireValue> passed = WireValue::decoded(wire->encoded());
        QVERIFY(passed.ok());
        Result<AnyAnswer> answer = answerFrom(ReadCard{true, true, true}, passed.value(), QDate(2026, 6, 1));
        QVERIFY(answer.ok());
        const CardRecord &back = std::get<CardRecord>(answer.value());
        QCOMPARE(back.rawText(), QByteArrayView(text));
        QCOMPARE(back.photo(), QByteArrayView(photo));
        QCOMPARE(back.text(CardField::Name), u"测试甲"_s);
        QVERIFY(back.hasNewestAddress());
        QVERIFY(back.newestAddress().startsWith(u"测试甲"_s));
        // What was not asked for does not arrive.
        answer = answerFrom(ReadCard{false, false, false}, passed.value(), QDate(2026, 6, 1));
        QVERIFY(answer.ok());
        QVERIFY(std::get<CardRecord>(answer.value()).photo().isEmpty());
        QVERIFY(!std::get<CardRecord>(answer.value()).hasNewestAddress());
    }
    void halfACardIsNone_data()
    {
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("photo");
        QTest::addColumn<int>("fingerprints");
        QTest::addColumn<int>("address");
        QTest::addColumn<QString>("code");
        QTest::newRow("whole") << 256 << 1024 << 1024 << 70 << QString();
        QTest::newRow("one finger") << 256 << 0 << 512 << 0 << QString();
        QTest::newRow("no text") << 0 << 1024 << 0 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("text one short") << 255 << 0 << 0 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("text one long") << 257 << 0 << 0 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("photo short") << 256 << 1023 << 0 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("photo long") << 256 << 65536 << 0 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("fingers odd") << 256 << 0 << 513 << 0 << u"DEV-IDCARD-PROTOCOL"_s;
        QTest::newRow("address long") << 256 << 0 << 0 << 72 << u"DEV-IDCARD-PROTOCOL"_s;
    }
    void halfACardIsNone()
    {
        QFETCH(int, text);
        QFETCH(int, photo);
        QFETCH(int, fingerprints);
        QFETCH(int, address);
        QFETCH(QString, code);
        const QByteArray letters = textOfR() + textOfR();
        const WireValue value = WireValue::map().set(u"text"_s, WireValue::bytes(letters.first(text))).set(u"photo"_s, WireValue::bytes(QByteArray(photo, 'p')))
            .set(u"fingerprints"_s, WireValue::bytes(QByteArray(fingerprints, 'f'))).set(u"address"_s, WireValue::bytes(letters.first(address)));
        const Result<AnyAnswer> answer = answerFrom(ReadCard{true, true, true}, value, QDate(2026, 6, 1));
        QCOMPARE(answer.ok() ? QString() : answer.error().code, code);
    }
    void blankCardIsRefusedAsSuch()
    {
        QByteArray blank(256, '\0');
        for (int i = 0; i < 256; i += 2)
            blank[i] = ' ';
        const WireValue value = WireValue::map().set(u"text"_s, WireValue::bytes(blank));
        QCOMPARE(answerFrom(ReadCard{}, value, QDate(2026, 6, 1)).error().code, u"DEV-IDCARD-DATA"_s);
    }
    void operationsComeBack()
    {
        const QList<AnyOperation> all = {WaitCard{}, WaitCard{true}, ReadCard{}, ReadCard{false, true, true}, CheckHealth{}, CheckHealth{HealthLevel::Interactive},
                                         Scan{}, Scan{{{u"mode"_s, u"gray"_s}}, nullptr}, AskEvaluation{QUuid::createUuid(), u"样例事项"_s, u"ZC-SAMPLE-1"_s, u"3"_s, u"S001"_s, 300},
                                         AskEvaluation{QUuid::createUuid(), {}, {}, {}, {}, -5}, CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}},
                                         CallQueue{CallQueue::Act::Recall, u"3"_s, {}, u"A001"_s}, CallQueue{CallQueue::Act::Skip, {}, {}, u"A001"_s}};
        for (const AnyOperation &operation : all) {
            const auto wire = toWire(operation);
            QVERIFY(wire);
            const Result<AnyOperation> back = operationFrom(WireValue::decoded(wire->encoded()).value());
            QVERIFY2(back.ok(), qPrintable(operationName(operation)));
            QVERIFY(back.ok());
            QCOMPARE(back->index(), operation.index());
            QCOMPARE(toWire(*back)->encoded(), wire->encoded());
        }
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"ReadCard"_s)).ok());
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"readcard"_s)).ok());
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"CheckHealth"_s).set(u"level"_s, 3)).ok());
        QVERIFY(!operationFrom(WireValue()).ok());
    }
    void questionsThatAreNoneStayHere()
    {
        QVERIFY(!toWire(AnyOperation(AskEvaluation())));            // of no visit: any answer would do
        QVERIFY(!toWire(AnyOperation(AskEvaluation{QUuid::createUuid(), QString(5000, u'x'), {}, {}, {}, 60})));
        QVERIFY(!toWire(AnyOperation(CallQueue{CallQueue::Act::Recall, {}, {}, QString(5000, u'x')})));
        const auto ask = [](const QString &visit, WireValue seconds) {
            return operationFrom(WireValue::map().set(u"name"_s, u"AskEvaluation"_s).set(u"visit"_s, visit).set(u"item"_s, u"a"_s).set(u"case"_s, u"b"_s)
                .set(u"window"_s, u"c"_s).set(u"clerk"_s, u"d"_s).set(u"seconds"_s, std::move(seconds))).ok();
        };
        const QString visit = u"01890000-0000-7000-8000-000000000001"_s;
        QVERIFY(ask(visit, 1) && ask(visit, 3600));
        QVERIFY(!ask(visit, 0) && !ask(visit, 3601) && !ask(visit, u"60"_s) && !ask(visit.toUpper() + u' ', 60) && !ask({}, 60));
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"CallQueue"_s).set(u"window"_s, u"3"_s)).ok());
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"CallQueue.Next"_s).set(u"window"_s, u""_s).set(u"clerk"_s, u""_s).set(u"number"_s, u""_s)).ok());
    }
    void ratingsComeBackOrNotAtAll_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("raw");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *name, int outcome, int level, const QString &raw, bool good) { QTest::newRow(name) << outcome << level << raw << good; };
        row("very satisfied", int(Rating::Outcome::Given), 1, u"5"_s, true);
        row("very dissatisfied", int(Rating::Outcome::Given), 5, u"1"_s, true);
        row("declined", int(Rating::Outcome::Declined), 0, {}, true);
        row("not given", int(Rating::Outcome::NotGiven), 0, {}, true);
        row("unknown, as long as may be", int(Rating::Outcome::Unknown), 0, QString(200, u'x'), true);
        row("given without a level", int(Rating::Outcome::Given), 0, u"5"_s, false);
        row("level six", int(Rating::Outcome::Given), 6, u"5"_s, false);
        row("declined with a level", int(Rating::Outcome::Declined), 1, {}, false);
        row("not given with a level", int(Rating::Outcome::NotGiven), 1, {}, false);
        row("not given with a word", int(Rating::Outcome::NotGiven), 0, u"5"_s, false);
        row("unknown with a level", int(Rating::Outcome::Unknown), 1, u"5"_s, false);
        row("no outcome", 4, 0, {}, false);
        row("before any outcome", -1, 0, {}, false);
        row("too long", int(Rating::Outcome::Unknown), 0, QString(201, u'x'), false);
    }
    void ratingsComeBackOrNotAtAll()
    {
        QFETCH(int, outcome);
        QFETCH(int, level);
        QFETCH(QString, raw);
        QFETCH(bool, good);
        const Rating rating{Rating::Outcome(outcome), level, raw};
        const auto answer = answerFrom(AskEvaluation{}, WireValue::decoded(toWire(AnyAnswer(rating))->encoded()).value(), QDate(2026, 6, 1));
        QCOMPARE(answer.ok(), good);
        if (!good) {
            QCOMPARE(answer.error().code, u"DEV-HOST-FRAME"_s);
            return;
        }
        const Rating &back = std::get<Rating>(*answer);
        QVERIFY(back.outcome == rating.outcome && back.level == level && back.raw == raw);
    }
    void ticketsComeBackOrNotAtAll()
    {
        using Act = CallQueue::Act;
        const auto back = [](Act act, const QueueTicket &ticket, const QString &asked = {}) {
            const auto answer = answerFrom(CallQueue{act, {}, {}, asked}, WireValue::decoded(toWire(AnyAnswer(ticket))->encoded()).value(), QDate(2026, 6, 1));
            return answer.ok() ? std::get<QueueTicket>(*answer).number : answer.error().code;
        };
        QCOMPARE(back(Act::Next, {u"A007"_s, u"综合受理"_s, 3}), u"A007"_s);
        QCOMPARE(back(Act::Next, {QString(32, u'A'), {}, -1}), QString(32, u'A'));
        QCOMPARE(back(Act::Next, {QString(33, u'A'), {}, -1}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Next, {u"  "_s, {}, -1}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Next, {{}, {}, -1}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Next, {u"A1"_s, QString(201, u'x'), -1}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Next, {u"A1"_s, {}, -2}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Next, {u"A1"_s, {}, 100'001}), u"DEV-HOST-FRAME"_s);
        QCOMPARE(back(Act::Skip, {QString(40, u'A'), {}, -1}, QString(40, u'A')), QString(40, u'A'));      // as it was asked for
        QCOMPARE(back(Act::Skip, {QString(40, u'A'), {}, -1}, u"A1"_s), u"DEV-HOST-FRAME"_s);
    }
    void wrongAnswersAreRefused()
    {
        const QDate today(2026, 6, 1);
        const WireValue media = WireValue::map().set(u"media"_s, u"present"_s);
        QVERIFY(answerFrom(WaitCard{}, media, today).ok());
        QVERIFY(!answerFrom(ReadCard{}, media, today).ok());
        QVERIFY(!answerFrom(CheckHealth{}, media, today).ok());
        QVERIFY(!answerFrom(WaitCard{}, WireValue::map().set(u"media"_s, u"unknown"_s), today).ok());
        QVERIFY(!answerFrom(WaitCard{}, WireValue(), today).ok());
        QVERIFY(!answerFrom(CheckHealth{}, WireValue::map().set(u"ok"_s, 1).set(u"serial"_s, u""_s).set(u"notes"_s, WireValue::list()), today).ok());
    }
    void capabilitiesComeBack()
    {
        Capabilities can;
        can.cls = DeviceClass::Scanner;
        can.operations = {u"Scan"_s};
        can.settings = {{u"mode"_s, u"choice"_s, 0, 0, {u"color"_s, u"gray"_s}, u"color"_s}, {u"resolution"_s, u"integer"_s, 75, 600, {}, u"300"_s}};
        can.notes = {u"a note"_s};
        const Result<Capabilities> back = capabilitiesFrom(WireValue::decoded(toWire(can).encoded()).value());
        QVERIFY(back.ok());
        QVERIFY(back.value() == can);
        QVERIFY(!capabilitiesFrom(WireValue::map()).ok());
        QJsonObject foreign = can.toJson();
        foreign.insert(u"class"_s, u"toaster"_s);
        QVERIFY(!capabilitiesFrom(toWire(foreign)).ok());
    }
    void errorsKeepTheirCodeAndLoseEverythingElse()
    {
        const Error forged = toError({FaultClass::MediaRejected, u"AUTH"_s, u"31"_s, false}, DeviceClass::IdCardReader);
        QCOMPARE(errorFrom(toWire(forged), DeviceClass::IdCardReader), forged);
        QCOMPARE(errorFrom(toWire(Error{ErrorKind::Device, u"DEV-SCAN-JAM"_s, u"page 3"_s}), DeviceClass::Scanner).detail, u"page 3"_s);
        QCOMPARE(errorFrom(toWire(toError({FaultClass::Cancelled, {}, {}, false}, DeviceClass::Scanner)), DeviceClass::Scanner).kind, ErrorKind::Cancelled);
        QCOMPARE(errorFrom(toWire(toError({FaultClass::Denied, {}, u"certificate"_s, false}, DeviceClass::Evaluation)), DeviceClass::Evaluation).detail, u"status certificate"_s);
        // A code of another class of device, of another room, or none at all.
        for (const QString &code : {u"DEV-SCAN-JAM"_s, u"STO-DISK-LOW"_s, u"DEV-NOSUCH"_s, QString()})
            QCOMPARE(errorFrom(toWire(Error{ErrorKind::Denied, code, {}}), DeviceClass::IdCardReader).code, u"DEV-IDCARD-FAULT"_s);
        QCOMPARE(errorFrom(WireValue(), DeviceClass::IdCardReader).code, u"DEV-IDCARD-FAULT"_s);
        // A driver's own text could be anything, also somebody's name or number.
        for (const QString &text : {u"测试甲"_s, u"11010519491231002X"_s, u"ZHANG SAN"_s, u"zhang san"_s, u"status 11010519491231"_s, u"page 3\nZHANG"_s})
            QCOMPARE(errorFrom(toWire(Error{forged.kind, forged.code, text}), DeviceClass::IdCardReader).detail, QString());
    }
    void conditionsAndProgressComeBack()
    {
        const Error jam = toError({FaultClass::UserAction, u"JAM"_s, {}, false}, DeviceClass::Scanner);
        for (const auto kind : {Condition::Kind::Fine, Condition::Kind::Limited, Condition::Kind::NeedsPerson}) {
            const Result<Condition> back = conditionFrom(toWire(Condition{kind, jam}), DeviceClass::Scanner);
            QVERIFY(back.ok());
            QCOMPARE(back->kind, kind);
            QCOMPARE(back->why.code, kind == Condition::Kind::Fine ? QString() : jam.code);
        }
        QVERIFY(!conditionFrom(WireValue::map().set(u"kind"_s, 9), DeviceClass::Scanner).ok());
        const Result<Progress> progress = progressFrom(toWire(Progress{2, -1, 4'461'818}));
        QVERIFY(progress.ok());
        QCOMPARE(progress->done, 2);
        QCOMPARE(progress->of, -1);
        QCOMPARE(progress->bytes, 4'461'818);
        QVERIFY(!progressFrom(WireValue::map().set(u"done"_s, -1).set(u"of"_s, 1).set(u"bytes"_s, 1)).ok());
    }
    void settingsPassAsTheyAre()
    {
        const QJsonObject settings{{u"port"_s, u"/dev/样例"_s}, {u"baud"_s, 115200}, {u"ratio"_s, 0.5}, {u"on"_s, true},
                                   {u"list"_s, QJsonArray{1, u"二"_s}}, {u"map"_s, QJsonObject{{u"a"_s, QJsonValue()}}}};
        QCOMPARE(jsonFrom(WireValue::decoded(toWire(settings).encoded()).value()), settings);
    }
};

ZC_TEST(QCoreApplication, TestHostFrames)
#include "tst_hostframes.moc"
