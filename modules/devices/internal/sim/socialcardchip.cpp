#include "socialcardchip.h"

#include <QStringEncoder>

namespace zc::devices {

using namespace Qt::StringLiterals;

SimulatedSocialCard SimulatedSocialCard::generated(quint64 seed)
{
    static const QStringList given = {u"甲"_s, u"乙"_s, u"丙"_s, u"丁"_s, u"戊"_s, u"己"_s, u"庚"_s, u"辛"_s, u"壬"_s, u"癸"_s};
    const int day = 1 + int(seed % 28), month = 1 + int(seed / 28 % 12), year = 1950 + int(seed / 336 % 50);
    const QString birth = u"%1%2%3"_s.arg(year).arg(month, 2, 10, QLatin1Char('0')).arg(day, 2, 10, QLatin1Char('0'));
    const int order = int(seed % 500) * 2 + 1;
    QString number = u"430104"_s + birth + u"%1"_s.arg(order, 3, 10, QLatin1Char('0'));
    int sum = 0;
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    for (int i = 0; i < 17; ++i)
        sum += kWeights[i] * number[i].digitValue();
    number += u"10X98765432"_s[sum % 11];
    SimulatedSocialCard card;
    card.fields = {{u"cardNumber"_s, u"A%1"_s.arg(seed % 100'000'000, 8, 10, QLatin1Char('0'))}, {u"number"_s, number},
                   {u"name"_s, u"样例"_s + given[int(seed % 10)] + given[int(seed / 10 % 10)]}, {u"sex"_s, u"1"_s},
                   {u"nation"_s, u"%1"_s.arg(1 + seed % 56, 2, 10, QLatin1Char('0'))}, {u"birthPlace"_s, u"430104"_s}, {u"birth"_s, birth}};
    return card;
}

namespace sim {

namespace {

const QByteArray kApplication = QByteArray::fromHex("7378312E73682EC9E7BBE1B1A3D5CF");
const QByteArray kOk = QByteArray::fromHex("9000");
const QStringList kRecordNames = {u"cardNumber"_s, u"number"_s, u"name"_s, u"sex"_s, u"nation"_s, u"birthPlace"_s, u"birth"_s};     // from record 07 on

QByteArray padded(const QByteArray &bytes, qsizetype size)
{
    return bytes.leftJustified(size, '\0', true);
}

} // namespace

QByteArray SocialCardChip::atr()
{
    return QByteArray::fromHex("3B6D000000814D22086086844653475342");
}

QByteArray SocialCardChip::record(int id) const
{
    const auto field = [this](const QString &name) { return m_card.fields.value(name); };
    QByteArray value;
    switch (id) {
    case 0x07: value = padded(field(u"cardNumber"_s).toLatin1(), 9); break;
    case 0x08: value = padded(field(u"number"_s).toLatin1(), 18); break;
    case 0x09: value = padded(QStringEncoder("GBK").encode(field(u"name"_s)), 30); break;
    case 0x0A: value = field(u"sex"_s).toLatin1().left(1); break;
    case 0x0B: value = QByteArray::fromHex(field(u"nation"_s).toLatin1().leftJustified(2, 'F', true)); break;
    case 0x0C: value = QByteArray::fromHex(field(u"birthPlace"_s).toLatin1().leftJustified(6, 'F', true)); break;
    case 0x0D: value = QByteArray::fromHex(field(u"birth"_s).toLatin1().leftJustified(8, 'F', true)); break;
    default: return {};
    }
    return char(id) + QByteArray(1, char(value.size())) + value;
}

std::optional<QByteArray> SocialCardChip::answer(const QByteArray &command, QList<ChipFault> &faults)
{
    const auto fault = [&](const QString &kind) { return takePlanned(faults, [&](const ChipFault &f) { return f.kind == kind && f.record.isEmpty(); }); };
    if (fault(u"deaf"_s) || command.size() < 4)
        return std::nullopt;
    if (fault(u"endless"_s)) {
        faults << ChipFault{u"endless"_s, {}, {}, 100};
        return QByteArray::fromHex("6110");
    }
    if (const auto forced = fault(u"sw"_s))
        return forced->status;
    const QByteArray head = command.left(4);
    if (head == QByteArray::fromHex("00A40400")) {
        if (command.mid(5, 15) != kApplication || fault(u"type"_s))
            return QByteArray::fromHex("6A82");
        m_selected = Selected::Application;
        m_pending = QByteArray::fromHex("6F0A8408") + command.mid(5, 8);
        return QByteArray::fromHex("61") + char(m_pending.size());
    }
    if (head == QByteArray::fromHex("00C00000"))
        return std::exchange(m_pending, {}) + kOk;
    if (command == QByteArray::fromHex("00A4020002EF06") && m_selected != Selected::Nothing) {
        m_selected = Selected::Holder;
        return kOk;
    }
    if (head.startsWith(QByteArray::fromHex("00B2")))
        return readRecord(command, faults);
    return QByteArray::fromHex("6D00");
}

std::optional<QByteArray> SocialCardChip::readRecord(const QByteArray &command, QList<ChipFault> &faults)
{
    const int id = quint8(command[2]), p2 = quint8(command[3]);
    const bool fits = (p2 == 0x2C && id == 0x07 && m_selected != Selected::Nothing) || (p2 == 0 && id > 0x07 && m_selected == Selected::Holder);
    QByteArray bytes = fits ? record(id) : QByteArray();
    if (bytes.isEmpty())
        return QByteArray::fromHex("6A83");
    const QString name = kRecordNames.value(id - 0x07);
    const auto fault = takePlanned(faults, [&](const ChipFault &f) { return f.record == name; });
    if (fault && fault->kind == u"sw")
        return fault->status;
    if (fault && fault->kind == u"id")
        bytes[0] = char(id + 1);
    if (fault && fault->kind == u"half")
        return bytes.chopped(1) + kOk;
    if (command.size() > 4 && quint8(command.back()) != bytes.size())
        return QByteArray::fromHex("6C") + char(bytes.size());
    return bytes + kOk;
}

Result<ChipFault> chipFault(const QJsonObject &details)
{
    static const QStringList kinds = {u"type"_s, u"sw"_s, u"id"_s, u"half"_s, u"endless"_s, u"link"_s, u"defect"_s, u"deaf"_s, u"removed"_s};
    const ChipFault fault{details[u"kind"_s].toString(), details[u"record"_s].toString(), QByteArray::fromHex(details[u"sw"_s].toString().toLatin1()),
                          qMax(1, details[u"times"_s].toInt(1))};
    const bool aboutRecord = fault.kind == u"id" || fault.kind == u"half";
    if (!kinds.contains(fault.kind) || (!fault.record.isEmpty() && !kRecordNames.contains(fault.record)) || (aboutRecord && fault.record.isEmpty())
        || (fault.kind == u"sw") != (fault.status.size() == 2))
        return controlRefused(u"fault"_s);
    return fault;
}

Result<SimulatedSocialCard> socialCardFrom(const QJsonObject &details)
{
    if (details.contains(u"seed"_s))
        return SimulatedSocialCard::generated(quint64(details[u"seed"_s].toInteger()));
    const QJsonObject fields = details[u"fields"_s].toObject();
    SimulatedSocialCard card;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (!kRecordNames.contains(it.key()))
            return controlRefused(it.key());
        card.fields.insert(it.key(), it.value().toString());
    }
    if (card.fields.isEmpty())
        return controlRefused(u"card"_s);
    return card;
}

} // namespace sim
} // namespace zc::devices
