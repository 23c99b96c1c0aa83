#include "ippserver.h"

#include <algorithm>
#include <chrono>

namespace zc::peers {

using rigs::Peer;

namespace {

constexpr int kPrintJob = 0x02, kValidate = 0x04, kCreate = 0x05, kSend = 0x06, kCancel = 0x08, kJobAttributes = 0x09, kJobs = 0x0A, kPrinterAttributes = 0x0B;
constexpr int kCanceledState = 7;
constexpr char kOperation = 1, kJob = 2, kEnd = 3, kPrinter = 4;
constexpr char kInteger = 0x21, kBoolean = 0x22, kEnum = 0x23, kRange = 0x33, kText = 0x41, kName = 0x42, kKeyword = 0x44, kUri = 0x45, kCharset = 0x47, kLanguage = 0x48, kMime = 0x49;

QByteArray number(int value, int bytes)
{
    QByteArray text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += char(value >> shift);
    return text;
}

QByteArray attribute(char tag, const QByteArray &name, const QByteArray &value)
{
    return tag + number(int(name.size()), 2) + name + number(int(value.size()), 2) + value;
}

QByteArray attribute(char tag, const QByteArray &name, const QStringList &values)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < values.size(); ++i)
        bytes += attribute(tag, i == 0 ? name : QByteArray(), values[i].toUtf8());
    return bytes;
}

struct Request {
    int operation = 0, id = 0;
    QMap<QByteArray, QByteArray> values;        // first value of each
    QByteArray document;
};

Request parsed(const QByteArray &ipp)
{
    Request request;
    const auto at = [&](qsizetype i, int bytes) {
        int value = 0;
        for (int n = 0; n < bytes; ++n)
            value = value << 8 | (i + n < ipp.size() ? quint8(ipp[i + n]) : 0);
        return value;
    };
    request.operation = at(2, 2);
    request.id = at(4, 4);
    qsizetype i = 8;
    while (i < ipp.size() && ipp[i] != kEnd) {
        if (quint8(ipp[i]) < 0x10) {
            ++i;
            continue;
        }
        const int nameSize = at(i + 1, 2);
        const QByteArray name = ipp.mid(i + 3, nameSize);
        const int valueSize = at(i + 3 + nameSize, 2);
        if (!name.isEmpty())
            request.values.insert(name, ipp.mid(i + 5 + nameSize, valueSize));
        i += 5 + nameSize + valueSize;
    }
    request.document = ipp.mid(i + 1);
    return request;
}

int asNumber(const QByteArray &value)
{
    int n = 0;
    for (const char byte : value)
        n = n << 8 | quint8(byte);
    return n;
}

} // namespace

IppServer::IppServer() : m_server(std::make_unique<rigs::ScriptedServer>([this](Peer &peer, int) { serve(peer); })) {}

IppServer::~IppServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_server.reset();
}

void IppServer::change(const std::function<void(World &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_world);
}

QMap<int, IppServer::Job> IppServer::jobs() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs;
}

QList<int> IppServer::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

void IppServer::serve(Peer &peer)
{
    for (;;) {
        QByteArray message = peer.readRequest();
        if (message.isEmpty())
            return peer.close();
        World now;
        {
            const std::lock_guard lock(m_mutex);
            now = m_world;
        }
        if (now.away)
            return peer.reset();
        const QByteArray head = message.left(message.indexOf("\r\n\r\n")).toLower();
        QByteArray body = message.mid(message.indexOf("\r\n\r\n") + 4);
        if (head.contains("transfer-encoding: chunked"))
            return peer.close();            // the client knows its lengths
        const int operation = body.size() > 4 ? quint8(body[2]) << 8 | quint8(body[3]) : 0;
        if (now.http) {
            peer.send(Peer::answer(now.http, "no"));
            continue;
        }
        if (now.deafOperation == operation) {
            const auto begin = std::chrono::steady_clock::now();
            while (!peer.waitForClose(20) && std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)) {
                const std::lock_guard lock(m_mutex);
                if (m_stopping)
                    break;
            }
            return peer.close();
        }
        const bool cut = now.cutOperation == operation;
        const QByteArray answered = cut && now.swallow ? QByteArray() : answer(body, now);
        if (cut)
            return peer.reset();
        peer.send(Peer::answer(200, now.nonsense ? QByteArray("<html>hello</html>") : answered, "Content-Type: application/ipp\r\n"));
    }
}

