#include "job.h"

#include <base/uuid.h>

namespace zc::devices {

JobCore::JobCore(AnyOperation what) : id(makeUuidV7()), operation(std::move(what)) {}
JobCore::~JobCore() = default;

bool JobCore::finish(Result<AnyAnswer> outcome)
{
    if (m_finished.exchange(true))
        return false;
    wipeSecrets(operation);
    deliver(std::move(outcome));
    return true;
}

void JobCore::cancel()
{
    // The driver thread sees finished() within one slice and stops; nobody waits for it here.
    finish(Error{ErrorKind::Cancelled, QStringLiteral("DEV-CANCELLED"), {}});
}

} // namespace zc::devices
