#include "manifest.h"

#include <base/canonicaljson.h>
#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace zc::platform {
namespace {

using namespace Qt::StringLiterals;

// UTF-16 code units, as RFC 8785 sorts; QString::operator< does exactly that and no locale enters.
bool sortByFirst(QList<QJsonArray> &rows)
{
    std::sort(rows.begin(), rows.end(), [](const QJsonArray &a, const QJsonArray &b) { return a[0].toString() < b[0].toString(); });
    const auto twin = std::adjacent_find(rows.cbegin(), rows.cend(), [](const QJsonArray &a, const QJsonArray &b) { return a[0] == b[0]; });
    return twin == rows.cend();
}

QJsonArray toArray(const QList<QJsonArray> &rows)
{
    QJsonArray array;
    for (const QJsonArray &row : rows)
        array.append(row);
    return array;
}

Error broken(const QString &what) { return {ErrorKind::Invalid, u"PLT-MANIFEST"_s, what}; }

} // namespace

Result<QByteArray> manifestJson(const Manifest &manifest)
{
    if (!isSha256Text(manifest.packSha256))
        return broken(u"packHash"_s);
    QList<QJsonArray> fields;
    for (const Manifest::Field &field : manifest.fields) {
        const auto value = canonicalJson(field.value);
        if (!value)
            return value.error();
        fields << QJsonArray{field.path, QString::fromLatin1(sha256Hex(*value))};
    }
    QList<QJsonArray> files;
    for (const Manifest::File &file : manifest.attachments) {
        if (!isSha256Text(file.sha256))
            return broken(u"attachment digest"_s);
        files << QJsonArray{uuidText(file.attId), file.slot, QString::fromLatin1(file.sha256), file.size};
    }
    if (!sortByFirst(fields))
        return broken(u"field twice"_s);
    if (!sortByFirst(files))
        return broken(u"attachment twice"_s);
    return canonicalJson(QJsonObject{{u"caseId"_s, uuidText(manifest.caseId)},
                                     {u"roundNo"_s, manifest.roundNo},
                                     {u"itemCode"_s, manifest.itemCode},
                                     {u"packVersion"_s, manifest.packVersion},
                                     {u"packHash"_s, QString::fromLatin1(manifest.packSha256)},
                                     {u"fields"_s, toArray(fields)},
                                     {u"attachments"_s, toArray(files)}});
}

Result<QByteArray> manifestSha256(const Manifest &manifest)
{
    const auto json = manifestJson(manifest);
    if (!json)
        return json.error();
    return sha256Hex(*json);
}

Manifest manifestOf(const Case &theCase, int roundNo)
{
    Manifest manifest{theCase.head.caseId, roundNo, theCase.head.itemCode, theCase.head.packVersion, theCase.head.packSha256, {}, {}};
    for (const FieldState &field : theCase.fields)
        if (!field.cleared)
            manifest.fields.append({field.path, field.value});
    for (const Attachment &attachment : theCase.attachments)
        if (attachment.state == u"bound")
            manifest.attachments.append({attachment.attId, attachment.slot, attachment.sha256, attachment.size.value_or(0)});
    return manifest;
}

QByteArray caseEventSha256(const CaseEvent &event)
{
    // An event holds integers and texts only, so it always has a canonical form.
    return sha256Hex(canonicalJson(toJson(event)).valueOr({}));
}

QByteArray auditLink(const QByteArray &previous, const QByteArray &entry)
{
    return QCryptographicHash::hash("zc-audit" + previous + entry, QCryptographicHash::Sha256);
}

} // namespace zc::platform
