#include "cardencoder.h"

#include <QRandomGenerator>

#include <array>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace sim {

namespace {

// Writes text as UTF-16LE cells; what does not fit is cut, as a card printer would.
void put(QByteArray &bytes, int offset, int size, QStringView text)
{
    for (int i = 0; i < size / 2 && i < text.size(); ++i) {
        bytes[offset + 2 * i] = char(text[i].unicode());
        bytes[offset + 2 * i + 1] = char(text[i].unicode() >> 8);
    }
}

QByteArray blank(int size)
{
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; i += 2)
        bytes[i] = ' ';
    return bytes;
}

// The head that photos on cards begin with; behind it nothing, or what no real coder writes.
QByteArray photoBytes(quint64 seed)
{
    QByteArray bytes = QByteArray::fromHex("574C66007E00").leftJustified(1024, '\0');
    const std::array<quint32, 2> seeds = {quint32(seed), quint32(seed >> 32)};
    QRandomGenerator random(seeds.data(), qsizetype(seeds.size()));
    for (qsizetype i = 6; seed != 0 && i < bytes.size(); ++i)
        bytes[i] = char(random.bounded(256));
    return bytes;
}

} // namespace

QByteArray textBytes(const SimulatedCard &card)
{
    QByteArray bytes = blank(256);
    const auto at = [&](const char *field, int offset, int size) { put(bytes, offset, size, card.fields.value(QString::fromLatin1(field))); };
    if (card.kind == u"I") {
        at("englishName", 0, 120);
        at("sex", 120, 2);
        at("number", 122, 30);
        at("nationality", 152, 6);
        at("name", 158, 30);
        at("validFrom", 188, 16);
        at("validTo", 204, 16);
        at("birth", 220, 16);
        at("cardVersion", 236, 4);
        at("authority", 240, 8);
    } else {
        at("name", 0, 30);
        at("sex", 30, 2);
        at(card.kind == u"Y" ? "renewalCount" : "ethnic", 32, 4);
        at("birth", 36, 16);
        at("number", 122, 36);
        at("validFrom", 188, 16);
        at("validTo", 204, 16);
        if (card.kind == u"Y") {
            const QString english = card.fields.value(u"englishName"_s);
            put(bytes, 52, 70, english);
            put(bytes, 220, 22, QStringView(english).mid(35));
            at("nationality", 242, 6);
            at("oldNumberLink", 250, 6);
        } else {
            at("address", 52, 70);
            at("issuer", 158, 30);
        }
        if (card.kind == u"J") {
            at("passNumber", 220, 18);
            at("issueCount", 238, 4);
        }
    }
    if (card.kind != u"R")
        put(bytes, 248, 2, card.kind);
    return bytes;
}

QByteArray addressBytes(const SimulatedCard &card)
{
    QByteArray bytes = blank(70);
    put(bytes, 0, 70, card.newestAddress);
    return bytes;
}

QByteArray answerFrame(quint8 sw3, const QByteArray &data)
{
    const int length = 4 + int(data.size());
    QByteArray frame = QByteArray::fromHex("AAAAAA9669");
    frame += char(length / 256);
    frame += char(length % 256);
    frame += '\0';
    frame += '\0';
    frame += char(sw3);
    frame += data;
    quint8 sum = 0;
    for (const char byte : frame.mid(5))
        sum ^= quint8(byte);
    return frame += char(sum);
}

QByteArray readAnswerData(const SimulatedCard &card, bool fingerprints)
{
    constexpr int kFeatureBytes = 512;
    QByteArray data = QByteArray::fromHex("01000400");
    if (fingerprints)
        data.append(char(card.fingers * kFeatureBytes / 256)).append('\0');
    data += textBytes(card);
    data += photoBytes(card.photoSeed);
    for (int finger = 1; fingerprints && finger <= card.fingers; ++finger)
        data += QByteArray(kFeatureBytes, char('\x42' + finger));
    return data;
}

} // namespace sim

