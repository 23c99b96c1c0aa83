#include "verb.h"

#include <base/logging.h>

#include <QCoreApplication>
#include <QFile>
#include <QTranslator>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
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
