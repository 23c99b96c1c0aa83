#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <store/snapshot.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace zc::ctl {

using namespace Qt::StringLiterals;

// store check PATH [--secrets DIR] [--passphrase-file F]: without a secret bodies stay closed, everything around them is looked at.
int storeCheck(const QStringList &words, Output &output)
{
    QString secrets, passphraseFile;
    QStringList paths;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool more = i + 1 < words.size();
        if (words[i] == u"--secrets" && more)
            secrets = words[++i];
        else if (words[i] == u"--passphrase-file" && more)
            passphraseFile = words[++i];
        else
            paths.append(words[i]);
    }
    if (paths.size() != 1 || paths[0].startsWith(u"--")) {
        output.usage(u"usage: zcctl store check PATH [--secrets DIR] [--passphrase-file F]"_s);
        return Usage;
    }
    crypto::FileSecretPort port(secrets);
    store::KeySource keys;
    if (!secrets.isEmpty())
        keys.keychain = &port;
    if (!passphraseFile.isEmpty()) {
        QFile file(passphraseFile);
        if (!file.open(QIODevice::ReadOnly)) {
            output.usage(u"zcctl: cannot read %1"_s.arg(passphraseFile));
            return Unreadable;
        }
        keys.passphrase = QString::fromUtf8(file.read(4096)).trimmed();
    }
    const bool withKeys = keys.keychain || !keys.passphrase.isEmpty();
    const auto check = store::checkStore(paths[0], withKeys ? &keys : nullptr);
    if (!check.ok()) {
        output.document(QJsonDocument(Output::errorObject(check.error())));
        output.problem(check.error());
        return Unreadable;
    }
    output.document(QJsonDocument(check->toJson()));
    output.text(u"%1: schema %2, commit %3, %4 rows, %5 bodies opened, %6 attachments, %7 snapshots"_s
                    .arg(check->ok ? u"ok"_s : u"NOT ok"_s).arg(check->schema).arg(check->commitNo).arg(check->rows)
                    .arg(check->bodiesOpened).arg(check->blobs).arg(check->snapshots.size()));
    for (const store::StoreFinding &finding : check->findings)
        output.problem({ErrorKind::Corrupt, finding.code, finding.where + u": "_s + finding.message});
    return check->ok ? Ok : DoesNotHold;
}

} // namespace zc::ctl
