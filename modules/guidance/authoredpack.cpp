#include "authoredpack.h"

#include "internal/csv.h"
#include "internal/findings.h"
#include "internal/layout.h"
#include "internal/packageinfo.h"
#include "internal/program.h"
#include "internal/rulefile.h"
#include "internal/words.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringDecoder>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
Error malformed(const Place &place, const QString &text, const QString &expected, const QString &code = u"PACK-FORMAT"_s)
{
    Findings findings;
    findings.badText(place, text, Fault::Malformed, expected);
    return {ErrorKind::Invalid, code, findings.list().constLast().message};
}

bool isRuleFile(const QString &name)
{
    return name.startsWith(u"rules/") && name.endsWith(u".dmn") && name.count(u'/') == 1;
}

// Takes a pack's files apart; what no sheet can carry goes to `others`.
class PackReader {
public:
    explicit PackReader(const PackFiles &files) : m_files(files) {}

    Result<AuthoredPack> run()
    {
        m_pack.others = m_files.content;
        if (!readInfo() || !readSheets() || !readNotice() || !readRules())
            return m_error;
        return m_pack;
    }

private:
    bool fail(const Error &error)
    {
        m_error = error;
        return false;
    }

    bool readInfo()
    {
        if (!m_pack.others.contains(u"package.json"_s))
            return fail({ErrorKind::NotFound, u"PACK-MISSING"_s, u"package.json"_s});
        const QByteArray bytes = m_pack.others.take(u"package.json"_s);
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
        QString member;
        if (document.isObject())
            m_pack.info = infoFromJson(document.object(), &member);
        if (document.isObject() && member.isNull())
            return true;
        const int line = document.isObject() ? 0 : 1 + int(bytes.left(problem.offset).count('\n'));
        return fail(malformed({u"package.json"_s, line, member, {}}, document.isObject() ? member : problem.errorString(),
                              say(QT_TRANSLATE_NOOP("zc::guidance", "a JSON object"))));
    }

    bool readSheet(const QString &file, const QStringList &columns)
    {
        if (!m_pack.others.contains(file))
            return true;
        CsvProblem problem;
        const auto table = parseCsv(m_pack.others.take(file), file, &problem);
        if (!table)
            return fail(malformed({file, problem.line, problem.column, {}}, problem.text, problem.expected));
        if (table->header != columns)
            return fail(malformed({file, 1, {}, {}}, table->header.join(u','), columns.join(u',')));
        AuthoredSheet sheet{file, columns, {}};
        sheet.rows.reserve(table->rows.size());
        for (const CsvRow &row : table->rows)
            sheet.rows << row.cells;
        m_pack.sheets << sheet;
        return true;
    }

    bool readSheets()
    {
        for (const TableLayout &layout : tableLayouts())
            if (!readSheet(layout.file, layout.columns))
                return false;
        QStringList factNames;
        const AuthoredSheet *facts = m_pack.sheet(u"facts.csv"_s);
        for (qsizetype row = 0; facts && row < facts->rows.size(); ++row)
            factNames << facts->cell(row, u"name");
        CsvProblem problem;                            // told when the sheet itself is read
        if (m_pack.info.kind == u"bundle" && m_pack.others.contains(u"cases.csv"_s))
            if (const auto cases = parseCsv(m_pack.others.value(u"cases.csv"_s), u"cases.csv"_s, &problem))
                factNames = bundleCaseFacts(factNames, cases->header);
        return readSheet(u"cases.csv"_s, caseColumns(factNames));
    }

    bool readNotice()
    {
        QStringDecoder decoder(QStringDecoder::Utf8);
        m_pack.notice = decoder(m_pack.others.take(u"notice.md"_s));
        if (decoder.hasError())
            return fail(malformed({u"notice.md"_s, 0, {}, {}}, u"?"_s, u"UTF-8"_s));
        m_pack.notice = normalNotice(m_pack.notice);
        return true;
    }

    bool readRules()
    {
        const QStringList names = m_pack.others.keys();
        for (const QString &name : names) {
            if (!isRuleFile(name))
                continue;
            RuleFileProblem problem;
            const auto content = parseRuleFile(m_pack.others.value(name), name, &problem);
            if (!content && problem.kind == RuleFileProblem::Kind::Broken)
                return fail({ErrorKind::Invalid, u"DMN-XML"_s, u"%1 line %2: %3"_s.arg(name).arg(problem.line).arg(problem.what)});
            if (!content) {
                m_pack.notTabular << u"%1 line %2: %3"_s.arg(name).arg(problem.line).arg(problem.what);
                continue;
            }
            // A file without a decision is written for an item's first file only.
            if (content->formulas.isEmpty() && content->tables.isEmpty() && (name != u"rules/main.dmn" || m_pack.info.kind != u"item"))
                continue;
            m_pack.others.remove(name);
            m_pack.formulas << content->formulas;
            m_pack.tables << content->tables;
        }
        return true;
    }

    const PackFiles &m_files;
    AuthoredPack m_pack;
    Error m_error;
};
} // namespace

Result<AuthoredPack> AuthoredPack::read(const PackFiles &files)
{
    return PackReader(files).run();
}

PackFiles AuthoredPack::write(const std::atomic_bool *stop) const
{
    PackFiles files;
    files.content = others;
    AuthoredPack complete = *this;
    complete.completeIds();
    files.content.insert(u"package.json"_s, infoToJson(info));
    for (const AuthoredSheet &sheet : sheets)
        files.content.insert(sheet.file, writeCsv(sheet.columns, sheet.rows));
    files.content.insert(u"notice.md"_s, notice.toUtf8());
    QStringList ruleFiles;
    if (info.kind == u"item" && !others.contains(u"rules/main.dmn"_s))
        ruleFiles << u"rules/main.dmn"_s;
    for (const AuthoredFormula &formula : formulas)
        ruleFiles << formula.file;
    for (const AuthoredTable &table : tables)
        ruleFiles << table.file;
    ruleFiles.removeDuplicates();
    const RuleFileWriter writer(complete, stop);
    for (const QString &file : std::as_const(ruleFiles))
        files.content.insert(file, writer.write(file));
    return files;
}

