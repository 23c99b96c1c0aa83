#include "support/testprogram.h"
#include "vectors.h"

#include <devices/diagnostics.h>

#include "internal/idcard/readanswer.h"
#include "internal/idcard/sdtexchange.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace zc::devices;
using sdt::Command;
using sdt::SdtExchange;
using Kind = sdt::Outcome::Kind;

namespace {

constexpr qint64 kFar = 3'600'000;

QByteArray frame(quint8 sw3, const QByteArray &data = {})
{
    QByteArray bytes = QByteArray::fromHex("AAAAAA9669");
    const int length = 4 + int(data.size());
    bytes.append(char(length >> 8)).append(char(length)).append(2, '\0').append(char(sw3)).append(data);
    char sum = 0;
    for (const char byte : bytes.mid(5))
        sum = char(sum ^ byte);
    return bytes.append(sum);
}

// The outcome in one word, so that two runs can be compared.
QString summary(const SdtExchange &exchange)
{
    const sdt::Outcome &outcome = exchange.outcome();
    const QString status = outcome.status ? sdt::statusText(*outcome.status) : u"-"_s;
    const QString kind = outcome.kind == Kind::Success ? u"ok"_s : outcome.kind == Kind::Nothing ? u"nothing"_s : faultClassName(outcome.fault.cls);
    return kind + u' ' + status + u' ' + QString::number(qHash(exchange.data().toByteArray())) + u' ' + QString::number(exchange.surplusFrames());
}

struct Timed {
    qint64 atMs;
    QByteArray bytes;
};

void play(SdtExchange &exchange, const QList<Timed> &script)
{
    for (const Timed &part : script) {
        while (!exchange.ended() && exchange.dueMs() <= part.atMs)
            exchange.tick(exchange.dueMs());
        exchange.feed(part.bytes, part.atMs);
    }
    while (!exchange.ended())
        exchange.tick(exchange.dueMs());
}

QString outcomeOf(Command command, const QList<Timed> &script, qint64 deadlineMs = kFar)
{
    SdtExchange exchange(command, sdt::requestFrame(quint16(command)), 0, deadlineMs);
    play(exchange, script);
    return summary(exchange).section(u' ', 0, 1);
}

} // namespace

class TestSdtExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownVectorsEqualTheSharedOnes()
    {
        QFile shared(QStringLiteral(ZC_TEST_DATA "/devices/vectors.json"));
        if (!shared.open(QIODevice::ReadOnly))
            QSKIP("skipped: data absent");
        QCOMPARE(QJsonDocument::fromJson(shared.readAll()).object(), deviceVectors());
    }

    void requestsAreExact()
    {
        int checked = 0;
        for (const QJsonValue &entry : deviceVectors().value(u"requests"_s).toArray()) {
            const QByteArray command = QByteArray::fromHex(entry[u"commandHex"_s].toString().toLatin1());
            const quint16 code = quint16(quint8(command[0]) << 8 | quint8(command[1]));
            QVERIFY(sdt::commandFromCode(code));
            QCOMPARE(sdt::requestFrame(code, QByteArrayView(command).sliced(2)).toHex().toUpper(), entry[u"hex"_s].toString().toLatin1());
            ++checked;
        }
        QCOMPARE(checked, 14);
    }

    void cardsAreExact()
    {
        for (const QJsonValue &entry : deviceVectors().value(u"readAnswers"_s).toArray()) {
            const QJsonObject line{{u"id"_s, entry[u"id"_s]}, {u"command"_s, entry[u"command"_s]}, {u"today"_s, u"20260601"_s},
                                   {u"chunks"_s, QJsonArray{QJsonArray{40, entry[u"hex"_s]}}}};
            const QJsonObject answer = decodeExchange(line);
            const QJsonObject expect = entry[u"expect"_s].toObject();
            QCOMPARE(answer.value(u"outcome"_s).toString(), u"card"_s);
            for (auto it = expect.begin(); it != expect.end(); ++it)
                QCOMPARE(answer.value(it.key()), it.value());
        }
    }

    void shortAnswersAreExact()
    {
        int checked = 0;
        for (const QJsonValue &entry : deviceVectors().value(u"answers"_s).toArray()) {
            const QJsonObject answer = decodeExchange({{u"id"_s, checked}, {u"command"_s, entry[u"to"_s]},
                                                       {u"chunks"_s, QJsonArray{QJsonArray{5, entry[u"hex"_s]}}}});
            const QJsonObject expect = entry[u"expect"_s].toObject();
            for (auto it = expect.begin(); it != expect.end(); ++it)
                QCOMPARE(answer.value(it.key()), it.value());
            ++checked;
        }
        QCOMPARE(checked, 10);
    }

    void cuttingDoesNotMatter()
    {
        QRandomGenerator random(7);
        const QByteArray echo = sdt::requestFrame(0x3001);
        for (const QByteArray &stream : {vectorFrame(u"R"_s), QByteArray("\xAA\xAA\xAA\x96", 4) + vectorFrame(u"Y"_s) + frame(0x90),
                                         QByteArray(300, '\x11') + frame(0x9F, QByteArray(4, '\0')) + vectorFrame(u"I"_s),
                                         echo + QByteArray::fromHex("AAAAAA96690000") + vectorFrame(u"J"_s), frame(0x41) + vectorFrame(u"R"_s)}) {
            SdtExchange whole(Command::ReadText, echo, 0, kFar);
            play(whole, {{10, stream}});
            SdtExchange single(Command::ReadText, echo, 0, kFar);
            for (const char byte : stream)
                single.feed(QByteArrayView(&byte, 1), 10);
            play(single, {});
            QCOMPARE(summary(single), summary(whole));
            for (int run = 0; run < 200; ++run) {
                SdtExchange cut(Command::ReadText, echo, 0, kFar);
                for (qsizetype at = 0; at < stream.size();) {
                    const qsizetype size = qMin<qsizetype>(1 + random.bounded(400), stream.size() - at);
                    cut.feed(QByteArrayView(stream).sliced(at, size), 10);
                    at += size;
                }
                play(cut, {});
                QCOMPARE(summary(cut), summary(whole));
            }
        }
    }

    void everyBitFlipIsRefused()
    {
        for (const QString &id : {u"R"_s, u"J"_s, u"I"_s, u"Y"_s}) {
            const QByteArray good = vectorFrame(id);
            QCOMPARE(good.size(), 1295);
            for (int bit = 0; bit < good.size() * 8; ++bit) {
                QByteArray bad = good;
                bad[bit / 8] = char(bad[bit / 8] ^ (1 << bit % 8));
                SdtExchange exchange(Command::ReadText, sdt::requestFrame(0x3001), 0, kFar);
                exchange.feed(bad, 1);
                play(exchange, {});
                QVERIFY2(exchange.outcome().kind == Kind::Failure, qPrintable(u"%1 bit %2"_s.arg(id).arg(bit)));
                QCOMPARE(exchange.data().size(), 0);
            }
        }
    }

    void everyProperPrefixIsRefused()
    {
        const QByteArray good = vectorFrame(u"R"_s);
        for (qsizetype size = 0; size < good.size(); ++size) {
            SdtExchange exchange(Command::ReadText, sdt::requestFrame(0x3001), 0, kFar);
            exchange.feed(QByteArrayView(good).first(size), 1);
            play(exchange, {});
            QCOMPARE(summary(exchange).section(u' ', 0, 0), u"timeout"_s);
            QVERIFY(!exchange.leavesLinkClean());
        }
    }

    void garbageBeforeTheAnswerIsSkipped()
    {
        QRandomGenerator random(11);
        for (int run = 0; run < 300; ++run) {
            QByteArray garbage(random.bounded(4096), '\0');
            for (char &byte : garbage)
                byte = char(random.bounded(256));
            SdtExchange exchange(Command::ReadText, sdt::requestFrame(0x3001), 0, kFar);
            play(exchange, {{3, garbage + vectorFrame(u"R"_s)}});
            QCOMPARE(summary(exchange).section(u' ', 0, 1), u"ok 90"_s);
        }
    }

    void timersEndTheExchange()
    {
        SdtExchange silent(Command::FindCard, sdt::requestFrame(0x2001), 0, kFar);
        QCOMPARE(silent.dueMs(), 1500);
        SdtExchange reading(Command::ReadText, sdt::requestFrame(0x3001), 0, kFar);
        QCOMPARE(reading.dueMs(), 5000);
        reading.feed(vectorFrame(u"R"_s).first(20), 100);       // inside a frame only the gap counts
        QCOMPARE(reading.dueMs(), 300);
        reading.feed(vectorFrame(u"R"_s).mid(20, 5), 250);
        QCOMPARE(reading.dueMs(), 450);
        SdtExchange deadline(Command::ReadText, sdt::requestFrame(0x3001), 0, 220);
        deadline.feed(vectorFrame(u"R"_s).first(20), 100);
        QCOMPARE(deadline.dueMs(), 220);
        SdtExchange failed(Command::FindCard, sdt::requestFrame(0x2001), 0, kFar);
        failed.feed(QByteArray::fromHex("AAAAAA96690004000090FF"), 100);
        QCOMPARE(failed.dueMs(), 300);
    }

    void endsWithoutAnswerAreJudged()
    {
        const QByteArray find = sdt::requestFrame(0x2001);
        QCOMPARE(outcomeOf(Command::FindCard, {}), u"timeout -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, "\xAA\xAA"}}), u"timeout -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, "\x01\xAA\xAA"}}), u"transport -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, find}}), u"protocol -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, find.first(8)}}), u"timeout -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, "\x01" + find}}), u"protocol -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, frame(0x90)}}), u"protocol -"_s);                // an answer of 11 FF
        QCOMPARE(outcomeOf(Command::FindCard, {{1, frame(0x90, QByteArray(5, 'x'))}}), u"protocol 90"_s);
        QCOMPARE(outcomeOf(Command::SelectCard, {{1, frame(0x9F, QByteArray(8, 'x'))}}), u"protocol -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, QByteArray::fromHex("AAAAAA96690004000090FF")}}), u"transport -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, QByteArray::fromHex("AAAAAA96690003110000")}}), u"transport -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, QByteArray::fromHex("AAAAAA9669090B")}}), u"transport -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, QByteArray::fromHex("AAAAAA9669090A")}}), u"timeout -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, frame(0x91)}}), u"deviceFault 91"_s);            // 91 belongs to 30 xx
        QCOMPARE(outcomeOf(Command::ReadAddress, {{1, frame(0x91)}}), u"nothing 91"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, frame(0x77)}}), u"deviceFault 77"_s);
    }

    void firstAcceptableAnswerWins()
    {
        QCOMPARE(outcomeOf(Command::FindCard, {{1, frame(0x80) + frame(0x9F, QByteArray(4, '\0'))}}), u"noMedia 80"_s);
        SdtExchange exchange(Command::FindCard, sdt::requestFrame(0x2001), 0, kFar);
        play(exchange, {{1, frame(0x9F, QByteArray(4, '\0')) + frame(0x80) + frame(0x80)}});
        QCOMPARE(exchange.outcome().kind, Kind::Success);
        QCOMPARE(exchange.surplusFrames(), 2);
        QVERIFY(!exchange.leavesLinkClean());
        SdtExchange clean(Command::FindCard, sdt::requestFrame(0x2001), 0, kFar);
        play(clean, {{1, frame(0x9F, QByteArray(4, '\0'))}});
        QVERIFY(clean.leavesLinkClean());
    }

    void echoAndForeignFramesAreSetAside()
    {
        const QByteArray find = sdt::requestFrame(0x2001);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, find + frame(0x9F, QByteArray(4, '\0'))}}), u"ok 9F"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, vectorFrame(u"R"_s) + frame(0x9F, QByteArray(4, '\0'))}}), u"ok 9F"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, find}, {1400, frame(0x80)}}), u"noMedia 80"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, find}, {1600, frame(0x80)}}), u"protocol -"_s);
    }

    void answerSwallowedByAFalseStartIsFound()
    {
        // Noise that looks like a long frame hides the true answer; the gap timer brings it out.
        const QByteArray falseStart = QByteArray::fromHex("AAAAAA96690900112233");
        QCOMPARE(outcomeOf(Command::FindCard, {{1, falseStart + frame(0x9F, QByteArray(4, '\0'))}}), u"ok 9F"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, falseStart + frame(0x90)}}), u"protocol -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, falseStart}}), u"timeout -"_s);
        QCOMPARE(outcomeOf(Command::FindCard, {{1, falseStart + frame(0x9F, QByteArray(4, '\0'))}}, 150), u"timeout -"_s);
    }

    void readLengthsMustAgree()
    {
        QByteArray data = QByteArray::fromHex("01000400") + QByteArray(1280, 'x');
        QCOMPARE(outcomeOf(Command::ReadText, {{1, frame(0x90, data)}}), u"ok 90"_s);
        data[1] = 1;
        QCOMPARE(outcomeOf(Command::ReadText, {{1, frame(0x90, data)}}), u"protocol 90"_s);
        QCOMPARE(outcomeOf(Command::ReadText, {{1, frame(0x90, QByteArray(1285, 'x'))}}), u"protocol 90"_s);
        for (const int fingerprints : {0, 512, 1024}) {
            QByteArray all = QByteArray::fromHex("01000400");
            all.append(char(fingerprints >> 8)).append(char(fingerprints)).append(1280 + fingerprints, 'x');
            QCOMPARE(outcomeOf(Command::ReadAll, {{1, frame(0x90, all)}}), u"ok 90"_s);
            all[4] = char(all[4] ^ 2);
            QCOMPARE(outcomeOf(Command::ReadAll, {{1, frame(0x90, all)}}), u"protocol 90"_s);
        }
        QCOMPARE(outcomeOf(Command::ReadAddress, {{1, frame(0x90, QByteArray::fromHex("0046") + QByteArray(70, ' '))}}), u"ok 90"_s);
        QCOMPARE(outcomeOf(Command::ReadAddress, {{1, frame(0x90, QByteArray::fromHex("0047") + QByteArray(70, ' '))}}), u"protocol 90"_s);
    }

    void fenceTakesNothingButItsOwnAnswer()
    {
        const QByteArray request = sdt::requestFrame(0x11FF);
        SdtExchange late(Command::SamStatus, request, 0, kFar, SdtExchange::Mode::Fence);
        play(late, {{1, vectorFrame(u"R"_s)}, {30, frame(0x80)}, {50, frame(0x41)}, {60, frame(0x90)}});
        QCOMPARE(late.outcome().kind, Kind::Success);
        QVERIFY(late.leavesLinkClean());
        SdtExchange half(Command::SamStatus, request, 0, kFar, SdtExchange::Mode::Fence);
        play(half, {{1, vectorFrame(u"R"_s).first(700)}, {900, frame(0x90)}});
        QCOMPARE(half.outcome().kind, Kind::Success);
        SdtExchange none(Command::SamStatus, request, 0, kFar, SdtExchange::Mode::Fence);
        play(none, {{1, QByteArray::fromHex("AAAAAA96690004000090FF")}});
        QCOMPARE(none.outcome().fault.cls, FaultClass::Timeout);
        SdtExchange sam(Command::SamStatus, request, 0, kFar, SdtExchange::Mode::Fence);
        play(sam, {{1, frame(0x66)}});
        QCOMPARE(sam.outcome().fault.suffix, u"SAM"_s);
    }

    // Random damage to a stream of frames: every exchange ends, and what is accepted stands in the stream as one whole
    // frame with a right checksum. (Damage that cancels in one XOR passes: the frame has eight check bits, no more.)
    void mutatedStreamsGiveOnlyWholeFrames()
    {
        QRandomGenerator random(20260601);
        QList<QByteArray> parts;
        QSet<QByteArray> cards;
        for (const QString &id : {u"R"_s, u"J"_s, u"I"_s, u"Y"_s}) {
            parts << vectorFrame(id);
            cards << vectorFrame(id).mid(10, 1284);
        }
        const qsizetype wholeFrames = parts.size();
        parts << frame(0x80) << frame(0x90) << frame(0x9F, QByteArray(4, '\0')) << sdt::requestFrame(0x3001) << QByteArray(40, '\xAA');
        int accepted = 0;
        int changed = 0;
        for (int run = 0; run < 200'000; ++run) {
            // Most streams are short, so that the run stays short; a fifth of them carry whole cards.
            QByteArray stream;
            const int count = 1 + random.bounded(3);
            for (int i = 0; i < count; ++i) {
                const bool card = random.bounded(10) == 0;
                QByteArray part = parts[card ? random.bounded(int(wholeFrames)) : int(wholeFrames) + random.bounded(5)];
                switch (random.bounded(6)) {
                case 0: part[random.bounded(int(part.size()))] = char(random.bounded(256)); break;
                case 1: part.remove(random.bounded(int(part.size())), 1 + random.bounded(20)); break;
                case 2: part.insert(random.bounded(int(part.size())), QByteArray(1 + random.bounded(8), char(random.bounded(256)))); break;
                case 3: part.truncate(random.bounded(int(part.size()))); break;
                default: break;
                }
                stream += part;
            }
            SdtExchange exchange(Command::ReadText, sdt::requestFrame(0x3001), 0, 10'000);
            const qsizetype cut = random.bounded(int(stream.size()) + 1);
            play(exchange, {{5, stream.first(cut)}, {5 + random.bounded(300), stream.mid(cut)}});
            QVERIFY(exchange.ended());
            if (exchange.outcome().kind == Kind::Success) {
                const QByteArray data = exchange.data().toByteArray();
                bool whole = false;
                for (qsizetype at = stream.indexOf(data); at >= 10 && !whole; at = stream.indexOf(data, at + 1)) {
                    quint8 sum = 0;
                    for (const char byte : stream.mid(at - 5, data.size() + 6))
                        sum ^= quint8(byte);
                    whole = sum == 0 && stream.mid(at - 10, 7) == QByteArray::fromHex("AAAAAA96690508");
                }
                QVERIFY(whole);
                ++accepted;
                changed += !cards.contains(data);
            }
        }
        QVERIFY(accepted > 1000);
        QVERIFY2(changed * 20 < accepted, qPrintable(u"%1 of %2"_s.arg(changed).arg(accepted)));
    }

    void aHeaderSaysHowMuchFollows()
    {
        const auto follows = [](const char *hex) { return sdt::bodyBytes(QByteArray::fromHex(hex)).value_or(-1); };
        QCOMPARE(follows("AAAAAA96690003"), 3);
        QCOMPARE(follows("AAAAAA9669090A"), 0x090A);
        QCOMPARE(follows("AAAAAA9669090B"), -1);          // beyond the largest answer
        QCOMPARE(follows("AAAAAA9669FFFF"), -1);
        QCOMPARE(follows("AAAAAA96690000"), -1);
        QCOMPARE(follows("AAAAAA96680003"), -1);
        QCOMPARE(follows("AAAAAA966900"), -1);
        QCOMPARE(follows("AAAAAA966900030A"), -1);
        const QByteArray request = sdt::requestFrame(0x61FF, QByteArray(1, '\x50'));
        QCOMPARE(follows(request.first(7).toHex().constData()), int(request.size()) - 7);
    }

    void unusableLinesAreRefusedOneByOne()
    {
        const QJsonObject good{{u"id"_s, 1}, {u"command"_s, u"2001"_s}, {u"chunks"_s, QJsonArray{}}};
        QVERIFY(decodeExchange(good).contains(u"outcome"_s));
        for (const auto &[key, value] : std::initializer_list<std::pair<QString, QJsonValue>>{
                 {u"command"_s, u"20"_s}, {u"command"_s, u"zz01"_s}, {u"command"_s, u"7777"_s}, {u"request"_s, u"A"_s}, {u"today"_s, u"20260231"_s},
                 {u"chunks"_s, QJsonArray{QJsonArray{1}}}, {u"chunks"_s, QJsonArray{QJsonArray{5, u"00"_s}, QJsonArray{4, u"00"_s}}},
                 {u"chunks"_s, QJsonArray{QJsonArray{1, u"0g"_s}}}}) {
            QJsonObject bad = good;
            bad.insert(key, value);
            QVERIFY2(decodeExchange(bad).contains(u"error"_s), qPrintable(key));
        }
    }
};

ZC_TEST(QCoreApplication, TestSdtExchange)
#include "tst_sdtexchange.moc"
