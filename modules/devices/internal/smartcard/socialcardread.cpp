#include "socialcardread.h"

#include "internal/idcard/cardcontent.h"
#include "internal/smartcard/socialcardcontent.h"
#include "internal/text/chinesebytes.h"

#include <base/uuid.h>

#include <algorithm>
#include <array>

namespace zc::devices::smartcard {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSteps = 8;
constexpr qsizetype kMostBytes = 4096;

constexpr quint16 kDone = 0x9000, kNoFile = 0x6A82, kNoRecord = 0x6A83, kNotAllowed = 0x6982;

// The bytes of a record hold one person's data: wiped however the read ends.
struct Wiped {
    QByteArray bytes;
    ~Wiped() { wipe(bytes.data(), std::size_t(bytes.size())); }
};

enum class Coding { Digits, Text, DigitsOrText };
struct Record {
    SocialField field;
    quint8 id, expected;        // expected: bytes of the whole record, as the card is asked for them
    Coding coding;
};
// EF06. LD/T 32 does not say in public how the sex is coded: both ways are understood.
constexpr std::array kHolder = {
    Record{SocialField::Number, 0x08, 0x14, Coding::Text},      Record{SocialField::Name, 0x09, 0x20, Coding::Text},
    Record{SocialField::Sex, 0x0A, 0x03, Coding::DigitsOrText}, Record{SocialField::Nation, 0x0B, 0x03, Coding::Digits},
    Record{SocialField::BirthPlace, 0x0C, 0x05, Coding::Digits}, Record{SocialField::Birth, 0x0D, 0x06, Coding::Digits},
};
constexpr Record kCardNumber{SocialField::CardNumber, 0x07, 0x0B, Coding::Text};

class Session {
public:
    Session(CardChannel &card, const std::function<bool()> &stop) : m_card(card), m_stop(stop) {}

    // The data and status of one command, followed through 61xx and 6Cxx.
    Result<quint16> ask(QByteArray command, QByteArray *data)
    {
        for (int step = 0; step <= kMostSteps; ++step) {
            if (m_stop())
                return cardError(FaultClass::Cancelled);
            Result<QByteArray> said = m_card.transmit(command);
            if (!said)
                return said.error();
            Wiped answer{std::move(*said)};
            if (answer.bytes.size() < 2)
                return cardError(FaultClass::Protocol, {}, u"short"_s);
            const qsizetype size = answer.bytes.size() - 2;
            const quint8 high = quint8(answer.bytes[size]), low = quint8(answer.bytes[size + 1]);
            if (data->size() + size > kMostBytes)
                return cardError(FaultClass::Protocol, {}, u"bytes"_s);
            data->append(answer.bytes.constData(), size);
            if (high == 0x61)
                command = QByteArray::fromHex("00C00000") + char(low);
            else if (high == 0x6C)
                command.back() = char(low);
            else
                return quint16(high << 8 | low);
        }
        return cardError(FaultClass::Protocol, {}, u"steps"_s);
    }

    Error select(const QByteArray &command)
    {
        Wiped ignored;
        const auto status = ask(command, &ignored.bytes);
        if (!status)
            return status.error();
        if (*status == kNoFile)
            return cardError(FaultClass::MediaRejected, u"TYPE"_s);
        return *status == kDone ? Error() : refused(*status);
    }

    Error read(const Record &record, char p2, SocialCard::Content &content)
    {
        Wiped data;
        QByteArray command = QByteArray::fromHex("00B2");
        command += char(record.id);
        command += p2;
        command += char(record.expected);
        const auto status = ask(command, &data.bytes);
        if (!status)
            return status.error();
        if (*status == kNoRecord || *status == kNotAllowed) {
            content.notes << u"unread:"_s + socialFieldName(record.field);
            return {};
        }
        if (*status != kDone)
            return refused(*status);
        return take(record, data.bytes, content);
    }

private:
    static Error refused(quint16 status) { return cardError(FaultClass::MediaRejected, {}, u"%1"_s.arg(status, 4, 16, QLatin1Char('0')).toUpper()); }
    static Error broken(const Record &record) { return cardError(FaultClass::MediaRejected, u"DATA"_s, u"record %1"_s.arg(record.id)); }

    static Error take(const Record &record, QByteArrayView data, SocialCard::Content &content)
    {
        if (data.size() < 2 || quint8(data[0]) != record.id || quint8(data[1]) != data.size() - 2)
            return broken(record);
        QByteArrayView value = data.sliced(2);
        const bool digits = record.coding == Coding::Digits
            || (record.coding == Coding::DigitsOrText && std::none_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }));
        std::array<char16_t, SocialCard::Content::kUnits> text{};
        qsizetype count = 0;
        if (digits) {
            for (qsizetype nibble = 0; nibble < value.size() * 2; ++nibble) {
                const int digit = nibble % 2 ? value[nibble / 2] & 0x0F : quint8(value[nibble / 2]) >> 4;
                if (digit == 0x0F)
                    break;
                if (digit > 9 || count >= qsizetype(text.size()))
                    return broken(record);
                text[std::size_t(count++)] = char16_t(u'0' + digit);
            }
            // A sex of one digit in a whole byte.
            const qsizetype skip = record.field == SocialField::Sex && count == 2 && text[0] == u'0' ? 1 : 0;
            const bool kept = content.set(record.field, QStringView(text.data() + skip, count - skip));
            wipe(text.data(), sizeof text);
            return kept ? Error() : broken(record);
        }
        while (!value.isEmpty() && (value.back() == '\0' || value.back() == ' ' || value.back() == '\xFF'))
            value.chop(1);
        auto words = fromGbkStrictly(value);
        const bool control = words && std::any_of(words->cbegin(), words->cend(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
        const bool kept = words && !control && content.set(record.field, *words);
        if (words)
            wipe(words->data(), std::size_t(words->size()) * sizeof(QChar));
        return kept ? Error() : broken(record);
    }

    CardChannel &m_card;
    const std::function<bool()> &m_stop;
};

// MOD 11-2 of a citizen number.
bool soundNumber(QStringView number)
{
    if (number.size() != 18)
        return false;
    int sum = 0;
    for (int i = 0; i < 17; ++i) {
        if (number[i] < u'0' || number[i] > u'9')
            return false;
        sum += ((1 << (17 - i)) % 11) * (number[i].unicode() - u'0');
    }
    return QStringView(u"10X98765432")[sum % 11] == number[17].toUpper();
}

} // namespace

Result<SocialCard> readSocialCard(CardChannel &card, const std::function<bool()> &stop)
{
    Session session(card, stop);
    auto content = std::make_unique<SocialCard::Content>();
    content->id = makeUuidV7();
    // "sx1.sh." and 社会保障 in GBK.
    Error trouble = session.select(QByteArray::fromHex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF"));
    if (trouble.code.isEmpty())
        trouble = session.read(kCardNumber, 0x2C, *content);
    if (trouble.code.isEmpty())
        trouble = session.select(QByteArray::fromHex("00A4020002EF06"));
    for (const Record &record : kHolder)
        if (trouble.code.isEmpty())
            trouble = session.read(record, 0, *content);
    if (!trouble.code.isEmpty())
        return trouble;
    const auto &number = content->values[std::size_t(SocialField::Number)];
    if (number.count == 0 && content->values[std::size_t(SocialField::Name)].count == 0)
        return cardError(FaultClass::MediaRejected, u"DATA"_s, u"blank"_s);
    if (number.count > 0 && !soundNumber(QStringView(number.units.data(), number.count)))
        content->notes << u"checkDigit"_s;
    return SocialCard(std::move(content));
}

} // namespace zc::devices::smartcard
