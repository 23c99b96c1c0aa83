#pragma once
#include <QList>
#include <QObject>
#include <QString>

namespace zc::client {

// One setting as the page shows it. What a policy locks is shown locked, with who locked it.
struct SettingView {
    enum class Kind { Choice, Folder };
    QString key;
    QString section, title, hint;
    Kind kind = Kind::Choice;
    QList<QPair<QString, QString>> choices;     // value, words
    QString value;
    QString lockedBy;                           // empty: free
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
    virtual void change(const QString &key, const QString &value) = 0;      // a refused change comes back as refused()
    virtual void startSelfCheck() = 0;                                      // each result by checked(), then checksDone()

Q_SIGNALS:
    void changed(const QString &key);
    void refused(const QString &key, const QString &sentence);
    void checked(const zc::client::CheckView &result);
    void checksDone();
};

} // namespace zc::client
