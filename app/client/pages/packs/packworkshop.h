#pragma once
#include "pages/packs/packchecker.h"
#include "pages/packs/packdocument.h"

#include <base/result.h>

#include <QDateTime>
#include <QElapsedTimer>
#include <QFuture>

#include <functional>

namespace zc::client {

// One pack on the bench: opened from its folder, checked after every change, kept there by itself a moment later, brought in
// and out as workbook, CSV or DMN, built. Everything that touches the disk or verifies runs on other threads; what fails is
// told and changes nothing. Nothing that another program put into the folder meanwhile is written over. GUI thread.
class PackWorkshop : public QObject {
    Q_OBJECT
public:
    using ImportsOf = std::function<guidance::ImportFinder(const QString &folder)>;
    explicit PackWorkshop(const ImportsOf &importsOf, QObject *parent = nullptr);
    ~PackWorkshop() override;                                    // writes what is not yet written, if need be beside the folder

    PackDocument &document() { return m_document; }
    PackChecker &checker() { return m_checker; }
    bool hasPack() const { return !m_folder.isEmpty(); }
    QString folder() const { return m_folder; }
    QDateTime savedAt() const { return m_savedAt; }
    bool isKept() const { return !m_dirty && !m_writing; }
    const std::optional<Error> &problem() const { return m_problem; }      // why the last writing failed
    bool isUntouchedCopy() const { return m_copy; }              // of somebody else's pack: the first change makes the folder

    // `into`: another folder means a copy there, from the first change on; the copy is opened if it exists already.
    void open(const QString &folder, const QString &into = {});
    void create(const QString &folder, const QString &packId);   // the blank pack
    void reload();                                               // what lies in the folder now, as one step of undo
    void bringIn(const QString &path);                           // .xlsx, or a folder of CSV files: over the open pack, one step of undo
    void bringOut(const QString &path);                          // .xlsx, .dmn, or a folder for CSV files
    void build(const QString &path);                             // .zcpack
    void saveNow();
    // `then` when everything lies on the disk. A writing that fails is told and `then` forgotten; asked once more soon after, the
    // author knows and it runs all the same.
    void whenKept(const std::function<void()> &then);

Q_SIGNALS:
    void opened();
    void saved();
    void stateChanged();                                         // isKept(), problem()
    void done(const QString &words);
    void refused(const zc::Error &error, const QString &words);  // words: the sentence, with what is wrong and where

private:
    struct Opened {
        guidance::AuthoredPack pack;
        guidance::PackFiles files;                               // as they lie in the folder; empty of a pack not yet there
        bool copy = false;
    };
    static Result<Opened> openNow(const QString &folder, const QString &target);
    void take(const std::function<Result<Opened>()> &read, const QString &folder);
    void show(const Opened &opened, const QString &folder);
    void schedule();
    void written(const Result<guidance::PackFiles> &files);
    void tell(const Error &error);

    ImportsOf m_importsOf;
    PackDocument m_document;
    PackChecker m_checker;
    QString m_folder;
    QTimer m_saveTimer;
    QDateTime m_savedAt;
    guidance::PackFiles m_onDisk;                                // what this program last saw in the folder
    std::function<void()> m_afterwards;
    std::optional<Error> m_problem;
    QElapsedTimer m_refusedToLeave;
    int m_opening = 0;                                           // only the last one that was asked for is shown
    bool m_dirty = false, m_writing = false, m_copy = false;
    QFuture<Result<guidance::PackFiles>> m_run;                  // the last writing
    QThreadPool m_disk;
};

} // namespace zc::client
