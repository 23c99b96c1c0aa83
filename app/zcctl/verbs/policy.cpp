#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <settings/settings.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace zc::ctl {

using namespace Qt::StringLiterals;

// Shows what a desk would use. The options only show; the client has none of them.
int policyDump(const QStringList &words, Output &output)
{
    settings::Settings::Options options;
    options.onlyLook = true;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool more = i + 1 < words.size();
        if (words[i] == u"--root" && more) {
            const QString root = QDir(words[++i]).absolutePath();
            options.policy.folder = QDir::cleanPath(root + u"/etc/zongchuang/policies"_s);
            options.policy.trustAbove = root;
        } else if (words[i] == u"--trusted-owner" && more) {
            bool number = false;
            options.policy.trustedOwner = words[++i].toUInt(&number);
            if (!number) {
                output.usage(u"zcctl: --trusted-owner takes a number"_s);
                return Usage;
            }
        } else if (words[i] == u"--user" && more) {
            options.userFile = words[++i];
            if (!QFile::exists(options.userFile)) {
                output.usage(u"zcctl: cannot read %1"_s.arg(options.userFile));
                return Unreadable;
            }
        } else {
            output.usage(u"usage: zcctl policy dump [--root DIR] [--trusted-owner UID] [--user FILE]"_s);
            return Usage;
        }
    }
    const settings::Settings settings(options);
    const QJsonObject dump = settings.dump();
    output.document(QJsonDocument(dump));
    output.text(u"state %1, environment %2"_s.arg(dump[u"state"].toString(), dump[u"environment"].toString()));
    const QJsonArray keys = dump[u"keys"].toArray();
    for (const QJsonValue &key : keys) {
        const QByteArray value = QJsonDocument(QJsonArray{key[u"value"]}).toJson(QJsonDocument::Compact);
        output.text(u"%1 = %2  (%3%4)"_s.arg(key[u"key"].toString(), QString::fromUtf8(value.sliced(1).chopped(1)), key[u"from"].toString(),
                                             key[u"locked"].toBool() ? u", locked"_s : QString()));
    }
    for (const settings::Problem &problem : settings.problems()) {
        const QString place = problem.line > 0 ? u"%1:%2"_s.arg(problem.file).arg(problem.line) : problem.file;
        output.problem({ErrorKind::Invalid, problem.code,
                        QStringList{place, problem.key, problem.message, problem.advice}.join(u" · "_s)});
    }
    return settings.state() == settings::PolicyState::LockedDown ? DoesNotHold : Ok;
}

} // namespace zc::ctl
