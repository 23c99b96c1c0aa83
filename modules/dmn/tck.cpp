#include "tck.h"

#include "internal/tckfile.h"
#include "internal/xml.h"
#include "model.h"

#include <feel/record.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
constexpr int kCaseMs = 5000;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The models of one folder by their namespaces.
class Folder {
public:
    explicit Folder(const QString &path) : m_directory(path)
    {
        const QStringList files = m_directory.entryList({u"*.dmn"_s}, QDir::Files, QDir::Name);
        for (const QString &name : files) {
            XmlDocument document(contentsOf(m_directory.filePath(name)));
            if (document.parse().ok())
                m_byNamespace.insert(attribute(document.document().document_element(), "namespace"), name);
        }
    }

    const Result<Model> &model(const QString &name)
    {
        auto found = m_models.constFind(name);
        if (found == m_models.cend()) {
            const auto resolver = [this](const QString &nameSpace) -> std::optional<QByteArray> {
                const auto file = m_byNamespace.constFind(nameSpace);
                return file == m_byNamespace.cend() ? std::nullopt : std::optional(contentsOf(m_directory.filePath(*file)));
            };
            found = m_models.insert(name, std::make_shared<Result<Model>>(Model::load(contentsOf(m_directory.filePath(name)), resolver)));
        }
        return **found;
    }

private:
    QDir m_directory;
    QHash<QString, QString> m_byNamespace;
    QHash<QString, std::shared_ptr<Result<Model>>> m_models;
};

struct Judgement {
    TckResult::Outcome outcome = TckResult::Outcome::Success;
    QString detail;
};

Judgement judge(const Model &model, const TckFile::Case &test)
{
    feel::Limits limits;
    limits.deadline = QDeadlineTimer(kCaseMs);
    QStringList faults;
    bool external = false;
    for (const TckFile::Expectation &expectation : test.expectations) {
        feel::Evaluation result = test.invocable.isEmpty() ? model.evaluate(expectation.name, test.inputs, limits) : model.invoke(test.invocable, test.inputs, limits);
        // A service with several output decisions answers with a context of them.
        if (!test.invocable.isEmpty() && expectation.name != test.invocable && result.value.isContext())
            if (const feel::Value *own = result.value.record().find(expectation.name); own && test.expectations.size() > 1)
                result.value = feel::Value(*own);
        QStringList said;
        for (const feel::Diagnostic &diagnostic : std::as_const(result.diagnostics)) {
            external = external || diagnostic.code == u"FEEL-EXTERNAL";
            said << diagnostic.code + u' ' + diagnostic.detail;
        }
        if (!sameForTck(expectation.value, result.value))
            faults << u"%1: expected %2, got %3%4"_s.arg(expectation.name, expectation.value.text(), result.value.text(),
                                                        said.isEmpty() ? QString() : u" ("_s + said.join(u"; "_s) + u')');
    }
    if (external)
        return {TckResult::Outcome::Ignored, u"a function in another language"_s};
    if (limits.deadline.hasExpired())
        return {TckResult::Outcome::Error, u"more than %1 ms"_s.arg(kCaseMs)};
    return {faults.isEmpty() ? TckResult::Outcome::Success : TckResult::Outcome::Error, faults.join(u" | "_s)};
}
} // namespace

Result<QList<TckResult>> TckRunner::run(const QString &directory, const QString &filter, const Seen &seen)
{
    QMap<QString, QStringList> files;                  // test files by folder, both in order
    QDirIterator walk(directory, {u"*.xml"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        if (TckFile::isTestFile(contentsOf(path)))
            files[QFileInfo(path).path()] << QFileInfo(path).fileName();
    }
    if (files.isEmpty())
        return Error{ErrorKind::NotFound, u"DMN-SUITE"_s, u"no test file below %1"_s.arg(directory)};
    QList<TckResult> results;
    for (auto it = files.begin(); it != files.end(); ++it) {
        it.value().sort();
        const QDir folder(it.key());
        const QString shown = QFileInfo(folder.absolutePath()).dir().dirName() + u'/' + QFileInfo(folder.absolutePath()).fileName();
        Folder models(it.key());
        for (const QString &name : std::as_const(it.value())) {
            const QString title = name.chopped(4);
            const auto file = TckFile::read(contentsOf(folder.filePath(name)));
            for (const TckFile::Case &test : file.ok() ? file->cases : QList<TckFile::Case>()) {
                if (!filter.isEmpty() && !u"%1/%2/%3"_s.arg(shown, title, test.id).contains(filter))
                    continue;
                TckResult result{shown, title, test.id, TckResult::Outcome::Error, {}};
                const auto &model = models.model(file->modelName);
                if (model.ok()) {
                    const Judgement judgement = judge(*model, test);
                    result.outcome = judgement.outcome;
                    result.detail = judgement.detail;
                } else {
                    result.detail = model.error().code + u' ' + model.error().detail;
                }
                results << result;
                if (seen)
                    seen(result);
            }
        }
    }
    return results;
}

QList<TckFolder> TckRunner::folders(const QList<TckResult> &results)
{
    QList<TckFolder> folders;
    for (const TckResult &result : results) {
        if (folders.isEmpty() || folders.constLast().folder != result.folder)
            folders << TckFolder{result.folder};
        TckFolder &folder = folders.last();
        folder.ignored += result.outcome == TckResult::Outcome::Ignored ? 1 : 0;
        folder.total += result.outcome == TckResult::Outcome::Ignored ? 0 : 1;
        folder.passed += result.outcome == TckResult::Outcome::Success ? 1 : 0;
    }
    return folders;
}

double TckRunner::macroAverage(const QList<TckFolder> &folders)
{
    double sum = 0;
    int count = 0;
    for (const TckFolder &folder : folders) {
        if (folder.total == 0)
            continue;
        sum += double(folder.passed) / folder.total;
        ++count;
    }
    return count == 0 ? 0 : sum / count;
}

QByteArray TckRunner::csv(const QList<TckResult> &results)
{
    static const QStringList outcomes = {u"SUCCESS"_s, u"ERROR"_s, u"IGNORED"_s};
    QByteArray text;
    for (const TckResult &result : results) {
        QStringList fields;
        for (const QString &field : {result.folder, result.file, result.id, outcomes.at(int(result.outcome)), result.detail})
            fields << u'"' + field.simplified().replace(u'"', u"\"\""_s) + u'"';
        text += fields.join(u',').toUtf8() + '\n';
    }
    return text;
}

QByteArray TckRunner::markdown(const QList<TckFolder> &folders)
{
    int passed = 0, total = 0, ignored = 0;
    QByteArray rows;
    for (const TckFolder &folder : folders) {
        passed += folder.passed;
        total += folder.total;
        ignored += folder.ignored;
        rows += u"| %1 | %2 | %3 | %4 |\n"_s.arg(folder.folder).arg(folder.passed).arg(folder.total)
                    .arg(folder.ignored == 0 ? QString() : QString::number(folder.ignored)).toUtf8();
    }
    return u"| Folder | Passed | Of | Ignored |\n|---|---:|---:|---:|\n"_s.toUtf8() + rows
        + u"| **All** | **%1** | **%2** | **%3** |\n\nMean over folders: %4 %\n"_s.arg(passed).arg(total).arg(ignored)
              .arg(macroAverage(folders) * 100, 0, 'f', 2).toUtf8();
}

} // namespace zc::dmn
