#pragma once
#include <devices/rating.h>
#include <intake/ports.h>

#include <QObject>

#include <memory>

namespace zc::intake {

// What the clerk may know of a rating: that it was asked for and how that ended, never which level (domain F3).
struct RatingView {
    enum class State {
        None,                     // no case, or one that cannot be rated yet: nothing is offered
        MayAsk,
        Asking,
        Given, Declined, NotGiven,
        Unknown                   // the terminal sent a value that nobody knows; `raw` shows it, and it is no rating
    };
    State state = State::None;
    QString raw;
};

// Asks the applicant for a rating of the visit (好差评, domain F3): after the materials were received, once per case and visit, on a device
// that stands before her. The answer is kept with the case and where it came from; a level goes to the province, an answer that was
// not given goes nowhere. There is no way to set one from here. GUI thread, never waits.
// Errors, by refused(): INT-RATING-NONE (no terminal ready), INT-RATING-ONCE, INT-RATING-EARLY (no case number yet), those of the
// device and of the store. A question that ended by a fault may be asked again.
class RatingDesk : public QObject {
    Q_OBJECT
public:
    explicit RatingDesk(const CounterPorts &ports, QObject *parent = nullptr);       // the ports outlive the desk
    ~RatingDesk() override;

    void look(const QUuid &caseId, bool received);        // the case at the counter, null: none; reads what is kept of it
    RatingView view() const;
    // `slot` empty: the first of the window's that is ready. `visit`: of the person at the window; null: this case is a visit of its own.
    void ask(const QUuid &visit = {}, const QString &slot = {});
    void stop();                                          // takes the question back; nothing is kept

Q_SIGNALS:
    void changed();
    void refused(zc::Error error);

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

} // namespace zc::intake
