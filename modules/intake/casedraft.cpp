#include "casedraft.h"

#include "pageorder.h"

#include <base/uuid.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr int kFormat = 1;

Error formatError(const QString &detail)
{
    return {ErrorKind::Corrupt, u"INT-DRAFT-FORMAT"_s, detail};
}

QJsonObject valueToJson(const FieldValue &value)
{
    QJsonObject object{{u"text"_s, value.text}, {u"source"_s, int(value.source)}, {u"confirmed"_s, value.confirmed}};
    if (value.machineSource != Source::None) {
        object.insert(u"machineText"_s, value.machineText);
        object.insert(u"machineSource"_s, int(value.machineSource));
    }
    return object;
}

bool validSource(int source)
{
    return source >= int(Source::None) && source <= int(Source::SocialCard);
}

Result<FieldValue> valueFromJson(const QString &path, const QJsonObject &object)
{
    const int source = object.value(u"source"_s).toInt(-1);
    const int machineSource = object.value(u"machineSource"_s).toInt(0);
    if (!object.value(u"text"_s).isString() || !validSource(source) || !validSource(machineSource))
        return formatError(path);
    return FieldValue{object.value(u"text"_s).toString(), Source(source), object.value(u"confirmed"_s).toBool(true),
                      object.value(u"machineText"_s).toString(), Source(machineSource)};
}

QJsonObject fileToJson(const AttachmentRef &file)
{
    QJsonObject entry{{u"id"_s, uuidText(file.attId)}, {u"title"_s, file.title}, {u"mediaType"_s, file.mediaType},
                      {u"bytes"_s, file.bytes}, {u"pages"_s, file.pages},
                      {u"sha256"_s, QString::fromLatin1(file.sha256.toHex())}};
    if (!file.device.isEmpty()) {
        entry.insert(u"device"_s, file.device);
        entry.insert(u"takenMs"_s, file.takenMs);
    }
    return entry;
}

std::optional<AttachmentRef> fileFromJson(const QJsonObject &file)
{
    AttachmentRef ref{uuidFromCanonicalText(file.value(u"id"_s).toString()), file.value(u"title"_s).toString(),
                      file.value(u"mediaType"_s).toString(), file.value(u"bytes"_s).toInteger(), file.value(u"pages"_s).toInt(1),
                      QByteArray::fromHex(file.value(u"sha256"_s).toString().toLatin1()), file.value(u"device"_s).toString(),
                      file.value(u"takenMs"_s).toInteger()};
    if (ref.attId.isNull() || ref.sha256.size() != 32)
        return std::nullopt;
    return ref;
}

QJsonObject signatureToJson(const SignatureRef &signature)
{
    return {{u"picture"_s, fileToJson(signature.picture)}, {u"strokes"_s, fileToJson(signature.strokes)}, {u"tool"_s, signature.tool},
            {u"covers"_s, QString::fromLatin1(signature.covers)}};
}

Result<SignatureRef> signatureFromJson(const QJsonObject &object)
{
    const auto picture = fileFromJson(object.value(u"picture"_s).toObject()), strokes = fileFromJson(object.value(u"strokes"_s).toObject());
    if (!picture || !strokes)
        return formatError(u"signature"_s);
    return SignatureRef{*picture, *strokes, object.value(u"tool"_s).toString(), object.value(u"covers"_s).toString().toLatin1()};
}

QJsonObject materialToJson(const MaterialState &material)
{
    QJsonArray attachments;
    for (const AttachmentRef &file : material.attachments)
        attachments.append(fileToJson(file));
    QJsonObject object{{u"seen"_s, int(material.seen)}, {u"note"_s, material.note}, {u"originalSeen"_s, material.originalSeen},
                       {u"attachments"_s, attachments}};
    if (!material.pages.isEmpty())
        object.insert(u"pages"_s, QJsonArray::fromStringList(pagesToText(material.pages)));
    return object;
}

Result<MaterialState> materialFromJson(const QString &id, const QJsonObject &object)
{
    const int seen = object.value(u"seen"_s).toInt(-1);
    if (seen < int(Seen::NotSeen) || seen > int(Seen::Fits))
        return formatError(id);
    MaterialState material{Seen(seen), object.value(u"note"_s).toString(), object.value(u"originalSeen"_s).toBool(), {}, {}};
    const QJsonArray attachments = object.value(u"attachments"_s).toArray();
    for (const QJsonValue &entry : attachments) {
        const auto file = fileFromJson(entry.toObject());
        if (!file)
            return formatError(id);
        material.attachments.append(*file);
    }
    const QJsonValue lines = object.value(u"pages"_s);
    QStringList pages;
    for (const QJsonArray array = lines.toArray(); const QJsonValue &page : array)
        pages << page.toString();
    const auto order = pagesFromText(pages);
    if (!(lines.isUndefined() || lines.isArray()) || !order || !pagesFit(material.attachments, *order))
        return formatError(id);
    material.pages = *order;
    return material;
}

} // namespace

