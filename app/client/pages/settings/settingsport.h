#pragma once
#include <QList>
#include <QObject>
#include <QString>

namespace zc::client {

// One setting as the page shows it. What a policy locks is shown locked, with who locked it.
struct SettingView {
    enum class Kind { Choice, Folder, Text, Shown };     // Shown: nobody chooses it here, IT does
    QString key;
    QString section, title, hint;
    Kind kind = Kind::Choice;
    QList<QPair<QString, QString>> choices;     // value, words
    QString value;                              // Shown: in words
    QString lockedBy;                           // empty: free
    QString source;                             // who decided the value, in words
    bool chosen = false;                        // the person's own choice; reset() takes it back
};

// One fault of a policy file or of the person's own settings: what it means, its code, where it stands.
struct SettingProblem {
    bool blocks = false;                        // the desk works with its strictest values because of it
    QString code;
    QString sentence, next;
    QString place;                              // file, line, key
};

// What one check of the program on this machine found.
struct CheckView {
    enum class State { Good, Attention, Bad };
    QString id;
    State state = State::Good;
    QString title, words;
    int ms = 0;
};

// Settings and the self-check, as the page sees them. GUI thread; the checks run elsewhere.
class SettingsPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QList<SettingView> settings() const = 0;
    virtual QList<SettingProblem> problems() const = 0;
    virtual QStringList waitingForRestart() const = 0;                      // titles of what a policy changed meanwhile
    virtual void change(const QString &key, const QString &value) = 0;      // a refused change comes back as refused()
    virtual void reset(const QString &key) = 0;                             // forgets the person's own choice
    virtual void startSelfCheck() = 0;                                      // each result by checked(), then checksDone()

Q_SIGNALS:
    void changed(const QString &key);                                       // value, lock, source or choices
    void problemsChanged();
    void refused(const QString &key, const QString &sentence, const QString &code);
    void checked(const zc::client::CheckView &result);
    void checksDone();
};

} // namespace zc::client
