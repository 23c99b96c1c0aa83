#include "fakeplatform.h"

#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/manifest.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace zc::fakes {
using namespace Qt::StringLiterals;
using namespace zc::platform;

namespace {

const Error kOffline{ErrorKind::Offline, u"NET-OFFLINE"_s, {}};

QByteArray headerOf(const FrozenOperation &operation, const char *name)
{
    for (const auto &[key, value] : operation.headers) {
        if (key == name)
            return value;
    }
    return {};
}

template <class T>
OperationAnswer success(int http, const T &body, const CaseHead &head)
{
    OperationAnswer answer;
    answer.ours = answer.recorded = true;
    answer.http = http;
    answer.body = encode(body);
    answer.rev = head.rev;
    answer.flowRev = head.flowRev;
    return answer;
}

} // namespace

FakePlatform::FakePlatform() : m_key(std::move(crypto::SigningKey::generate()).value()), m_strangeKey(std::move(crypto::SigningKey::generate()).value()) { }

OperationAnswer FakePlatform::refuse(ProblemCode code, bool recorded)
{
    OperationAnswer answer;
    answer.ours = true;
    answer.recorded = recorded;
    answer.problem = makeProblem(code);
    answer.http = answer.problem->status;
    answer.body = encode(*answer.problem);
    return answer;
}

void FakePlatform::editElsewhere(const QUuid &caseId, const QString &path, const QJsonValue &value, bool tellByFeed)
{
    HeldCase &held = cases[caseId];
    FieldState state;
    state.path = path;
    state.value = value;
    state.rev = ++held.head.rev;
    state.author = u"样例同事"_s;
    held.fields.insert(path, state);
    if (tellByFeed) {
        Change change;
        change.kind = u"case.fields"_s;
        change.subject = caseId;
        change.rev = state.rev;
        change.body = QJsonObject{{u"fields"_s, QJsonArray{toJson(state)}}};
        news.append(change);
    }
}

void FakePlatform::forgetAfter(const QUuid &caseId, qint64 opSeq)
{
    m_operations.removeIf([&](auto entry) { return entry.value().opSeq > opSeq; });
    m_lastSeq[caseId] = opSeq;
}

OperationAnswer FakePlatform::send(const FrozenOperation &operation)
{
    OperationAnswer lost;
    lost.why = Error{ErrorKind::Offline, u"NET-RESET"_s, {}};
    if (!online) {
        lost.why = kOffline;
        return lost;
    }
    sent.append(operation.method + ' ' + operation.path);
    const Fault bend = fault ? fault(operation, ++m_sends) : Fault::None;
    if (bend == Fault::LoseRequest)
        return lost;
    const QUuid caseId(QString::fromLatin1(operation.path.split('/').value(3)));
    const qint64 seq = headerOf(operation, header::kOpSeq).toLongLong();
    const QByteArray fingerprint = operation.method + operation.path + headerOf(operation, header::kIfMatch) + headerOf(operation, header::kBaseRev)
        + headerOf(operation, header::kClientEpoch) + QByteArray::number(seq) + operation.body;
    OperationAnswer answer;
    if (const auto known = m_operations.constFind(operation.opId); known != m_operations.constEnd()) {
        answer = known->fingerprint == fingerprint ? known->answer : refuse(ProblemCode::KeyReused, false);
        answer.replayed = true;
    } else if (bend == Fault::RefuseUnrecorded) {
        return refuse(refusal, false);
    } else if (contentDigest(operation.body) != headerOf(operation, header::kContentDigest)) {
        return refuse(ProblemCode::DigestBody, false);
    } else if (seq != m_lastSeq.value(caseId) + 1) {
        answer = refuse(seq > m_lastSeq.value(caseId) ? ProblemCode::SeqGap : ProblemCode::SeqReused, false);
        answer.problem->lastSeq = m_lastSeq.value(caseId);
        return answer;
    } else {
        answer = bend == Fault::Refuse ? refuse(refusal, true) : effect(operation, caseId);
        m_lastSeq[caseId] = seq;
        m_operations.insert(operation.opId, {fingerprint, seq, answer.problem ? u"refused"_s : u"applied"_s, answer});
    }
    if (bend == Fault::LoseReply)
        return lost;
    if (bend == Fault::Foreign) {
        lost.why = Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"http 200: not JSON"_s};
        lost.http = 200;
        return lost;
    }
    return answer;
}

