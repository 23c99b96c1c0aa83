#include <casework/notice.h>

#include "internal/noticetemplate.h"

#include <base/canonicaljson.h>
#include <base/identifier.h>
#include <casework/casenumber.h>
#include <casework/deadline.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

bool blank(const QString &text) { return text.trimmed().isEmpty(); }

Error missing(NoticeKind kind, const QString &name, const QString &key)
{
    return Error{ErrorKind::Invalid, u"CASE-DOCUMENT-ENTRY"_s, u"%1 %2 (%3)"_s.arg(noticeCode(kind), name, key)};
}

// 共同要素: what every paper carries, whatever its template says.
std::optional<Error> commonFault(NoticeKind kind, const NoticeData &data)
{
    const std::pair<const QString &, std::pair<const char16_t *, const char16_t *>> texts[] = {
        {data.number, {u"文号或临时编号", u"number"}},
        {data.authority, {u"行政机关全称", u"authority"}},
        {data.itemName, {u"事项名称", u"itemName"}},
        {data.itemCode, {u"实施编码", u"itemCode"}},
        {data.caseNumber, {u"办件编号", u"caseNumber"}},
        {data.applicantName, {u"申请人姓名或名称", u"applicantName"}},
        {data.applicantIdMasked, {u"证件号码", u"applicantIdMasked"}},
        {data.clerkNo, {u"经办人工号", u"clerkNo"}},
        {data.consultPhone, {u"咨询电话", u"consultPhone"}},
        {data.supervisePhone, {u"监督投诉电话", u"supervisePhone"}},
        {data.qrToken, {u"二维码", u"qrToken"}},
        {data.environment, {u"环境", u"environment"}},
    };
    for (const auto &[value, names] : texts)
        if (blank(value))
            return missing(kind, QStringView(names.first).toString(), QStringView(names.second).toString());
    if (data.legalBasis.isEmpty() || blank(data.legalBasis.join(QString())))
        return missing(kind, u"依据条款"_s, u"legalBasis"_s);
    if (!data.issuedOn.isValid())
        return missing(kind, u"出具日期"_s, u"issuedOn"_s);
    // Papers show the name in full and the number masked; a number that still checks out as a person's has not been masked.
    if (birthOf(data.applicantIdMasked))
        return Error{ErrorKind::Invalid, u"CASE-DOCUMENT-MASK"_s, noticeCode(kind)};
    if (data.provisional) {
        const auto number = parseProvisionalNumber(data.number);
        if (!number)
            return number.error();
    }
    return std::nullopt;
}

std::optional<Error> entryFault(const NoticeTemplate &paper, const NoticeData &data)
{
    const auto has = [&](const NoticeEntry &entry) {
        switch (entry.type) {
        case NoticeEntry::Type::Value: return !blank(data.values.value(entry.key));
        case NoticeEntry::Type::List: return !blank(data.lists.value(entry.key).join(QString()));
        case NoticeEntry::Type::Table: return !data.tables.value(entry.key).isEmpty();
        }
        return false;
    };
    for (const NoticeEntry &entry : paper.entries) {
        if (entry.required && !has(entry))
            return missing(paper.kind, entry.name, entry.key);
        for (const NoticeRow &row : data.tables.value(entry.key))
            for (const QString &column : entry.columns)
                if (blank(row.value(column)))
                    return missing(paper.kind, entry.name, entry.key + u'.' + column);
    }
    for (const QStringList &group : paper.oneOf) {
        if (std::none_of(group.begin(), group.end(), [&](const QString &key) { return has(*paper.entry(key)); }))
            return missing(paper.kind, paper.entry(group.first())->name, group.join(u'|'));
    }
    return std::nullopt;
}

class Composer {
public:
    Composer(const NoticeTemplate &paper, const NoticeData &data) : m_paper(paper), m_data(data) { }

