#pragma once
#include <guidance/authoredpack.h>
#include <guidance/packcheck.h>

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace zc::client {

// Checks the pack behind the typing: a short pause after the last change, on a thread of its own, the newest version only. What a
// newer change has overtaken is told to stop and never heard of again; what a change leaves as it was is kept from check to
// check. GUI thread.
class PackChecker : public QObject {
    Q_OBJECT
public:
    explicit PackChecker(QObject *parent = nullptr);
    ~PackChecker() override;

    void setImports(const guidance::ImportFinder &imports) { m_imports = imports; }        // of bundles, from the next check on
    void check(const guidance::AuthoredPack &pack, int pauseMs = 50);
    void stop();                                                 // by the author; the next change checks again
    bool isBusy() const { return m_running || m_pause.isActive(); }

Q_SIGNALS:
    void started();
    void finished(const zc::guidance::PackCheck &check, qint64 elapsedMs);
    void stopped();

private:
    void start();
    void abandon();
    guidance::AuthoredPack m_next;
    guidance::ImportFinder m_imports;
    QTimer m_pause;
    QThreadPool m_pool;
    std::shared_ptr<guidance::PackChecks> m_checks;              // of the pool's one thread
    std::shared_ptr<std::atomic_bool> m_stop;                    // of the run whose answer is wanted
    bool m_running = false;
};

} // namespace zc::client
