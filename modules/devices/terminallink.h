#pragma once
#include <devices/device.h>

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>

namespace zc::devices {

// One message to an evaluation or queue terminal, with every placeholder filled in.
struct TerminalRequest {
    QByteArray method = "POST";         // of HTTP; other lines look at the body alone
    QByteArray path;                    // of HTTP, percent-encoded
    QByteArray body;
};

// The way to a terminal, message by message; what the messages say is the profile's business. One thread, the driver's. A call waits
// no longer than 20 ms without a look at the job. The first error of the line ends it: isOpen() is false from then on.
class TerminalLink {
public:
    virtual ~TerminalLink();
    // Nothing: sent (and, on a line that answers at once, answered: next() has it).
    virtual std::optional<Fault> send(const TerminalRequest &request, JobContext &context) = 0;

    struct Heard {
        enum class Kind { Nothing, Message, TooLong, Broken, Gone };     // Broken: a rule of the line, not of its messages
        Kind kind = Kind::Nothing;
        QByteArray message;             // without what ended it on the line
    };
    virtual Heard next(int waitMs, JobContext &context) = 0;
    virtual void forget(JobContext &context) = 0;       // whatever came before now belongs to nobody
    // The beat of a line that has one below its messages: nothing if it was answered within waitMs. Unsupported where there is none.
    virtual std::optional<Fault> ping(int waitMs, JobContext &context);
    virtual bool isOpen() = 0;
};

// Opens the way; the error is of the device's class.
using TerminalOpener = std::function<Result<std::unique_ptr<TerminalLink>>(JobContext &context)>;

inline constexpr qsizetype kLongestTerminalMessage = 16 * 1024;      // bytes, both ways

} // namespace zc::devices
