#include "pages/packs/packworkshop.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <guidance/celltidy.h>
#include <guidance/dmnexport.h>
#include <guidance/packbuild.h>
#include <guidance/release.h>
#include <guidance/sheetfiles.h>

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace zc::client {
using namespace guidance;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSavePauseMs = 700;
constexpr int kLeaveAgainMs = 15'000;

bool holdsPack(const QString &folder) { return QFileInfo::exists(QDir(folder).filePath(u"package.json"_s)); }

// Writes the pack over what this program saw there, and answers what lies there now.
Result<PackFiles> keepPack(const AuthoredPack &pack, const QString &folder, const PackFiles &seen)
{
    if (holdsPack(folder)) {
        const auto now = PackFiles::readFolder(folder);
        if (!now.ok()) return now.error();
        if (now->content != seen.content) return Error{ErrorKind::Conflict, u"PACK-CHANGED"_s, QDir::toNativeSeparators(folder)};
    }
    PackFiles files = pack.write();
    if (const auto written = files.writeFolder(folder); !written.ok()) return written.error();
    return files;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) return Error{ErrorKind::Invalid, u"PACK-WRITE"_s, path};
    return {};
}

// What came of a longer job: a sentence to say, or why not.
struct JobDone {
    std::optional<Error> error;
    QStringList details;
    QString words;
    std::optional<AuthoredPack> pack;
};

JobDone imported(const QString &path, const QMap<QString, QByteArray> &others)
{
    const SheetImport import = QFileInfo(path).isDir() ? importCsv(path, others) : importXlsx(path, others);
    JobDone outcome;
    for (const SheetProblem &problem : import.problems) outcome.details.append(problem.message);
    if (!import.pack) {
        outcome.error = import.error();
        return outcome;
    }
    outcome.pack = import.pack;
    const auto changes = CellTidy(*outcome.pack).tidy(*outcome.pack);
    outcome.words = changes.isEmpty() ? PackWorkshop::tr("%1 was read").arg(QFileInfo(path).fileName())
                                      : PackWorkshop::tr("%1 was read; %2 cells were brought into form").arg(QFileInfo(path).fileName()).arg(changes.size());
    return outcome;
}

JobDone exported(const AuthoredPack &pack, const QString &path)
{
    const auto written = path.endsWith(u".xlsx") ? exportXlsx(pack, path) : path.endsWith(u".dmn") ? writeFile(path, dmnForOtherTools(pack)) : exportCsv(pack, path);
    JobDone outcome;
    if (!written.ok()) outcome.error = written.error();
    outcome.words = PackWorkshop::tr("Written to %1").arg(QDir::toNativeSeparators(path));
    return outcome;
}

JobDone built(const AuthoredPack &pack, const ImportFinder &imports, const QString &path)
{
    const PackBuild build = buildPack(pack.write(), imports);
    JobDone outcome;
    if (!build.files) {
        outcome.error = build.error;
        for (const Finding &finding : build.refused) outcome.details.append(finding.code + u' ' + finding.message);
        return outcome;
    }
    const auto release = writeRelease(*build.files, nullptr);
    const auto written = release.ok() ? writeFile(path, *release) : release.error();
    if (!written.ok()) outcome.error = written.error();
    outcome.words = build.sealed ? PackWorkshop::tr("Built and verified: %1").arg(QDir::toNativeSeparators(path)) : PackWorkshop::tr("Built, not verified in full: %1").arg(QDir::toNativeSeparators(path));
    return outcome;
}

} // namespace

PackWorkshop::PackWorkshop(const ImportsOf &importsOf, QObject *parent) : QObject(parent), m_importsOf(importsOf)
{
    m_disk.setMaxThreadCount(1);                                 // one write after the other
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSavePauseMs);
    connect(&m_saveTimer, &QTimer::timeout, this, &PackWorkshop::saveNow);
    connect(&m_document, &PackDocument::changed, this, &PackWorkshop::schedule);
}

PackWorkshop::~PackWorkshop()
{
    // The last keystrokes before the program ends: no event loop is left to write them later. One that is under way ends first; what
    // it wrote is what lies there.
    m_disk.waitForDone();
    if (m_writing && m_run.resultCount() > 0) {
        if (const auto files = m_run.result(); files.ok()) m_onDisk = *files;
        else m_dirty = true;
    }
    if (!hasPack() || !m_dirty) return;
    const AuthoredPack &pack = m_document.pack();
    if (keepPack(pack, m_folder, m_onDisk).ok()) return;
    // The folder cannot be written, or holds what somebody else wrote: beside it nothing is lost.
    QString beside;
    for (int i = 1; beside.isEmpty() || QFileInfo::exists(beside); ++i) beside = u"%1-unsaved-%2"_s.arg(m_folder).arg(i);
    (void)keepPack(pack, beside, {});
}

void PackWorkshop::schedule()
{
    if (!hasPack()) return;
    m_copy = false;
    m_checker.check(m_document.pack());
    if (std::exchange(m_dirty, true)) return m_saveTimer.start();
    m_saveTimer.start();
    Q_EMIT stateChanged();
}

void PackWorkshop::saveNow()
{
    m_saveTimer.stop();
    if (!m_dirty || m_writing || !hasPack()) return;
    m_dirty = false;
    m_writing = true;
    m_run = QtConcurrent::run(&m_disk, keepPack, m_document.pack(), m_folder, m_onDisk);
    whenDone(m_run, this, [this](const Result<PackFiles> &files) { written(files); });
}