QJsonObject draftToJson(const CaseDraft &draft)
{
    QJsonObject fields, materials;
    for (auto it = draft.fields.cbegin(); it != draft.fields.cend(); ++it)
        fields.insert(it.key(), valueToJson(*it));
    for (auto it = draft.materials.cbegin(); it != draft.materials.cend(); ++it)
        materials.insert(it.key(), materialToJson(*it));
    QJsonObject document{{u"format"_s, kFormat}, {u"caseId"_s, uuidText(draft.caseId)}, {u"itemCode"_s, draft.itemCode},
                         {u"packVersion"_s, draft.packVersion}, {u"packHash"_s, draft.packHash}, {u"fields"_s, fields},
                         {u"materials"_s, materials}, {u"step"_s, int(draft.step)}, {u"focusPath"_s, draft.focusPath},
                         {u"cursor"_s, draft.cursor}, {u"applicantConfirmed"_s, draft.applicantConfirmed}};
    if (draft.signature)
        document.insert(u"signature"_s, signatureToJson(*draft.signature));
    return document;
}

Result<CaseDraft> draftFromJson(const QJsonObject &document)
{
    if (document.value(u"format"_s).toInt() != kFormat)
        return formatError(u"format"_s);
    CaseDraft draft;
    draft.caseId = uuidFromCanonicalText(document.value(u"caseId"_s).toString());
    draft.itemCode = document.value(u"itemCode"_s).toString();
    draft.packVersion = document.value(u"packVersion"_s).toString();
    draft.packHash = document.value(u"packHash"_s).toString();
    const int step = document.value(u"step"_s).toInt();
    if (draft.caseId.isNull() || draft.itemCode.isEmpty() || step < int(Step::Applicant) || step > int(Step::Submit))
        return formatError(u"head"_s);
    draft.step = Step(step);
    const QJsonObject fields = document.value(u"fields"_s).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        auto value = valueFromJson(it.key(), it.value().toObject());
        if (!value)
            return value.error();
        draft.fields.insert(it.key(), *value);
    }
    const QJsonObject materials = document.value(u"materials"_s).toObject();
    for (auto it = materials.begin(); it != materials.end(); ++it) {
        auto material = materialFromJson(it.key(), it.value().toObject());
        if (!material)
            return material.error();
        draft.materials.insert(it.key(), *material);
    }
    draft.focusPath = document.value(u"focusPath"_s).toString();
    draft.cursor = document.value(u"cursor"_s).toInt();
    draft.applicantConfirmed = document.value(u"applicantConfirmed"_s).toBool();
    if (document.contains(u"signature"_s)) {
        auto signature = signatureFromJson(document.value(u"signature"_s).toObject());
        if (!signature)
            return signature.error();
        draft.signature = *signature;
    }
    return draft;
}

bool filedAlike(const CaseDraft &one, const CaseDraft &other)
{
    const auto text = [](const FieldValue &a, const FieldValue &b) { return a.text == b.text; };
    const auto brought = [](const MaterialState &a, const MaterialState &b) {
        return a.seen == b.seen && a.note == b.note && a.originalSeen == b.originalSeen && a.attachments == b.attachments;
    };
    const auto alike = [](const auto &a, const auto &b, const auto &same) {
        return a.keys() == b.keys() && std::equal(a.cbegin(), a.cend(), b.cbegin(), same);
    };
    return one.itemCode == other.itemCode && alike(one.fields, other.fields, text) && alike(one.materials, other.materials, brought);
}

QByteArray confirmedDigest(const CaseDraft &draft)
{
    QJsonObject fields, materials;
    for (auto it = draft.fields.cbegin(); it != draft.fields.cend(); ++it)
        fields.insert(it.key(), it->text);
    for (auto it = draft.materials.cbegin(); it != draft.materials.cend(); ++it) {
        MaterialState brought = *it;
        brought.pages.clear();
        materials.insert(it.key(), materialToJson(brought));
    }
    const QJsonObject confirmed{{u"itemCode"_s, draft.itemCode}, {u"fields"_s, fields}, {u"materials"_s, materials}};
    return QCryptographicHash::hash(QJsonDocument(confirmed).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256).toHex();
}

QByteArray draftDigest(const CaseDraft &draft)
{
    return QCryptographicHash::hash(QJsonDocument(draftToJson(draft)).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256).toHex();
}

} // namespace zc::intake
