#include "internal/noticetemplate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list << item.toString();
    return list;
}

std::optional<NoticeContent::Seal> sealNamed(const QString &name)
{
    static const QStringList names = u"none receipt special authority"_s.split(u' ');
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(NoticeContent::Seal(index));
}

std::optional<NoticeContent::BlockKind> blockNamed(const QString &name)
{
    static const QStringList names = u"facts table paragraphs statement"_s.split(u' ');
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(NoticeContent::BlockKind(index));
}

NoticeEntry readEntry(const QJsonObject &object)
{
    static const QStringList types = u"value list table"_s.split(u' ');
    return {object.value(u"key").toString(), object.value(u"name").toString(),
            NoticeEntry::Type(qMax<qsizetype>(0, types.indexOf(object.value(u"type").toString()))), object.value(u"required").toBool(),
            strings(object.value(u"columns"))};
}

NoticeTemplate::Block readBlock(const QJsonObject &object)
{
    NoticeTemplate::Block block;
    block.kind = blockNamed(object.value(u"type").toString()).value_or(NoticeContent::BlockKind::Paragraphs);
    block.heading = object.value(u"heading").toString();
    block.when = object.value(u"when").toString();
    block.table = object.value(u"table").toString();
    block.emptyText = object.value(u"empty").toString();
    block.paragraphs = strings(object.value(u"paragraphs"));
    block.list = object.value(u"list").toString();
    for (const QJsonValue &value : object.value(u"facts").toArray()) {
        const QJsonObject fact = value.toObject();
        block.facts << NoticeTemplate::Fact{fact.value(u"label").toString(), fact.value(u"value").toString(), fact.value(u"wide").toBool()};
    }
    for (const QJsonValue &value : object.value(u"columns").toArray()) {
        const QJsonObject column = value.toObject();
        block.columns << NoticeTemplate::Column{column.value(u"key").toString(), column.value(u"label").toString(),
                                                column.value(u"weight").toInt(1), column.value(u"right").toBool()};
    }
    return block;
}

// What the file says, held against itself; the name of the fault, or nothing.
QString faultOf(const NoticeTemplate &paper, const QJsonObject &object)
{
    QSet<QString> printed;
    for (const QJsonValue &value : object.value(u"blocks").toArray())
        if (!blockNamed(value.toObject().value(u"type").toString()))
            return u"unknown type of block"_s;
    for (const NoticeTemplate::Block &block : paper.blocks) {
        QStringList used = block.list.isEmpty() ? QStringList() : QStringList{block.list};
        for (const NoticeTemplate::Fact &fact : block.facts)
            used += placeholdersIn(fact.value);
        for (const QString &paragraph : block.paragraphs)
            used += placeholdersIn(paragraph);
        if (block.kind == NoticeContent::BlockKind::Table) {
            const NoticeEntry *table = paper.entry(block.table);
            if (!table || table->type != NoticeEntry::Type::Table || block.columns.isEmpty())
                return u"block of table '%1' has no such entry or no columns"_s.arg(block.table);
            for (const QString &key : table->columns)
                if (std::none_of(block.columns.begin(), block.columns.end(), [&](const auto &column) { return column.key == key; }))
                    return u"required column '%1' is not printed"_s.arg(key);
            used << block.table;
        }
        for (const QString &key : used) {
            if (!paper.entry(key))
                return u"'%1' is no entry"_s.arg(key);
            if (block.when.isEmpty())
                printed.insert(key);
        }
        if (!block.when.isEmpty() && block.when != u"provisional")
            return u"unknown condition '%1'"_s.arg(block.when);
    }
    QStringList needed;
    for (const NoticeEntry &entry : paper.entries) {
        if (entry.key.isEmpty() || entry.name.isEmpty())
            return u"an entry without key or name"_s;
        if (entry.required)
            needed << entry.key;
    }
    for (const QStringList &group : paper.oneOf)
        needed += group;
    for (const QString &key : needed)
        if (!printed.contains(key))
            return u"required entry '%1' is not printed"_s.arg(key);
    return {};
}

} // namespace

const NoticeEntry *NoticeTemplate::entry(const QString &key) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const NoticeEntry &entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

QStringList placeholdersIn(const QString &text)
{
    static const QRegularExpression form(u"\\{([A-Za-z0-9]+)\\}"_s);
    QStringList keys;
    for (auto matches = form.globalMatch(text); matches.hasNext();)
        keys << matches.next().captured(1);
    return keys;
}

Result<NoticeTemplate> parseNoticeTemplate(const QByteArray &text, const QString &name)
{
    const auto broken = [&](const QString &why) { return Error{ErrorKind::Corrupt, u"CASE-DOCUMENT-TEMPLATE"_s, name + u": "_s + why}; };
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(text, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return broken(u"line %1: %2"_s.arg(text.left(problem.offset).count('\n') + 1).arg(problem.errorString()));
    const auto kind = noticeFromCode(object.value(u"kind").toString());
    const auto seal = sealNamed(object.value(u"seal").toString());
    if (object.value(u"format").toString() != u"zc-notice/1" || !kind || !seal)
        return broken(u"format, kind or seal"_s);
    NoticeTemplate paper;
    paper.kind = *kind;
    paper.seal = *seal;
    paper.version = object.value(u"version").toString();
    paper.title = object.value(u"title").toString();
    paper.subtitle = object.value(u"subtitle").toString();
    paper.sealLabel = object.value(u"sealLabel").toString();
    paper.signatureLabels = strings(object.value(u"signature"));
    if (paper.version.isEmpty() || paper.title.isEmpty() || paper.signatureLabels.isEmpty() || (*seal != NoticeContent::Seal::None && paper.sealLabel.isEmpty()))
        return broken(u"version, title, signature or sealLabel"_s);
    static const QStringList knownSizes = u"A4 slip80"_s.split(u' ');
    paper.sizes = object.contains(u"sizes") ? strings(object.value(u"sizes")) : knownSizes.first(1);
    if (!paper.sizes.contains(knownSizes.first()) || std::any_of(paper.sizes.begin(), paper.sizes.end(), [](const QString &size) { return !knownSizes.contains(size); }))
        return broken(u"sizes"_s);
    for (const QJsonValue &entry : object.value(u"entries").toArray())
        paper.entries << readEntry(entry.toObject());
    for (const QJsonValue &group : object.value(u"oneOf").toArray())
        paper.oneOf << strings(group);
    for (const QJsonValue &block : object.value(u"blocks").toArray())
        paper.blocks << readBlock(block.toObject());
    const QString fault = faultOf(paper, object);
    if (!fault.isEmpty())
        return broken(fault);
    return paper;
}

Result<NoticeTemplate> loadNoticeTemplate(NoticeKind kind)
{
    const QString name = u":/notices/%1.json"_s.arg(noticeCode(kind));
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"CASE-DOCUMENT-TEMPLATE"_s, name};
    const auto paper = parseNoticeTemplate(file.readAll(), name);
    if (paper && paper->kind != kind)
        return Error{ErrorKind::Corrupt, u"CASE-DOCUMENT-TEMPLATE"_s, name + u": other kind"_s};
    return paper;
}

} // namespace zc::casework
