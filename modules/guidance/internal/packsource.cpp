#include "internal/packsource.h"

#include "internal/layout.h"
#include "internal/words.h"

#include <QJsonDocument>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
class SourceReader {
public:
    SourceReader(const PackFiles &files, const std::atomic_bool *stop) : m_files(files), m_stop(stop) {}

    PackSource run()
    {
        m_source.path = m_files.origin;
        m_source.files = m_files.content.keys();
        if (!stopped())
            m_source.hash = m_files.contentHash();
        readInfo();
        for (const auto &[name, table] : std::initializer_list<std::pair<QString, CsvTable *>>{
                 {u"facts.csv"_s, &m_source.facts}, {u"subitems.csv"_s, &m_source.subItems}, {u"materials.csv"_s, &m_source.materials},
                 {u"fields.csv"_s, &m_source.fields}, {u"basis.csv"_s, &m_source.basis}, {u"constraints.csv"_s, &m_source.constraints},
                 {u"asserts.csv"_s, &m_source.asserts}, {u"imports.csv"_s, &m_source.importRows}})
            if (m_source.bundle ? tableLayout(name)->bundle : tableLayout(name)->item)
                readTable(name, tableLayout(name)->columns, *table);
        readNotice();
        if (m_source.bundle) {
            readBundleCases();
            return m_source;
        }
        QStringList factNames;
        for (const CsvRow &row : std::as_const(m_source.facts.rows))
            factNames << m_source.facts.cell(row, u"name");
        readTable(u"cases.csv"_s, caseColumns(factNames), m_source.cases);
        readRules();
        return m_source;
    }

private:
    void broken(const QString &code, const Place &place, const QString &text, Fault fault, const QString &expected)
    {
        m_source.findings.badText(place, text, fault, expected);
        if (m_source.firstError.code.isEmpty())
            m_source.firstError = {code == u"PACK-MISSING" ? ErrorKind::NotFound : ErrorKind::Invalid, code,
                                   m_source.findings.list().constLast().message};
    }

    bool stopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }

    std::optional<QByteArray> readFile(const QString &name)
    {
        if (stopped())
            return std::nullopt;
        const auto file = m_files.content.constFind(name);
        if (file == m_files.content.cend()) {
            broken(u"PACK-MISSING"_s, {name, 0, {}, {}}, name, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "this file in the pack")));
            return std::nullopt;
        }
        if (file->size() > kMostFileBytes) {
            broken(u"PACK-FORMAT"_s, {name, 0, {}, {}}, u"%1"_s.arg(file->size()), Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "at most 16 MiB")));
            return std::nullopt;
        }
        return *file;
    }

    void readInfo()
    {
        const auto bytes = readFile(u"package.json"_s);
        if (!bytes)
            return;
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(*bytes, &problem);
        if (!document.isObject()) {
            const int line = 1 + int(bytes->left(problem.offset).count('\n'));
            broken(u"PACK-FORMAT"_s, {u"package.json"_s, line, {}, {}}, problem.errorString(), Fault::Malformed,
                   say(QT_TRANSLATE_NOOP("zc::guidance", "a JSON object")));
            return;
        }
        m_source.info = document.object();
        m_source.bundle = m_source.info.value(u"kind").toString() == u"bundle";
    }

    // A bundle's cases name the facts of its items too; whether the columns are right is seen once those are known.
    void readBundleCases()
    {
        const QString name = u"cases.csv"_s;
        if (!m_files.content.contains(name))
            return;
        const auto bytes = readFile(name);
        CsvProblem problem;
        const auto parsed = bytes ? parseCsv(*bytes, name, &problem) : std::nullopt;
        if (parsed)
            m_source.cases = *parsed;
        else if (bytes)
            broken(u"PACK-FORMAT"_s, {name, problem.line, problem.column, {}}, problem.text, Fault::Malformed, problem.expected);
    }

    void readTable(const QString &name, const QStringList &columns, CsvTable &table)
    {
        const auto bytes = readFile(name);
        if (!bytes)
            return;
        CsvProblem problem;
        const auto parsed = parseCsv(*bytes, name, &problem);
        if (!parsed) {
            broken(u"PACK-FORMAT"_s, {name, problem.line, problem.column, {}}, problem.text, Fault::Malformed, problem.expected);
            return;
        }
        if (parsed->header != columns) {
            // Name the first column that differs: it is the one to mend.
            qsizetype place = 0;
            while (place < columns.size() && place < parsed->header.size() && columns.at(place) == parsed->header.at(place))
                ++place;
            const QString found = parsed->header.value(place);
            const QString wanted = columns.value(place);
            broken(u"PACK-FORMAT"_s, {name, 1, wanted, {}}, found.isEmpty() ? wanted : found, found.isEmpty() ? Fault::NotFound : Fault::Unknown,
                   wanted.isEmpty() ? say(QT_TRANSLATE_NOOP("zc::guidance", "no further column")) : say(QT_TRANSLATE_NOOP("zc::guidance", "column %1 at position %2")).arg(wanted).arg(place + 1));
            return;
        }
        table = *parsed;
    }

    void readNotice()
    {
        if (const auto bytes = readFile(u"notice.md"_s))
            m_source.notice = QString::fromUtf8(*bytes);
    }

    void readRules()
    {
        QStringList names;
        for (const QString &name : std::as_const(m_source.files))
            if (name.startsWith(u"rules/") && name.endsWith(u".dmn") && name.count(u'/') == 1)
                names << name;
        if (names.isEmpty())
            broken(u"PACK-MISSING"_s, {u"rules/"_s, 0, {}, {}}, u"rules/*.dmn"_s, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "a rule file")));
        for (const QString &name : std::as_const(names)) {
            const auto bytes = readFile(name);
            if (!bytes)
                continue;
            auto model = dmn::Model::load(*bytes);
            if (model.ok()) {
                m_source.rules << RuleFile{name, model->inputs(), model->decisions(), model->items()};
                continue;
            }
            const QString detail = model.error().detail;
            const int line = detail.mid(5, detail.indexOf(u':') - 5).toInt();
            broken(model.error().code, {name, line, {}, {}}, detail, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a DMN model this program reads (%1)")).arg(model.error().code));
        }
    }

    const PackFiles &m_files;
    const std::atomic_bool *m_stop;
    PackSource m_source;
};
} // namespace

PackSource PackSource::read(const PackFiles &files, const std::atomic_bool *stop)
{
    return SourceReader(files, stop).run();
}

} // namespace zc::guidance
