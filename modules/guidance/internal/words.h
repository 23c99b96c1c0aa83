#pragma once

#include <QCoreApplication>

namespace zc::guidance {

// The text in the language of the program; marked for translation where it is written.
inline QString say(const char *text)
{
    return QCoreApplication::translate("zc::guidance", text);
}

} // namespace zc::guidance
