#include "bootstrap/options.h"

#include <QCoreApplication>

namespace zc::client {
using namespace Qt::StringLiterals;

Result<Options> readOptions(const QStringList &arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        const auto value = [&]() -> QString {
            return i + 1 < arguments.size() && !arguments.at(i + 1).startsWith("--"_L1) ? arguments.at(++i) : QString();
        };
        if (word == "--demo"_L1) options.demo = true;
        else if (word == "--self-check"_L1) options.selfCheck = true;
        else if (word == "--json"_L1) options.json = true;
        else if (word == "--reset"_L1) options.reset = true;
        else if (word == "--help"_L1) options.help = true;
        else if (word == "--role"_L1) options.role = value();
        else if (word == "--data-dir"_L1) options.dataDir = value();
        else if (word == "--play"_L1) options.play = value();
        else if (word == "--from"_L1) options.from = value();
        else if (word == "--out"_L1) options.out = value();
        else if (word == "--ack-log"_L1) options.ackLog = value();
        else if (word == "--shots"_L1) {
            options.shots = true;
            options.out = value();
        }
        else return Error{ErrorKind::Invalid, u"APP-OPTION-UNKNOWN"_s, word};
        if ((word == "--data-dir"_L1 && options.dataDir.isEmpty()) || (word == "--play"_L1 && options.play.isEmpty())
            || (word == "--from"_L1 && options.from.isEmpty())
            || (word == "--role"_L1 && !QStringList({u"clerk"_s, u"trainer"_s, u"installer"_s}).contains(options.role))
            || ((word == "--shots"_L1 || word == "--out"_L1) && options.out.isEmpty()))
            return Error{ErrorKind::Invalid, u"APP-OPTION-VALUE"_s, word};
    }
    if (!options.role.isEmpty() && !options.demo) return Error{ErrorKind::Invalid, u"APP-OPTION-VALUE"_s, u"--role"_s};
    // With a script, --shots only says where its pictures go.
    if (!options.play.isEmpty()) options.shots = false;
    return options;
}

QString usage()
{
    return u"zongchuang [--demo [--reset] [--role clerk|trainer|installer]] [--data-dir DIR]\n"
           "zongchuang --self-check [--json]\n"
           "zongchuang --demo --play SCRIPT --out DIR     plays a case by keys; pictures, papers and a summary\n"
           "zongchuang --demo --shots DIR [--from SCRIPT] every page in every appearance, with a report\n"_s;
}

} // namespace zc::client
