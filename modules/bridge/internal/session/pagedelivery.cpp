#include "pagedelivery.h"

#include "internal/session/devicecommands.h"

#include <base/uuid.h>

#include <QCryptographicHash>
#include <QJsonArray>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;         // after the job, between two pages that arrive

} // namespace

PageDelivery::PageDelivery(const Call &call, const QString &event, TransfersOut &transfers, const devices::PageEncoder *encoder, QObject *parent)
    : QObject(parent), m_call(call), m_event(event), m_transfers(transfers),
      m_collector(std::make_shared<PageCollector>(encoder, this, [this] { send(); }))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish(Completion::TimeOut, {}); });
}

PageDelivery::~PageDelivery()
{
    m_collector->close();
    m_transfers.drop(m_underway);
}

void PageDelivery::send()
{
    for (const CollectedPage &page : m_collector->take())
        deliver(page.file, page.mediaType, {{u"dpi"_s, page.header.dpi}});
}

void PageDelivery::deliver(const QByteArray &file, const QString &mediaType, const QJsonObject &more)
{
    if (m_stopped || m_finished)
        return;
    const auto id = std::make_shared<QUuid>();
    *id = m_transfers.add(file, [this, id, bytes = file.size()] {
        m_underway.removeOne(*id);
        m_collector->arrived(bytes);
        if (m_answer)
            m_patience.start();
        settle();
    });
    m_underway << *id;
    QJsonObject about = more;
    about.insert(u"page"_s, ++m_pages);
    about.insert(u"transfer"_s, uuidText(*id));
    about.insert(u"bytes"_s, file.size());
    about.insert(u"sha256"_s, QString::fromLatin1(QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex()));
    about.insert(u"mediaType"_s, mediaType);
    m_call.event(m_event, about);
    m_transfers.pump();
}

void PageDelivery::ended(const Result<devices::ScanSummary> &answer)
{
    m_answer = answer;
    send();                             // what was finished before the end came
    m_patience.start();
    settle();
}

void PageDelivery::stop()
{
    m_stopped = true;
    m_collector->close();
    m_transfers.drop(std::exchange(m_underway, {}));
    settle();
}

void PageDelivery::settle()
{
    if (!m_answer || !m_underway.isEmpty())
        return;
    if (m_stopped)
        return finish(Completion::Canceled, {});
    if (m_answer->ok())
        return finish(Completion::Success, {});
    finish(completionOf(m_answer->error()), m_answer->error().code);
}

void PageDelivery::finish(Completion completion, const QString &description)
{
    if (std::exchange(m_finished, true))
        return;
    QJsonObject payload{{u"pages"_s, m_pages}};
    if (m_answer && m_answer->ok())
        payload.insert(u"notes"_s, QJsonArray::fromStringList((*m_answer)->notes));
    m_call.finish(completion, payload, description);
    deleteLater();
}

} // namespace zc::bridge