QByteArray IppServer::answer(const QByteArray &ipp, const World &now)
{
    const Request request = parsed(ipp);
    const std::lock_guard lock(m_mutex);
    m_operations << request.operation;
    int status = now.status ? now.status : now.statusOf.value(request.operation, 0);
    QByteArray groups;
    const int jobId = asNumber(request.values.value("job-id"));
    if (status == 0) {
        switch (request.operation) {
        case kPrinterAttributes:
            groups = kPrinter + attribute(kEnum, "printer-state", number(now.printerState, 4)) + attribute(kKeyword, "printer-state-reasons", now.reasons)
                + attribute(kBoolean, "printer-is-accepting-jobs", QByteArray(1, char(now.accepting))) + attribute(kMime, "document-format-supported", now.formats)
                + attribute(kKeyword, "media-supported", {QStringLiteral("iso_a4_210x297mm"), QStringLiteral("na_letter_8.5x11in"), QStringLiteral("custom_min_1x1mm")})
                + attribute(kKeyword, "sides-supported", {QStringLiteral("one-sided"), QStringLiteral("two-sided-long-edge")})
                + attribute(kRange, "copies-supported", number(1, 4) + number(5, 4))
                + attribute(kKeyword, "print-color-mode-supported", {QStringLiteral("monochrome"), QStringLiteral("color")})
                + attribute(kText, "printer-make-and-model", QByteArray("Sample Printer 1")) + attribute(kUri, "printer-uuid", QByteArray("urn:uuid:0"));
            break;
        case kValidate: break;
        case kCreate: {
            if (now.onePlace && std::any_of(m_jobs.begin(), m_jobs.end(), [](const Job &job) { return !job.canceled && job.documents == 0; })) {
                status = 0x0507;
                break;
            }
            const int id = m_jobs.isEmpty() ? 1 : m_jobs.lastKey() + 1;
            m_jobs.insert(id, {QString::fromUtf8(request.values.value("job-name")), {}, 0, false});
            groups = kJob + attribute(kInteger, "job-id", number(id, 4)) + attribute(kEnum, "job-state", number(3, 4));
            break;
        }
        case kSend:
            if (!m_jobs.contains(jobId) || m_jobs[jobId].canceled) {
                status = 0x0406;
                break;
            }
            m_jobs[jobId].document = request.document;
            ++m_jobs[jobId].documents;
            groups = kJob + attribute(kInteger, "job-id", number(jobId, 4)) + attribute(kEnum, "job-state", number(5, 4));
            break;
        case kCancel:
            if (!m_jobs.contains(jobId) || (m_jobs[jobId].documents > 0 && now.jobState >= kCanceledState))
                status = 0x0404;            // nothing left to cancel
            else
                m_jobs[jobId].canceled = true;
            break;
        case kJobAttributes: {
            if (!m_jobs.contains(jobId) || now.forgetsJobs) {
                status = 0x0406;
                break;
            }
            const Job &job = m_jobs[jobId];
            const int state = job.canceled ? kCanceledState : job.documents ? now.jobState : 3;
            groups = kJob + attribute(kEnum, "job-state", number(state, 4))
                + attribute(kKeyword, "job-state-reasons", job.documents ? now.jobReasons : QStringList{QStringLiteral("job-incoming")})
                + attribute(kInteger, "number-of-documents", number(job.documents, 4));
            if (now.sheets >= 0)
                groups += attribute(kInteger, "job-media-sheets-completed", number(now.sheets, 4));
            break;
        }
        case kJobs:
            for (auto it = m_jobs.begin(); it != m_jobs.end(); ++it)
                if (!it->canceled && !it->documents) {
                    const QByteArray id = attribute(kInteger, "job-id", number(it.key(), 4)), name = attribute(kName, "job-name", it->name.toUtf8());
                    groups += kJob + (now.nameFirst ? name + id : id + name);
                }
            break;
        default: status = 0x0501;
        }
    }
    if (status)
        groups.clear();
    return QByteArray::fromHex("0200") + number(status, 2) + number(request.id, 4) + kOperation + attribute(kCharset, "attributes-charset", QByteArray("utf-8"))
        + attribute(kLanguage, "attributes-natural-language", QByteArray("en")) + groups + kEnd;
}

} // namespace zc::peers