OperationAnswer FakePlatform::effect(const FrozenOperation &operation, const QUuid &caseId)
{
    const QList<QByteArray> parts = operation.path.split('/');
    const QByteArray what = parts.value(4);
    if (operation.method == "PUT" && what.isEmpty()) {
        if (cases.contains(caseId))
            return refuse(ProblemCode::CaseExists, true);
        const auto create = decode<CaseCreate>(operation.body, Wire::Request);
        if (!create)
            return refuse(ProblemCode::BodyInvalid, true);
        HeldCase held;
        held.head.caseId = caseId;
        held.head.itemCode = create->itemCode;
        held.head.packVersion = create->packVersion;
        held.head.packSha256 = create->packSha256;
        held.head.rev = 1;
        held.head.state = u"draft"_s;
        for (const FieldChange &change : create->fields)
            held.fields.insert(change.path, {change.path, change.value, change.clear, 1, {}, 0, {}, {}});
        cases.insert(caseId, held);
        return success(201, held.head, held.head);
    }
    if (!cases.contains(caseId))
        return refuse(ProblemCode::NotFound, true);
    HeldCase &held = cases[caseId];
    if (operation.method == "PATCH")
        return patch(operation, held);
    if (what == "submissions")
        return submit(operation, held);
    if (what == "number") {
        if (held.head.number.isEmpty())
            held.head.number = u"4401%1"_s.arg(++m_numbers, 6, 10, QLatin1Char('0'));
        return success(201, NumberAnswer{u"issued"_s, held.head.number, 1}, held.head);
    }
    if (what == "intake-receipts") {
        held.head.state = u"received"_s;
        ++held.head.flowRev;
        return success(201, RecordIntakeAnswer{u"00-"_s + uuidText(makeUuidV7()), 1, false, held.head.flowRev}, held.head);
    }
    if (what == "attachments" && operation.method == "PUT") {
        const auto bind = decode<AttachmentBind>(operation.body, Wire::Request);
        const QByteArray bytes = bind ? uploads.value("/v1/uploads/" + bind->uploadId.toLatin1()) : QByteArray();
        if (!bind || !uploads.contains("/v1/uploads/" + bind->uploadId.toLatin1()))
            return refuse(ProblemCode::UploadGone, true);
        if (sha256Hex(bytes) != bind->sha256 || bytes.size() != bind->size)
            return refuse(ProblemCode::DigestMismatch, true);
        Attachment attachment;
        attachment.attId = QUuid(QString::fromLatin1(parts.value(5)));
        attachment.slot = bind->slot;
        attachment.sha256 = bind->sha256;
        attachment.size = bind->size;
        attachment.state = u"bound"_s;
        held.attachments.insert(attachment.attId, attachment);
        return success(201, attachment, held.head);
    }
    if (what == "attachments") {
        Attachment &attachment = held.attachments[QUuid(QString::fromLatin1(parts.value(5)))];
        attachment.state = u"removed"_s;
        attachment.slot = u"x"_s;
        return success(200, attachment, held.head);
    }
    return success(201, held.head, held.head);
}

OperationAnswer FakePlatform::patch(const FrozenOperation &operation, HeldCase &held)
{
    const auto request = decode<PatchCaseRequest>(operation.body, Wire::Request);
    const qint64 base = headerOf(operation, header::kBaseRev).toLongLong();
    if (!request || base < 1)
        return refuse(ProblemCode::PreconditionRequired, true);
    QList<FieldState> newer;
    for (const FieldChange &change : request->changes) {
        if (held.fields.value(change.path).rev > base)
            newer.append(held.fields.value(change.path));
    }
    if (!newer.isEmpty()) {
        OperationAnswer answer = refuse(ProblemCode::FieldsChanged, true);
        answer.problem->rev = held.head.rev;
        answer.problem->current = newer;
        answer.body = encode(*answer.problem);
        return answer;
    }
    PatchAnswer done;
    for (const FieldState &state : std::as_const(held.fields)) {
        if (state.rev > base)
            done.missed.append(state);
    }
    done.rev = ++held.head.rev;
    for (const FieldChange &change : request->changes) {
        held.fields.insert(change.path, {change.path, change.value, change.clear, done.rev, {}, 0, {}, {}});
        done.applied.append({change.path, done.rev});
    }
    return success(200, done, held.head);
}

OperationAnswer FakePlatform::submit(const FrozenOperation &operation, HeldCase &held)
{
    const auto request = decode<SubmitCaseRequest>(operation.body, Wire::Request);
    if (!request)
        return refuse(ProblemCode::BodyInvalid, true);
    if (headerOf(operation, header::kIfMatch) != revisionTag('r', held.head.rev))
        return refuse(ProblemCode::RevMismatch, true);
    if (held.rounds.contains(request->roundNo))
        return refuse(ProblemCode::RoundTaken, true);
    Case whole;
    whole.head = held.head;
    whole.fields = held.fields.values();
    whole.attachments = held.attachments.values();
    if (manifestSha256(manifestOf(whole, request->roundNo)).valueOr({}) != request->manifestSha256)
        return refuse(ProblemCode::ManifestMismatch, true);
    ++held.submissions;
    ++held.head.flowRev;
    held.head.roundNo = request->roundNo;
    ReceiptPayload payload;
    payload.caseId = held.head.caseId;
    payload.roundNo = request->roundNo;
    payload.submissionId = u"00-"_s + uuidText(makeUuidV7());
    payload.manifestSha256 = request->manifestSha256;
    payload.number = held.head.number;
    payload.actedAtMs = payload.receivedAtMs = payload.storedAtMs = 1764547200000;
    payload.environment = environment;
    payload.platformId = u"fake"_s;
    SubmissionAnswer answer;
    answer.submissionId = payload.submissionId;
    answer.roundNo = request->roundNo;
    answer.flowRev = held.head.flowRev;
    const QByteArray text = encode(payload);
    answer.receipt = {text, u"ES256"_s, u"fake-1"_s, (badReceipts ? m_strangeKey : m_key).sign(text).valueOr({})};
    held.rounds.insert(request->roundNo, answer);
    return success(201, answer, held.head);
}

