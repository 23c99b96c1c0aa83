#include "confirmation.h"

#include "internal/program.h"
#include "internal/words.h"
#include "internal/xlsx.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
QString scenarioText(const QList<ReasonAnswer> &answers)
{
    QStringList parts;
    for (const ReasonAnswer &answer : answers)
        parts << answer.name + u'\uFF1D' + answer.display;
    return parts.isEmpty() ? say(QT_TRANSLATE_NOOP("zc::guidance", "always")) : parts.join(u"；"_s);
}

QString daysText(const std::optional<int> &days)
{
    return days ? say(QT_TRANSLATE_NOOP("zc::guidance", "%1 working days")).arg(*days) : u"—"_s;
}

QString dash(const QString &text)
{
    return text.isEmpty() ? u"—"_s : text;
}
} // namespace

QString countText(double scenarios)
{
    constexpr double kExact = 9'007'199'254'740'992.0;
    return scenarios < kExact ? QString::number(qint64(scenarios)) : say(QT_TRANSLATE_NOOP("zc::guidance", "about %1")).arg(QString::number(scenarios, 'g', 2));
}

static ConfirmationSheet blankSheet(const Pack &pack)
{
    const PackInfo &info = pack.info();
    ConfirmationSheet sheet;
    sheet.title = say(QT_TRANSLATE_NOOP("zc::guidance", "Confirmation of the rules"));
    sheet.subject = info.itemName;
    sheet.number = u"%1 %2 %3"_s.arg(info.packId, info.version, QString::fromLatin1(pack.contentHash().toHex().left(16)));
    sheet.demo = info.demo;
    const QString from = info.validFrom.toString(Qt::ISODate), to = info.validTo.isValid() ? info.validTo.toString(Qt::ISODate) : say(QT_TRANSLATE_NOOP("zc::guidance", "open"));
    sheet.head = {{say(QT_TRANSLATE_NOOP("zc::guidance", "Item")), u"%1（%2）"_s.arg(info.itemName, info.itemCode)},
                  {say(QT_TRANSLATE_NOOP("zc::guidance", "Valid")), from + u" — "_s + to},
                  {say(QT_TRANSLATE_NOOP("zc::guidance", "Authors")), dash(info.authors.join(u"、"_s))},
                  {say(QT_TRANSLATE_NOOP("zc::guidance", "Reviewers")), dash(info.reviewers.join(u"、"_s))}};
    sheet.signatures = {say(QT_TRANSLATE_NOOP("zc::guidance", "For the business, and date")), say(QT_TRANSLATE_NOOP("zc::guidance", "For the legal office, and date")),
                        say(QT_TRANSLATE_NOOP("zc::guidance", "Author, and date"))};
    return sheet;
}

static QStringList materialColumns()
{
    return {say(QT_TRANSLATE_NOOP("zc::guidance", "No.")), say(QT_TRANSLATE_NOOP("zc::guidance", "Material")), say(QT_TRANSLATE_NOOP("zc::guidance", "Form")),
            say(QT_TRANSLATE_NOOP("zc::guidance", "Copies")), say(QT_TRANSLATE_NOOP("zc::guidance", "Mode")), say(QT_TRANSLATE_NOOP("zc::guidance", "Time to bring it")),
            say(QT_TRANSLATE_NOOP("zc::guidance", "Basis"))};
}

ConfirmationSheet confirmationSheet(const Pack &pack, const OutcomeTable &table)
{
    ConfirmationSheet sheet = blankSheet(pack);
    sheet.head << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Different outcomes")), QString::number(table.outcomes.size()))
               << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Scenarios")), countText(table.scenarios));
    int number = 0;
    for (const DistinctOutcome &row : table.outcomes) {
        ConfirmationSheet::Section section;
        QStringList names, texts;
        for (const OutcomeSubItem &item : row.outcome.subItems) {
            names << item.name;
            texts << item.text;
        }
        section.heading = u"%1. %2"_s.arg(++number).arg(dash(names.join(u"、"_s)));
        section.lines = {{say(QT_TRANSLATE_NOOP("zc::guidance", "When")), scenarioText(row.scenario)},
                         {say(QT_TRANSLATE_NOOP("zc::guidance", "Scenarios")), countText(row.scenarios)},
                         {say(QT_TRANSLATE_NOOP("zc::guidance", "Result")), dash(texts.join(u"；"_s))}};
        if (!row.outcome.exit()) {
            section.lines << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Limits")), say(QT_TRANSLATE_NOOP("zc::guidance", "promised %1, statutory %2"))
                                                                                        .arg(daysText(row.outcome.promisedDays), daysText(row.outcome.statutoryDays)))
                          << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Fee")), row.outcome.fee ? say(QT_TRANSLATE_NOOP("zc::guidance", "%1 yuan")).arg(row.outcome.fee->text()) : u"—"_s);
            QStringList fields;
            for (const OutcomeField &field : row.outcome.fields)
                fields << field.label;
            section.lines << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Fields")), dash(fields.join(u"、"_s)));
            section.columns = materialColumns();
        }
        section.lines << std::pair(say(QT_TRANSLATE_NOOP("zc::guidance", "Basis")), dash(row.basisText));
        for (const OutcomeMaterial &material : row.outcome.materials)
            section.rows << QStringList{QString::number(section.rows.size() + 1), material.name, material.form, QString::number(material.copies), material.mode,
                                        material.dueDays ? daysText(material.dueDays) : u"—"_s, dash(material.why.basisText)};
        sheet.sections << section;
    }
    return sheet;
}

