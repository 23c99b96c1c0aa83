#include "casefile.h"

#include "internal/csv.h"
#include "internal/rulebuilder.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
QList<CaseInput> fromCsv(const Pack &pack, const CsvTable &table)
{
    QList<CaseInput> items;
    for (const CsvRow &row : table.rows) {
        CaseInput item;
        item.id = table.cell(row, u"id");
        for (int column = 0; column < table.header.size() && !item.error; ++column) {
            const Fact *fact = pack.fact(table.header.at(column));
            if (!fact || table.header.at(column) == u"id")
                continue;
            const auto entry = parseFactCell(*fact, row.cells.at(column));
            if (!entry)
                item.error = Error{ErrorKind::Invalid, u"GDE-VALUE"_s, u"line %1: "_s.arg(row.line) + fact->name};
            else if (entry->state == feel::FactState::Known)
                item.answers << AnswerRecord{fact->id, entry->value, {}};
        }
        items << item;
    }
    return items;
}
} // namespace

CaseInput caseFromJson(const Pack &pack, const QJsonObject &object)
{
    CaseInput item;
    const QJsonValue id = object.value(u"id");
    item.id = id.isString() ? id.toString() : id.isDouble() ? QString::number(id.toInteger()) : QString();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const Fact *fact = pack.fact(it.key());
        if (!fact && (it.key() == u"id" || it.key() == u"title"))
            continue;
        if (!fact) {
            item.error = Error{ErrorKind::NotFound, u"GDE-FACT"_s, it.key()};
            return item;
        }
        if (it.value().isNull() || it.value() == QJsonValue(u"/"_s))
            continue;
        const auto value = valueFromJson(*fact, it.value());
        if (!value.ok()) {
            item.error = Error{ErrorKind::Invalid, u"GDE-VALUE"_s, fact->name};
            return item;
        }
        item.answers << AnswerRecord{fact->id, *value, {}};
    }
    return item;
}

Result<QList<CaseInput>> readCaseFile(const Pack &pack, const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        QList<CaseInput> items;
        const auto add = [&](const QByteArray &line, const QJsonValue &value) {
            if (value.isObject()) {
                items << caseFromJson(pack, value.toObject());
            } else {
                CaseInput item;
                item.error = Error{ErrorKind::Invalid, u"GDE-VALUE"_s, QString::fromUtf8(line.left(60))};
                items << item;
            }
        };
        const QJsonDocument whole = QJsonDocument::fromJson(trimmed);
        if (whole.isArray()) {
            const QJsonArray array = whole.array();
            for (const QJsonValue &value : array)
                add({}, value);
        } else if (whole.isObject()) {
            add(trimmed, whole.object());
        } else {
            for (const QByteArray &line : text.split('\n'))
                if (!line.trimmed().isEmpty())
                    add(line, QJsonDocument::fromJson(line).object().isEmpty() && line.trimmed() != "{}" ? QJsonValue() : QJsonValue(QJsonDocument::fromJson(line).object()));
        }
        return items;
    }
    CsvProblem problem;
    const auto table = parseCsv(text, u"cases"_s, &problem);
    if (!table)
        return Error{ErrorKind::Invalid, u"PACK-FORMAT"_s, u"line %1: %2"_s.arg(problem.line).arg(problem.expected)};
    const bool named = std::any_of(table->header.cbegin(), table->header.cend(), [&](const QString &name) { return pack.fact(name); });
    if (!named)
        return Error{ErrorKind::Invalid, u"PACK-FORMAT"_s, u"line 1: no column names a fact"_s};
    return fromCsv(pack, *table);
}

} // namespace zc::guidance
