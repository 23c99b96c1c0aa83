#pragma once

#include <QCoreApplication>

namespace zc::casework {

// The text in the language of the program; marked for translation where it is written.
inline QString translated(const char *english) { return QCoreApplication::translate("casework", english); }

} // namespace zc::casework
