#include "logging.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRandomGenerator>

#include <cstdio>

namespace zc {

QString redacted(QStringView personal)
{
    static const quint64 salt = QRandomGenerator::system()->generate64();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&salt), sizeof salt));
    hash.addData(personal.toUtf8());
    return QStringLiteral("<%1 chars #%2>").arg(personal.size()).arg(QString::fromLatin1(hash.result().toHex().left(8)));
}

QString maskDigits(QString line)
{
    constexpr int kShortestPersonalNumber = 11;      // a mobile phone number; id numbers are longer
    qsizetype run = 0;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line.at(i).isDigit()) {
            ++run;
            continue;
        }
        if (run >= kShortestPersonalNumber)
            line.replace(i - run, run, QString(run, u'*'));
        run = 0;
    }
    return line;
}

namespace {

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "critical";
    case QtFatalMsg: return "fatal";
    }
    return "info";
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = QStringLiteral("%1 %2 %3 ")
                             .arg(QDateTime::currentDateTime().toString(Qt::ISODateWithMs), QString::fromLatin1(levelName(type)),
                                  QString::fromLatin1(context.category ? context.category : "default"))
        + maskDigits(message);
    std::fprintf(stderr, "%s\n", line.toUtf8().constData());
}

} // namespace

void installLogging()
{
    qInstallMessageHandler(writeMessage);
}

} // namespace zc