Result<SimulatedCard> SimulatedCard::fromDeck(const QString &name)
{
    if (name == u"R") {
        return SimulatedCard{name, {{u"name"_s, u"测试甲"_s}, {u"sex"_s, u"1"_s}, {u"ethnic"_s, u"01"_s}, {u"birth"_s, u"19491231"_s},
                                    {u"address"_s, u"某省某市某区某路1号"_s}, {u"number"_s, u"11010519491231002X"_s},
                                    {u"issuer"_s, u"某市公安局"_s}, {u"validFrom"_s, u"20200101"_s}, {u"validTo"_s, u"长期"_s}}, {}};
    }
    if (name == u"J") {
        return SimulatedCard{name, {{u"name"_s, u"测试乙"_s}, {u"sex"_s, u"2"_s}, {u"birth"_s, u"19940823"_s},
                                    {u"address"_s, u"某省某市某区某路2号"_s}, {u"number"_s, u"810000199408230021"_s},
                                    {u"issuer"_s, u"某市公安局"_s}, {u"validFrom"_s, u"20240101"_s}, {u"validTo"_s, u"20290101"_s},
                                    {u"passNumber"_s, u"H00000000"_s}, {u"issueCount"_s, u"01"_s}}, {}};
    }
    if (name == u"I") {
        return SimulatedCard{name, {{u"englishName"_s, u"CESHI, BING"_s}, {u"sex"_s, u"1"_s}, {u"number"_s, u"ZZZ110001010001"_s},
                                    {u"nationality"_s, u"ZZZ"_s}, {u"name"_s, u"测试丙"_s}, {u"validFrom"_s, u"20170601"_s},
                                    {u"validTo"_s, u"20270531"_s}, {u"birth"_s, u"19800101"_s}, {u"cardVersion"_s, u"01"_s},
                                    {u"authority"_s, u"1500"_s}}, {}};
    }
    if (name == u"Y") {
        return SimulatedCard{name, {{u"name"_s, u"测试丁"_s}, {u"sex"_s, u"2"_s}, {u"renewalCount"_s, u"01"_s}, {u"birth"_s, u"19810803"_s},
                                    {u"englishName"_s, u"CESHI, DING"_s}, {u"number"_s, u"911124198108030024"_s},
                                    {u"validFrom"_s, u"20231201"_s}, {u"validTo"_s, u"20331130"_s}, {u"nationality"_s, u"ZZZ"_s}}, {}};
    }
    return Error{ErrorKind::Invalid, u"DEV-SIM-CONTROL"_s, u"no such card"_s};
}

SimulatedCard SimulatedCard::generated(quint64 seed, const QString &kind)
{
    const std::array<quint32, 3> seeds = {quint32(seed), quint32(seed >> 32), 0x5A43u};
    QRandomGenerator random(seeds.data(), qsizetype(seeds.size()));
    const auto pick = [&](QStringView from) { return QString(from[random.bounded(int(from.size()))]); };
    const auto twoDigits = [](int value) { return u"%1"_s.arg(value, 2, 10, QLatin1Char('0')); };

    SimulatedCard card;
    card.kind = kind;
    card.photoSeed = seed;
    const int sex = random.bounded(1, 3);
    const QString birth = u"%1"_s.arg(random.bounded(1950, 2006)) + twoDigits(random.bounded(1, 13)) + twoDigits(random.bounded(1, 29));
    const QString name = pick(u"赵钱孙李周吴郑王冯陈褚卫") + u"样例"_s + pick(u"甲乙丙丁戊己庚辛壬癸");
    const QString english = u"YANGLI, "_s + pick(u"ABCDEFGHKLMNPQRSTWXYZ") + u"IA"_s;
    const int house = random.bounded(1, 1000);

    // County code 119900 belongs to no place: no living person has such a number.
    const QString region = kind == u"J" ? u"810000"_s : kind == u"Y" ? u"911999"_s : u"119900"_s;
    const int order = random.bounded(0, 499) * 2 + (sex == 1 ? 1 : 0);
    QString number = region + birth + u"%1"_s.arg(order, 3, 10, QLatin1Char('0'));
    int sum = 0;
    for (int i = 0, weight = 1 << 17; i < 17; ++i, weight >>= 1)
        sum += number[i].digitValue() * (weight % 11);       // the weights are powers of two modulo 11
    number += u"10X98765432"[sum % 11];

    card.fields = {{u"name"_s, name}, {u"sex"_s, QString::number(sex)}, {u"birth"_s, birth},
                   {u"number"_s, number}, {u"validFrom"_s, u"20240101"_s}, {u"validTo"_s, u"20431231"_s}};
    if (kind == u"I" || kind == u"Y") {
        card.fields.insert(u"englishName"_s, english);
        card.fields.insert(u"nationality"_s, u"ZZZ"_s);
        if (kind == u"I")
            card.fields.insert(u"number"_s, u"ZZZ%1"_s.arg(random.bounded(quint64(1'000'000'000'000)), 12, 10, QLatin1Char('0')));
    } else {
        card.fields.insert(u"address"_s, u"某省某市样例区样例路%1号"_s.arg(house));
        card.fields.insert(u"issuer"_s, u"某市公安局样例分局"_s);
        if (kind == u"R")
            card.fields.insert(u"ethnic"_s, twoDigits(random.bounded(1, 57)));
        else
            card.fields.insert(u"passNumber"_s, u"H%1"_s.arg(random.bounded(100'000'000), 8, 10, QLatin1Char('0')));
    }
    return card;
}

} // namespace zc::devices
