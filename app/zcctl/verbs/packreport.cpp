#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <casework/notice.h>
#include <guidance/confirmation.h>
#include <guidance/packdiff.h>
#include <papers/paper.h>

#include <QDate>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::guidance;

QJsonObject scenarioToJson(const QList<ReasonAnswer> &answers)
{
    QJsonObject facts;
    for (const ReasonAnswer &answer : answers)
        facts.insert(answer.name, answer.value.toJson());
    return facts;
}

QString scenarioText(const QList<ReasonAnswer> &answers)
{
    QStringList parts;
    for (const ReasonAnswer &answer : answers)
        parts << answer.name + u'=' + answer.display;
    return parts.join(u'，');
}

// The sheet as a paper: one block of facts, one table of materials and a place for the verdict per outcome.
casework::NoticeContent paperOf(const ConfirmationSheet &sheet)
{
    using Content = casework::NoticeContent;
    Content paper;
    paper.title = sheet.title;
    paper.authority = sheet.subject;
    paper.number = sheet.number;
    paper.numberLabel = u"事项包"_s;
    paper.qrPayload = u"zc-pack|"_s + QString(sheet.number).replace(u' ', u'|');
    paper.environment = sheet.demo ? u"demo"_s : u"production"_s;
    paper.signatureLabels = sheet.signatures;
    constexpr qsizetype kShort = 18;                   // what fits half a line
    const auto facts = [](const QList<QPair<QString, QString>> &lines, bool wide) {
        Content::Block block;
        block.kind = Content::BlockKind::Facts;
        for (const auto &[label, text] : lines)
            block.facts << Content::Fact{label, text, wide && text.size() > kShort};
        return block;
    };
    paper.blocks << facts(sheet.head, true);
    for (const ConfirmationSheet::Section &section : sheet.sections) {
        Content::Block about = facts(section.lines, true);
        about.heading = section.heading;
        paper.blocks << about;
        if (!section.rows.isEmpty()) {
            static const QList<int> weights = {1, 6, 3, 1, 2, 3, 6};
            Content::Block table;
            table.kind = Content::BlockKind::Table;
            for (qsizetype i = 0; i < section.columns.size(); ++i)
                table.columns << Content::Column{QString::number(i), section.columns.at(i), weights.value(i, 2), false};
            table.rows = section.rows;
            paper.blocks << table;
        }
        Content::Block verdict;
        verdict.paragraphs << u"□ 无误　□ 有误，应为：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿　签名：＿＿＿＿＿＿＿＿"_s;
        paper.blocks << verdict;
    }
    return paper;
}

QJsonObject toJson(const PackChange &change)
{
    static const QStringList kinds = {u"added"_s, u"removed"_s, u"changed"_s};
    QJsonObject json{{u"kind"_s, kinds.at(int(change.kind))}, {u"where"_s, change.where}};
    for (const auto &[key, text] : {std::pair(u"id"_s, change.id), std::pair(u"name"_s, change.name), std::pair(u"column"_s, change.column)})
        if (!text.isEmpty())
            json.insert(key, text);
    if (change.kind == PackChange::Kind::Changed && !change.column.isEmpty()) {
        json.insert(u"from"_s, change.from);
        json.insert(u"to"_s, change.to);
    }
    return json;
}

QJsonObject toJson(const OutcomeChange &change)
{
    return {{u"text"_s, change.text}, {u"scenario"_s, scenarioToJson(change.scenario)}, {u"scenarios"_s, change.scenarios},
            {u"from"_s, outcomeToJson(change.from)}, {u"to"_s, outcomeToJson(change.to)}};
}

Result<PackFiles> readAny(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return PackFiles::readFolder(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"CTL-FILE"_s, path};
    const auto release = openRelease(file.readAll(), {});
    return release.ok() ? Result<PackFiles>(release->files) : release.error();
}

QJsonObject versionOf(const AuthoredInfo &info, const QByteArray &hash)
{
    return {{u"pack"_s, info.packId}, {u"version"_s, info.version}, {u"hash"_s, QString::fromLatin1(hash.toHex())}};
}

} // namespace

