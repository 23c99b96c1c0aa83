// What a printer answers: one IPP message as it comes from the network, read by libcups and asked for everything the driver asks. Every
// state and every reason is either no news or one sentence of the list.
#include "internal/ipp/ippclient.h"
#include "internal/ipp/printstate.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace zc::devices;
using namespace zc::devices::ipp;

namespace {

struct Stream {
    const std::uint8_t *data;
    std::size_t left;
};

ssize_t readStream(void *context, ipp_uchar_t *buffer, std::size_t bytes)
{
    auto *stream = static_cast<Stream *>(context);
    const std::size_t count = bytes < stream->left ? bytes : stream->left;
    std::memcpy(buffer, stream->data, count);
    stream->data += count;
    stream->left -= count;
    return ssize_t(count);
}

bool listed(const zc::Error &error)
{
    return error.code.isEmpty() || faultClassOf(error.code).has_value();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Stream stream{data, size};
    const Message message(::ippNew());
    if (::ippReadIO(&stream, readStream, 1, nullptr, message.get()) == IPP_STATE_ERROR)
        return 0;
    for (const char *name : {"document-format-supported", "printer-make-and-model", "printer-uuid", "sides-supported", "print-color-mode-supported", "media-ready",
                             "media-supported", "media-default", "copies-supported", "job-state-reasons"})
        (void)IppClient::words(message.get(), name);
    for (const char *name : {"job-id", "job-state", "number-of-documents"})
        (void)IppClient::number(message.get(), name, -1);
    const QStringList reasons = IppClient::words(message.get(), "printer-state-reasons");
    for (const int state : {IppClient::number(message.get(), "printer-state", 3), 3, 5}) {
        const Condition condition = conditionOf(state, reasons);
        if (!listed(condition.why) || (condition.kind == Condition::Kind::Fine) != condition.why.code.isEmpty())
            std::abort();
    }
    if (!listed(suspicionOf(reasons)))
        std::abort();
    return 0;
}
