#pragma once
#include <settings/policy.h>

#include <QMap>
#include <QObject>

class QTimer;

namespace zc::settings {

// The values this desk uses: managed > the user's choice > recommended > built-in. Belongs to one thread (the GUI's); others
// get values(). Reading is a lookup in memory.
class Settings : public QObject {
    Q_OBJECT

public:
    struct Options {
        PolicyPlace policy;
        QString userFile;                          // empty: nothing is kept
        bool onlyLook = false;                     // never touches a file, not even a broken one; for `zcctl policy dump`
        QJsonObject remembered;                    // what the store knows, for locked-down keys without a value of their own
    };
    explicit Settings(const Options &options, QObject *parent = nullptr);

    QJsonValue value(const QString &key) const;    // an unknown key is a programmer's error: Undefined, and logged
    bool boolean(const QString &key) const { return value(key).toBool(); }
    qint64 integer(const QString &key) const { return value(key).toInteger(); }
    QString text(const QString &key) const { return value(key).toString(); }
    QStringList list(const QString &key) const;
    QMap<QString, QString> map(const QString &key) const;
    QJsonObject values() const;                    // all keys, for other threads

    bool isLocked(const QString &key) const;       // the user cannot change it here
    // Who set the value: managed, user, recommended, builtIn, lockedDown; and the file, where it was one.
    struct Origin { QString from, file; };
    Origin origin(const QString &key) const;
    // Checks, keeps in the user's file (temp, fsync, rename), then takes effect. Denied POL-LOCKED; Invalid SET-VALUE, SET-KEY;
    // Internal SET-WRITE, then the old value stays.
    Result<void> set(const QString &key, const QJsonValue &value);
    Result<void> reset(const QString &key);        // forget the user's choice

    PolicyState state() const;
    QList<Problem> problems() const;               // of policy and user file
    QList<Problem> userProblems() const { return m_userProblems; }
    const PolicyPlace &policyPlace() const { return m_options.policy; }
    QStringList waitingForRestart() const;         // keys changed on disk that are not live
    // Reads the policy again. Valid: live keys change at once. Not valid: the values in memory stay until the end of the program
    // and problems() says so; the next start is locked down.
    void reread();
    void watch(int everyMs = 5000);                // reread() whenever a file changed

    // As `zcctl policy dump --json`. Keys that may hold secrets show "(set)".
    QJsonObject dump() const;

Q_SIGNALS:
    void changed(const QString &key);
    void problemsChanged();

private:
    struct Resolved {
        QJsonValue value;
        QString from;                              // managed, user, recommended, builtIn, lockedDown
        QString source;                            // file
        friend bool operator==(const Resolved &, const Resolved &) = default;
    };
    Resolved resolve(const Key &key, const Policy &policy) const;
    void readUserFile();
    Result<void> writeUserFile(const QJsonObject &choices);
    void adopt(const Policy &policy, bool liveOnly);
    QString fingerprint() const;

    Options m_options;
    Policy m_policy;
    QList<Problem> m_rereadProblems;
    QList<Problem> m_userProblems;
    QJsonObject m_choices;
    QHash<QString, Resolved> m_values;
    QStringList m_waiting;
    QString m_seen;
    QTimer *m_timer = nullptr;
};

} // namespace zc::settings
