#include "transfersin.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace zc::bridge {

namespace {

constexpr qsizetype kRemembered = 8;        // transfers that have ended

// What a page may send, and how a file of it begins.
constexpr struct {
    QStringView mediaType;
    QByteArrayView begins;
} kTransferTypes[] = {{u"application/pdf", "%PDF-"}};

bool isWhatItSays(const AnnouncedTransfer &announced, QByteArrayView bytes)
{
    const bool kind = std::any_of(std::begin(kTransferTypes), std::end(kTransferTypes), [&](const auto &type) {
        return type.mediaType == announced.mediaType && bytes.startsWith(type.begins);
    });
    return kind && QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == announced.sha256;
}

template <class List, class Id>
qsizetype placeOf(const List &list, Id id, const QUuid &transfer)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto &each) { return id(each) == transfer; });
    return found == list.end() ? -1 : qsizetype(found - list.begin());
}

} // namespace

bool isTransferType(QStringView mediaType)
{
    return std::any_of(std::begin(kTransferTypes), std::end(kTransferTypes), [&](const auto &type) { return type.mediaType == mediaType; });
}

bool TransfersIn::knows(const QUuid &transfer) const
{
    return placeOf(m_transfers, [](const Coming &each) { return each.announced.id; }, transfer) >= 0
        || placeOf(m_ended, [](const Ended &each) { return each.id; }, transfer) >= 0;
}

void TransfersIn::open(const AnnouncedTransfer &announced)
{
    m_transfers.append({announced, {}, 0, false});
}

void TransfersIn::end(qsizetype index)
{
    m_ended.append({m_transfers.takeAt(index).announced.id, 0});
    if (m_ended.size() > kRemembered)
        m_ended.removeFirst();
}

TransfersIn::Taken TransfersIn::take(const QByteArray &frame)
{
    if (frame.size() < kFrameHead)
        return {};
    const QUuid id = QUuid::fromRfc4122(QByteArrayView(frame).first(16));
    const qsizetype index = placeOf(m_transfers, [](const Coming &each) { return each.announced.id; }, id);
    if (index < 0) {
        const qsizetype ended = placeOf(m_ended, [](const Ended &each) { return each.id; }, id);
        return {ended >= 0 && ++m_ended[ended].late <= kMostUnacknowledged ? Taken::Kind::Late : Taken::Kind::Stray, id, 0};
    }
    Coming &coming = m_transfers[index];
    const quint32 number = qFromBigEndian<quint32>(frame.constData() + 16);
    const QByteArrayView piece = QByteArrayView(frame).sliced(kFrameHead);
    const bool fits = !coming.whole && number == coming.frames && !piece.isEmpty() && piece.size() <= kMostInFrame
        && coming.bytes.size() + piece.size() <= coming.announced.bytes;
    if (fits) {
        coming.bytes.append(piece);
        ++coming.frames;
        if (coming.bytes.size() < coming.announced.bytes)
            return {Taken::Kind::More, id, coming.frames};
        coming.whole = isWhatItSays(coming.announced, coming.bytes);
        if (coming.whole)
            return {Taken::Kind::Whole, id, coming.frames};
    }
    end(index);
    return {Taken::Kind::Broken, id, 0};
}

std::optional<QByteArray> TransfersIn::use(const QUuid &transfer)
{
    const qsizetype index = placeOf(m_transfers, [](const Coming &each) { return each.announced.id; }, transfer);
    if (index < 0 || !m_transfers[index].whole)
        return std::nullopt;
    const QByteArray whole = m_transfers[index].bytes;
    end(index);
    return whole;
}

void TransfersIn::drop(const QUuid &transfer)
{
    const qsizetype index = placeOf(m_transfers, [](const Coming &each) { return each.announced.id; }, transfer);
    if (index >= 0)
        end(index);
}

} // namespace zc::bridge
