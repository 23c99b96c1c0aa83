#pragma once
#include <support/peers/httppeer.h>

namespace zc::peers {

// The terminal, or the queue, as it is now.
struct TerminalWorld {
    QByteArray key = "A";               // that the applicant presses; "declined"; empty: she does nothing
    QByteArray number;                  // called next; empty: counts up
    bool nobody = false;
    int afterMs = 0;                    // until she presses, until the queue answers; -1: for ever
    QByteArray fault;                   // of the next questions: deaf, nonsense, defect, error, stale, cut, unplug, long, refuse
    int faultTimes = 0;
    double part = 0.5;                  // of the answer that comes before a cut or unplug
    bool away = false;                  // connections are reset
    bool awayAtOpen = false;            // from the next look at its state on
    int refuseAll = 0;                  // this status for everything
};

// An evaluation terminal and a queue behind a small web server on a loopback port, as the profiles sample-evl-http and
// sample-que-http meet them, down to the bytes. Thread-safe.
class TerminalServer final : public HttpPeer<TerminalWorld> {
public:
    TerminalServer();
    ~TerminalServer() override;

    QByteArray evaluation() const { return origin() + "/evaluate"; }
    QByteArray queue() const { return origin() + "/queue"; }

    int questions() const;                  // asked, or called
    int stops() const;                      // questions that were taken back
    QByteArray lastBody() const;

private:
    bool opens(const QByteArray &path) const override;
    QByteArray refusal(int status) const override;
    bool answer(rigs::Peer &peer, const Request &request, std::unique_lock<std::mutex> &lock) override;
    bool main(rigs::Peer &peer, const QByteArray &good, int waitMs);
    QByteArray stateOf(const QByteArray &visit) const;              // with the mutex held

    QByteArray m_visit;
    std::chrono::steady_clock::time_point m_asked;
    int m_questions = 0, m_stops = 0, m_counter = 0;
    QByteArray m_lastBody;
};

} // namespace zc::peers
