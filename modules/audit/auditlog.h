#pragma once
#include <audit/checkpoint.h>
#include <base/clock.h>

#include <QFuture>

#include <functional>
#include <memory>

namespace zc::audit {

// Where lines are kept. append() calls `next` with the newest line, in the same transaction that keeps what it answers, so that
// two writers cannot both follow one line. `done` is called once, in any thread, and with a line only when that line is durable.
class AuditPort {
public:
    using Next = std::function<Result<Line>(const std::optional<Line> &last)>;
    virtual ~AuditPort();
    using Done = std::function<void(const Result<Line> &line)>;
    virtual void append(Next next, Done done) = 0;
    virtual void keepCheckpoint(const QByteArray &json) = 0;
    virtual qint64 epoch() const { return 0; }                     // device epoch, where the port knows it; the higher one counts
};

// The log of one desk. record() first, the effect after its success; an error means: the thing must not be done (AUD-PERSONAL,
// AUD-EVENT, AUD-EPOCH, or the port's). Any thread; outlives its futures.
class AuditLog {
public:
    struct Options {
        qint64 epoch = 1;                                          // device epoch of the store
        QString checkpointFile;                                    // empty: none is written
        QString keyId;
        std::optional<crypto::SigningKey> key;
        int everyEntries = 256;
        qint64 everyMs = 10 * 60 * 1000;
    };
    AuditLog(AuditPort &port, const Clock &clock, Options options);
    ~AuditLog();

    QFuture<Result<Line>> record(const Event &event);
    // For an entry that is kept in one transaction with its effect (audit::writeWith): the line to keep, then, once it is durable.
    Result<Line> follow(const std::optional<Line> &last, const Event &event) const;
    void committed(const Line &line);
    void setEpoch(qint64 epoch);
    // Signs the head now: at lock and at exit. Nothing to do when nothing was recorded since the last one.
    Result<void> checkpoint();
    // Why the last checkpoint could not be written; the log itself goes on, and the strip says so.
    std::optional<Error> checkpointProblem() const;

private:
    struct Private;
    std::shared_ptr<Private> m_d;
};

} // namespace zc::audit
