#pragma once
#include <devices/devicehub.h>
#include <intake/ratingdesk.h>

#include <QUuid>

#include <memory>
#include <optional>

namespace zc::client {

// Who is at the window: called by number where the hall has a queue, asked for a rating when her materials were received. Before
// attach() nothing happens. GUI thread, never waits.
class VisitDesk : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~VisitDesk() override;

    void attach(const intake::CounterPorts &ports);      // once; the ports outlive this
    bool hasQueue() const { return m_ports && !m_ports->workplace.queueSlot.isEmpty(); }
    QString ticket() const { return m_ticket; }          // empty: nobody was called
    intake::RatingView rating() const { return m_rating ? m_rating->view() : intake::RatingView(); }

    void callNext();                          // a new visit
    void recall();                            // the same number again
    void skip();                              // the number did not come; nobody is at the window then
    void resume(const QString &ticket);       // who was at the window before this program began
    void waits(int count);                    // on a list of this desk's own
    void look(const QUuid &caseId, bool received);       // the case on the desk
    void ask();                               // on the first terminal that is ready
    void askOnScreen();                       // on the applicant's screen
    void stop();

Q_SIGNALS:
    void called(const QString &ticket);                  // somebody comes now
    void queueChanged(const QString &ticket, const QString &words);
    void ratingChanged();
    void noteworthy(int tone, const QString &words, const QString &code);

private:
    void call(devices::CallQueue::Act act);
    void take(devices::CallQueue::Act act, const Result<devices::QueueTicket> &ticket);
    void refuse(const Error &error);
    void ask(const QString &slot);

    const intake::CounterPorts *m_ports = nullptr;
    std::unique_ptr<intake::RatingDesk> m_rating;
    std::optional<devices::Job<devices::QueueTicket>> m_call;
    devices::ClaimId m_claim;
    QString m_ticket;
    QUuid m_visit;                            // null: nobody was called, each case is a visit of its own
};

inline const QString kApplicantScreenSlot = QStringLiteral("evl-screen");

} // namespace zc::client
