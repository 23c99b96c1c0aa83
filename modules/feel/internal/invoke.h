#pragma once
#include <feel/function.h>
#include <feel/run.h>

namespace zc::feel {

// Calls a function with arguments by position, or by the names given: checks their number, converts them, holds the limits and
// checks the result. A fault is null with a diagnostic.
Entry invoke(const Function &function, const List &arguments, const QStringList &names, Run &run);

} // namespace zc::feel