    NoticeContent run(const QString &qrPayload) const
    {
        NoticeContent content;
        content.kind = m_paper.kind;
        content.title = m_paper.title;
        content.subtitle = m_paper.subtitle;
        content.authority = m_data.authority;
        content.number = m_data.number;
        content.numberLabel = m_data.provisional ? u"临时编号"_s : u"文号"_s;
        content.dateText = chineseDate(m_data.issuedOn);
        content.templateVersion = m_paper.version;
        content.qrPayload = qrPayload;
        content.environment = m_data.environment;
        content.provisional = m_data.provisional;
        content.seal = m_paper.seal;
        content.sealPending = m_data.electronicSealPending && m_paper.seal != NoticeContent::Seal::None;
        if (m_paper.seal != NoticeContent::Seal::None)
            content.sealLabel = m_data.electronicSealPending ? u"待加盖电子印章，暂不作凭证"_s : u"（加盖%1）"_s.arg(m_paper.sealLabel);
        content.signatureLabels = m_paper.signatureLabels;
        content.handwriting = m_data.handwriting;
        content.handwritingNotes = m_data.handwritingNotes;
        content.sizes = m_paper.sizes;
        content.footer = {u"经办人工号 %1"_s.arg(m_data.clerkNo), u"咨询电话 %1"_s.arg(m_data.consultPhone),
                          u"监督投诉电话 %1"_s.arg(m_data.supervisePhone)};
        content.blocks << common();
        for (const NoticeTemplate::Block &block : m_paper.blocks)
            add(block, content.blocks);
        content.blocks << paragraphs(u"依据"_s, m_data.legalBasis);
        if (!m_data.packText.isEmpty())
            content.blocks << paragraphs(u"其他说明"_s, m_data.packText);
        return content;
    }

private:
    static NoticeContent::Block paragraphs(const QString &heading, const QStringList &texts)
    {
        NoticeContent::Block block;
        block.heading = heading;
        block.paragraphs = texts;
        return block;
    }
    NoticeContent::Block common() const
    {
        NoticeContent::Block block;
        block.kind = NoticeContent::BlockKind::Facts;
        const QString idLabel = blank(m_data.applicantIdType) ? u"证件号码"_s : m_data.applicantIdType;
        block.facts = {{u"申请人"_s, m_data.applicantName, false},
                       {idLabel, m_data.applicantIdMasked, false},
                       {u"代理人"_s, blank(m_data.agentName) ? u"无"_s : m_data.agentName, false},
                       {u"办件编号"_s, m_data.caseNumber, false},
                       {u"事项名称"_s, m_data.itemName, true},
                       {u"实施编码"_s, m_data.itemCode, true}};
        if (!blank(m_data.supersededNumber))
            block.facts << NoticeContent::Fact{u"原临时编号"_s, m_data.supersededNumber, true};
        return block;
    }
    // A text whose optional entries are all there; nothing otherwise: a half sentence is never printed.
    std::optional<QString> filled(const QString &text) const
    {
        QString result;
        qsizetype at = 0;
        static const QRegularExpression form(u"\\{([A-Za-z0-9]+)\\}"_s);
        for (auto matches = form.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            const QString value = m_data.values.value(match.captured(1));
            if (blank(value))
                return std::nullopt;
            result += text.mid(at, match.capturedStart() - at) + value;
            at = match.capturedEnd();
        }
        return result + text.mid(at);
    }
    void add(const NoticeTemplate::Block &from, QList<NoticeContent::Block> &blocks) const
    {
        if (from.when == u"provisional" && !m_data.provisional)
            return;
        NoticeContent::Block block;
        block.kind = from.kind;
        block.heading = from.heading;
        for (const NoticeTemplate::Fact &fact : from.facts)
            if (const auto value = filled(fact.value))
                block.facts << NoticeContent::Fact{fact.label, *value, fact.wide};
        for (const QString &paragraph : from.paragraphs)
            if (const auto text = filled(paragraph))
                block.paragraphs << *text;
        const QStringList list = m_data.lists.value(from.list);
        for (int i = 0; i < list.size(); ++i)
            block.paragraphs << u"%1. %2"_s.arg(i + 1).arg(list[i]);
        if (from.kind == NoticeContent::BlockKind::Table)
            fillTable(from, block);
        if (!block.facts.isEmpty() || !block.paragraphs.isEmpty() || !block.rows.isEmpty())
            blocks << block;
    }
    void fillTable(const NoticeTemplate::Block &from, NoticeContent::Block &block) const
    {
        const QList<NoticeRow> rows = m_data.tables.value(from.table);
        if (rows.isEmpty()) {
            block.kind = NoticeContent::BlockKind::Paragraphs;
            if (!from.emptyText.isEmpty())
                block.paragraphs << from.emptyText;
            return;
        }
        block.columns << NoticeContent::Column{u"number"_s, u"序号"_s, 2, false};
        for (const NoticeTemplate::Column &column : from.columns)
            block.columns << NoticeContent::Column{column.key, column.label, column.weight, column.right};
        for (int i = 0; i < rows.size(); ++i) {
            QStringList cells{QString::number(i + 1)};
            for (const NoticeTemplate::Column &column : from.columns)
                cells << (blank(rows[i].value(column.key)) ? u"—"_s : rows[i].value(column.key));
            block.rows << cells;
        }
    }

    const NoticeTemplate &m_paper;
    const NoticeData &m_data;
};

