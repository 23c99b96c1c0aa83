#pragma once
#include "internal/session/devicecommands.h"

#include <base/whendone.h>

namespace zc::bridge {

inline constexpr int kUsualTimeoutMs = 30'000;      // of a command that names none

inline devices::Deadline deadlineOf(const Call &call, int otherwiseMs = kUsualTimeoutMs)
{
    return {std::chrono::milliseconds(call.message.timeoutMs > 0 ? call.message.timeoutMs : otherwiseMs)};
}

// The command ends as its job ends, with what `show` makes of the answer. In the thread of `context`, not after it has gone.
template <class A, class Show>
void follow(const Call &call, devices::Job<A> job, QObject *context, Show show)
{
    call.onCancel([job]() mutable { job.cancel(); });
    whenDone(job.result(), context, [call, show](Result<A> answer) {
        if (answer.ok())
            call.succeed(show(*answer));
        else
            call.fail(completionOf(answer.error()), answer.error().code);
    });
}

inline QString mediaName(devices::Media media)
{
    using devices::Media;
    return media == Media::Present ? QStringLiteral("present") : media == Media::None ? QStringLiteral("none") : QStringLiteral("unknown");
}

} // namespace zc::bridge
