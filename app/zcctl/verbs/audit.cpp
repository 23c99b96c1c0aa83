#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <audit/storeport.h>

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace zc::ctl {

using namespace Qt::StringLiterals;

namespace {

// An exported log: one line a JSON line.
Result<QList<audit::Line>> linesOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"AUD-LOG-FORMAT"_s, path};
    QList<audit::Line> lines;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray text = file.readLine().trimmed();
        if (text.isEmpty())
            continue;
        const auto line = audit::Line::fromJson(QJsonDocument::fromJson(text).object());
        if (!line)
            return Error{ErrorKind::Corrupt, u"AUD-LOG-FORMAT"_s, u"line %1"_s.arg(number)};
        lines.append(*line);
    }
    return lines;
}

} // namespace

int auditVerify(const QStringList &words, Output &output)
{
    QStringList paths;
    QString checkpointFile, keyFile, secrets;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool more = i + 1 < words.size();
        if (words[i] == u"--checkpoints" && more)
            checkpointFile = words[++i];
        else if (words[i] == u"--key" && more)
            keyFile = words[++i];
        else if (words[i] == u"--secrets" && more)
            secrets = words[++i];
        else
            paths.append(words[i]);
    }
    if (paths.size() != 1 || paths[0].startsWith(u"--") || (checkpointFile.isEmpty() != keyFile.isEmpty())) {
        output.usage(u"usage: zcctl audit verify (STORE --secrets DIR | LOG.jsonl) [--checkpoints F --key PUBLIC-KEY]"_s);
        return Usage;
    }
    const auto refuse = [&output](const Error &error) {
        output.document(QJsonDocument(Output::errorObject(error)));
        output.problem(error);
        return Unreadable;
    };
    crypto::FileSecretPort port(secrets);
    store::KeySource keys;
    keys.keychain = &port;
    const auto lines = QFileInfo(paths[0]).isDir() ? audit::linesOfClosedStore(paths[0], keys) : linesOfFile(paths[0]);
    if (!lines.ok())
        return refuse(lines.error());
    QList<audit::Anchor> anchors;
    int refused = 0;
    if (!checkpointFile.isEmpty()) {
        QFile file(keyFile);
        const auto key = crypto::VerifyKey::fromBase64Spki(file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(4096)).trimmed()
                                                                                          : QString());
        if (!key.ok())
            return refuse(key.error());
        const auto checkpoints = audit::readCheckpoints(checkpointFile);
        if (!checkpoints.ok())
            return refuse(checkpoints.error());
        anchors = audit::anchorsOf(*checkpoints, *key, &refused);
    }
    const audit::Verification found = audit::verifyChain(*lines, anchors);
    QJsonObject answer{{u"verdict"_s, audit::verdictName(found.verdict)}, {u"entries"_s, found.entries},
                       {u"checkpoints"_s, found.checkpoints}, {u"checkpointsRefused"_s, refused}};
    answer.insert(u"firstBad"_s, found.firstBad > 0 ? QJsonValue(found.firstBad) : QJsonValue());
    if (found.firstBad > 0)
        answer.insert(u"epoch"_s, found.firstBadEpoch);
    output.document(QJsonDocument(answer));
    output.text(u"%1: %2 entries, %3 checkpoints, %4 refused"_s.arg(audit::verdictName(found.verdict)).arg(found.entries)
                    .arg(found.checkpoints).arg(refused));
    if (found.firstBad > 0)
        output.text(u"first bad entry: epoch %1, number %2"_s.arg(found.firstBadEpoch).arg(found.firstBad));
    return audit::holds(found.verdict) && refused == 0 ? Ok : DoesNotHold;
}

} // namespace zc::ctl
