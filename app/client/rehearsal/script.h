#pragma once
#include <base/result.h>

#include <QList>
#include <QString>

namespace zc::client {

// A rehearsal is a list of what two hands on a keyboard do. One line, one verb:
//   key F5 · key Ctrl+Enter · key 2      a key press, as from the keyboard
//   type 430104…                         characters of the keyboard, one key each
//   ime cs 测试                           composed by an input method: letters typed, text committed
//   wait NAME [ms]                       until a widget with this object name is on the screen
//   wait NAME.property=value [ms]        until its property has this value (true, false, number, text)
//   shot NAME caption…                   a picture of the window
//   card NAME                            lays a sample card on the simulated reader
//   platform stop|start                  pulls the embedded platform away, brings it back
//   scan FILE                            a sheet is put into the feeder of the scanner
//   phase NAME                           keys from here on count for this phase
//   leave WHY                            pictures of every page (--shots --from) begin with the case as it stands here
struct ScriptLine {
    enum class Verb { Key, Type, Ime, Wait, Shot, Card, Platform, Scan, Phase, Leave };
    Verb verb = Verb::Key;
    QString first;
    QString second;
    int timeoutMs = 10000;
    int number = 0;            // line in the file, for the report
};

// Empty lines and lines beginning with # say nothing. An unknown verb is an error with its line.
// File names of `scan` are relative to `folder`.
Result<QList<ScriptLine>> readScript(const QString &text, const QString &folder = {});

} // namespace zc::client
