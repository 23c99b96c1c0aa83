#include "verbs/verbs.h"

#include "demorun.h"
#include "verb.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

struct DemoWords {
    QString script;
    DemoRun::Options options;
    bool valid = false;
};

DemoWords parse(const QStringList &words)
{
    DemoWords parsed;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto value = [&] { return i + 1 < words.size() ? words.at(++i) : QString(); };
        if (words.at(i) == u"--data-dir")
            parsed.options.folder = value();
        else if (words.at(i) == u"-o" || words.at(i) == u"--out")
            parsed.options.outFolder = value();
        else if (words.at(i) == u"--plugins")
            parsed.options.pluginsFolder = value();
        else if (words.at(i) == u"--ack-log")
            parsed.options.ackLog = value();
        else if (words.at(i) == u"--resume")
            parsed.options.resume = true;
        else if (!words.at(i).startsWith(u'-') && parsed.script.isEmpty())
            parsed.script = words.at(i);
        else
            return parsed;
    }
    parsed.valid = !parsed.script.isEmpty() && QFile::exists(parsed.script);
    return parsed;
}

} // namespace

int demoPlay(const QStringList &words, Output &output)
{
    DemoWords parsed = parse(words);
    if (!parsed.valid) {
        output.usage(u"usage: zcctl demo play SCRIPT [--data-dir DIR] [--out DIR] [--resume] [--plugins DIR] [--ack-log FILE]"_s);
        return Usage;
    }
    QTemporaryDir ownFolder;
    if (parsed.options.folder.isEmpty())
        parsed.options.folder = ownFolder.filePath(u"demo"_s);
    if (parsed.options.pluginsFolder.isEmpty())
        parsed.options.pluginsFolder = QDir(QCoreApplication::applicationDirPath()).filePath(u"../plugins/departments"_s);
    const auto script = training::CaseScript::fromFile(parsed.script);
    if (!script) {
        output.problem(script.error());
        return Unreadable;
    }
    DemoRun run(parsed.options, *script, output);
    return run.exec();
}

} // namespace zc::ctl
