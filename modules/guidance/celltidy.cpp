#include "celltidy.h"

#include "internal/program.h"
#include "internal/rulefile.h"

#include <feel/expression.h>
#include <guidance/sheettitles.h>

#include <QRegularExpression>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using Kind = AuthoredTable::Kind;

// Signs of a Chinese keyboard as the signs of an expression; what stands between quotes is left alone.
QString halfWidth(const QString &text)
{
    static const QHash<QChar, QString> signs = {
        {u'\u201C', u"\""_s}, {u'\u201D', u"\""_s}, {u'\u201E', u"\""_s}, {u'\u301D', u"\""_s}, {u'\u301E', u"\""_s}, {u'\uFF02', u"\""_s}, {u'\uFF08', u"("_s}, {u'\uFF09', u")"_s},
        {u'\uFF0C', u","_s},  {u'\u3001', u","_s},  {u'\uFF1E', u">"_s},  {u'\uFF1C', u"<"_s},  {u'\uFF1D', u"="_s},  {u'\u2265', u">="_s}, {u'\u2264', u"<="_s}, {u'\u2260', u"!="_s},
        {u'\uFF0D', u"-"_s},  {u'\u2014', u"-"_s},  {u'\u2013', u"-"_s},  {u'\uFF0E', u"."_s},  {u'\u3000', u" "_s},  {u'\u00A0', u" "_s},  {u'\uFF3B', u"["_s},  {u'\uFF3D', u"]"_s},
        {u'\u3010', u"["_s},  {u'\u3011', u"]"_s}};
    QString out;
    bool quoted = false;
    for (const QChar c : text) {
        const QString sign = signs.value(c);
        const bool mark = c == u'"' || sign == u"\"";
        if (mark)
            quoted = !quoted;
        if (mark)
            out += u'"';
        else if (quoted)
            out += c;
        else if (!sign.isEmpty())
            out += sign;
        else if (c >= u'\uFF10' && c <= u'\uFF19')
            out += QChar(char16_t(c.unicode() - 0xFF10 + u'0'));
        else
            out += c;
    }
    return out.trimmed();
}

bool isTrueWord(const QString &word) { return QStringList({u"是"_s, u"对"_s, u"有"_s, u"真"_s, u"TRUE"_s, u"True"_s, u"√"_s}).contains(word); }
bool isFalseWord(const QString &word) { return QStringList({u"否"_s, u"不"_s, u"无"_s, u"没有"_s, u"假"_s, u"FALSE"_s, u"False"_s, u"×"_s}).contains(word); }
bool isAnyWord(const QString &word) { return QStringList({QString(), u"任意"_s, u"不限"_s, u"都可以"_s, u"全部"_s, u"—"_s, u"——"_s, u"－"_s, u"--"_s, u"*"_s}).contains(word); }

QString quoted(const QString &text)
{
    return feel::Value(text).text();
}

// Numbers and dates compared in words: 大于 60, 不超过 60, 60 到 100.
QString comparison(const QString &text)
{
    static const QList<QPair<QString, QString>> words = {{u"大于等于"_s, u">="_s}, {u"小于等于"_s, u"<="_s}, {u"不小于"_s, u">="_s}, {u"不少于"_s, u">="_s}, {u"不低于"_s, u">="_s},
                                                         {u"至少"_s, u">="_s},     {u"不大于"_s, u"<="_s},   {u"不超过"_s, u"<="_s}, {u"不高于"_s, u"<="_s}, {u"至多"_s, u"<="_s},
                                                         {u"最多"_s, u"<="_s},     {u"大于"_s, u">"_s},      {u"超过"_s, u">"_s},    {u"高于"_s, u">"_s},    {u"小于"_s, u"<"_s},
                                                         {u"低于"_s, u"<"_s},      {u"少于"_s, u"<"_s},      {u"等于"_s, u""_s}};
    static const QRegularExpression range(u"^([0-9.]+)\\s*(?:到|至|~|～)\\s*([0-9.]+)$"_s), dates(u"^([<>=!]*)\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})$"_s);
    QString plain = halfWidth(text);
    for (const auto &[word, sign] : words) {
        if (plain.startsWith(word)) {
            plain = (sign + u' ' + plain.mid(word.size()).trimmed()).trimmed();
            break;
        }
    }
    if (const auto match = range.match(plain); match.hasMatch())
        return u"[%1..%2]"_s.arg(match.captured(1), match.captured(2));
    if (const auto match = dates.match(plain); match.hasMatch())
        return (match.captured(1) + u" date(\"%1\")"_s.arg(match.captured(2))).trimmed();
    return plain;
}

