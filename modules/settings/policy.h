#pragma once
#include <settings/keys.h>

#include <QHash>
#include <QJsonObject>

namespace zc::settings {

struct Problem {
    QString code;
    bool error = true;                     // false: a warning
    QString file;
    int line = 0;                          // 0 = not known
    QString key;
    QString message;                       // English, for support
    QString advice;
    QJsonObject toJson() const;
};

struct Source {
    QString file;
    QString kind;                          // managed, recommended, user
    bool used = false;
};

struct PolicyValue {
    QJsonValue value;
    QString file;
};

// Where the machine's policy lies. The defaults are those of the product; tests and `zcctl policy dump` name others.
struct PolicyPlace {
    QString folder = QStringLiteral("/etc/zongchuang/policies");   // with managed.d/ and recommended.d/
    QString trustAbove = QStringLiteral("/");                      // folders from here down must be the owner's
    uint trustedOwner = 0;                                         // user id that files and folders must belong to
};

enum class PolicyState { None, Ok, LockedDown };
QString policyStateName(PolicyState state);                        // "none", "ok", "lockedDown"

struct Policy {
    PolicyState state = PolicyState::None;
    QHash<QString, PolicyValue> managed;
    QHash<QString, PolicyValue> recommended;
    QList<Source> sources;
    QList<Problem> problems;
};

// Reads all policy files, in byte order of their names. Never fails: what is wrong stands in `problems`, and any error in a
// managed file makes the state LockedDown. Codes: POL-FILE (cannot be read), POL-OWNER, POL-SYNTAX, POL-FORM, POL-VALUE,
// POL-KIND (a machine key in a recommended file), POL-LIMIT, POL-SIGNED as errors; POL-UNKNOWN-KEY, POL-CONFLICT, POL-NO-EFFECT as warnings.
Policy readPolicy(const PolicyPlace &place = {});

// Texts of the public keys (*.pub below keys/) by one of which everything must be signed that comes with the policy; empty: nothing
// need be. A key that cannot be read or used stands there as an empty text, by which nothing is ever signed.
QList<QByteArray> policySigners(const PolicyPlace &place = {});

} // namespace zc::settings
