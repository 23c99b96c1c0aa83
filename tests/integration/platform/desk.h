#pragma once
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/manifest.h>

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QTcpSocket>

// A desk made of nothing but a socket: what it sends is exactly what the test wrote down.
struct Reply {
    int status = 0;                              // 0 = no whole answer came
    QHash<QByteArray, QByteArray> headers;       // lower case
    QByteArray body;
    bool closed = false;

    QByteArray header(const char *name) const { return headers.value(QByteArray(name).toLower()); }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return json().value(QStringLiteral("code")).toString(); }
};

using Headers = QList<std::pair<QByteArray, QByteArray>>;

Reply exchangeRaw(quint16 port, const QByteArray &bytes, int timeoutMs = 10000);
Reply exchange(quint16 port, const QByteArray &method, const QByteArray &path, const Headers &headers = {}, const QByteArray &body = {});

class Desk {
public:
    Desk(quint16 port, const QString &user = QStringLiteral("clerk1"), const QString &password = QStringLiteral("demo-clerk-1"), int window = 3);

    QByteArray token, ticket, refresh;
    QUuid clientId;
    quint16 port;
    qint64 epoch = 1;
    qint64 clockAheadMs = 0;                     // of the platform's clock before ours
    QHash<QUuid, qint64> seqs;                   // last op_seq by subject

    struct Op { QByteArray method; QByteArray path; QByteArray body; Headers extra; QUuid opId; qint64 opSeq = 0; QUuid subject; };
    Op prepare(const QByteArray &method, const QString &path, const QUuid &subject, const QByteArray &body, const Headers &extra = {});
    Headers headersOf(const Op &op) const;
    Reply send(const Op &op) const;
    Reply op(const QByteArray &method, const QString &path, const QUuid &subject, const QByteArray &body, const Headers &extra = {});
    Reply get(const QString &path, const Headers &extra = {}) const;
    Reply post(const QString &path, const QByteArray &body) const;

    // Steps of a case.
    QUuid newCase(const QList<zc::platform::FieldChange> &fields = {});
    Reply patch(const QUuid &caseId, qint64 baseRev, const QList<zc::platform::FieldChange> &changes);
    Reply intake(const QUuid &caseId, const QString &kind = QStringLiteral("first"));
    QString upload(const QUuid &attId, const QByteArray &bytes);         // upload id
    Reply bind(const QUuid &caseId, const QUuid &attId, const QByteArray &bytes, const QString &uploadId);
    Reply submit(const QUuid &caseId, int roundNo = 1);
    Reply decide(const QUuid &caseId, const QByteArray &json);
    zc::platform::Case read(const QUuid &caseId) const;
};

QString caseUrl(const QUuid &caseId, const QString &rest = {});
zc::platform::FieldChange field(const char *path, const QString &value);
