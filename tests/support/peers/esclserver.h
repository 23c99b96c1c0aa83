#pragma once
#include <support/peers/httppeer.h>

#include <QMap>

namespace zc::peers {

// The scanner as it is now.
struct EsclWorld {
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

// An eSCL scanner on a loopback port, down to the bytes: what a driver of a network scanner meets, and what it should not.
// Its pages are JPEGs that the test gives. Thread-safe.
class EsclServer final : public HttpPeer<EsclWorld> {
public:
    EsclServer();
    ~EsclServer() override;

    QByteArray address() const { return origin() + "/eSCL"; }

    int jobs() const;                       // that were asked for
    int openJobs() const;                   // not deleted
    QByteArray lastSettings() const;        // the XML of the last job

private:
    struct Job {
        int given = 0;
        bool feeder = false;
    };
    bool opens(const QByteArray &path) const override;
    QByteArray refusal(int status) const override;
    bool answer(rigs::Peer &peer, const Request &request, std::unique_lock<std::mutex> &lock) override;
    bool page(rigs::Peer &peer, const QByteArray &job);

    QMap<QByteArray, Job> m_jobs;
    QByteArray m_lastSettings;
    int m_made = 0;
};

} // namespace zc::peers
