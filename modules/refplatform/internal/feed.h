#pragma once
#include "internal/database.h"
#include "internal/http.h"
#include "internal/vault.h"

#include <condition_variable>
#include <mutex>

namespace zc::refplatform {

// One change to be told, before it has its number.
struct ChangeDraft {
    const char *kind = "";
    QUuid subject;
    QString site, actor;
    std::optional<qint64> rev, flowRev;
    std::optional<platform::Origin> origin;
    qint64 atMs = 0;
    QJsonObject body;
};

// Changes in commit order. The number is taken from the head row as the last step of the transaction, so that number order
// is commit order and a reader that saw n never meets a smaller one later. Any thread.
class Feed {
public:
    Feed(const Vault &vault, Database &db);

    void append(Connection &db, const ChangeDraft &change);          // inside the transaction of the effect, last
    void wake();                                                     // after the commit
    void stop();                                                     // wakes all long polls for good

    // GET /v1/changes. `mayWait` is false when too many others wait already.
    Answer page(const Request &request, bool mayWait);

private:
    QByteArray cursor(qint64 feedEpoch, const QString &site, qint64 position) const;

    const Vault &m_vault;
    Database &m_db;
    std::mutex m_mutex;
    std::condition_variable m_news;
    quint64 m_wakes = 0;
    bool m_stopped = false;
};

} // namespace zc::refplatform
