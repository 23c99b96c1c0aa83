#pragma once
#include <QString>

namespace zc::devices {

// What a code scanner read. Data of unknown meaning, maybe of a person: never a shortcut, a path or a command, and never logged.
struct ScannedCode {
    enum class Writing { Utf8, Gb18030, Hex };      // how the bytes became text; Hex: they are no text
    QString text;
    Writing writing = Writing::Utf8;
};

// Ends with the next code, or with noMedia at the deadline.
struct ReadCode {
    using Answer = ScannedCode;
    bool onlyNew = true;            // false: what came since the last ReadCode counts as well, for whoever reads one after the other
};

} // namespace zc::devices
