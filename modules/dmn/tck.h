#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace zc::dmn {

// One case of the DMN conformance suite (github.com/dmn-tck/tck) and what came of it.
struct TckResult {
    enum class Outcome { Success, Error, Ignored };    // Ignored: it calls a function in another language
    QString folder, file, id;                          // folder with its level; the test file without .xml
    Outcome outcome = Outcome::Error;
    QString detail;                                    // of an Error: what was expected and what came
};

// How many cases of one folder passed; ignored ones do not count.
struct TckFolder {
    QString folder;
    int passed = 0, total = 0, ignored = 0;
};

// Runs every test file in a folder and the folders below it, sorted by folder and file, cases in the order of the file.
// Numbers are equal within 1e-8. A case that takes more than five seconds is an Error; nothing in a file ends the run.
class TckRunner {
public:
    using Seen = std::function<void(const TckResult &)>;

    // NotFound: no such folder, or no test file in it.
    static Result<QList<TckResult>> run(const QString &directory, const QString &filter = {}, const Seen &seen = {});

    static QList<TckFolder> folders(const QList<TckResult> &results);
    static double macroAverage(const QList<TckFolder> &folders);   // mean of the shares passed, over folders with cases that count
    // "folder","file","id","SUCCESS|ERROR|IGNORED","detail": every field quoted, one case a line, LF.
    static QByteArray csv(const QList<TckResult> &results);
    static QByteArray markdown(const QList<TckFolder> &folders);   // a table for a README
};

} // namespace zc::dmn
