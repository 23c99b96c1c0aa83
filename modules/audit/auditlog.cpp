#include "auditlog.h"

#include <QJsonDocument>
#include <QMutex>

#include <atomic>

namespace zc::audit {

AuditPort::~AuditPort() = default;

struct AuditLog::Private {
    AuditPort &port;
    const Clock &clock;
    Options options;
    std::atomic<qint64> epoch;
    mutable QMutex mutex;                                  // the rest
    std::optional<Line> head;
    int sinceCheckpoint = 0;
    qint64 checkpointMs;
    std::optional<Error> problem;

    Private(AuditPort &auditPort, const Clock &auditClock, Options auditOptions)
        : port(auditPort), clock(auditClock), options(std::move(auditOptions)), epoch(options.epoch), checkpointMs(clock.bootMs())
    {
    }

    Result<void> writeCheckpoint()
    {
        if (!head || sinceCheckpoint == 0 || !options.key)
            return {};
        const auto signedHead = signCheckpoint(*head, clock.wallMs(), options.keyId, *options.key);
        Result<void> written = signedHead.ok() ? Result<void>() : Result<void>(signedHead.error());
        if (signedHead.ok()) {
            port.keepCheckpoint(QJsonDocument(signedHead->toJson()).toJson(QJsonDocument::Compact));
            if (!options.checkpointFile.isEmpty())
                written = appendCheckpoint(options.checkpointFile, *signedHead);
        }
        problem = written.ok() ? std::nullopt : std::optional(written.error());
        if (written.ok()) {
            sinceCheckpoint = 0;
            checkpointMs = clock.bootMs();
        }
        return written;
    }

    Result<Line> follow(const std::optional<Line> &last, const Event &event) const
    {
        return nextLine(last, event, clock.wallMs(), std::max<qint64>(epoch, port.epoch()));
    }

    void recorded(const Line &line)
    {
        const QMutexLocker guard(&mutex);
        if (!head || line.epoch > head->epoch || (line.epoch == head->epoch && line.seq > head->seq))
            head = line;
        ++sinceCheckpoint;
        if (sinceCheckpoint >= options.everyEntries || clock.bootMs() - checkpointMs >= options.everyMs)
            (void)writeCheckpoint();
    }
};

AuditLog::AuditLog(AuditPort &port, const Clock &clock, Options options)
    : m_d(std::make_shared<Private>(port, clock, std::move(options)))
{
}

AuditLog::~AuditLog()
{
    (void)checkpoint();
}

QFuture<Result<Line>> AuditLog::record(const Event &event)
{
    auto d = m_d;
    auto promise = std::make_shared<QPromise<Result<Line>>>();
    promise->start();
    QFuture<Result<Line>> answer = promise->future();
    d->port.append([d, event](const std::optional<Line> &last) { return d->follow(last, event); },
        [d, promise](const Result<Line> &line) {
            if (line.ok())
                d->recorded(*line);
            promise->addResult(line);
            promise->finish();
        });
    return answer;
}

Result<Line> AuditLog::follow(const std::optional<Line> &last, const Event &event) const
{
    return m_d->follow(last, event);
}

void AuditLog::committed(const Line &line)
{
    m_d->recorded(line);
}

void AuditLog::setEpoch(qint64 epoch)
{
    m_d->epoch = epoch;
}

Result<void> AuditLog::checkpoint()
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->writeCheckpoint();
}

std::optional<Error> AuditLog::checkpointProblem() const
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->problem;
}

} // namespace zc::audit
