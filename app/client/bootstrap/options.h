#pragma once
#include <base/result.h>

#include <QStringList>

namespace zc::client {

// What the command line asked for.
struct Options {
    bool demo = false;             // own store, own platform, sample applicants; nothing leaves this machine
    bool selfCheck = false;        // print what works here, then end
    bool json = false;             // with --self-check
    bool shots = false;            // every page in every appearance, then end
    bool reset = false;            // with --demo: begin with an empty store
    QString role;                  // with --demo: who sits there, as the setting site.role says it elsewhere
    QString dataDir;               // empty: the user's data folder, or a temporary one in demo mode
    QString play;                  // a script that drives the widgets by key events
    QString from;                  // with --shots: a script that brings the case onto the desk, up to its line `leave`
    QString out;                   // where --play and --shots write
    QString ackLog;                // with --demo: one line for every acknowledged draft, for the kill loop
    bool help = false;
};

// Reads argv (without the program's name). Unknown words are an error; nothing is guessed.
Result<Options> readOptions(const QStringList &arguments);
QString usage();

} // namespace zc::client
