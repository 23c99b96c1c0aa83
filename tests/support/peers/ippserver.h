#pragma once
#include <support/rigs/scriptedserver.h>

#include <QMap>
#include <QStringList>

#include <memory>

namespace zc::peers {

// An IPP printer down to the bytes, with an encoder of its own: answers what no good printer would. Thread-safe.
class IppServer {
public:
    IppServer();
    ~IppServer();
    QByteArray address() const { return "ipp://127.0.0.1:" + QByteArray::number(m_server->port()) + "/ipp/print"; }

    struct World {
        int status = 0;                     // of every answer, if not 0
        QMap<int, int> statusOf;            // operation → status
        int http = 0;                       // this HTTP status instead of any answer
        QStringList formats{QStringLiteral("application/pdf")};
        QStringList reasons{QStringLiteral("none")};
        int printerState = 3;
        bool accepting = true;
        int jobState = 9;                   // of jobs whose document came
        QStringList jobReasons{QStringLiteral("job-completed-successfully")};
        int sheets = -1;                    // of a job, out so far; -1: the printer does not count
        bool forgetsJobs = false;           // Get-Job-Attributes: not found
        int cutOperation = 0;               // the connection ends when this operation came, before its answer
        bool swallow = false;               // … without noting what it was
        bool nonsense = false;              // answers that are no IPP
        int deafOperation = 0;              // never answered
        bool away = false;
        bool onePlace = false;              // no other job while one waits for its document
        bool nameFirst = false;             // Get-Jobs: the name of a job before its number, as ippeveprinter does
    };
    void change(const std::function<void(World &)> &how);
    struct Job {
        QString name;
        QByteArray document;
        int documents = 0;
        bool canceled = false;
    };
    QMap<int, Job> jobs() const;
    QList<int> operations() const;          // of the requests, in order

private:
    void serve(rigs::Peer &peer);
    QByteArray answer(const QByteArray &ipp, const World &now);

    mutable std::mutex m_mutex;
    World m_world;
    QMap<int, Job> m_jobs;
    QList<int> m_operations;
    bool m_stopping = false;
    std::unique_ptr<rigs::ScriptedServer> m_server;
};

} // namespace zc::peers
