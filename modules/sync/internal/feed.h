#pragma once
#include <base/clock.h>
#include <platform/platformclient.h>
#include <store/store.h>

#include "internal/applier.h"

namespace zc::sync::internal {

// The change feed: a page and its cursor are kept in one commit, then applied case by case, so a pull may stop anywhere.
// Own changes are known by client, epoch and op_seq and only move revisions. One thread.
class Feed {
public:
    Feed(store::Store &store, platform::PlatformClient &client, const Clock &clock);

    // Fetches one page; true when there is more at once. CURSOR_EXPIRED re-lists. Errors as of the port.
    Result<bool> pull(const ApplyContext &context, Happened &happened);
    // Applies what is staged, one case in one commit; false when nothing is left that can be applied now.
    Result<bool> applyOne(const ApplyContext &context, QRandomGenerator &random, Happened &happened);
    int pollAfterMs() const { return m_pollAfterMs; }

private:
    Result<void> relist(const ApplyContext &context, Happened &happened);

    store::Store &m_store;
    platform::PlatformClient &m_client;
    const Clock &m_clock;
    int m_pollAfterMs = 0;
};

} // namespace zc::sync::internal
