#pragma once
#include <base/result.h>
#include <webhost/webpart.h>

namespace zc::webhost {

// Where the library lies: in a folder of its own among the plugins, so that a machine without it lacks nothing else.
QString webPartFile(const QString &programFolder);

// Before QApplication is made: what the library must find when it is loaded later. Nothing where there is none.
void prepareForWebPart();

// Loads it, once. `file` has been checked by the gate for plugins. GUI thread.
// WEB-ABSENT (NotFound): not installed. WEB-LOAD (Internal): it cannot be loaded. WEB-ROOT (Denied): as root there is no sandbox.
Result<WebPart *> loadWebPart(const QString &file);

} // namespace zc::webhost
