#include "bootstrap/settingwords.h"

#include <base/errortext.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace zc::client {
using namespace Qt::StringLiterals;
using Kind = SettingView::Kind;
using settings::Key;
using settings::KeyType;

namespace {

QString words(const char *text) { return QCoreApplication::translate("SettingWords", text); }

using Choices = QList<QPair<QString, QString>>;

QString percent(qint64 value) { return u"%1 %"_s.arg(value); }

QString span(qint64 seconds)
{
    if (seconds < 60 || seconds % 60) return words(QT_TRANSLATE_NOOP("SettingWords", "%1 seconds")).arg(seconds);
    return words(QT_TRANSLATE_NOOP("SettingWords", "%1 minutes")).arg(seconds / 60);
}

Choices percents()
{
    Choices list;
    for (int value = 100; value <= 200; value += 25) list.append({QString::number(value), percent(value)});
    return list;
}

Choices spans(const QList<int> &seconds)
{
    Choices list;
    for (const int value : seconds) list.append({QString::number(value), span(value)});
    return list;
}

QHash<QString, SettingWords> makeTable()
{
    const QString looks = words(QT_TRANSLATE_NOOP("SettingWords", "Appearance")), devices = words(QT_TRANSLATE_NOOP("SettingWords", "Devices")),
                  safety = words(QT_TRANSLATE_NOOP("SettingWords", "Locking and privacy")), machine = words(QT_TRANSLATE_NOOP("SettingWords", "Set by IT"));
    const Choices yesNo{{u"no"_s, words(QT_TRANSLATE_NOOP("SettingWords", "No"))}, {u"yes"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Yes"))}};
    const auto shown = [&machine](const char *title, const Choices &choices = {}) { return SettingWords{machine, words(title), {}, Kind::Shown, choices}; };
    const Choices offMaskedFull{{u"off"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Off"))}, {u"masked"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Masked"))},
        {u"full"_s, words(QT_TRANSLATE_NOOP("SettingWords", "In full"))}};
    return {
        {u"ui.theme"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "Colours")), {}, Kind::Choice,
            {{u"light"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Light"))}, {u"dark"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Dark"))},
                {u"contrast"_s, words(QT_TRANSLATE_NOOP("SettingWords", "High contrast"))}}}},
        {u"ui.zoom"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "Size of everything")),
            words(QT_TRANSLATE_NOOP("SettingWords", "Ctrl++ and Ctrl+- change it anywhere; Ctrl+0 brings 100 % back.")), Kind::Choice, percents()}},
        {u"ui.density"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "Height of rows")), {}, Kind::Choice,
            {{u"compact"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Compact"))}, {u"standard"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Standard"))},
                {u"roomy"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Relaxed"))}}}},
        {u"ui.largeType"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "Large print")), {}, Kind::Choice, yesNo}},
        {u"ui.reducedMotion"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "No motion")), {}, Kind::Choice, yesNo}},
        {u"ui.language"_s, {looks, words(QT_TRANSLATE_NOOP("SettingWords", "Language of the window")),
            words(QT_TRANSLATE_NOOP("SettingWords", "From the next start on. Items and papers stay Chinese.")), Kind::Choice, {{u"zh_CN"_s, u"中文"_s}, {u"en"_s, u"English"_s}}}},
        {u"scan.folder"_s, {devices, words(QT_TRANSLATE_NOOP("SettingWords", "Folder of the scanner")),
            words(QT_TRANSLATE_NOOP("SettingWords", "F8 takes the pages that the scanner puts there; the files stay where they are.")), Kind::Folder, {}}},
        {u"printers.map"_s, {devices, words(QT_TRANSLATE_NOOP("SettingWords", "Printer of the papers")), {}, Kind::Choice,
            {{QString(), words(QT_TRANSLATE_NOOP("SettingWords", "The system's printer"))}}}},
        {u"papers.receiptSize"_s, {devices, words(QT_TRANSLATE_NOOP("SettingWords", "Paper of the receipt of materials")),
            words(QT_TRANSLATE_NOOP("SettingWords", "For receipts made from now on; what was handed out stays as it is.")), Kind::Choice,
            {{u"A4"_s, words(QT_TRANSLATE_NOOP("SettingWords", "A4 sheet"))}, {u"slip80"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Slip from a roll, 80 mm"))}}}},
        {u"devices.slots"_s, {devices, words(QT_TRANSLATE_NOOP("SettingWords", "Scanner")),
            words(QT_TRANSLATE_NOOP("SettingWords", "From the next start on. sane:* is the first scanner the system finds. Empty: none.")), Kind::Text, {}}},
        {u"devices.idCardPort"_s, {devices, words(QT_TRANSLATE_NOOP("SettingWords", "Port of the ID card reader")),
            words(QT_TRANSLATE_NOOP("SettingWords", "From the next start on. Empty: no reader is set up.")), Kind::Text, {}}},
        {u"session.idleLockSeconds"_s, {safety, words(QT_TRANSLATE_NOOP("SettingWords", "Lock when nobody types for")),
            words(QT_TRANSLATE_NOOP("SettingWords", "Ctrl+L locks at once.")), Kind::Choice, spans({60, 120, 180, 300, 600, 900, 1800, 3600})}},
        {u"privacy.revealSeconds"_s, {safety, words(QT_TRANSLATE_NOOP("SettingWords", "Show a hidden number for")), {}, Kind::Choice, spans({5, 10, 15, 20, 30})}},
        {u"privacy.masking"_s, {machine, words(QT_TRANSLATE_NOOP("SettingWords", "Numbers in lists")), {}, Kind::Shown,
            {{u"standard"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Standard"))}, {u"strict"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Strict"))}}}},
        {u"environment"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Environment"), {{u"production"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Production"))},
            {u"test"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Test"))}, {u"demo"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Demo"))}})},
        {u"mode.allowed"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Practice on this machine"), {{u"both"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Allowed"))},
            {u"productionOnly"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Not allowed"))}, {u"demoOnly"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Practice only"))}})},
        {u"server.urls"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Provincial platform"))},
        {u"receipts.keys"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Keys of the province's receipts"))},
        {u"site.code"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Hall"))},
        {u"site.window"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Window"))},
        {u"site.role"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Who sits here"), {{u"clerk"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Clerk"))},
            {u"trainer"_s, words(QT_TRANSLATE_NOOP("SettingWords", "Trainer"))}, {u"installer"_s, words(QT_TRANSLATE_NOOP("SettingWords", "IT"))}})},
        {u"site.authority"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Issuing authority"))},
        {u"site.consultPhone"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Telephone for questions"))},
        {u"site.supervisePhone"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Telephone for complaints"))},
        {u"session.lockOnKeyPulled"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Lock when the UKey is pulled out"))},
        {u"session.maxHours"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Sign on again after (hours)"))},
        {u"session.pinTries"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Tries of the PIN"))},
        {u"privacy.copy"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Copying"), offMaskedFull)},
        {u"privacy.export"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Lists to files"), offMaskedFull)},
        {u"watermark.screen"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Watermark on the screen"))},
        {u"log.days"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Days that program logs are kept"))},
        {u"audit.days"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Days that the audit log is kept"))},
        {u"crypto.suite"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Encryption of new data"), {{u"aes"_s, u"AES-256"_s}, {u"sm"_s, u"SM4"_s}})},
        {u"plugins.allowed"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Department plugins"))},
        {u"plugins.signers"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Signers of plugins"))},
        {u"devices.allowed"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Drivers"))},
        {u"bridge.port"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Port of the door"))},
        {u"bridge.grants"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Web pages that may use devices"))},
        {u"bridge.ask"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Web pages that may after a click"))},
        {u"bridge.httpOrigins"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Web pages without encryption"))},
        {u"web.enabled"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Web pages in this window"))},
        {u"web.origins"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Sites that may be opened"))},
        {u"web.leakClosedBy"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Leaks of web pages closed by"), {{u"none"_s, words(QT_TRANSLATE_NOOP("SettingWords", "nothing"))},
            {u"build"_s, words(QT_TRANSLATE_NOOP("SettingWords", "the build"))}, {u"firewall"_s, words(QT_TRANSLATE_NOOP("SettingWords", "the firewall"))}})},
        {u"bridge.enabled"_s, shown(QT_TRANSLATE_NOOP("SettingWords", "Door for web pages"))},
    };
}

QString listWords(const QStringList &list)
{
    if (list == QStringList{u"*"_s}) return words(QT_TRANSLATE_NOOP("SettingWords", "all"));
    return list.join(words(QT_TRANSLATE_NOOP("SettingWords", ", ")));
}

} // namespace

SettingWords settingWords(const QString &key)
{
    static const QHash<QString, SettingWords> table = makeTable();
    return table.value(key);
}

QString valueText(const Key &key, const QJsonValue &value)
{
    switch (key.type) {
    case KeyType::Boolean: return value.toBool() ? u"yes"_s : u"no"_s;
    case KeyType::Integer: return QString::number(value.toInteger());
    case KeyType::Choice:
    case KeyType::Text: return value.toString();
    case KeyType::UrlList:
    case KeyType::TextList: {
        QStringList list;
        for (const QJsonValue &item : value.toArray()) list.append(item.toString());
        return listWords(list);
    }
    case KeyType::TextMap: return value.toObject().value(u"*"_s).toString();
    }
    return {};
}

QJsonValue valueOf(const Key &key, const QString &text)
{
    if (key.type == KeyType::Boolean) return text == "yes"_L1;
    if (key.type == KeyType::Integer) {
        bool number = false;
        const qlonglong value = text.toLongLong(&number);
        return number ? QJsonValue(value) : QJsonValue(text);      // a text is refused with its reason where it is checked
    }
    return text;
}

QString valueWords(const Key &key, const QJsonValue &value)
{
    if (key.type == KeyType::TextMap) return key.name == "printers.map"_L1 ? valueText(key, value) : listWords(value.toObject().keys());
    if (key.name == "ui.zoom"_L1) return percent(value.toInteger());
    if (key.name.endsWith("Seconds"_L1)) return span(value.toInteger());
    const QString text = valueText(key, value);
    for (const auto &choice : settingWords(key.name).choices)
        if (choice.first == text) return choice.second;
    if (key.type == KeyType::Boolean) return value.toBool() ? words("Yes") : words("No");
    return text;
}

QString originWords(const settings::Settings::Origin &origin)
{
    const QString file = QFileInfo(origin.file).fileName();
    if (origin.from == "managed"_L1) return words(QT_TRANSLATE_NOOP("SettingWords", "policy %1")).arg(file);
    if (origin.from == "recommended"_L1) return words(QT_TRANSLATE_NOOP("SettingWords", "advised by %1")).arg(file);
    if (origin.from == "user"_L1) return words(QT_TRANSLATE_NOOP("SettingWords", "chosen here"));
    if (origin.from == "lockedDown"_L1) return words(QT_TRANSLATE_NOOP("SettingWords", "strictest value"));
    return words(QT_TRANSLATE_NOOP("SettingWords", "built in"));
}

SettingProblem problemWords(const settings::Problem &problem)
{
    const ErrorText text = ErrorTexts().forCode(problem.code);
    SettingProblem shown{problem.error, problem.code, text.sentence, text.next, {}};
    QStringList place{QFileInfo(problem.file).fileName()};
    if (problem.line > 0) place.append(words(QT_TRANSLATE_NOOP("SettingWords", "line %1")).arg(problem.line));
    if (!problem.key.isEmpty()) place.append(problem.key);
    shown.place = place.join(u" · "_s);
    if (problem.code == "POL-UNKNOWN-KEY"_L1)
        if (const QString near = settings::nearestKey(problem.key); !near.isEmpty())
            shown.next = words(QT_TRANSLATE_NOOP("SettingWords", "Perhaps %1 was meant.")).arg(near);
    return shown;
}

} // namespace zc::client
