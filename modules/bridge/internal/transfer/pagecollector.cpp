#include "pagecollector.h"

namespace zc::bridge {

using namespace Qt::StringLiterals;

Result<void> PageCollector::keep(const devices::PageHeader &page, const QByteArray &file)
{
    const QString mediaType = file.startsWith("\x89PNG") ? u"image/png"_s : file.startsWith("\xFF\xD8") ? u"image/jpeg"_s : QString();
    if (mediaType.isEmpty())
        return Error{ErrorKind::Invalid, u"INT-FILE-TYPE"_s, u"page of a scanner"_s};
    const std::lock_guard lock(m_mutex);
    if (!m_receiver)
        return {};                          // the job has been cancelled and finishes its page all the same
    if (m_waiting + file.size() > kMostWaiting)
        return Error{ErrorKind::Timeout, u"BRG-PAGES-WAITING"_s, QString::number(m_waiting + file.size())};
    m_waiting += file.size();
    m_pages.append({page, mediaType, file});
    QMetaObject::invokeMethod(m_receiver, m_news, Qt::QueuedConnection);
    return {};
}

QList<CollectedPage> PageCollector::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_pages, {});
}

void PageCollector::arrived(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_waiting -= bytes;
}

void PageCollector::close()
{
    const std::lock_guard lock(m_mutex);
    m_receiver = nullptr;
    m_pages.clear();
}

} // namespace zc::bridge
