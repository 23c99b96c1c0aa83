#include "verbs/verbs.h"

#include "verb.h"

#include <dmn/tck.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

bool written(const QString &path, const QByteArray &bytes, Output &output)
{
    QSaveFile file(path);
    if (path.isEmpty() || (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()))
        return true;
    const Error error{ErrorKind::NotFound, u"CTL-FILE"_s, path};
    output.problem(error);
    output.document(QJsonDocument(Output::errorObject(error)));
    return false;
}

} // namespace

int tckRun(const QStringList &words, Output &output)
{
    QString directory, out, filter, table;
    bool wrong = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString *option = words.at(i) == u"--out" || words.at(i) == u"-o" ? &out : words.at(i) == u"--filter" ? &filter
            : words.at(i) == u"--table" ? &table : nullptr;
        if (option) {
            wrong = wrong || i + 1 >= words.size();
            *option = words.value(++i);
        } else if (directory.isEmpty() && !words.at(i).startsWith(u'-')) {
            directory = words.at(i);
        } else {
            wrong = true;
        }
    }
    if (wrong || directory.isEmpty()) {
        output.usage(u"usage: zcctl tck run DIR [--out FILE] [--filter TEXT] [--table FILE]"_s);
        return Usage;
    }
    const auto results = dmn::TckRunner::run(directory, filter);
    if (!results.ok()) {
        output.problem(results.error());
        output.document(QJsonDocument(Output::errorObject(results.error())));
        return Unreadable;
    }
    const QList<dmn::TckFolder> folders = dmn::TckRunner::folders(*results);
    if (!written(out, dmn::TckRunner::csv(*results), output) || !written(table, dmn::TckRunner::markdown(folders), output))
        return Unreadable;
    QJsonArray list;
    int passed = 0, total = 0, ignored = 0;
    for (const dmn::TckFolder &folder : folders) {
        passed += folder.passed;
        total += folder.total;
        ignored += folder.ignored;
        list.append(QJsonObject{{u"folder"_s, folder.folder}, {u"passed"_s, folder.passed}, {u"total"_s, folder.total}, {u"ignored"_s, folder.ignored}});
        output.text(u"%1 %2/%3%4"_s.arg(folder.folder, -60).arg(folder.passed).arg(folder.total)
                        .arg(folder.ignored > 0 ? u" (%1 ignored)"_s.arg(folder.ignored) : QString()));
    }
    for (const dmn::TckResult &result : *results)
        if (result.outcome == dmn::TckResult::Outcome::Error)
            output.text(u"ERROR %1/%2/%3: %4"_s.arg(result.folder, result.file, result.id, result.detail));
    const double average = dmn::TckRunner::macroAverage(folders);
    output.text(u"%1 of %2 cases passed, %3 ignored; mean over folders %4 %"_s.arg(passed).arg(total).arg(ignored).arg(average * 100, 0, 'f', 2));
    output.document(QJsonDocument(QJsonObject{{u"passed"_s, passed}, {u"total"_s, total}, {u"ignored"_s, ignored}, {u"macroAverage"_s, average}, {u"folders"_s, list}}));
    return Ok;
}

} // namespace zc::ctl
