#pragma once
#include <QString>
#include <QStringList>

namespace zc::bridge {

// One command of the protocol and what it takes to use it.
struct CommandSpec {
    QStringView name;               // "IdCard.Read"
    QStringView deviceClass;        // class of the device it works on; empty: of none
    bool needsGrant;                // by policy, or by the clerk's click
    bool needsClaim;
};

const CommandSpec *findCommand(QStringView name);                   // null: no such command
QStringList commandsOfFamily(QStringView family);                   // "IdCard" → "IdCard.WaitCard", "IdCard.Read"
QStringList commandsOfClass(QStringView deviceClass);               // those that need a grant

} // namespace zc::bridge
