#pragma once
#include <devices/terminalprofile.h>

namespace zc::devices::profile {

using Values = QMap<QString, QString>;              // placeholder → what stands there now

bool isPlaceholder(const QString &name);
enum class Escape { None, Json, Path, Hex };
QByteArray escaped(const QString &value, Escape escape);

// A template cut into fixed text and names of placeholders, in turn, the text first. Nothing: a placeholder is unknown or unfinished.
std::optional<QStringList> templateParts(const QString &text);
QString filled(const QString &text, const Values &values, Escape escape);
// Ready for the line: hex digits become bytes.
TerminalRequest requestFrom(const TerminalProfile &profile, const TerminalMessage &message, const Values &values);

} // namespace zc::devices::profile
