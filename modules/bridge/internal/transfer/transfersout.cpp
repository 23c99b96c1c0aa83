#include "transfersout.h"

#include <base/uuid.h>

#include <QtEndian>

#include <algorithm>

namespace zc::bridge {

QByteArray transferFrame(const QUuid &transfer, quint32 number, QByteArrayView piece)
{
    QByteArray frame = transfer.toRfc4122();
    frame.resize(kFrameHead);
    qToBigEndian(number, frame.data() + kFrameHead - qsizetype(sizeof number));
    return frame.append(piece);
}

QUuid TransfersOut::add(const QByteArray &bytes, std::function<void()> arrived)
{
    m_sendings.append({makeUuidV7(), bytes, 0, 0, std::move(arrived)});
    return m_sendings.constLast().id;
}

void TransfersOut::pump()
{
    qint64 underway = 0;
    for (const Sending &sending : std::as_const(m_sendings))
        underway += sending.sent - sending.acknowledged;
    for (Sending &sending : m_sendings) {
        for (; sending.sent < sending.frames() && underway < kMostUnacknowledged; ++underway) {
            const qsizetype at = qsizetype(sending.sent * kSentInFrame);
            const QByteArrayView rest = QByteArrayView(sending.bytes).sliced(at);
            const quint32 number = quint32(sending.sent++);
            m_write(transferFrame(sending.id, number, rest.first(qMin(rest.size(), kSentInFrame))));
        }
    }
}

bool TransfersOut::isNews(const QUuid &transfer, qint64 frames) const
{
    return std::any_of(m_sendings.begin(), m_sendings.end(), [&](const Sending &sending) {
        return sending.id == transfer && frames > sending.acknowledged && frames <= sending.sent;
    });
}

bool TransfersOut::acknowledge(const QUuid &transfer, qint64 frames)
{
    const auto sending = std::find_if(m_sendings.begin(), m_sendings.end(), [&](const Sending &each) { return each.id == transfer; });
    if (sending == m_sendings.end() || frames < sending->acknowledged || frames > sending->sent)
        return false;
    sending->acknowledged = frames;
    if (frames == sending->frames()) {
        const auto arrived = sending->arrived;
        m_sendings.erase(sending);
        arrived();
    }
    pump();
    return true;
}

void TransfersOut::drop(const QList<QUuid> &transfers)
{
    m_sendings.removeIf([&](const Sending &sending) { return transfers.contains(sending.id); });
    pump();
}

} // namespace zc::bridge