// 餐饮服务、单位食堂 → "餐饮服务","单位食堂". Empty: one of the words is no option.
QString options(const QString &words, const feel::Type &type)
{
    static const QRegularExpression separators(u"[,，、|]"_s);
    QStringList parts;
    for (QString word : words.split(separators, Qt::SkipEmptyParts)) {
        word = word.trimmed();
        if (word.size() > 1 && word.startsWith(u'"') && word.endsWith(u'"'))
            word = word.mid(1, word.size() - 2);
        if (!type.values.isEmpty() && !type.values.contains(word))
            return {};
        parts << quoted(word);
    }
    return parts.join(u',');
}

// With 不是 or 非 before them → not(…). An option may itself begin like that (非居民): it is looked for first.
QString listed(const QString &text, const feel::Type &type)
{
    static const QRegularExpression negated(u"^(?:(?:不是|不属于|非|除了?)\\s*(.+?)(?:以外|之外)?|not\\((.+)\\))$"_s);
    const auto match = negated.match(text);
    const bool known = !type.values.isEmpty();
    const QString plain = known || !match.hasMatch() ? options(text, type) : QString();
    if (!plain.isEmpty() || !match.hasMatch())
        return plain;
    const QString others = options(match.captured(1) + match.captured(2), type);
    return others.isEmpty() ? QString() : u"not(%1)"_s.arg(others);
}
} // namespace

struct CellTidy::Private {
    feel::Scope scope;
    QStringList subItems, materials;
    mutable QHash<QString, feel::Type> types;          // of expressions asked for before: a column has many cells

    const feel::Type &inputType(const QString &expression) const
    {
        const auto known = types.constFind(expression);
        return known != types.cend() ? *known : *types.insert(expression, findType(expression));
    }

    feel::Type findType(const QString &expression) const
    {
        const auto parsed = feel::Expression::parse(expression, scope, feel::Profile::Authoring);
        feel::Type type = parsed.ok() ? parsed->type() : feel::Type::any();
        if (expression == kLoopSubItem)
            type.values = subItems;
        else if (expression == kLoopMaterial)
            type.values = materials;
        return type;
    }

    QString input(const AuthoredTable::Column &column, const QString &text) const
    {
        const feel::Type &type = inputType(column.text);
        const auto good = [&](const QString &candidate) { return !candidate.isEmpty() && feel::UnaryTests::parse(candidate, type, feel::Profile::Authoring).ok(); };
        if (good(text))
            return text;
        const QString plain = halfWidth(text);
        QStringList candidates;
        if (isAnyWord(text) && !type.values.contains(text))        // an option may have that name
            candidates << u"-"_s;
        candidates << plain;
        if (type.kind == feel::Type::Kind::Boolean && (isTrueWord(text) || isFalseWord(text)))
            candidates << (isTrueWord(text) ? u"true"_s : u"false"_s);
        if (type.kind == feel::Type::Kind::String)
            candidates << listed(text, type) << listed(plain, type);
        if (type.kind == feel::Type::Kind::Number || type.kind == feel::Type::Kind::Date)
            candidates << comparison(text);
        for (const QString &candidate : std::as_const(candidates))
            if (good(candidate))
                return candidate;
        return text;
    }