int packDiff(const QStringList &words, Output &output)
{
    if (words.size() != 2 || words.at(0).startsWith(u"--") || words.at(1).startsWith(u"--")) {
        output.usage(u"usage: zcctl pack diff A B   (folders or releases)"_s);
        return Usage;
    }
    const auto from = readAny(words.at(0)), to = readAny(words.at(1));
    if (!from.ok() || !to.ok())
        return output.failed(from.ok() ? to.error() : from.error(), Unreadable);
    const auto diff = diffPacks(*from, *to);
    if (!diff.ok())
        return output.failed(diff.error(), Unreadable);
    static const QStringList signs = {u"+"_s, u"-"_s, u"~"_s};
    QJsonArray changes, outcomes;
    for (const PackChange &change : diff->changes) {
        changes.append(toJson(change));
        QStringList line{signs.at(int(change.kind)), change.where, QStringList{change.id, change.name}.join(u' ').trimmed(), change.column};
        if (!change.column.isEmpty())
            line << change.from + u" → "_s + change.to;
        output.text(line.join(u'\t').replace(u'\n', u' '));
    }
    for (const OutcomeChange &change : diff->outcomes) {
        outcomes.append(toJson(change));
        output.text(QStringList{u"!"_s, change.text, scenarioText(change.scenario), countText(change.scenarios)}.join(u'\t'));
    }
    if (!diff->compared)
        output.problem(diff->error);
    QJsonObject answer{{u"from"_s, versionOf(diff->from, diff->fromHash)}, {u"to"_s, versionOf(diff->to, diff->toHash)}, {u"same"_s, diff->compared && diff->isEmpty()},
                       {u"changes"_s, changes}, {u"outcomes"_s, outcomes}, {u"outcomesCompared"_s, diff->compared}};
    if (!diff->compared)
        answer.insert(u"error"_s, Output::errorObject(diff->error).value(u"error"));
    output.document(QJsonDocument(answer));
    return Ok;
}

int packFactsSheet(const QStringList &words, Output &output)
{
    QStringList plain;
    QString target;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if ((words.at(i) == u"--out" || words.at(i) == u"-o") && i + 1 < words.size())
            target = words.at(++i);
        else
            plain << words.at(i);
    }
    const bool pdf = target.endsWith(u".pdf", Qt::CaseInsensitive);
    if (plain.size() != 1 || plain.constFirst().startsWith(u"--") || (!pdf && !target.endsWith(u".xlsx", Qt::CaseInsensitive))) {
        output.usage(u"usage: zcctl pack facts-sheet DIR --out (FILE.pdf | FILE.xlsx)"_s);
        return Usage;
    }
    const auto pack = Pack::loadNow(plain.constFirst());
    if (!pack.ok())
        return output.failed(pack.error(), Unreadable);
    // A bundle is told item by item, and how the papers are merged.
    QList<std::shared_ptr<const Pack>> items{*pack};
    if ((*pack)->isBundle()) {
        items.clear();
        for (const auto &import : (*pack)->imports()) {
            const auto item = Pack::loadNow(import->path());
            if (!item.ok())
                return output.failed(item.error(), Unreadable);
            items << *item;
        }
    }
    QList<OutcomeTable> tables;
    for (const auto &item : std::as_const(items)) {
        const auto table = distinctOutcomes(item);
        if (!table.ok())
            return output.failed(table.error(), DoesNotHold);
        tables << *table;
    }
    const ConfirmationSheet sheet = (*pack)->isBundle() ? bundleSheet(**pack, items, tables) : confirmationSheet(**pack, tables.constFirst());
    const auto bytes = pdf ? papers::renderPdf(paperOf(sheet)) : confirmationXlsx(sheet);
    if (!bytes.ok())
        return output.failed(bytes.error(), Internal);
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return output.failed({ErrorKind::Invalid, u"CTL-FILE"_s, target}, Unreadable);
    QJsonArray outcomes;
    double scenarios = 0;                              // of a bundle: of its items, each by itself
    for (qsizetype i = 0; i < tables.size(); ++i) {
        scenarios += tables.at(i).scenarios;
        for (const DistinctOutcome &row : tables.at(i).outcomes) {
            QJsonObject json{{u"scenario"_s, scenarioToJson(row.scenario)}, {u"scenarios"_s, row.scenarios}, {u"basis"_s, QJsonArray::fromStringList(row.basis)},
                             {u"basisText"_s, row.basisText}, {u"outcome"_s, outcomeToJson(row.outcome)}};
            if ((*pack)->isBundle())
                json.insert(u"item"_s, items.at(i)->id());
            outcomes.append(json);
        }
    }
    output.text(u"%1\t%2\t%3"_s.arg(target).arg(outcomes.size()).arg(countText(scenarios)));
    output.document(QJsonDocument(QJsonObject{{u"pack"_s, (*pack)->id()}, {u"version"_s, (*pack)->version()}, {u"file"_s, target},
                                              {u"scenarios"_s, scenarios}, {u"outcomes"_s, outcomes}}));
    return Ok;
}

} // namespace zc::ctl
