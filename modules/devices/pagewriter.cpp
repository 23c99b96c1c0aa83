#include "pagewriter.h"

namespace zc::devices {

PageWriter::~PageWriter()
{
    abandon();
}

Result<void> PageWriter::begin(const PageHeader &page)
{
    abandon();
    m_page = page;
    m_bytes = 0;
    m_strip.clear();
    const qsizetype lines = qMax<qsizetype>(1, PageSink::kStripBytes / page.bytesPerLine);
    m_strip.reserve(lines * page.bytesPerLine);
    m_open = true;
    return m_sink->begin(page);
}

Result<void> PageWriter::add(QByteArrayView bytes)
{
    // More than was announced is as wrong as less, and must not grow without end.
    const qint64 whole = qint64(m_page.bytesPerLine) * m_page.height;
    m_bytes += bytes.size();
    if (m_page.height >= 0 && m_bytes > whole)
        return {};
    while (!bytes.isEmpty()) {
        const qsizetype piece = qMin(bytes.size(), m_strip.capacity() - m_strip.size());
        m_strip.append(bytes.first(piece));
        bytes = bytes.sliced(piece);
        if (m_strip.size() == m_strip.capacity())
            if (auto done = flush(); !done)
                return done;
    }
    return {};
}

Result<void> PageWriter::flush()
{
    const qsizetype whole = m_strip.size() - m_strip.size() % m_page.bytesPerLine;
    if (whole == 0)
        return {};
    const auto done = m_sink->rows(QByteArrayView(m_strip).first(whole));
    m_strip.remove(0, whole);
    return done;
}

bool PageWriter::isComplete() const
{
    if (!m_open || m_bytes == 0 || m_bytes % m_page.bytesPerLine != 0)
        return false;
    return m_page.height < 0 || m_bytes == qint64(m_page.bytesPerLine) * m_page.height;
}

Result<void> PageWriter::finish()
{
    Q_ASSERT(isComplete());
    if (auto done = flush(); !done)
        return done;
    m_open = false;
    return m_sink->finish(lines());
}

void PageWriter::abandon()
{
    if (std::exchange(m_open, false))
        m_sink->abandon();
}

} // namespace zc::devices
