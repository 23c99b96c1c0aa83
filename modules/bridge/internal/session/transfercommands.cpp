#include "transfercommands.h"

#include <base/uuid.h>

#include <QTimer>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSendingMs = 30'000;          // for all pieces, unless the page says otherwise
constexpr int kUnusedMs = 120'000;          // between the last piece and the command that uses it
constexpr qsizetype kHashDigits = 64;
constexpr qint64 kMostFrames = 1 << 30;

QByteArray hashFrom(const QString &digits)
{
    const QByteArray hash = QByteArray::fromHex(digits.toLatin1());
    return digits.size() == kHashDigits && QString::fromLatin1(hash.toHex()) == digits ? hash : QByteArray();
}

QJsonObject framesOf(const QUuid &transfer, qint64 frames)
{
    return {{u"transfer"_s, uuidText(transfer)}, {u"frames"_s, frames}};
}

} // namespace

void TransferCommands::begin(const Call &call)
{
    PayloadReader payload(call.message.payload);
    AnnouncedTransfer announced;
    announced.id = payload.uuid(u"transfer"_s);
    announced.bytes = payload.integer(u"bytes"_s, 1, kLargestTransfer);
    announced.sha256 = hashFrom(payload.text(u"sha256"_s));
    announced.mediaType = payload.text(u"mediaType"_s);
    if (!payload.good() || announced.sha256.isEmpty() || !isTransferType(announced.mediaType))
        return call.fail(Completion::InvalidData);
    if (m_in.full() || m_in.knows(announced.id))
        return call.fail(Completion::SequenceError);
    m_in.open(announced);
    m_coming.insert(announced.id, call);
    const QUuid id = announced.id;
    call.onCancel([this, id] { end(id, Completion::Canceled); });
    QTimer::singleShot(call.message.timeoutMs > 0 ? call.message.timeoutMs : kSendingMs, this, [this, id] { end(id, Completion::TimeOut); });
    call.event(u"Transfer.Ack"_s, framesOf(id, 0));
}

// Of a transfer that has not come in whole.
void TransferCommands::end(const QUuid &transfer, Completion completion)
{
    const auto coming = m_coming.constFind(transfer);
    if (coming == m_coming.constEnd())
        return;
    const Call call = *coming;
    m_coming.erase(coming);
    m_in.drop(transfer);
    call.fail(completion);
}

bool TransferCommands::take(const QByteArray &frame)
{
    using Kind = TransfersIn::Taken::Kind;
    const TransfersIn::Taken taken = m_in.take(frame);
    const QUuid id = taken.transfer;
    switch (taken.kind) {
    case Kind::Stray: return false;
    case Kind::Late: break;
    case Kind::Broken: end(id, Completion::InvalidData); break;
    case Kind::More: m_coming.value(id).event(u"Transfer.Ack"_s, framesOf(id, taken.frames)); break;
    case Kind::Whole:
        QTimer::singleShot(kUnusedMs, this, [this, id] { m_in.drop(id); });
        m_coming.take(id).succeed(framesOf(id, taken.frames));
        break;
    }
    return true;
}

bool TransferCommands::isNews(const QJsonObject &given) const
{
    PayloadReader payload(given);
    const QUuid id = payload.uuid(u"transfer"_s);
    const qint64 frames = payload.integer(u"frames"_s, 1, kMostFrames);
    return payload.good() && m_out.isNews(id, frames);
}

void TransferCommands::acknowledge(const Call &call)
{
    PayloadReader payload(call.message.payload);
    const QUuid id = payload.uuid(u"transfer"_s);
    const qint64 frames = payload.integer(u"frames"_s, 1, kMostFrames);
    if (!payload.good())
        return call.fail(Completion::InvalidData);
    if (!m_out.acknowledge(id, frames))
        return call.fail(Completion::SequenceError);
    call.succeed();
}

} // namespace zc::bridge
