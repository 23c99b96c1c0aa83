#include "internal/caseops.h"
#include "internal/cases.h"

#include <base/uuid.h>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

// Files may still come while the content is open, and for deferred papers and results while the case is handled.
bool takesFiles(const CaseRecord &record)
{
    return !record.closed() || record.state == u"accepted" || record.state == u"inReview" || record.state == u"suspended"
        || record.state == u"finished";
}

bool knownOperation(Service &service, const Request &request)
{
    const QUuid opId = quotedUuid(request.header(platform::header::kIdempotencyKey));
    bool known = opId.isNull();
    service.db->read([&](Connection &db) { known = known || db.row("SELECT 1 FROM operation WHERE op_id=?", {opId.toRfc4122()}); });
    return known;
}

struct Prepared {
    std::optional<platform::AttachmentBind> body;
    std::optional<platform::Problem> problem;
    std::optional<Blobs::Written> blob;
    QUuid uploadId;
};

// Hashes the whole upload into a sealed file of its own, before the transaction: the lane never waits for a disk.
Prepared prepare(Service &service, const Request &request, const QUuid &attId)
{
    Prepared out;
    const auto body = platform::decode<platform::AttachmentBind>(request.body, platform::Wire::Request);
    if (!body) {
        out.problem = bodyProblem(body.error());
        return out;
    }
    out.body = *body;
    if (body->uploadId.isEmpty()) {
        out.problem = platform::makeProblem(ProblemCode::NotFound, u"materialId"_s);
        return out;
    }
    const auto upload = service.uploads->finished(body->uploadId, request.principal.clientId);
    if (!upload) {
        out.problem = platform::makeProblem(ProblemCode::UploadGone);
        return out;
    }
    if (upload->length != body->size || upload->attId != attId) {
        out.problem = platform::makeProblem(ProblemCode::DigestMismatch);
        return out;
    }
    out.uploadId = upload->id;
    const auto blob = service.blobs->write(upload->next);
    if (!blob) {
        out.problem = platform::makeProblem(ProblemCode::StorageFull);
        return out;
    }
    out.blob = *blob;
    if (blob->sha256 != body->sha256 || blob->size != body->size)
        out.problem = platform::makeProblem(ProblemCode::DigestMismatch);
    return out;
}

Outcome bindEffect(Effect &effect, const Prepared &prepared, const QUuid &attId)
{
    const Vault &vault = *effect.service.vault;
    auto record = loadCase(vault, effect.db, effect.subject, effect.request.principal.siteCode);
    if (!record)
        return Outcome::refused(ProblemCode::NotFound);
    if (!takesFiles(*record))
        return Outcome::refused(ProblemCode::CaseFrozen);
    if (prepared.body) {
        if (const auto there = loadAttachment(vault, effect.db, record->caseId, attId)) {
            // Set union: the same file under the same id is there already; an id never gets other bytes.
            const bool same = there->wire.state == u"bound" && there->wire.sha256 == prepared.body->sha256 && there->wire.size == prepared.body->size;
            return same ? Outcome{201, platform::toJson(there->wire), {}, {}, {}} : Outcome::refused(ProblemCode::DigestMismatch, u"id in use"_s);
        }
    }
    if (prepared.problem)
        return Outcome::refused(*prepared.problem);
    const qint64 count = effect.db.row("SELECT count(*) FROM attachment WHERE case_id=?", {record->caseId.toRfc4122()})->first().toLongLong();
    if (count >= platform::limit::kCaseAttachments)
        return Outcome::refused(ProblemCode::FieldRule, u"attachments"_s);
    ++record->attRev;
    AttachmentRecord attachment;
    attachment.wire = {attId, prepared.body->slot, prepared.body->title, prepared.body->order, prepared.body->size, prepared.body->sha256,
                       prepared.body->mediaType, u"bound"_s, record->attRev, effect.nowMs};
    attachment.blobId = prepared.blob->id;
    attachment.key = prepared.blob->key;
    saveAttachment(vault, effect.db, record->caseId, attachment);
    saveCase(vault, effect.db, *record, effect.nowMs);
    effect.db.run("DELETE FROM upload WHERE upload_id=?", {prepared.uploadId.toRfc4122()});
    effect.change("attachment.bound", {}, {}, platform::toJson(attachment.wire));
    effect.afterCommit = [&service = effect.service, id = prepared.uploadId] { service.uploads->drop(id); };
    return {201, platform::toJson(attachment.wire), {}, {}, {}};
}

} // namespace

Answer bindAttachment(Service &service, const Request &request)
{
    const QUuid attId = uuidFromCanonicalText(request.ids.at(1));
    Prepared prepared;
    if (!knownOperation(service, request))
        prepared = prepare(service, request, attId);
    bool bound = false;
    const Answer answer = runOperation(service, request, [&](Effect &effect) {
        Outcome outcome = bindEffect(effect, prepared, attId);
        bound = !outcome.refusal && prepared.blob && effect.afterCommit;
        return outcome;
    });
    if (prepared.blob && !bound)
        service.blobs->remove(prepared.blob->id);
    return answer;
}

Outcome removeAttachment(Effect &effect)
{
    const Vault &vault = *effect.service.vault;
    if (!effect.request.body.isEmpty())
        return Outcome::refused(ProblemCode::BodyInvalid, u"no body here"_s);
    auto record = loadCase(vault, effect.db, effect.subject, effect.request.principal.siteCode);
    auto attachment = record ? loadAttachment(vault, effect.db, record->caseId, uuidFromCanonicalText(effect.request.ids.at(1))) : std::nullopt;
    if (!attachment)
        return Outcome::refused(ProblemCode::NotFound);
    if (record->closed())
        return Outcome::refused(ProblemCode::CaseFrozen);
    if (attachment->wire.state == u"bound") {
        ++record->attRev;
        attachment->wire.state = u"removed"_s;
        attachment->wire.attRev = record->attRev;
        saveAttachment(vault, effect.db, record->caseId, *attachment);
        saveCase(vault, effect.db, *record, effect.nowMs);
        effect.change("attachment.removed", {}, {}, platform::toJson(attachment->wire));
    }
    return {200, platform::toJson(attachment->wire), {}, {}, {}};
}

} // namespace zc::refplatform
