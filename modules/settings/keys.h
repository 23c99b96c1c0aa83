#pragma once
#include <base/result.h>

#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace zc::settings {

enum class KeyType { Boolean, Integer, Choice, Text, UrlList, TextList, TextMap };
enum class KeyKind { Machine, Local };     // Machine: managed source only; Local: the user's choice until managed sets it

// One row of the table. `lockedDown` Undefined = what the store remembers, else the user's or built-in value.
struct Key {
    QString name;
    KeyType type = KeyType::Text;
    KeyKind kind = KeyKind::Machine;
    bool live = false;                     // a change works at once; others at the next start
    QJsonValue builtIn;
    QJsonValue lockedDown;
    qint64 minimum = 0;                    // Integer
    qint64 maximum = 0;
    QStringList choices;                   // Choice
    QString pattern;                       // Text and items of TextList; empty = any text up to 1,024 characters
    QString effect;                        // English, for dump and manual
    bool inEffect = true;                  // false: no room of this version acts on it (POL-NO-EFFECT where a policy sets it)
};

// The one list. Sorted by name; a test holds it against its rules (built-in and locked-down values valid, names unique).
const QList<Key> &allKeys();
const Key *findKey(const QString &name);
QString nearestKey(const QString &name);   // for "did you mean"; empty when nothing is near
QString typeName(KeyType type);

// SET-VALUE (Invalid): wrong type, outside the range, not a choice, a URL that is not https (http only on the loopback).
Result<void> checkValue(const Key &key, const QJsonValue &value);

} // namespace zc::settings
