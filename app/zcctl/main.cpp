#include "verb.h"

#include <base/logging.h>

#include <QGuiApplication>
#include <QFile>
#include <QTranslator>

#include <memory>

namespace {

// Verbs that draw papers need fonts; all others stay without Qt Gui's start-up.
bool drawsPapers(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        if (qstrcmp(argv[i], "--json") != 0)
            words << QString::fromLocal8Bit(argv[i]);
    int length = 0;
    const zc::ctl::Verb *verb = zc::ctl::findVerb(words, &length);
    return verb && verb->drawsPapers;
}

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    if (!drawsPapers(argc, argv))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");         // never a window, also where a display is
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("zcctl"));
    zc::installLogging();
    QTranslator translator;
    if (translator.load(QStringLiteral(":/translations/zongchuang_zh_CN.qm")))
        QCoreApplication::installTranslator(&translator);

    QStringList words = QCoreApplication::arguments().mid(1);
    const bool json = words.removeAll(QStringLiteral("--json")) > 0;
    QFile out, err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly))
        return zc::ctl::Internal;
    zc::ctl::Output output(json, out, err);

    int nameLength = 0;
    const zc::ctl::Verb *verb = zc::ctl::findVerb(words, &nameLength);
    if (!verb) {
        output.usage(QStringLiteral("usage: zcctl [--json] VERB …; `zcctl help` lists the verbs"));
        return zc::ctl::Usage;
    }
    return verb->run(words.mid(nameLength), output);
}
