#pragma once
#include "output.h"

#include <QList>
#include <QStringList>

namespace zc::ctl {

// One verb of the contract. `run` gets the words after the verb, --json taken out, and returns the exit status:
// 0 did what was asked (a negative verdict is an answer), 1 the thing checked does not hold, 2 usage, 3 unreadable, 4 internal.
struct Verb {
    QString name;          // for example "id check"
    QString arguments;     // for example "VALUE… | --file F"
    QString purpose;       // one English line
    QString example;       // a whole command line
    int (*run)(const QStringList &words, Output &output) = nullptr;
    bool drawsPapers = false;    // needs fonts, and so a QGuiApplication without a display
};

enum ExitStatus { Ok = 0, DoesNotHold = 1, Usage = 2, Unreadable = 3, Internal = 4 };

// All verbs in the order of help. A verb's function lies in verbs/<first word>.cpp.
const QList<Verb> &allVerbs();

// The verb that `words` begins with (aliases included), and how many words its name takes; nullptr if none.
const Verb *findVerb(const QStringList &words, int *nameLength);

} // namespace zc::ctl
