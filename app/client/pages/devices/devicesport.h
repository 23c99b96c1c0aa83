#pragma once
#include <base/error.h>
#include <intake/deskstatus.h>

#include <QList>
#include <QObject>
#include <QStringList>

namespace zc::client {

using WordPairs = QList<QPair<QString, QString>>;

// One device of this window, ready for the screen. No personal data: devices do not know any.
struct DeviceView {
    QString id, title;
    intake::Health health = intake::Health::Off;
    QString state;                  // in words: 就绪, 使用中, 没有找到 …
    QString sentence, next, code;   // what is wrong and what to do; empty: nothing
    QString usedBy;                 // who holds it; empty: nobody
    WordPairs facts;                // model, driver, place
    WordPairs abilities;            // what it can do, from its capabilities
    WordPairs figures;              // since the start: jobs, faults, re-openings
    bool signs = false;             // a key: something can be signed with it, to try it
    QList<QPair<QString, QString>> pretences;       // of a simulated device: id and words of what it can be made to do
    bool compares = false;          // a fingerprint reader beside a reader of ID cards: a finger can be compared, to try it
    bool comparing = false;         // that runs
};

struct SelfTestLine {
    enum class State { Passed, Failed, Skipped };
    State state = State::Skipped;
    QString id, group, title, words;
    qint64 ms = 0;
};

// The conformance suite against one device of this window: as far as it has come.
struct SelfTestView {
    QString device, title;          // empty: none has run yet
    QString subject;                // model and driver, for the report
    bool running = false;
    bool stopped = false;           // by the person, before the last check
    int of = 0;
    qint64 startedMs = 0, elapsedMs = 0;
    QList<SelfTestLine> lines;

    int count(SelfTestLine::State state) const
    {
        return int(std::count_if(lines.cbegin(), lines.cend(), [state](const SelfTestLine &line) { return line.state == state; }));
    }
};

// The devices of this window as the page sees them. GUI thread; what takes time runs elsewhere and answers by signal.
class DevicesPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QList<DeviceView> devices() const = 0;
    virtual void check(const QString &device) = 0;           // asks it about itself, or has its driver try again; answers by checked()
    virtual void startSelfTest(const QString &device) = 0;   // refused() while somebody uses it or another test runs
    virtual void stopSelfTest() = 0;                         // between two checks
    virtual SelfTestView selfTest() const = 0;
    virtual void trySigning(const QString &device) = 0;      // asks for the PIN, signs a sentence of no meaning; answers by checked()
    // Reads the ID card, then asks for the finger and compares; said() is what to do now, checked() the end. Called again: given up.
    virtual void tryFinger(const QString &device) = 0;
    virtual void pretend(const QString &device, const QString &pretence) = 0;

Q_SIGNALS:
    void changed();
    void selfTestChanged();
    void said(const QString &device, const QString &words);
    void checked(const QString &device, bool well, const QString &words);
    void refused(const QString &sentence, const QString &code);
};

} // namespace zc::client
