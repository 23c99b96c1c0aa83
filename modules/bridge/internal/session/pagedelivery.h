#pragma once
#include "internal/session/call.h"
#include "internal/transfer/pagecollector.h"
#include "internal/transfer/transfersout.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace zc::bridge {

// The pages of one job on their way to the web page: each is announced by an event, sent, acknowledged. The command ends when the job
// has ended and the last page has arrived; finished pages arrive also when a later one failed. Thread of the session.
class PageDelivery : public QObject {
public:
    PageDelivery(const Call &call, const QString &event, TransfersOut &transfers, const devices::PageEncoder *encoder, QObject *parent);
    ~PageDelivery() override;

    std::shared_ptr<devices::PageSink> sink() const { return m_collector; }
    // Announces a file and sends it; what a job without a sink has to give.
    void deliver(const QByteArray &file, const QString &mediaType, const QJsonObject &more = {});
    void ended(const Result<devices::ScanSummary> &answer);     // the job's; once
    void stop();                        // cancelled: not one more byte goes out

private:
    void send();
    void settle();
    void finish(Completion completion, const QString &description);

    const Call m_call;
    const QString m_event;
    TransfersOut &m_transfers;
    std::shared_ptr<PageCollector> m_collector;
    QList<QUuid> m_underway;
    int m_pages = 0;
    std::optional<Result<devices::ScanSummary>> m_answer;       // the job has ended
    bool m_stopped = false, m_finished = false;
    QTimer m_patience;                  // with a page that takes nothing any more
};

} // namespace zc::bridge
