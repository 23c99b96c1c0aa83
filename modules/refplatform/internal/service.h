#pragma once
#include "internal/blobs.h"
#include "internal/database.h"
#include "internal/feed.h"
#include "internal/http.h"
#include "internal/identity.h"
#include "internal/uploads.h"
#include "internal/vault.h"

#include <casework/workcalendar.h>
#include <refplatform/options.h>

#include <mutex>
#include <set>

namespace zc::refplatform {

// What every handler works with; built once by PlatformServer, used from all request threads. Members guard themselves.
struct Service {
    static Result<std::unique_ptr<Service>> open(const Options &options);

    Options options;
    const Clock *clock = nullptr;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<Database> db;
    std::unique_ptr<Identity> identity;
    std::unique_ptr<Blobs> blobs;
    std::unique_ptr<Uploads> uploads;
    std::unique_ptr<Feed> feed;
    std::optional<casework::WorkCalendar> calendar;

    qint64 nowMs() const { return clock->wallMs(); }
    // Last day of `workdays` counted from the day after `fromMs`, as the end of that day in UTC+8; none without a calendar.
    std::optional<qint64> dueMs(qint64 fromMs, int workdays) const;
    // "00-<uuid>": part and id, as the platform issues them.
    static QString newId();

    // Operations being worked on right now: a second copy beside the first is told so instead of waiting.
    class Claim {
    public:
        Claim(Service &service, const QUuid &opId);
        ~Claim();
        bool held() const { return m_held; }

    private:
        Service &m_service;
        QUuid m_opId;
        bool m_held;
    };

private:
    std::mutex m_claimMutex;
    std::set<QUuid> m_claims;
};

} // namespace zc::refplatform
