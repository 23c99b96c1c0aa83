#include "desk.h"

#include <base/uuid.h>

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>

using namespace zc;
using namespace Qt::StringLiterals;
namespace header = zc::platform::header;

Reply exchangeRaw(quint16 port, const QByteArray &bytes, int timeoutMs)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    Reply reply;
    if (!socket.waitForConnected(5000))
        return reply;
    socket.write(bytes);
    QByteArray in;
    QElapsedTimer timer;
    timer.start();
    qsizetype headEnd = -1;
    qint64 length = -1;
    while (timer.elapsed() < timeoutMs) {
        if (headEnd < 0 && (headEnd = in.indexOf("\r\n\r\n")) >= 0) {
            const QList<QByteArray> lines = in.first(headEnd).split('\n');
            reply.status = lines.first().split(' ').value(1).toInt();
            for (const QByteArray &line : lines.sliced(1)) {
                const qsizetype colon = line.indexOf(':');
                reply.headers.insert(line.first(colon).trimmed().toLower(), line.sliced(colon + 1).trimmed());
            }
            length = reply.headers.contains("content-length") ? reply.headers.value("content-length").toLongLong() : 0;
            if (bytes.startsWith("HEAD "))
                length = 0;
            if (reply.status == 100) {
                in.remove(0, headEnd + 4);
                headEnd = -1;
                reply = {};
                continue;
            }
        }
        if (headEnd >= 0 && in.size() - headEnd - 4 >= length)
            break;
        if (!socket.waitForReadyRead(200) && socket.state() != QAbstractSocket::ConnectedState && socket.bytesAvailable() == 0)
            break;
        in += socket.readAll();
    }
    if (headEnd < 0 || in.size() - headEnd - 4 < length)
        return {};
    reply.body = in.sliced(headEnd + 4, length);
    reply.closed = reply.headers.value("connection").toLower() == "close";
    return reply;
}

Reply exchange(quint16 port, const QByteArray &method, const QByteArray &path, const Headers &headers, const QByteArray &body)
{
    QByteArray out = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto &[name, value] : headers)
        out += name + ": " + value + "\r\n";
    if (!body.isEmpty() || method == "PUT" || method == "POST" || method == "PATCH")
        out += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return exchangeRaw(port, out + "\r\n" + body, 40000);
}

Desk::Desk(quint16 port, const QString &user, const QString &password, int window) : port(port)
{
    clientId = uuidFromCanonicalText(u"019a0000-0000-7000-8000-00000000000%1"_s.arg(window));
    const QByteArray form = "grant_type=password&client_id=" + uuidText(clientId).toLatin1() + "&client_secret=demo-desk-" + QByteArray::number(window)
        + "&username=" + user.toLatin1() + "&password=" + password.toLatin1();
    const QJsonObject answer = exchange(port, "POST", "/oauth2/token", {{"Content-Type", platform::media::kForm}}, form).json();
    token = answer.value(u"access_token").toString().toLatin1();
    ticket = answer.value(u"actor_ticket").toString().toLatin1();
    refresh = answer.value(u"refresh_token").toString().toLatin1();
}

Desk::Op Desk::prepare(const QByteArray &method, const QString &path, const QUuid &subject, const QByteArray &body, const Headers &extra)
{
    return {method, path.toLatin1(), body, extra, makeUuidV7(), ++seqs[subject], subject};
}

Headers Desk::headersOf(const Op &op) const
{
    Headers headers{{"Authorization", "Bearer " + token},
                    {header::kIdempotencyKey, '"' + uuidText(op.opId).toLatin1() + '"'},
                    {header::kOpSeq, QByteArray::number(op.opSeq)},
                    {header::kClientEpoch, QByteArray::number(epoch)},
                    {header::kPayloadSchema, "1"},
                    {header::kActedAt, QByteArray::number(QDateTime::currentMSecsSinceEpoch() + clockAheadMs)},
                    {header::kActorTicket, ticket},
                    {header::kContentDigest, platform::contentDigest(op.body)}};
    if (!op.body.isEmpty())
        headers.append(std::pair<QByteArray, QByteArray>("Content-Type", platform::media::kJson));
    return headers + op.extra;
}

Reply Desk::send(const Op &op) const { return exchange(port, op.method, op.path, headersOf(op), op.body); }

Reply Desk::op(const QByteArray &method, const QString &path, const QUuid &subject, const QByteArray &body, const Headers &extra)
{
    const Reply reply = send(prepare(method, path, subject, body, extra));
    if (reply.header("Op-Recorded") != "?1")
        --seqs[subject];      // the number is still free
    return reply;
}

Reply Desk::get(const QString &path, const Headers &extra) const
{
    return exchange(port, "GET", path.toLatin1(), Headers{{"Authorization", "Bearer " + token}} + extra);
}

