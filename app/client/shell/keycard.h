#pragma once
#include "shell/command.h"

#include <QByteArray>

namespace zc::client {

class CommandTable;

// The printed key card: one A4 sheet with every action of these roles and its key, from the command table. Holds no personal data.
QByteArray keyCardPdf(const CommandTable &table, Roles roles);

} // namespace zc::client
