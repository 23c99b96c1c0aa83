#pragma once
#include <devices/scanning.h>

#include <QList>

#include <mutex>

namespace zc::peers {

// Keeps every page a scan delivers, and notes what was abandoned. Thread-safe for readers.
class PagePile final : public devices::PageSink {
public:
    struct Page {
        devices::PageHeader header;
        QByteArray rows;
        QString mediaType;          // of an encoded page; then `rows` is the file
    };

    Result<void> begin(const devices::PageHeader &page) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_open)
            return broken("begin inside a page");
        m_open = true;
        m_page = {page, {}, {}};
        ++begun;
        return {};
    }
    Result<void> rows(QByteArrayView wholeLines) override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_open || wholeLines.isEmpty() || wholeLines.size() % m_page.header.bytesPerLine != 0 || wholeLines.size() > qMax<qsizetype>(kStripBytes, m_page.header.bytesPerLine))
            return broken("strip");
        m_page.rows.append(wholeLines);
        if (refuseAfter >= 0 && m_page.rows.size() > refuseAfter)
            return Error{ErrorKind::Internal, QStringLiteral("STO-DISK-LOW"), {}};
        return {};
    }
    Result<void> finish(int height) override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_open || m_page.rows.size() != qsizetype(height) * m_page.header.bytesPerLine)
            return broken("height");
        m_open = false;
        m_page.header.height = height;
        m_pages << m_page;
        return {};
    }
    void abandon() override
    {
        const std::lock_guard lock(m_mutex);
        m_open = false;
        ++abandoned;
    }
    Result<void> encoded(const devices::PageHeader &page, const QString &mediaType, const QByteArray &bytes) override
    {
        const std::lock_guard lock(m_mutex);
        m_pages << Page{page, bytes, mediaType};
        return {};
    }

    QList<Page> pages() const
    {
        const std::lock_guard lock(m_mutex);
        return m_pages;
    }
    bool isOpen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_open;
    }
    int begun = 0;
    int abandoned = 0;
    qsizetype refuseAfter = -1;     // bytes of a page that still fit

private:
    static Error broken(const char *what) { return Error{ErrorKind::Internal, QStringLiteral("DEV-ANSWER"), QString::fromLatin1(what)}; }
    mutable std::mutex m_mutex;
    QList<Page> m_pages;
    Page m_page;
    bool m_open = false;
};

} // namespace zc::peers
