#include "hostpages.h"

#include "internal/host/hostcodec.h"

#include <chrono>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageSliceMs = 20;
constexpr int kMostLines = 200'000;

} // namespace

PageSender::PageSender(qint64 job, Say say, std::function<bool()> stop) : m_job(job), m_say(std::move(say)), m_stop(std::move(stop)) {}

void PageSender::credit(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_window = qMin(kPageWindow, m_window + bytes);
    m_wake.notify_all();
}

WireValue PageSender::message() const
{
    return WireValue::map().set(u"job"_s, m_job);
}

Result<void> PageSender::begin(const PageHeader &page)
{
    m_bytesPerLine = page.bytesPerLine;
    m_say(u"page"_s, message().set(u"page"_s, toWire(page)));
    return {};
}

Result<void> PageSender::sendChunks(QByteArrayView bytes, qsizetype piece)
{
    while (!bytes.isEmpty()) {
        const QByteArrayView chunk = bytes.first(qMin(piece, bytes.size()));
        bytes = bytes.sliced(chunk.size());
        std::unique_lock lock(m_mutex);
        while (m_window < chunk.size()) {
            if (m_stop())
                return Error{ErrorKind::Cancelled, u"DEV-CANCELLED"_s, {}};
            m_wake.wait_for(lock, std::chrono::milliseconds(kPageSliceMs));
        }
        m_window -= chunk.size();
        lock.unlock();
        m_say(u"chunk"_s, message().set(u"bytes"_s, WireValue::bytes(chunk)));
    }
    return {};
}

Result<void> PageSender::rows(QByteArrayView wholeLines)
{
    const qsizetype lines = m_bytesPerLine > 0 ? qMax<qsizetype>(1, kChunk / m_bytesPerLine) : 1;
    return sendChunks(wholeLines, m_bytesPerLine > 0 ? lines * m_bytesPerLine : kChunk);
}

Result<void> PageSender::finish(int height)
{
    m_say(u"pageEnd"_s, message().set(u"height"_s, height));
    return {};
}

void PageSender::abandon()
{
    m_say(u"pageDropped"_s, message());
}

Result<void> PageSender::encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes)
{
    m_say(u"page"_s, message().set(u"page"_s, toWire(page)).set(u"mediaType"_s, mediaType));
    const Result<void> sent = sendChunks(bytes, kChunk);
    if (!sent.ok()) {
        abandon();
        return sent;
    }
    return finish(page.height);
}

PageReceiver::~PageReceiver()
{
    if (m_inPage && m_mediaType.isEmpty())
        m_sink->abandon();
}

bool PageReceiver::keep(const Result<void> &result)
{
    if (!result.ok() && m_failed.code.isEmpty())
        m_failed = result.error();
    return result.ok();
}

bool PageReceiver::take(const QString &name, const WireValue &message, qint64 *credit)
{
    *credit = 0;
    if (message[u"job"].type() != WireValue::Type::Integer)
        return false;
    if (message[u"job"].toInteger() != m_job)
        return true;                                    // of a job that has gone: dropped
    if (name == u"page") {
        const Result<PageHeader> page = pageFrom(message[u"page"]);
        if (m_inPage || !page.ok() || message[u"mediaType"].toText().size() > 100)
            return false;
        m_inPage = true;
        m_page = page.value();
        m_mediaType = message[u"mediaType"].toText();
        m_encoded.clear();
        m_lines = 0;
        if (m_mediaType.isEmpty())
            keep(m_sink->begin(m_page));
        return true;
    }
    if (!m_inPage)
        return false;
    if (name == u"chunk") {
        *credit = message[u"bytes"].toBytes().size();
        return takeChunk(message[u"bytes"].toBytes());
    }
    m_inPage = false;
    if (name == u"pageDropped") {
        if (m_mediaType.isEmpty())
            m_sink->abandon();
        return true;
    }
    if (name != u"pageEnd" || message[u"height"].type() != WireValue::Type::Integer)
        return false;
    if (!m_mediaType.isEmpty()) {
        m_finished += keep(m_sink->encoded(m_page, m_mediaType, std::exchange(m_encoded, {})));
        return true;
    }
    // What the host says must be what it sent: an incomplete page is never delivered.
    const bool whole = message[u"height"].toInteger() == m_lines && m_lines > 0 && (m_page.height < 0 || m_page.height == m_lines);
    if (whole && m_failed.code.isEmpty())
        m_finished += keep(m_sink->finish(m_lines));
    else
        m_sink->abandon();
    return whole;
}

bool PageReceiver::takeChunk(QByteArrayView bytes)
{
    if (bytes.isEmpty() || bytes.size() > PageSink::kStripBytes)
        return false;
    if (!m_mediaType.isEmpty()) {
        if (m_encoded.size() + bytes.size() > kLargestEncodedPage)
            return false;
        m_encoded.append(bytes);
        return true;
    }
    if (m_page.bytesPerLine <= 0 || bytes.size() % m_page.bytesPerLine != 0)
        return false;
    m_lines += int(bytes.size() / m_page.bytesPerLine);
    if (m_lines > (m_page.height >= 0 ? m_page.height : kMostLines))
        return false;
    if (m_failed.code.isEmpty())
        keep(m_sink->rows(bytes));
    return true;
}

} // namespace zc::devices::host
