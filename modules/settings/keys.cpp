#include "keys.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace zc::settings {

using namespace Qt::StringLiterals;

namespace {

constexpr KeyKind M = KeyKind::Machine;
constexpr KeyKind L = KeyKind::Local;
constexpr qsizetype kLongestText = 1024;
constexpr qsizetype kMostItems = 256;

Key choice(const char *name, KeyKind kind, bool live, const char *builtIn, const char *lockedDown, const QStringList &choices,
           const char *effect)
{
    Key key{QString::fromLatin1(name), KeyType::Choice, kind, live, QString::fromLatin1(builtIn), QJsonValue(QJsonValue::Undefined), 0, 0,
            choices, {}, QString::fromUtf8(effect)};
    if (lockedDown)
        key.lockedDown = QString::fromLatin1(lockedDown);
    return key;
}

Key integer(const char *name, KeyKind kind, bool live, qint64 minimum, qint64 maximum, qint64 builtIn,
            std::optional<qint64> lockedDown, const char *effect)
{
    Key key{QString::fromLatin1(name), KeyType::Integer, kind, live, builtIn, QJsonValue(QJsonValue::Undefined), minimum, maximum, {}, {},
            QString::fromUtf8(effect)};
    if (lockedDown)
        key.lockedDown = *lockedDown;
    return key;
}

Key boolean(const char *name, KeyKind kind, bool live, bool builtIn, QJsonValue lockedDown, const char *effect)
{
    return {QString::fromLatin1(name), KeyType::Boolean, kind, live, builtIn, std::move(lockedDown), 0, 0, {}, {}, QString::fromUtf8(effect)};
}

Key text(const char *name, KeyKind kind, bool live, const char *pattern, QJsonValue lockedDown, const char *effect)
{
    return {QString::fromLatin1(name), KeyType::Text, kind, live, QString(), std::move(lockedDown), 0, 0, {}, QString::fromLatin1(pattern),
            QString::fromUtf8(effect)};
}

Key other(const char *name, KeyType type, KeyKind kind, QJsonValue builtIn, QJsonValue lockedDown, const char *pattern, const char *effect)
{
    return {QString::fromLatin1(name), type, kind, false, std::move(builtIn), std::move(lockedDown), 0, 0, {}, QString::fromLatin1(pattern),
            QString::fromUtf8(effect)};
}

bool urlIsSafe(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool loopback = url.host() == u"127.0.0.1" || url.host() == u"localhost" || url.host() == u"::1";
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment()
        && (url.scheme() == u"https" || (url.scheme() == u"http" && loopback));
}

bool textFits(const Key &key, const QJsonValue &value)
{
    if (!value.isString() || value.toString().size() > kLongestText)
        return false;
    if (key.type == KeyType::UrlList)
        return urlIsSafe(value.toString());
    return key.pattern.isEmpty()
        || QRegularExpression(QRegularExpression::anchoredPattern(key.pattern)).match(value.toString()).hasMatch();
}

int distance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[size_t(j)];
            row[size_t(j)] = std::min({above + 1, row[size_t(j) - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

// "IdCard.WaitCard, IdCard.Read"
constexpr char kCommands[] = "[A-Za-z.*]{1,64}(, ?[A-Za-z.*]{1,64}){0,31}|";

QList<Key> makeTable()
{
    const QJsonValue same(QJsonValue::Undefined);
    QList<Key> table{
        choice("environment", M, false, "demo", nullptr, {u"production"_s, u"test"_s, u"demo"_s},
               "Which world the desk works in; must equal the store's and the platform's"),
        choice("mode.allowed", M, false, "both", "productionOnly", {u"both"_s, u"productionOnly"_s, u"demoOnly"_s},
               "Whether practice is possible on this machine"),
        other("server.urls", KeyType::UrlList, M, QJsonArray(), QJsonArray(), "", "The only platform addresses; the first is used"),
        other("receipts.keys", KeyType::TextMap, M, QJsonObject(), QJsonObject(), "[A-Za-z0-9+/=]{1,1024}",
              "Key id to public key (base64 SPKI) that signs receipts"),
        text("site.code", M, false, "[0-9]{0,6}", same, "Six digits of the hall, in provisional numbers and on papers"),
        text("site.window", M, false, "[0-9]{0,3}", same, "Three digits of the window"),
        choice("site.role", M, false, "clerk", "clerk", {u"clerk"_s, u"trainer"_s, u"installer"_s},
               "Who sits at this machine: decides which pages and commands there are"),
        text("site.authority", M, false, "[^\\x00-\\x1f]{0,128}", same, "Full name of the body that issues the papers"),
        text("site.consultPhone", M, false, "[0-9 +-]{0,32}", same, "Telephone for questions, on papers"),
        text("site.supervisePhone", M, false, "[0-9 +-]{0,32}", same, "Telephone for complaints, on papers"),
        integer("session.idleLockSeconds", L, true, 60, 3600, 300, 120, "Seconds without input before the desk locks"),
        boolean("session.lockOnKeyPulled", M, true, false, true, "The desk locks within two seconds when its UKey is pulled out"),
        integer("session.maxHours", M, true, 1, 12, 10, 4, "Hours after which the clerk signs in again"),
        integer("session.pinTries", M, false, 3, 5, 5, 3, "Tries of the offline PIN"),
        choice("privacy.masking", L, true, "standard", "strict", {u"standard"_s, u"strict"_s}, "How much of numbers lists show"),
        integer("privacy.revealSeconds", L, true, 5, 30, 30, 5, "How long one reveal lasts"),
        choice("privacy.copy", M, true, "masked", "off", {u"off"_s, u"masked"_s, u"full"_s}, "What copying gives to the clipboard"),
        choice("privacy.export", M, true, "masked", "off", {u"off"_s, u"masked"_s, u"full"_s}, "What lists written to files hold"),
        boolean("watermark.screen", M, true, true, true, "Watermark on every window"),
        integer("log.days", M, false, 7, 180, 30, 180, "Days that program logs are kept"),
        integer("audit.days", M, false, 180, 3650, 400, 3650, "Days that audit entries are kept"),
        choice("crypto.suite", M, false, "aes", nullptr, {u"aes"_s, u"sm"_s}, "Suite of newly sealed cells and attachment chunks"),
        other("plugins.allowed", KeyType::TextList, M, QJsonArray{u"*"_s}, QJsonArray{u"*"_s}, "[a-z0-9.*-]{1,64}",
              "Ids of department plugins that may load, or *"),
        other("plugins.signers", KeyType::TextList, M, QJsonArray(), QJsonArray(), "[A-Za-z0-9+/=]{1,1024}",
              "Keys besides the product's own whose plugins may load"),
        other("devices.allowed", KeyType::TextList, M, QJsonArray{u"*"_s}, QJsonArray{u"*"_s}, "[a-z0-9.*-]{1,64}",
              "Ids of drivers that may run, or *"),
        other("devices.slots", KeyType::TextMap, L, QJsonObject(), same, "[a-z]+:[^\\x00-\\x1f]{1,256}",
              "Slot to address of the devices of this desk, for example scn-1 to sane:*"),
        text("devices.idCardPort", L, false, "[A-Za-z0-9/._-]{0,128}", same, "Serial port of the ID card reader; empty = look for it"),
        choice("papers.receiptSize", L, true, "A4", nullptr, {u"A4"_s, u"slip80"_s}, "Paper of the receipt of materials: a sheet, or a slip from a roll of 80 mm"),
        other("printers.map", KeyType::TextMap, L, QJsonObject(), same, "[^\\x00-\\x1f]{1,256}", "Kind of paper to printer"),
        boolean("bridge.enabled", M, false, false, false, "Local door for web pages to devices"),
        integer("bridge.port", M, false, 1024, 65535, 18610, std::nullopt, "Port of that door, on this computer alone"),
        other("bridge.grants", KeyType::TextMap, M, QJsonObject(), QJsonObject(), kCommands, "Web origin to the commands it may use at once"),
        other("bridge.ask", KeyType::TextMap, M, QJsonObject(), QJsonObject(), kCommands, "Web origin to the commands it may use after a click in our window"),
        other("bridge.httpOrigins", KeyType::TextList, M, QJsonArray(), QJsonArray(), "http://[a-z0-9.:\\[\\]-]{1,200}",
              "Origins of those that may come without encryption"),
        boolean("web.enabled", M, false, false, false, "Pages of departments inside the window of the desk"),
        other("web.origins", KeyType::TextList, M, QJsonArray(), QJsonArray(), "https?://[a-z0-9.:\\[\\]-]{1,200}", "Origins that may be opened there, exactly as a browser writes them"),
        choice("web.leakClosedBy", M, false, "none", "none", {u"none"_s, u"build"_s, u"firewall"_s},
               "What keeps a page of the web part from reaching other hosts; without it production shows none"),
        text("scan.folder", L, true, "[^\\x00-\\x1f]{0,1024}", same, "Folder into which the hall's scanner puts its pages"),
        choice("ui.theme", L, true, "light", nullptr, {u"light"_s, u"dark"_s, u"contrast"_s}, "Colours of the window"),
        choice("ui.density", L, true, "standard", nullptr, {u"compact"_s, u"standard"_s, u"roomy"_s}, "Height of rows and fields"),
        integer("ui.zoom", L, true, 100, 200, 100, std::nullopt, "Percent of the whole window"),
        boolean("ui.largeType", L, true, false, same, "Large print: the text grows, the controls around it follow"),
        boolean("ui.reducedMotion", L, true, false, same, "Nothing on the screen moves by itself"),
        choice("ui.language", L, false, "zh_CN", nullptr, {u"zh_CN"_s, u"en"_s}, "Language of the window; items and papers stay Chinese"),
    };
    // Known, checked and kept, but no room of this version acts on them: said wherever a policy sets one.
    const QStringList unread{u"audit.days"_s,      u"log.days"_s,
                             u"plugins.signers"_s, u"privacy.copy"_s,   u"privacy.export"_s,  u"privacy.masking"_s, u"watermark.screen"_s};
    for (Key &key : table)
        key.inEffect = !unread.contains(key.name);
    std::sort(table.begin(), table.end(), [](const Key &a, const Key &b) { return a.name < b.name; });
    return table;
}

} // namespace

const QList<Key> &allKeys()
{
    static const QList<Key> table = makeTable();
    return table;
}

const Key *findKey(const QString &name)
{
    const QList<Key> &table = allKeys();
    const auto found = std::lower_bound(table.begin(), table.end(), name, [](const Key &key, const QString &n) { return key.name < n; });
    return found != table.end() && found->name == name ? &*found : nullptr;
}

QString nearestKey(const QString &name)
{
    QString best;
    const QString asked = name.left(64);
    int bestDistance = std::clamp(int(asked.size()) / 3, 2, 6) + 1;
    for (const Key &key : allKeys()) {
        const int d = distance(asked, key.name);
        if (d < bestDistance) {
            bestDistance = d;
            best = key.name;
        }
    }
    return best;
}

QString typeName(KeyType type)
{
    switch (type) {
    case KeyType::Boolean: return u"boolean"_s;
    case KeyType::Integer: return u"integer"_s;
    case KeyType::Choice: return u"choice"_s;
    case KeyType::Text: return u"text"_s;
    case KeyType::UrlList: return u"urlList"_s;
    case KeyType::TextList: return u"textList"_s;
    case KeyType::TextMap: return u"textMap"_s;
    }
    return {};
}

Result<void> checkValue(const Key &key, const QJsonValue &value)
{
    bool good = false;
    QString expected = typeName(key.type);
    switch (key.type) {
    case KeyType::Boolean:
        good = value.isBool();
        break;
    case KeyType::Integer:
        good = value.isDouble() && value.toDouble() == double(value.toInteger()) && value.toInteger() >= key.minimum
            && value.toInteger() <= key.maximum;
        expected = u"integer %1–%2"_s.arg(key.minimum).arg(key.maximum);
        break;
    case KeyType::Choice:
        good = value.isString() && key.choices.contains(value.toString());
        expected = key.choices.join(u" · ");
        break;
    case KeyType::Text:
        good = textFits(key, value);
        expected = key.pattern.isEmpty() ? u"text"_s : u"text like "_s + key.pattern;
        break;
    case KeyType::UrlList:
    case KeyType::TextList: {
        const QJsonArray array = value.toArray();
        good = value.isArray() && array.size() <= kMostItems
            && std::all_of(array.begin(), array.end(), [&](const QJsonValue &item) { return textFits(key, item); });
        expected = key.type == KeyType::UrlList ? u"list of https addresses"_s : u"list of texts like "_s + key.pattern;
        break;
    }
    case KeyType::TextMap: {
        const QJsonObject object = value.toObject();
        good = value.isObject() && object.size() <= kMostItems
            && std::all_of(object.begin(), object.end(), [&](const QJsonValue &item) { return textFits(key, item); });
        expected = u"names with texts"_s;
        break;
    }
    }
    if (!good)
        return Error{ErrorKind::Invalid, u"SET-VALUE"_s, u"%1: expected %2"_s.arg(key.name, expected)};
    return {};
}

} // namespace zc::settings