QString AuthoredSheet::cell(qsizetype row, QStringView column) const
{
    const qsizetype place = columns.indexOf(column);
    return place < 0 ? QString() : rows.at(row).value(place);
}

qsizetype AuthoredTable::count(Kind kind) const
{
    return std::count_if(columns.cbegin(), columns.cend(), [kind](const Column &column) { return column.kind == kind; });
}

AuthoredSheet *AuthoredPack::sheet(const QString &file)
{
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const AuthoredSheet &sheet) { return sheet.file == file; });
    return found == sheets.end() ? nullptr : &*found;
}

const AuthoredSheet *AuthoredPack::sheet(const QString &file) const
{
    const auto found = std::find_if(sheets.cbegin(), sheets.cend(), [&](const AuthoredSheet &sheet) { return sheet.file == file; });
    return found == sheets.cend() ? nullptr : &*found;
}

AuthoredTable *AuthoredPack::table(const QString &name)
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const AuthoredTable &table) { return table.name == name; });
    return found == tables.end() ? nullptr : &*found;
}

void AuthoredPack::alignCases(const QMap<QString, QString> &renamed)
{
    AuthoredSheet *cases = sheet(u"cases.csv"_s);
    const AuthoredSheet *facts = sheet(u"facts.csv"_s);
    if (!cases || !facts)
        return;
    QStringList names;
    for (qsizetype row = 0; row < facts->rows.size(); ++row)
        names << facts->cell(row, u"name");
    if (info.kind == u"bundle") {
        QStringList now;
        for (const QString &column : std::as_const(cases->columns))
            now << renamed.value(column, column);
        names = bundleCaseFacts(names, now);
    }
    const QStringList columns = caseColumns(names);
    if (columns == cases->columns)
        return;
    QList<qsizetype> from;
    for (const QString &column : columns)
        from << cases->columns.indexOf(renamed.key(column, column));
    for (QStringList &row : cases->rows) {
        QStringList cells;
        for (const qsizetype place : std::as_const(from))
            cells << (place < 0 ? QString() : row.at(place));
        row = cells;
    }
    cases->columns = columns;
}

void AuthoredPack::completeIds()
{
    static const QHash<QString, QString> prefixes = {{kSubItems, u"s"_s}, {kMaterials, u"m"_s}, {kModes, u"p"_s},
                                                     {kLimits, u"t"_s},   {kFees, u"e"_s},      {kFields, u"f"_s}};
    static const QHash<QString, QString> decisions = {{kSubItems, u"dSub"_s}, {kMaterials, u"dMat"_s}, {kModes, u"dMode"_s},
                                                      {kLimits, u"dLimit"_s}, {kFees, u"dFee"_s},      {kFields, u"dField"_s}};
    const auto isComplete = [](const AuthoredTable &table) {
        return !table.id.isEmpty() && std::none_of(table.rules.cbegin(), table.rules.cend(), [](const AuthoredTable::Rule &rule) { return rule.id.isEmpty(); });
    };
    if (std::all_of(tables.cbegin(), tables.cend(), isComplete)
        && std::none_of(formulas.cbegin(), formulas.cend(), [](const AuthoredFormula &formula) { return formula.id.isEmpty(); }))
        return;
    static const QRegularExpression numbered(u"^([A-Za-z]+)([0-9]{1,9})$"_s);
    QSet<QString> used;
    if (const AuthoredSheet *facts = sheet(u"facts.csv"_s))
        for (qsizetype row = 0; row < facts->rows.size(); ++row)
            used << facts->cell(row, u"id");
    for (const AuthoredFormula &formula : std::as_const(formulas))
        used << formula.id;
    for (const AuthoredTable &table : std::as_const(tables)) {
        used << table.id;
        for (const AuthoredTable::Rule &rule : table.rules)
            used << rule.id;
    }
    const auto fresh = [&used](const QString &prefix, int from) {
        while (used.contains(prefix + QString::number(from)))
            ++from;
        used << prefix + QString::number(from);
        return prefix + QString::number(from);
    };
    for (AuthoredFormula &formula : formulas)
        if (formula.id.isEmpty())
            formula.id = fresh(u"h"_s, 1);
    QSet<QString> taken;
    for (AuthoredTable &table : tables) {
        const QString wanted = decisions.value(table.name);
        if (table.id.isEmpty())
            table.id = wanted.isEmpty() || used.contains(wanted) ? fresh(u"d"_s, 1) : wanted;
        QString prefix;
        int last = 0;
        for (const AuthoredTable::Rule &rule : std::as_const(table.rules)) {
            const auto match = numbered.match(rule.id);
            if (match.hasMatch() && (prefix.isEmpty() || prefix == match.captured(1))) {
                prefix = match.captured(1);
                last = qMax(last, match.captured(2).toInt());
            }
        }
        if (prefix.isEmpty()) {
            prefix = prefixes.value(table.name, u"r"_s);
            for (int i = 0; taken.contains(prefix); ++i)
                prefix = u"r"_s + QChar(u'a' + i % 26) + QString(i / 26, u'x');
        }
        taken << prefix;
        for (AuthoredTable::Rule &rule : table.rules)
            if (rule.id.isEmpty())
                rule.id = fresh(prefix, last + 1);
    }
}

} // namespace zc::guidance
