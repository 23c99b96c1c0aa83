#include "pages/desk/materialpages.h"
#include "pages/desk/deskport.h"
#include "pages/desk/pagedecoder.h"

#include <base/whendone.h>
#include <base/errortext.h>

namespace zc::client {

constexpr int kLongSide = 2200;        // sharp at 200 % on a 1080-line screen

MaterialPages::MaterialPages(DeskPort &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
}

void MaterialPages::forget()
{
    m_images.clear();
    m_asked.clear();
    m_attachments.clear();
    m_failure.clear();
}

void MaterialPages::load(const QList<intake::AttachmentRef> &attachments)
{
    m_attachments = attachments;
    m_failure.clear();
    for (const auto &attachment : attachments) {
        const QUuid id = attachment.attId;
        if (m_asked.contains(id)) continue;
        m_asked.insert(id);
        ++m_waiting;
        const auto failed = [this, id](const Error &error) {
            --m_waiting;
            m_asked.remove(id);
            m_failure = ErrorTexts().sentence(error);
            Q_EMIT ready();
        };
        whenDone(m_desk.attachmentBytes(id), this, [this, id, failed](const Result<QByteArray> &bytes) {
            if (!bytes) return failed(bytes.error());
            whenDone(decodePages(*bytes, kLongSide), this, [this, id, failed](const Result<QList<QImage>> &images) {
                if (!images) return failed(images.error());
                --m_waiting;
                m_images.insert(id, *images);
                Q_EMIT ready();
            });
        });
    }
}

QList<MaterialPages::Page> MaterialPages::pages() const
{
    QList<Page> pages;
    for (const auto &attachment : m_attachments) {
        const QList<QImage> images = m_images.value(attachment.attId);
        for (qsizetype i = 0; i < images.size(); ++i) pages.append({attachment.attId, int(i), images.at(i)});
    }
    return pages;
}

} // namespace zc::client