    QString output(const AuthoredTable &table, const QString &text) const
    {
        if (feel::parseConstant(text).ok())
            return text;
        const QString plain = halfWidth(text);
        if (feel::parseConstant(plain).ok())
            return plain;
        // Days and yuan may be absent; a helper may well call one of its answers 无.
        const bool mayLack = table.name == kModes || table.name == kLimits || table.name == kFees;
        if (mayLack && (text.isEmpty() || text == u"无" || text == u"空" || text == u"/"))
            return u"null"_s;
        // An id or a word; never something that was meant to be computed.
        static const QRegularExpression word(u"^[\\w·—-]+$"_s, QRegularExpression::UseUnicodePropertiesOption);
        return word.match(plain).hasMatch() ? quoted(plain) : text;
    }
};

CellTidy::CellTidy(const AuthoredPack &pack) : d(std::make_unique<Private>())
{
    d->scope = authoredScope(pack);
    for (const auto &[file, ids] : {std::pair(u"subitems.csv"_s, &d->subItems), std::pair(u"materials.csv"_s, &d->materials)})
        if (const AuthoredSheet *sheet = pack.sheet(file))
            for (qsizetype row = 0; row < sheet->rows.size(); ++row)
                *ids << sheet->cell(row, u"id");
}

CellTidy::~CellTidy() = default;

QString CellTidy::cell(const AuthoredTable &table, qsizetype column, const QString &text) const
{
    const AuthoredTable::Column &about = table.columns.at(column);
    switch (about.kind) {
    case Kind::Input: return d->input(about, text.trimmed());
    case Kind::Output: return d->output(table, text.trimmed());
    case Kind::Annotation: break;
    }
    static const QRegularExpression separators(u"\\s*[,，、；;]\\s*"_s);
    return about.text == kBasisColumn ? text.trimmed().replace(separators, u"|"_s) : text.trimmed();
}

QString CellTidy::expression(const QString &text) const
{
    const auto good = [this](const QString &candidate) { return feel::Expression::parse(candidate, d->scope, feel::Profile::Authoring).ok(); };
    const QString plain = halfWidth(text);
    return !good(text) && good(plain) ? plain : text;
}

QList<CellTidy::Change> CellTidy::tidy(AuthoredPack &pack) const
{
    QList<Change> changes;
    const auto put = [&changes](const QString &sheet, const QString &place, QString &cell, const QString &better) {
        if (cell == better)
            return;
        changes << Change{sheet, place, cell, better};
        cell = better;
    };
    const auto cells = [&](const CellTidy &by, bool inputs) {
        for (AuthoredTable &table : pack.tables)
            for (AuthoredTable::Rule &rule : table.rules)
                for (qsizetype i = 0; i < table.columns.size() && i < rule.cells.size(); ++i)
                    if ((table.columns.at(i).kind == Kind::Input) == inputs)
                        put(ruleSheetTitle(table.name), rule.id + u' ' + table.columns.at(i).text, rule.cells[i], by.cell(table, i, rule.cells.at(i)));
    };
    // What a table answers with decides what those that read it can ask for.
    cells(*this, false);
    cells(CellTidy(pack), true);
    for (AuthoredFormula &formula : pack.formulas)
        put(formulaSheetTitle(), formula.name, formula.text, expression(formula.text));
    for (AuthoredSheet &sheet : pack.sheets)
        for (const QString &column : {u"applicable"_s, u"compute"_s, u"when"_s, u"then"_s})
            if (const qsizetype place = sheet.columns.indexOf(column); place >= 0 && sheet.file != u"cases.csv")
                for (QStringList &row : sheet.rows)
                    if (!row.at(place).isEmpty())
                        put(sheetTitle(sheet.file), row.constFirst() + u' ' + column, row[place], expression(row.at(place)));
    return changes;
}

} // namespace zc::guidance