Reply Desk::post(const QString &path, const QByteArray &body) const
{
    return exchange(port, "POST", path.toLatin1(), {{"Authorization", "Bearer " + token}, {"Content-Type", platform::media::kJson}}, body);
}

QUuid Desk::newCase(const QList<platform::FieldChange> &fields)
{
    const QUuid caseId = makeUuidV7();
    platform::CaseCreate create;
    create.itemCode = u"DEMO-market_regulation-01"_s;
    create.packVersion = u"1.0.0"_s;
    create.packSha256 = platform::sha256Hex("pack");
    create.siteCode = u"430104"_s;
    create.provisionalNumber = u"LS4301040032026112100077"_s;
    create.channel.channel = u"1"_s;
    create.channel.windowNo = u"003"_s;
    create.createdAtMs = QDateTime::currentMSecsSinceEpoch();
    create.fields = fields;
    const Reply reply = op("PUT", caseUrl(caseId), caseId, platform::encode(create), {{"If-None-Match", "*"}});
    return reply.status == 201 ? caseId : QUuid();
}

Reply Desk::patch(const QUuid &caseId, qint64 baseRev, const QList<platform::FieldChange> &changes)
{
    return op("PATCH", caseUrl(caseId), caseId, platform::encode(platform::PatchCaseRequest{changes}), {{header::kBaseRev, QByteArray::number(baseRev)}});
}

Reply Desk::intake(const QUuid &caseId, const QString &kind)
{
    platform::RecordIntakeRequest request;
    request.kind = kind;
    request.receivedAtMs = QDateTime::currentMSecsSinceEpoch();
    request.clock = {request.receivedAtMs, u"boot"_s, 1000, 0, 10, false};
    request.materials = {{u"m1"_s, u"scan"_s, 1}};
    if (kind == u"correction")
        request.allCorrected = true;
    return op("POST", caseUrl(caseId, u"/intake-receipts"_s), caseId, platform::encode(request));
}

QString Desk::upload(const QUuid &attId, const QByteArray &bytes)
{
    const QByteArray meta = "att_id " + uuidText(attId).toLatin1().toBase64() + ",sha256 " + platform::sha256Hex(bytes).toBase64();
    const Reply made = exchange(port, "POST", "/v1/uploads",
                                {{"Authorization", "Bearer " + token}, {"Tus-Resumable", "1.0.0"}, {"Upload-Length", QByteArray::number(bytes.size())}, {"Upload-Metadata", meta}});
    if (made.status != 201)
        return {};
    const QByteArray url = made.header("Location");
    const Reply stored = exchange(port, "PATCH", url,
                                  {{"Authorization", "Bearer " + token}, {"Tus-Resumable", "1.0.0"}, {"Upload-Offset", "0"}, {"Content-Type", platform::media::kTusPatch}}, bytes);
    return stored.status == 204 ? QString::fromLatin1(url.sliced(url.lastIndexOf('/') + 1)) : QString();
}

Reply Desk::bind(const QUuid &caseId, const QUuid &attId, const QByteArray &bytes, const QString &uploadId)
{
    platform::AttachmentBind bind;
    bind.slot = u"m1"_s;
    bind.order = u"a"_s;
    bind.size = bytes.size();
    bind.sha256 = platform::sha256Hex(bytes);
    bind.mediaType = u"image/jpeg"_s;
    bind.uploadId = uploadId;
    return op("PUT", caseUrl(caseId, u"/attachments/"_s + uuidText(attId)), caseId, platform::encode(bind));
}

platform::Case Desk::read(const QUuid &caseId) const
{
    return platform::decode<platform::Case>(get(caseUrl(caseId)).body, platform::Wire::Answer).valueOr({});
}

Reply Desk::submit(const QUuid &caseId, int roundNo)
{
    const platform::Case whole = read(caseId);
    platform::SubmitCaseRequest request;
    request.roundNo = roundNo;
    request.manifestSha256 = platform::manifestSha256(platform::manifestOf(whole, roundNo)).valueOr({});
    return op("POST", caseUrl(caseId, u"/submissions"_s), caseId, platform::encode(request), {{"If-Match", platform::revisionTag('r', whole.head.rev)}});
}

Reply Desk::decide(const QUuid &caseId, const QByteArray &json)
{
    return op("POST", caseUrl(caseId, u"/decisions"_s), caseId, json, {{"If-Match", platform::revisionTag('w', read(caseId).head.flowRev)}});
}

QString caseUrl(const QUuid &caseId, const QString &rest) { return u"/v1/cases/"_s + uuidText(caseId) + rest; }

platform::FieldChange field(const char *path, const QString &value)
{
    platform::FieldChange change;
    change.path = QString::fromLatin1(path);
    change.value = value;
    return change;
}
