#pragma once
#include "shell/commandtable.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

class QAction;
class QWidget;

namespace zc::client {

// Turns the table into live actions of one window. A page registers what a command does; the centre owns the shortcut,
// the enabled state and the trigger. GUI thread.
class CommandCentre : public QObject {
    Q_OBJECT
public:
    CommandCentre(const CommandTable &table, Roles roles, QWidget *window);

    const CommandTable &table() const { return m_table; }
    // Who sits here now. What none of these roles may do has no action and no key; the handlers stay for whoever comes next.
    void setRoles(Roles roles);
    Roles roles() const { return m_roles; }
    bool mayUse(const QString &id) const;     // by the roles alone

    // `handler` runs while `owner` lives. Of several for one id, those of widgets out of sight stand back (the page in front wins);
    // then the latest one runs.
    void handle(const QString &id, QObject *owner, std::function<void()> handler);

    // What holds now; commands whose needs are not all met are disabled.
    void setFacts(Needs facts);
    void setFact(Need need, bool holds);
    Needs facts() const { return m_facts; }

    bool isEnabled(const QString &id) const;
    bool hasHandler(const QString &id) const;
    bool run(const QString &id);              // false: unknown, disabled or nobody handles it
    QAction *action(const QString &id) const;

    // While false no key of the table is heard (the lock screen is up).
    void setListening(bool listening);

    // While `sheet` is in sight and has the hands, the keys of the table are its own; only the lock is heard.
    void giveKeysTo(QWidget *sheet) { m_sheet = sheet; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void rolesChanged();
    void factsChanged();
    void ran(const QString &id);

private:
    struct Handler { QObject *owner; std::function<void()> run; };
    void makeActions();
    void refresh();
    const CommandTable &m_table;
    Roles m_roles;
    Needs m_facts;
    bool m_listening = true;
    QPointer<QWidget> m_sheet;
    QHash<QString, QAction *> m_actions;
    QHash<QString, QList<Handler>> m_handlers;
};

} // namespace zc::client
