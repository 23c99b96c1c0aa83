#pragma once
#include <devices/encodingsink.h>

#include <QList>
#include <QObject>

#include <functional>
#include <mutex>

namespace zc::bridge {

struct CollectedPage {
    devices::PageHeader header;
    QString mediaType;              // image/jpeg, image/png
    QByteArray file;
};

// Where the pages of one job wait until the session sends them. Filled on the driver's thread, emptied on the session's. What waits is
// bounded: a web page that takes none ends its own scan (BRG-PAGES-WAITING).
class PageCollector final : public devices::EncodingSink {
public:
    static constexpr qint64 kMostWaiting = 64 * 1024 * 1024;
    // `news` is called in the receiver's thread after each page.
    PageCollector(const devices::PageEncoder *encoder, QObject *receiver, std::function<void()> news)
        : EncodingSink(encoder), m_receiver(receiver), m_news(std::move(news)) {}

    QList<CollectedPage> take();
    void arrived(qint64 bytes);         // they wait no longer
    void close();                       // nobody wants what comes from now on; before the receiver goes

private:
    Result<void> keep(const devices::PageHeader &page, const QByteArray &file) override;
    std::mutex m_mutex;
    QObject *m_receiver;
    const std::function<void()> m_news;
    QList<CollectedPage> m_pages;
    qint64 m_waiting = 0;               // bytes taken in and not arrived
};

} // namespace zc::bridge