void PackWorkshop::written(const Result<PackFiles> &files)
{
    m_writing = false;
    const std::optional<Error> before = m_problem;
    m_problem = files.ok() ? std::nullopt : std::optional(files.error());
    if (!files.ok()) {
        m_dirty = true;                                          // what was typed is not lost: the next change tries again
        const bool leaving = bool(std::exchange(m_afterwards, {}));
        if (leaving) m_refusedToLeave.start();
        if (leaving || !before || before->code != m_problem->code) tell(*m_problem);
        Q_EMIT stateChanged();
        return;
    }
    m_onDisk = *files;
    m_savedAt = QDateTime::currentDateTimeUtc();
    Q_EMIT saved();
    Q_EMIT stateChanged();
    if (m_dirty) {
        if (m_afterwards) saveNow();                             // else the pause after the last key does it
    } else if (const auto then = std::exchange(m_afterwards, {})) {
        then();
    }
}

void PackWorkshop::whenKept(const std::function<void()> &then)
{
    const bool knows = m_problem && m_refusedToLeave.isValid() && m_refusedToLeave.elapsed() < kLeaveAgainMs;
    if (isKept() || !hasPack() || (knows && !m_writing)) {
        m_refusedToLeave.invalidate();
        return then();
    }
    m_afterwards = then;
    saveNow();
}

void PackWorkshop::tell(const Error &error)
{
    Q_EMIT refused(error, ErrorTexts().sentence(error) + (error.detail.isEmpty() ? QString() : u' ' + error.detail));
}

Result<PackWorkshop::Opened> PackWorkshop::openNow(const QString &folder, const QString &target)
{
    const bool there = folder == target || holdsPack(target);
    const auto files = PackFiles::readFolder(there ? target : folder);
    if (!files.ok()) return files.error();
    const auto pack = AuthoredPack::read(*files);
    if (!pack.ok()) return pack.error();
    return Opened{*pack, there ? *files : PackFiles(), !there};
}

// The pack that lies on the bench is kept before another one takes its place.
void PackWorkshop::take(const std::function<Result<Opened>()> &read, const QString &folder)
{
    const int turn = ++m_opening;
    whenKept([this, turn, read, folder] {
        if (turn != m_opening) return;
        whenDone(QtConcurrent::run(read), this, [this, turn, folder](const Result<Opened> &opened) {
            if (turn != m_opening) return;
            if (!opened.ok()) return tell(opened.error());
            // Typed while it was read.
            const bool givenUp = m_problem && m_dirty && !m_writing;
            if (!isKept() && !givenUp) return whenKept([this, turn, opened, folder] {
                if (turn == m_opening) show(*opened, folder);
            });
            show(*opened, folder);
        });
    });
}

void PackWorkshop::show(const Opened &opened, const QString &folder)
{
    m_saveTimer.stop();
    m_folder.clear();                                            // the change that follows is no change of the pack
    m_document.open(opened.pack);
    m_folder = folder;
    m_onDisk = opened.files;
    m_copy = opened.copy;
    m_dirty = false;
    m_problem.reset();
    m_savedAt = {};
    m_checker.setImports(m_importsOf(folder));
    m_checker.check(m_document.pack(), 0);
    Q_EMIT this->opened();
}

void PackWorkshop::open(const QString &folder, const QString &into)
{
    const QString target = into.isEmpty() ? folder : into;
    take([folder, target] { return openNow(folder, target); }, target);
}

void PackWorkshop::create(const QString &folder, const QString &packId)
{
    take([folder, packId, today = QDate::currentDate()]() -> Result<Opened> {
        if (!holdsPack(folder))
            if (const auto written = blankPack(packId, today).writeFolder(folder); !written.ok()) return written.error();
        return openNow(folder, folder);
    }, folder);
}

void PackWorkshop::reload()
{
    if (!hasPack() || m_writing) return;
    whenDone(QtConcurrent::run([folder = m_folder] { return openNow(folder, folder); }), this, [this, folder = m_folder](const Result<Opened> &opened) {
        if (folder != m_folder || m_writing) return;
        if (!opened.ok()) return tell(opened.error());
        m_onDisk = opened->files;
        m_problem.reset();
        m_document.replaceAll(opened->pack, tr("Read again"));
        // What is shown is what lies there; taken back, the author's own version is written over it.
        m_saveTimer.stop();
        m_dirty = false;
        m_copy = false;
        Q_EMIT stateChanged();
        Q_EMIT done(tr("Read again from the folder; undo brings your version back"));
    });
}

void PackWorkshop::bringIn(const QString &path)
{
    if (!hasPack()) return;
    whenDone(QtConcurrent::run(imported, path, m_document.pack().others), this, [this, folder = m_folder](const JobDone &outcome) {
        if (folder != m_folder) return;                          // another pack lies on the bench by now
        if (outcome.error) return Q_EMIT refused(*outcome.error, outcome.details.mid(0, 3).join(u'\n'));
        m_document.replaceAll(*outcome.pack, tr("Import"));
        Q_EMIT done(outcome.words);
    });
}

void PackWorkshop::bringOut(const QString &path)
{
    if (!hasPack()) return;
    whenDone(QtConcurrent::run(exported, m_document.pack(), path), this, [this](const JobDone &outcome) {
        if (outcome.error) tell(*outcome.error);
        else Q_EMIT done(outcome.words);
    });
}

void PackWorkshop::build(const QString &path)
{
    if (!hasPack()) return;
    whenDone(QtConcurrent::run(built, m_document.pack(), m_importsOf(m_folder), path), this, [this](const JobDone &outcome) {
        if (outcome.error && outcome.details.isEmpty()) tell(*outcome.error);
        else if (outcome.error) Q_EMIT refused(*outcome.error, ErrorTexts().sentence(*outcome.error) + u'\n' + outcome.details.mid(0, 3).join(u'\n'));
        else Q_EMIT done(outcome.words);
    });
}

} // namespace zc::client
