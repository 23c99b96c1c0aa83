#include "internal/sim/socialcardchip.h"
#include "internal/smartcard/socialcardread.h"

#include <QJsonDocument>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::smartcard;

namespace {

// The driver's reading against the chip of the simulator, without reader or thread.
class ChipChannel final : public CardChannel {
public:
    explicit ChipChannel(const SimulatedSocialCard &card) : m_chip(card) {}
    Result<QByteArray> transmit(const QByteArray &command) override
    {
        sent << command.toHex();
        if (onCommand)
            if (const auto answer = onCommand(command))
                return *answer;
        const auto answer = m_chip.answer(command, faults);
        return answer ? Result<QByteArray>(*answer) : Result<QByteArray>(cardError(FaultClass::Timeout));
    }
    QByteArrayList sent;
    QList<sim::ChipFault> faults;
    std::function<std::optional<QByteArray>(const QByteArray &)> onCommand;

private:
    sim::SocialCardChip m_chip;
};

const std::function<bool()> kNever = [] { return false; };

} // namespace

class TestSocialCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField()
    {
        for (quint64 seed = 0; seed < 400; ++seed) {
            const SimulatedSocialCard made = SimulatedSocialCard::generated(seed);
            ChipChannel channel(made);
            const auto card = readSocialCard(channel, kNever);
            QVERIFY2(card, qPrintable(card ? QString() : card.error().code + card.error().detail));
            for (int field = 0; field <= int(SocialField::Birth); ++field)
                QCOMPARE(card->text(SocialField(field)).toString(), made.fields.value(socialFieldName(SocialField(field))));
            QVERIFY(card->notes().isEmpty());
            QVERIFY(!card->nationName().isEmpty());
        }
    }

    // The commands that a card without PIN and security module answers, byte by byte.
    void sendsTheCommandsOfTheStandard()
    {
        ChipChannel channel(SimulatedSocialCard::generated(1));
        QVERIFY(readSocialCard(channel, kNever));
        QCOMPARE(channel.sent, (QByteArrayList{"00a404000f7378312e73682ec9e7bbe1b1a3d5cf", "00c000000c", "00b2072c0b", "00a4020002ef06", "00b2080014", "00b2090020",
                                               "00b20a0003", "00b20b0003", "00b20c0005", "00b20d0006"}));
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("code");
        QTest::newRow("bank card") << QByteArray(R"({"kind":"type"})") << u"DEV-SSC-TYPE"_s;
        QTest::newRow("refused") << QByteArray(R"({"kind":"sw","sw":"6985"})") << u"DEV-SSC-REJECTED"_s;
        QTest::newRow("for ever more to come") << QByteArray(R"({"kind":"endless"})") << u"DEV-SSC-PROTOCOL"_s;
        QTest::newRow("record of another id") << QByteArray(R"({"kind":"id","record":"name"})") << u"DEV-SSC-DATA"_s;
        QTest::newRow("half a record") << QByteArray(R"({"kind":"half","record":"number"})") << u"DEV-SSC-DATA"_s;
        QTest::newRow("no answer") << QByteArray(R"({"kind":"deaf"})") << u"DEV-SSC-TIMEOUT"_s;
    }
    void faults()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QString, code);
        ChipChannel channel(SimulatedSocialCard::generated(2));
        const auto planned = sim::chipFault(QJsonDocument::fromJson(fault).object());
        QVERIFY(planned);
        channel.faults << *planned;
        const auto card = readSocialCard(channel, kNever);
        QVERIFY(!card);
        QCOMPARE(card.error().code, code);
        QVERIFY(channel.sent.size() <= 20);
    }

    void whatTheCardKeepsBackStaysEmptyAndIsNamed()
    {
        const SimulatedSocialCard made = SimulatedSocialCard::generated(3);
        ChipChannel channel(made);
        channel.faults = {{u"sw"_s, u"birthPlace"_s, QByteArray::fromHex("6A83"), 1}, {u"sw"_s, u"nation"_s, QByteArray::fromHex("6982"), 1}};
        const auto card = readSocialCard(channel, kNever);
        QVERIFY(card);
        QCOMPARE(card->notes(), (QStringList{u"unread:nation"_s, u"unread:birthPlace"_s}));
        QVERIFY(card->text(SocialField::BirthPlace).isEmpty() && card->nationName().isEmpty());
        QCOMPARE(card->text(SocialField::Birth).toString(), made.fields.value(u"birth"_s));
    }

    void aNumberThatDoesNotCheckIsSaid()
    {
        SimulatedSocialCard made = SimulatedSocialCard::generated(4);
        QString &number = made.fields[u"number"_s];
        number[17] = number[17] == u'1' ? u'2' : u'1';
        ChipChannel channel(made);
        const auto card = readSocialCard(channel, kNever);
        QVERIFY(card);
        QCOMPARE(card->notes(), QStringList{u"checkDigit"_s});
        QCOMPARE(card->text(SocialField::Number).toString(), number);       // never altered
    }

    void namesThatAreNoGbkAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("half a character at the end") << QByteArray::fromHex("D1F9C0FDBC");
        QTest::newRow("trail byte out of range") << QByteArray::fromHex("D120");
        QTest::newRow("lead byte FF inside") << QByteArray::fromHex("D1F9FF41");
        QTest::newRow("control byte") << QByteArray::fromHex("D1F907C0FD");
    }
    void namesThatAreNoGbkAreRefused()
    {
        QFETCH(QByteArray, name);
        ChipChannel channel(SimulatedSocialCard::generated(5));
        channel.onCommand = [&](const QByteArray &command) -> std::optional<QByteArray> {
            if (command.toHex() != "00b2090020")
                return std::nullopt;
            return QByteArray::fromHex("091E") + name.leftJustified(30, '\0') + QByteArray::fromHex("9000");
        };
        const auto card = readSocialCard(channel, kNever);
        QVERIFY(!card);
        QCOMPARE(card.error().code, u"DEV-SSC-DATA"_s);
    }

    void anotherLengthIsAskedForAgain()
    {
        ChipChannel channel(SimulatedSocialCard::generated(6));
        channel.onCommand = [](const QByteArray &command) -> std::optional<QByteArray> {
            if (command.toHex() == "00b2090020")
                return QByteArray::fromHex("6C06");
            if (command.toHex() == "00b2090006")
                return QByteArray::fromHex("0904D1F9C0FD9000");
            return std::nullopt;
        };
        const auto card = readSocialCard(channel, kNever);
        QVERIFY(card);
        QCOMPARE(card->text(SocialField::Name).toString(), u"样例"_s);
    }

    void aSexInEitherCoding()
    {
        for (const char *bytes : {"31", "01", "1F"}) {
            ChipChannel channel(SimulatedSocialCard::generated(7));
            channel.onCommand = [bytes](const QByteArray &command) -> std::optional<QByteArray> {
                if (command.toHex() != "00b20a0003")
                    return std::nullopt;
                return QByteArray::fromHex("0A01" + QByteArray(bytes) + "9000");
            };
            const auto card = readSocialCard(channel, kNever);
            QVERIFY(card);
            QCOMPARE(card->text(SocialField::Sex).toString(), u"1"_s);
        }
    }

    void nothingIsSentAfterAStop()
    {
        for (int after = 0; after < 10; ++after) {
            ChipChannel channel(SimulatedSocialCard::generated(8));
            const auto card = readSocialCard(channel, [&] { return channel.sent.size() >= after; });
            QVERIFY(!card && card.error().kind == ErrorKind::Cancelled);
            QCOMPARE(channel.sent.size(), after);
        }
    }

    // Any byte of any answer changed: a card with exactly that change, or a refusal; never more than was there.
    void everyFlippedBitIsContained()
    {
        const SimulatedSocialCard made = SimulatedSocialCard::generated(9);
        int cards = 0, refused = 0;
        for (int target = 2; target < 10; ++target) {
            for (int bit = 0; bit < 8 * 34; ++bit) {
                ChipChannel channel(made);
                sim::SocialCardChip chip(made);
                QList<sim::ChipFault> none;
                int at = 0;
                channel.onCommand = [&](const QByteArray &command) -> std::optional<QByteArray> {
                    auto answer = chip.answer(command, none);
                    if (at++ == target && answer && bit / 8 < answer->size())
                        (*answer)[bit / 8] = char((*answer)[bit / 8] ^ (1 << (bit % 8)));
                    return answer;
                };
                const auto card = readSocialCard(channel, kNever);
                if (!card) {
                    QVERIFY(card.error().code.startsWith(u"DEV-SSC-"));
                    ++refused;
                    continue;
                }
                int different = 0;
                for (int field = 0; field <= int(SocialField::Birth); ++field)
                    different += card->text(SocialField(field)) != made.fields.value(socialFieldName(SocialField(field)));
                QVERIFY(different <= 1);
                ++cards;
            }
        }
        QVERIFY(cards > 0 && refused > 0);
    }
};

ZC_TEST(QCoreApplication, TestSocialCard)
#include "tst_socialcard.moc"
