#pragma once
#include "internal/host/wirevalue.h"

#include <devices/device.h>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace zc::devices::host {

inline constexpr qint64 kPageWindow = 4 << 20;          // bytes on their way that the client has not taken yet
inline constexpr qsizetype kChunk = PageSink::kStripBytes;      // one message of pixels, whole lines where a line fits
inline constexpr qint64 kLargestEncodedPage = 64 * 1024 * 1024;

// The scanner's side: pages of one job become messages page{…}, chunk{bytes}, pageEnd{height} or pageDropped. Never more than
// kPageWindow bytes are on their way: rows() waits for the client's credit. Of the driver's thread, but for credit().
class PageSender final : public PageSink {
public:
    using Say = std::function<void(const QString &name, WireValue message)>;
    PageSender(qint64 job, Say say, std::function<bool()> stop);

    void credit(qint64 bytes);                          // any thread
    Result<void> begin(const PageHeader &page) override;
    Result<void> rows(QByteArrayView wholeLines) override;
    Result<void> finish(int height) override;
    void abandon() override;
    Result<void> encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes) override;

private:
    Result<void> sendChunks(QByteArrayView bytes, qsizetype piece);
    WireValue message() const;
    const qint64 m_job;
    const Say m_say;
    const std::function<bool()> m_stop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    qint64 m_window = kPageWindow;
    int m_bytesPerLine = 0;
};

// The client's side: messages of one job into its sink, each checked first. take() false: the host broke a rule.
class PageReceiver {
public:
    PageReceiver(qint64 job, std::shared_ptr<PageSink> sink) : m_job(job), m_sink(std::move(sink)) {}
    ~PageReceiver();                                    // abandons a page that did not end
    bool take(const QString &name, const WireValue &message, qint64 *credit);
    const Error &failed() const { return m_failed; }    // the sink's own error; empty code: none
    int finished() const { return m_finished; }         // pages that came whole and that the sink took

private:
    bool takeChunk(QByteArrayView bytes);
    bool keep(const Result<void> &result);              // false: the sink would not have it
    const qint64 m_job;
    const std::shared_ptr<PageSink> m_sink;
    bool m_inPage = false;
    PageHeader m_page;
    QString m_mediaType;                                // of an encoded page
    QByteArray m_encoded;
    int m_lines = 0;
    int m_finished = 0;
    Error m_failed;
};

} // namespace zc::devices::host