QJsonObject blockJson(const NoticeContent::Block &block)
{
    QJsonArray facts, columns, rows;
    for (const NoticeContent::Fact &fact : block.facts)
        facts.append(QJsonArray{fact.label, fact.value, fact.wide});
    for (const NoticeContent::Column &column : block.columns)
        columns.append(QJsonArray{column.key, column.label, column.weight, column.right});
    for (const QStringList &row : block.rows)
        rows.append(QJsonArray::fromStringList(row));
    return {{u"kind"_s, int(block.kind)}, {u"heading"_s, block.heading}, {u"facts"_s, facts}, {u"columns"_s, columns}, {u"rows"_s, rows},
            {u"paragraphs"_s, QJsonArray::fromStringList(block.paragraphs)}};
}

QJsonArray writtenJson(const Handwriting &hand)
{
    constexpr int kPlaces = 10'000;                 // no fractions in canonical JSON
    QJsonArray strokes;
    for (const QList<Handwriting::Dot> &stroke : hand.strokes) {
        QJsonArray dots;
        for (const Handwriting::Dot &dot : stroke)
            for (const double share : {dot.x, dot.y, dot.pressure})
                dots.append(qRound64(share * kPlaces));
        strokes.append(dots);
    }
    return strokes;
}

} // namespace

Result<NoticeContent> composeNotice(NoticeKind kind, const NoticeData &data)
{
    const auto paper = loadNoticeTemplate(kind);
    if (!paper)
        return paper.error();
    if (const auto fault = commonFault(kind, data))
        return *fault;
    if (const auto fault = entryFault(*paper, data))
        return *fault;
    const auto qrPayload = makeQrPayload(kind, data.number, data.qrToken);
    if (!qrPayload)
        return qrPayload.error();
    return Composer(*paper, data).run(*qrPayload);
}

Result<QList<NoticeEntry>> noticeEntries(NoticeKind kind)
{
    const auto paper = loadNoticeTemplate(kind);
    if (!paper)
        return paper.error();
    return paper->entries;
}

Result<QByteArray> noticeDigest(const NoticeContent &content)
{
    QJsonArray blocks;
    for (const NoticeContent::Block &block : content.blocks)
        blocks.append(blockJson(block));
    QJsonObject all{
        {u"kind"_s, noticeCode(content.kind)}, {u"template"_s, content.templateVersion}, {u"title"_s, content.title}, {u"subtitle"_s, content.subtitle},
        {u"authority"_s, content.authority}, {u"number"_s, content.number}, {u"numberLabel"_s, content.numberLabel}, {u"date"_s, content.dateText},
        {u"qr"_s, content.qrPayload}, {u"seal"_s, int(content.seal)}, {u"sealLabel"_s, content.sealLabel}, {u"environment"_s, content.environment},
        {u"provisional"_s, content.provisional}, {u"signature"_s, QJsonArray::fromStringList(content.signatureLabels)},
        {u"footer"_s, QJsonArray::fromStringList(content.footer)}, {u"blocks"_s, blocks}};
    if (!content.handwriting.strokes.isEmpty()) {
        all.insert(u"written"_s, writtenJson(content.handwriting));
        all.insert(u"writtenNotes"_s, QJsonArray::fromStringList(content.handwritingNotes));
    }
    const auto text = canonicalJson(all);
    if (!text)
        return text.error();
    return QCryptographicHash::hash(*text, QCryptographicHash::Sha256).toHex();
}

QString makeQrToken(const QByteArray &random16)
{
    static constexpr QStringView alphabet = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    Q_ASSERT(random16.size() == 16);
    QString token;
    int buffer = 0, bits = 0;
    for (const char byte : random16) {
        buffer = (buffer << 8) | uchar(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            token += alphabet[(buffer >> (bits - 5)) & 31];
        buffer &= (1 << bits) - 1;
    }
    return bits > 0 ? token + alphabet[(buffer << (5 - bits)) & 31] : token;
}

Result<QString> makeQrPayload(NoticeKind kind, const QString &number, const QString &token)
{
    const QString payload = u"zc1|%1|%2|%3"_s.arg(noticeCode(kind), number, token);
    const auto parsed = parseQrPayload(payload);
    if (!parsed)
        return parsed.error();
    return payload;
}

Result<QrPayload> parseQrPayload(const QString &text)
{
    static const QRegularExpression form(u"^zc1\\|(N[0-9]{2})\\|([^|\\s]{1,64})\\|([A-Z2-7]{26})$"_s);
    const QRegularExpressionMatch match = form.match(text);
    const auto kind = noticeFromCode(match.captured(1));
    if (!match.hasMatch() || !kind)
        return Error{ErrorKind::Invalid, u"CASE-QR"_s, {}};
    return QrPayload{*kind, match.captured(2), match.captured(3)};
}

} // namespace zc::casework
