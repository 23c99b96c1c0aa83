#include "verbs/verbs.h"

#include "verb.h"

#include <QJsonArray>
#include <QJsonObject>

namespace zc::ctl {

int help(const QStringList &words, Output &output)
{
    QJsonArray list;
    const QString wanted = words.join(u' ');
    bool found = false;
    for (const Verb &verb : allVerbs()) {
        if (!verb.name.startsWith(wanted))
            continue;
        found = true;
        list.append(QJsonObject{{QStringLiteral("verb"), verb.name}, {QStringLiteral("arguments"), verb.arguments},
                                {QStringLiteral("purpose"), verb.purpose}, {QStringLiteral("example"), verb.example}});
        output.text(QStringLiteral("zcctl %1 %2\n    %3\n    %4").arg(verb.name, verb.arguments, verb.purpose, verb.example));
    }
    if (!found) {
        output.usage(QStringLiteral("zcctl: no verb '%1'; `zcctl help` lists all").arg(wanted));
        return Usage;
    }
    output.document(QJsonDocument(list));
    return Ok;
}

} // namespace zc::ctl
