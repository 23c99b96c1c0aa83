#include "rehearsal/script.h"

#include <QDir>
#include <QHash>

namespace zc::client {
using namespace Qt::StringLiterals;

Result<QList<ScriptLine>> readScript(const QString &text, const QString &folder)
{
    using Verb = ScriptLine::Verb;
    static const QHash<QString, Verb> verbs = {{u"key"_s, Verb::Key}, {u"type"_s, Verb::Type}, {u"ime"_s, Verb::Ime},
        {u"wait"_s, Verb::Wait}, {u"shot"_s, Verb::Shot}, {u"card"_s, Verb::Card}, {u"platform"_s, Verb::Platform},
        {u"phase"_s, Verb::Phase}, {u"scan"_s, Verb::Scan}, {u"leave"_s, Verb::Leave}};
    QList<ScriptLine> lines;
    int number = 0;
    for (const QString &raw : text.split(u'\n')) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) continue;
        const QString verb = line.section(u' ', 0, 0);
        const QString rest = line.section(u' ', 1).trimmed();
        const auto known = verbs.constFind(verb);
        if (known == verbs.constEnd() || rest.isEmpty())
            return Error{ErrorKind::Invalid, u"APP-SCRIPT-LINE"_s, u"line %1: %2"_s.arg(number).arg(verb)};
        ScriptLine entry{*known, rest, {}, 10000, number};
        if (*known == Verb::Ime || *known == Verb::Shot || *known == Verb::Wait) {
            entry.first = rest.section(u' ', 0, 0);
            entry.second = rest.section(u' ', 1).trimmed();
        }
        if (*known == Verb::Scan) entry.first = QDir(folder).filePath(rest);
        if (*known == Verb::Wait && !entry.second.isEmpty()) {
            bool isNumber = false;
            entry.timeoutMs = entry.second.toInt(&isNumber);
            if (!isNumber || entry.timeoutMs <= 0)
                return Error{ErrorKind::Invalid, u"APP-SCRIPT-LINE"_s, u"line %1: wait %2"_s.arg(number).arg(entry.second)};
        }
        lines.append(entry);
    }
    return lines;
}

} // namespace zc::client
