#pragma once
#include <support/rigs/scriptedserver.h>

#include <QMap>
#include <QStringList>

namespace zc::peers {

// An eSCL scanner on a loopback port, down to the bytes: what a driver of a network scanner meets, and what it should not.
// Its pages are JPEGs that the test gives. Thread-safe.
class EsclServer {
public:
    EsclServer();
    ~EsclServer();

    QByteArray address() const { return m_server->origin() + "/eSCL"; }

    struct World {
        QList<QByteArray> glass;            // the page on the glass; empty: nothing
        QList<QByteArray> sheets;           // in the feeder, top first
        QString state = QStringLiteral("Idle");
        QString feederState;                // instead of Loaded or Empty
        bool away = false;                  // connections are reset
        bool awayAtOpen = false;            // from the next question for capabilities on
        int refuseAll = 0;                  // this status for everything
        int refuseJobs = 0;                 // this status for new jobs
        int busyJobs = 0;                   // so many 503 before a job is taken
        int busyPages = 0;                  // so many 503 before a page comes
        int pageFault = 0;                  // page (from 1) at which `fault` happens; 0: none
        QString fault;                      // jam, cover, gone, error, deaf, cut, badjpeg, nolength, type, unplug
        double part = 0.5;                  // of the page that comes before a cut or unplug
        int pageMs = 0;                     // before every page; -1: for ever
        QByteArray location;                // instead of the right one
        QByteArray capabilities;            // instead of the right document
        QByteArray status;                  // the same
    };
    void change(const std::function<void(World &)> &how);
    World world() const;
    int jobs() const;                       // that were asked for
    int openJobs() const;                   // not deleted
    QStringList requests() const;           // "POST /eSCL/ScanJobs" …
    QByteArray lastSettings() const;        // the XML of the last job

private:
    struct Job {
        int given = 0;
        bool feeder = false;
    };
    void serve(rigs::Peer &peer);
    bool answer(rigs::Peer &peer, const QByteArray &request);       // false: the connection is over
    bool page(rigs::Peer &peer, const QByteArray &job);
    bool stopping() const;

    mutable std::mutex m_mutex;
    World m_world;
    QMap<QByteArray, Job> m_jobs;
    QStringList m_requests;
    QByteArray m_lastSettings;
    int m_made = 0;
    bool m_stopping = false;
    std::unique_ptr<rigs::ScriptedServer> m_server;
};

} // namespace zc::peers
