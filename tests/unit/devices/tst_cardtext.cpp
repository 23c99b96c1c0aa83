#include "support/testprogram.h"
#include "vectors.h"

#include "internal/idcard/cardtext.h"
#include "internal/sim/cardencoder.h"


#include <utility>

using namespace Qt::StringLiterals;
using namespace zc::devices;

namespace {

const QDate kToday(2026, 6, 1);

SimulatedCard resident()
{
    SimulatedCard card = SimulatedCard::fromDeck(u"R"_s).value();
    card.fields.insert(u"sex"_s, u"2"_s);       // agrees with the number, so that no warning is left
    return card;
}

CardRecord decoded(const SimulatedCard &card)
{
    auto content = decodeCardText(sim::textBytes(card), kToday);
    return CardRecord(std::move(content));
}

QStringList warningsWith(SimulatedCard card, const char *field, const QString &value)
{
    card.fields.insert(QString::fromLatin1(field), value);
    return decoded(card).warnings();
}

} // namespace

class TestCardText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The simulator's encoder was written apart from the decoder; both meet the vectors bit by bit.
    void encoderGivesTheVectors()
    {
        for (const QString &id : {u"R"_s, u"J"_s, u"I"_s, u"Y"_s}) {
            const SimulatedCard card = SimulatedCard::fromDeck(id).value();
            QCOMPARE(sim::answerFrame(0x90, sim::readAnswerData(card, false)), vectorFrame(id));
        }
    }

    void nationTableIsComplete()
    {
        QFile file(QStringLiteral(ZC_SOURCE_DIR "/tests/data/devices/nation-codes.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts).mid(1);
        QCOMPARE(lines.size(), 58);
        QSet<QString> known;
        for (const QString &line : lines) {
            QCOMPARE(ethnicNameForCode(line.section(u',', 0, 0)), line.section(u',', 1, 1).trimmed());
            known << line.section(u',', 0, 0);
        }
        for (int code = 0; code < 100; ++code) {
            const QString text = u"%1"_s.arg(code, 2, 10, QLatin1Char('0'));
            QCOMPARE(ethnicNameForCode(text).isEmpty(), !known.contains(text));
        }
        for (const QString &odd : {u""_s, u"1"_s, u"011"_s, u"0a"_s, u"\uFF10\uFF11"_s})
            QVERIFY(ethnicNameForCode(odd).isEmpty());
    }

    void everyLayoutWithEveryPeopleAndLongNames()
    {
        const QString longName = u"CESHI AVERYLONGENGLISHNAMEINDEED OFFORTYSIXCHR"_s;
        QCOMPARE(longName.size(), 46);
        for (const QString &kind : {u"R"_s, u"J"_s, u"I"_s, u"Y"_s}) {
            for (int code = 1; code <= 98; code += code == 56 ? 41 : 1) {
                SimulatedCard card = SimulatedCard::generated(quint64(code), kind);
                card.fields.insert(u"validTo"_s, code % 2 ? u"长期"_s : u"20401231"_s);
                if (kind == u"R")
                    card.fields.insert(u"ethnic"_s, u"%1"_s.arg(code, 2, 10, QLatin1Char('0')));
                if (kind == u"I" || kind == u"Y")
                    card.fields.insert(u"englishName"_s, longName);
                const CardRecord record = decoded(card);
                QVERIFY2(record.warnings().isEmpty() || kind == u"I", qPrintable(record.warnings().join(u' ')));
                for (const CardField field : record.fields())
                    if (field != CardField::EthnicName)
                        QCOMPARE(record.text(field).toString(), card.fields.value(cardFieldName(field)));
                if (kind == u"R")
                    QVERIFY(!record.text(CardField::EthnicName).isEmpty());
            }
        }
    }

    void warnings_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *field, const QString &value, const QStringList &expected) {
            QTest::newRow(name) << QByteArray(field) << value << expected;
        };
        row("nothing", "name", u"测试甲"_s, {});
        row("blank", "issuer", {}, {u"blank:issuer"_s});
        row("blank sex gets only blank", "sex", {}, {u"blank:sex"_s});
        row("sex", "sex", u"5"_s, {u"unknownSex"_s});
        row("sex 9", "sex", u"9"_s, {});
        row("ethnic", "ethnic", u"57"_s, {u"unknownEthnic"_s});
        row("birth", "birth", u"19490230"_s, {u"badDate:birth"_s});
        row("birth mismatch", "birth", u"19500101"_s, {u"birthMismatch"_s});
        row("validTo text", "validTo", u"永久"_s, {u"badDate:validTo"_s});
        row("validFrom long term", "validFrom", u"长期"_s, {u"badDate:validFrom"_s});
        row("expired yesterday", "validTo", u"20260531"_s, {u"expired"_s});
        row("valid on the day", "validTo", u"20260601"_s, {});
        row("order", "validFrom", u"20300101"_s, {});
        row("number short", "number", u"1101051949123100"_s, {u"numberForm"_s});
        row("number lower case", "number", u"11010519491231002x"_s, {u"numberCase"_s});
        row("check digit", "number", u"110105194912310021"_s, {u"checkDigit"_s});
        row("wide digits", "number", u"\uFF11\uFF11010519491231002X"_s, {u"numberForm"_s});
        row("control", "name", u"测\u0001甲"_s, {u"badCodeUnit:name"_s});
        row("delete", "name", u"测\u007F甲"_s, {u"badCodeUnit:name"_s});
        row("private", "name", u"测\uE001甲"_s, {u"privateUse:name"_s});
        row("pair stays", "name", u"测\U00020BB7甲"_s, {});
        row("private plane", "name", u"测\U000F0001甲"_s, {u"privateUse:name"_s});
    }
    void warnings()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, value);
        QFETCH(QStringList, expected);
        QCOMPARE(warningsWith(resident(), field.constData(), value), expected);
    }

    void datesOutOfOrder()
    {
        SimulatedCard card = resident();
        card.fields.insert(u"validFrom"_s, u"20300101"_s);
        card.fields.insert(u"validTo"_s, u"20290101"_s);
        QCOMPARE(decoded(card).warnings(), QStringList{u"dateOrder"_s});
    }

    void otherLayoutsHaveTheirOwnNumberForms()
    {
        const SimulatedCard hkmt = SimulatedCard::fromDeck(u"J"_s).value();
        QCOMPARE(warningsWith(hkmt, "number", u"840000199408230021"_s), QStringList{u"numberForm"_s});
        QCOMPARE(warningsWith(hkmt, "issueCount", {}), QStringList());
        QCOMPARE(warningsWith(hkmt, "passNumber", {}), QStringList{u"blank:passNumber"_s});
        const SimulatedCard old = SimulatedCard::fromDeck(u"I"_s).value();
        QCOMPARE(warningsWith(old, "number", u"zZZ110001010001"_s), QStringList{u"numberForm"_s});
        QCOMPARE(warningsWith(old, "name", {}), QStringList());
        const SimulatedCard fresh = SimulatedCard::fromDeck(u"Y"_s).value();
        QCOMPARE(warningsWith(fresh, "number", u"811124198108030024"_s), QStringList{u"numberForm"_s});
    }

    void damagedUnitsAreReplacedAndSaid()
    {
        QByteArray bytes = sim::textBytes(resident());
        bytes[2] = '\x00';
        bytes[3] = '\xD8';                  // a high surrogate alone
        const CardRecord record(decodeCardText(bytes, kToday));
        QCOMPARE(record.warnings(), QStringList{u"badCodeUnit:name"_s});
        QCOMPARE(record.text(CardField::Name), u"测\uFFFD甲");
        QCOMPARE(record.rawText(), QByteArrayView(bytes));
    }

    void unknownFlagIsReadAsResident()
    {
        QByteArray bytes = sim::textBytes(resident());
        bytes[248] = 'K';
        const CardRecord record(decodeCardText(bytes, kToday));
        QCOMPARE(record.kind(), CardKind::Resident);
        QCOMPARE(record.warnings(), QStringList{u"unknownKind"_s});
        bytes[248] = 0;
        QCOMPARE(CardRecord(decodeCardText(bytes, kToday)).warnings(), QStringList());
    }

    void emptyCardIsNoCard()
    {
        SimulatedCard card = resident();
        card.fields.remove(u"name"_s);
        card.fields.remove(u"number"_s);
        QVERIFY(!decodeCardText(sim::textBytes(card), kToday));
        QVERIFY(!decodeCardText(QByteArray(256, '\0'), kToday));
        SimulatedCard foreigner = SimulatedCard::fromDeck(u"Y"_s).value();
        foreigner.fields.remove(u"name"_s);
        foreigner.fields.remove(u"number"_s);
        QVERIFY(decodeCardText(sim::textBytes(foreigner), kToday));     // the English name is a name
    }

    void newestAddressIsKeptApart()
    {
        SimulatedCard card = resident();
        card.newestAddress = u"某省某市样例区样例路99号"_s;
        auto content = decodeCardText(sim::textBytes(card), kToday);
        decodeNewestAddress(*content, sim::addressBytes(card));
        const CardRecord record(std::move(content));
        QVERIFY(record.hasNewestAddress());
        QCOMPARE(record.newestAddress().toString(), card.newestAddress);
        QCOMPARE(record.text(CardField::Address).toString(), card.fields.value(u"address"_s));
    }

    void recordIsMovedAndWiped()
    {
        static_assert(!std::is_copy_constructible_v<CardRecord> && !std::is_copy_assignable_v<CardRecord>);
        static_assert(std::is_nothrow_move_constructible_v<CardRecord>);
        alignas(CardRecord::Content) std::array<char, sizeof(CardRecord::Content)> memory;
        auto *content = new (memory.data()) CardRecord::Content;
        const QByteArray bytes = sim::textBytes(resident());
        std::memcpy(content->raw.data(), bytes.constData(), bytes.size());
        std::memcpy(content->text.data(), bytes.constData(), bytes.size());
        std::memcpy(content->photo.data(), bytes.constData(), bytes.size());
        const QByteArray needle = bytes.first(6);
        QVERIFY(QByteArrayView(memory.data(), memory.size()).indexOf(needle) >= 0);
        content->~Content();
        QCOMPARE(QByteArrayView(memory.data(), memory.size()).indexOf(needle), -1);
    }
};

ZC_TEST(QCoreApplication, TestCardText)
#include "tst_cardtext.moc"
