#pragma once
#include "internal/link/hostlookup.h"

#include <devices/device.h>

#include <QUrl>

#include <cups/cups.h>

#include <memory>

namespace zc::devices::ipp {

struct IppDeleter {
    void operator()(ipp_t *message) const { ::ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, IppDeleter>;

// One printer, spoken to with libcups on the driver's thread. Every wait is cut into slices in which the job is looked at; a job
// that is over breaks the connection, and the next question makes a new one.
class IppClient {
public:
    IppClient(const QUrl &address, std::shared_ptr<HostLookup> host);      // of the address; the driver keeps a share
    ~IppClient();
    IppClient(const IppClient &) = delete;
    IppClient &operator=(const IppClient &) = delete;

    // A request with the attributes every operation begins with.
    Message request(ipp_op_t operation) const;
    // The answer with a success status, or what it means. `document` goes behind the request. `job` may be null: then `ms` alone.
    // Transport faults say "sent" in driverCode once any byte of the document may have left.
    struct Answer {
        Message message;                // null: fault
        Fault fault;
    };
    Answer ask(Message request, const QByteArray &document, JobContext *job, int ms);
    bool reached() const { return m_reached; }      // whether the last question found anybody to speak to

    static QStringList words(ipp_t *message, const char *attribute);
    static int number(ipp_t *message, const char *attribute, int fallback);

private:
    bool connect(JobContext *job, int ms);
    void drop();
    static int onTimeout(http_t *http, void *self);

    const QUrl m_address;
    const std::shared_ptr<HostLookup> m_host;
    const QByteArray m_uri;             // as printer-uri has it
    const QByteArray m_resource;
    http_t *m_http = nullptr;
    JobContext *m_job = nullptr;        // during ask()
    qint64 m_untilNs = 0;
    bool m_reached = false;
};

} // namespace zc::devices::ipp
