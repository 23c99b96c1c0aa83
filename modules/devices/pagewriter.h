#pragma once
#include <devices/scanning.h>

namespace zc::devices {

// Cuts what a scanner sends into whole lines and hands them to the sink in strips. Decides whether a page is complete: the
// bytes of every announced line, no part of a line more; with an unknown height at least one line. Driver thread only.
class PageWriter {
public:
    explicit PageWriter(std::shared_ptr<PageSink> sink) : m_sink(std::move(sink)) {}
    ~PageWriter();                                  // abandons what is open

    Result<void> begin(const PageHeader &page);
    Result<void> add(QByteArrayView bytes);         // any piece
    bool isComplete() const;                        // would finish() be the truth?
    Result<void> finish();                          // only when complete
    void abandon();

    bool isOpen() const { return m_open; }
    int lines() const { return m_page.bytesPerLine > 0 ? int(m_bytes / m_page.bytesPerLine) : 0; }
    qint64 bytes() const { return m_bytes; }

private:
    Result<void> flush();

    const std::shared_ptr<PageSink> m_sink;
    PageHeader m_page;
    QByteArray m_strip;
    qint64 m_bytes = 0;
    bool m_open = false;
};

} // namespace zc::devices
