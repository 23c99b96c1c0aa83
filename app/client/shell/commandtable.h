#pragma once
#include "shell/command.h"

namespace zc::client {

// The one table of everything a person can do. Menus, buttons, tooltips, the palette and the printed key card read it;
// nothing else defines a shortcut. Titles are translated when the table is read, so read it after the translator is set.
class CommandTable {
public:
    CommandTable();

    const QList<Command> &all() const { return m_commands; }
    const Command *find(const QString &id) const;
    QList<Command> forRoles(Roles roles) const;        // what any of them may use
    QStringList groups() const;                  // in the order of the table

    // "Call next (F2)": the tooltip of a button that runs this command; empty for an unknown id.
    QString tip(const QString &id) const;

private:
    QList<Command> m_commands;
};

} // namespace zc::client