Result<Capabilities> FakePlatform::capabilities()
{
    if (!online)
        return kOffline;
    Capabilities answer;
    answer.platformId = u"fake"_s;
    answer.environment = environment;
    answer.receiptKeys = {{u"fake-1"_s, u"ES256"_s, m_key.verifyKey().spki()}};
    return answer;
}

Result<TimeProbe> FakePlatform::time() { return online ? Result<TimeProbe>(TimeProbe{1764547200000, 12}) : Result<TimeProbe>(kOffline); }
Result<TokenAnswer> FakePlatform::loginClerk(const QString &, const QString &) { return TokenAnswer{}; }
Result<Me> FakePlatform::me() { return Me{}; }

Result<OperationStatus> FakePlatform::operation(const QUuid &opId, const QUuid &)
{
    if (!online)
        return kOffline;
    asked.append(uuidText(opId));
    const auto known = m_operations.constFind(opId);
    if (known == m_operations.constEnd())
        return errorOf(makeProblem(ProblemCode::OpUnknown));
    OperationStatus status;
    status.opId = opId;
    status.opSeq = known->opSeq;
    status.status = known->status;
    status.http = known->answer.http;
    if (known->answer.rev)
        status.etag = QString::fromLatin1(revisionTag('r', *known->answer.rev));
    status.answer = QJsonDocument::fromJson(known->answer.body).object();
    return status;
}

Result<ListOperationsAnswer> FakePlatform::operations(const QUuid &subject, qint64)
{
    return ListOperationsAnswer{1, m_lastSeq.value(subject), {}};
}

Result<OperationStatus> FakePlatform::voidOperation(const QUuid &opId, const QUuid &subject, qint64 opSeq, qint64)
{
    if (!online)
        return kOffline;
    const auto known = m_operations.constFind(opId);
    if (known != m_operations.constEnd() && known->status == u"applied")
        return errorOf(makeProblem(ProblemCode::OpApplied));
    m_operations.insert(opId, {{}, opSeq, u"voided"_s, refuse(ProblemCode::OpVoided, true)});
    m_lastSeq[subject] = std::max(m_lastSeq.value(subject), opSeq);
    OperationStatus status;
    status.opId = opId;
    status.status = u"voided"_s;
    return status;
}

Result<SubmissionAnswer> FakePlatform::submission(const QUuid &caseId, int roundNo) { return cases.value(caseId).rounds.value(roundNo); }
Result<Case> FakePlatform::readCase(const QUuid &) { return errorOf(makeProblem(ProblemCode::ScopeDenied)); }
Result<SearchCasesAnswer> FakePlatform::searchCases(const SearchCasesRequest &) { return SearchCasesAnswer{}; }

Result<ChangePage> FakePlatform::changes(const QString &, int)
{
    if (!online)
        return kOffline;
    ChangePage page;
    page.changes.swap(news);
    if (!page.changes.isEmpty())
        ++m_cursor;
    page.cursor = u"c-%1"_s.arg(m_cursor);
    return page;
}

Result<GetCatalogueChangesAnswer> FakePlatform::catalogueChanges(const QString &) { return GetCatalogueChangesAnswer{}; }
Result<QByteArray> FakePlatform::pack(const QByteArray &) { return errorOf(makeProblem(ProblemCode::NotFound)); }

Result<QByteArray> FakePlatform::createUpload(const QUuid &, qint64 length, const QByteArray &)
{
    if (!online)
        return kOffline;
    const QByteArray path = "/v1/uploads/n1-" + QByteArray::number(++m_uploads);
    uploads.insert(path, {});
    uploadLengths.insert(path, length);
    return path;
}

Result<qint64> FakePlatform::uploadOffset(const QByteArray &path)
{
    if (!online)
        return kOffline;
    if (!uploads.contains(path))
        return Error{ErrorKind::NotFound, u"NET-TUS-GONE"_s, {}};
    return uploads.value(path).size();
}

Result<qint64> FakePlatform::appendUpload(const QByteArray &path, qint64 offset, const QByteArray &piece)
{
    if (!online)
        return kOffline;
    if (!uploads.contains(path))
        return Error{ErrorKind::NotFound, u"NET-TUS-GONE"_s, {}};
    QByteArray &held = uploads[path];
    if (offset != held.size())
        return Error{ErrorKind::Conflict, u"NET-TUS-OFFSET"_s, {}};
    held += piece.left(pieceLimit);              // a platform may keep less than it was given
    return held.size();
}

} // namespace zc::fakes
