#pragma once
#include "internal/session/call.h"
#include "internal/transfer/transfersin.h"
#include "internal/transfer/transfersout.h"

#include <QHash>
#include <QObject>

namespace zc::bridge {

// The pieces that go both ways between one web page and its session. Thread of the session.
class TransferCommands : public QObject {
public:
    TransferCommands(TransfersOut::Write write, QObject *parent) : QObject(parent), m_out(std::move(write)) {}

    // {transfer, bytes, sha256, mediaType} → an event Transfer.Ack {transfer, frames} when pieces may come and after each of them;
    // ends when all are there and the hash holds.
    void begin(const Call &call);
    void acknowledge(const Call &call);         // {transfer, frames}: the page has that many of ours
    bool isNews(const QJsonObject &given) const;        // an acknowledgement that moves something on
    bool take(const QByteArray &frame);         // false: a piece of nothing

    TransfersOut &out() { return m_out; }
    TransfersIn &in() { return m_in; }

private:
    void end(const QUuid &transfer, Completion completion);
    TransfersOut m_out;
    TransfersIn m_in;
    QHash<QUuid, Call> m_coming;
};

} // namespace zc::bridge
