#include "internal/packsource.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMaxFile = 16 * 1024 * 1024;
constexpr int kMaxFiles = 2000;

QString say(const char *text)
{
    return QCoreApplication::translate("zc::guidance", text);
}

class SourceReader {
public:
    explicit SourceReader(const QString &path) : m_dir(QDir(path).absolutePath()) { m_source.path = m_dir.path(); }

    Result<PackSource> run()
    {
        if (!m_dir.exists())
            return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, m_dir.path()};
        if (!QFileInfo::exists(m_dir.filePath(u"package.json"_s)))
            return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, m_dir.filePath(u"package.json"_s)};
        if (!listFiles())
            return m_source.firstError;
        readInfo();
        readTable(u"facts.csv"_s, u"id,name,type,values,step,unit,question,why,sources,cost,applicable,compute,group,element"_s, m_source.facts);
        readTable(u"subitems.csv"_s, u"id,kind,name,text,department,stage,basis"_s, m_source.subItems);
        readTable(u"materials.csv"_s, u"id,catalogueId,name,form,copies,sample,licenceType,deferrable,commitment,issuer,basis,note"_s,
                  m_source.materials);
        readTable(u"fields.csv"_s, u"id,element,label,type,required,format,source,basis"_s, m_source.fields);
        readTable(u"basis.csv"_s, u"id,title,clause,validFrom,validTo"_s, m_source.basis);
        readTable(u"constraints.csv"_s, u"id,when,then,message,basis"_s, m_source.constraints);
        readTable(u"asserts.csv"_s, u"id,scope,when,then,level,message"_s, m_source.asserts);
        QString caseHeader = u"id,title"_s;
        for (const CsvRow &row : std::as_const(m_source.facts.rows))
            caseHeader += u',' + m_source.facts.cell(row, u"name");
        caseHeader += u",=子事项,=材料,=承诺工作日,=法定工作日,=金额,=字段"_s;
        readTable(u"cases.csv"_s, caseHeader, m_source.cases);
        readNotice();
        readRules();
        return m_source;
    }

private:
    // Every file, sorted by path: the manifest, and with it the content hash.
    bool listFiles()
    {
        QDirIterator files(m_dir.path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = m_dir.relativeFilePath(files.next());
            if (name != u"MANIFEST" && name != u"SIGNATURE")       // what a release adds is no part of its content
                m_source.files << name;
            if (m_source.files.size() > kMaxFiles) {
                m_source.firstError = {ErrorKind::Invalid, u"PACK-FORMAT"_s, u"more than %1 files"_s.arg(kMaxFiles)};
                return false;
            }
        }
        std::sort(m_source.files.begin(), m_source.files.end());
        QCryptographicHash manifest(QCryptographicHash::Sha256);
        for (const QString &name : std::as_const(m_source.files)) {
            QFile file(m_dir.filePath(name));
            QCryptographicHash content(QCryptographicHash::Sha256);
            if (!file.open(QIODevice::ReadOnly) || !content.addData(&file)) {
                m_source.firstError = {ErrorKind::NotFound, u"PACK-MISSING"_s, name};
                return false;
            }
            manifest.addData(name.toUtf8() + '\t' + content.result().toHex() + '\n');
        }
        m_source.hash = manifest.result();
        return true;
    }

    void broken(const QString &code, const Place &place, const QString &text, Fault fault, const QString &expected)
    {
        m_source.findings.badText(place, text, fault, expected);
        if (m_source.firstError.code.isEmpty())
            m_source.firstError = {code == u"PACK-MISSING" ? ErrorKind::NotFound : ErrorKind::Invalid, code,
                                   m_source.findings.list().constLast().message};
    }

    std::optional<QByteArray> readFile(const QString &name)
    {
        QFile file(m_dir.filePath(name));
        if (!m_source.files.contains(name) || !file.open(QIODevice::ReadOnly)) {
            broken(u"PACK-MISSING"_s, {name, 0, {}, {}}, name, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "this file in the pack")));
            return std::nullopt;
        }
        if (file.size() > kMaxFile) {
            broken(u"PACK-FORMAT"_s, {name, 0, {}, {}}, u"%1"_s.arg(file.size()), Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "at most 16 MiB")));
            return std::nullopt;
        }
        return file.readAll();
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
    }

    void readTable(const QString &name, const QString &header, CsvTable &table)
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
        const QStringList columns = header.split(u',');
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
                m_source.rules << RuleFile{name, *model};
                continue;
            }
            const QString detail = model.error().detail;
            const int line = detail.mid(5, detail.indexOf(u':') - 5).toInt();
            broken(model.error().code, {name, line, {}, {}}, detail, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a DMN model this program reads (%1)")).arg(model.error().code));
        }
    }

    QDir m_dir;
    PackSource m_source;
};
} // namespace

Result<PackSource> PackSource::read(const QString &path)
{
    return SourceReader(path).run();
}

} // namespace zc::guidance