ConfirmationSheet bundleSheet(const Pack &bundle, const QList<std::shared_ptr<const Pack>> &items, const QList<OutcomeTable> &tables)
{
    const Program &rules = bundle.program();
    ConfirmationSheet sheet = blankSheet(bundle);
    for (qsizetype i = 1; i < rules.parts.size(); ++i) {
        const Part &part = rules.parts.at(i);
        const QString when = part.when ? part.when->text() : say(QT_TRANSLATE_NOOP("zc::guidance", "always"));
        sheet.head << std::pair(part.itemName, say(QT_TRANSLATE_NOOP("zc::guidance", "stage %1, takes part: %2")).arg(part.stage).arg(when));
    }
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QList<ConfirmationSheet::Section> sections = confirmationSheet(*items.at(i), tables.at(i)).sections;
        for (ConfirmationSheet::Section section : sections) {
            section.heading = items.at(i)->itemName() + u' ' + section.heading;
            sheet.sections << section;
        }
    }
    ConfirmationSheet::Section merged;
    merged.heading = say(QT_TRANSLATE_NOOP("zc::guidance", "Papers asked for once"));
    merged.columns = materialColumns();
    for (qsizetype i = 0; i < rules.materialRows.size(); ++i) {
        const QList<PartRow> &rows = rules.materialRows.at(i);
        if (rows.size() < 2)
            continue;
        const Material &material = bundle.materials().at(i);
        QStringList names;
        for (const PartRow &row : rows)
            names << say(QT_TRANSLATE_NOOP("zc::guidance", "%1: %2")).arg(rules.parts.at(row.part).itemName).arg(rules.parts.at(row.part).materials.at(row.own).copies);
        merged.rows << QStringList{QString::number(merged.rows.size() + 1), material.name, material.form, names.join(u"；"_s),
                                   say(QT_TRANSLATE_NOOP("zc::guidance", "the strictest")), say(QT_TRANSLATE_NOOP("zc::guidance", "the shortest")),
                                   dash(bundle.basisText(material.basis))};
    }
    if (!merged.rows.isEmpty())
        sheet.sections << merged;
    return sheet;
}

Result<QByteArray> confirmationXlsx(const ConfirmationSheet &sheet)
{
    Grid head;
    head.name = sheet.title;
    head.rows << QStringList{sheet.title, sheet.subject} << QStringList{sheet.number};
    for (const auto &[label, text] : sheet.head)
        head.rows << QStringList{label, text};
    for (const QString &label : sheet.signatures)
        head.rows << QStringList{label};
    head.frozenRows = 1;
    head.widths = {24, 60};
    Grid body;
    body.name = say(QT_TRANSLATE_NOOP("zc::guidance", "Outcomes"));
    QStringList labels, columns;
    for (const ConfirmationSheet::Section &section : sheet.sections) {
        for (const auto &line : section.lines)
            if (!labels.contains(line.first))
                labels << line.first;
        if (columns.isEmpty())
            columns = section.columns;
    }
    const QString verdict = say(QT_TRANSLATE_NOOP("zc::guidance", "Right or wrong")), sign = say(QT_TRANSLATE_NOOP("zc::guidance", "Signature"));
    body.rows << (QStringList{say(QT_TRANSLATE_NOOP("zc::guidance", "Outcome"))} + labels + columns + QStringList{verdict, sign});
    for (const ConfirmationSheet::Section &section : sheet.sections) {
        QStringList about{section.heading};
        for (const QString &label : std::as_const(labels)) {
            const auto found = std::find_if(section.lines.cbegin(), section.lines.cend(), [&](const auto &line) { return line.first == label; });
            about << (found == section.lines.cend() ? QString() : found->second);
        }
        // What is the outcome's own stands beside its first material; so each outcome is told once.
        const qsizetype count = qMax<qsizetype>(1, section.rows.size());
        for (qsizetype i = 0; i < count; ++i)
            body.rows << ((i == 0 ? about : QStringList(about.size())) + section.rows.value(i));
    }
    body.frozenRows = 1;
    body.widths = QList<int>(1 + labels.size() + columns.size(), 18);
    return writeXlsx({head, body});
}

} // namespace zc::guidance
