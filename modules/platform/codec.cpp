#include "codec.h"

#include "internal/describe.h"

#include <base/strictjson.h>

#include <QJsonDocument>
#include <QRegularExpression>

namespace zc::platform {

using namespace Qt::StringLiterals;

template <class T> Result<T> decode(const QJsonValue &value, Wire wire)
{
    std::optional<Error> error;
    T out{};
    internal::JsonReader(wire, error).object(value, out, QString());
    if (error)
        return *error;
    return out;
}

template <class T> Result<T> decode(QByteArrayView text, Wire wire)
{
    // An answer may be a page of 500 changes: deeper and longer than any request, but still bounded.
    JsonLimits limits;
    if (wire == Wire::Answer)
        limits.bytes = limit::kAnswerBytes;
    const auto json = parseStrictJson(text, limits);
    if (!json)
        return json.error();
    return decode<T>(*json, wire);
}

template <class T> QJsonObject toJson(const T &value)
{
    // One description serves both directions, so it takes its struct by reference; the writer only reads.
    internal::JsonWriter writer;
    describe(writer, const_cast<T &>(value));
    return writer.result;
}

template <class T> QByteArray encode(const T &value) { return QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact); }

#define ZC_WIRE_TYPE(T)                                               \
    template Result<T> decode<T>(QByteArrayView, Wire);               \
    template Result<T> decode<T>(const QJsonValue &, Wire);           \
    template QJsonObject toJson<T>(const T &);                        \
    template QByteArray encode<T>(const T &);

ZC_WIRE_TYPE(FieldChange) ZC_WIRE_TYPE(FieldState) ZC_WIRE_TYPE(Provenance) ZC_WIRE_TYPE(ClockEvidence) ZC_WIRE_TYPE(ChannelEvidence)
ZC_WIRE_TYPE(CaseCreate) ZC_WIRE_TYPE(CaseHead) ZC_WIRE_TYPE(Case) ZC_WIRE_TYPE(Attachment) ZC_WIRE_TYPE(AttachmentBind)
ZC_WIRE_TYPE(PatchCaseRequest) ZC_WIRE_TYPE(PatchAnswer) ZC_WIRE_TYPE(DecisionCreate) ZC_WIRE_TYPE(Decision)
ZC_WIRE_TYPE(IssueNumberRequest) ZC_WIRE_TYPE(NumberAnswer) ZC_WIRE_TYPE(RecordIntakeRequest) ZC_WIRE_TYPE(RecordIntakeAnswer)
ZC_WIRE_TYPE(CaseEvent) ZC_WIRE_TYPE(PostCaseEventsRequest) ZC_WIRE_TYPE(SubmitCaseRequest) ZC_WIRE_TYPE(WithdrawCaseRequest)
ZC_WIRE_TYPE(SignedReceipt) ZC_WIRE_TYPE(ReceiptPayload) ZC_WIRE_TYPE(SubmissionAnswer) ZC_WIRE_TYPE(OperationStatus)
ZC_WIRE_TYPE(ListOperationsAnswer) ZC_WIRE_TYPE(VoidOperationRequest) ZC_WIRE_TYPE(BatchLine) ZC_WIRE_TYPE(Change)
ZC_WIRE_TYPE(ChangePage) ZC_WIRE_TYPE(CatalogueChange) ZC_WIRE_TYPE(GetCatalogueChangesAnswer) ZC_WIRE_TYPE(TimelineEntry)
ZC_WIRE_TYPE(GetTimelineAnswer) ZC_WIRE_TYPE(SearchCasesRequest) ZC_WIRE_TYPE(SearchCasesAnswer) ZC_WIRE_TYPE(ListAttachmentsAnswer)
ZC_WIRE_TYPE(EnrolClientRequest) ZC_WIRE_TYPE(EnrolClientAnswer) ZC_WIRE_TYPE(Me) ZC_WIRE_TYPE(TokenAnswer) ZC_WIRE_TYPE(OAuthError)
ZC_WIRE_TYPE(Person) ZC_WIRE_TYPE(Notice) ZC_WIRE_TYPE(CreateNoticeRequest) ZC_WIRE_TYPE(ListNoticesAnswer) ZC_WIRE_TYPE(RecordDeliveryRequest)
ZC_WIRE_TYPE(RecordDeliveryAnswer) ZC_WIRE_TYPE(Task) ZC_WIRE_TYPE(ListTasksAnswer) ZC_WIRE_TYPE(CreateRatingRequest)
ZC_WIRE_TYPE(CreateRatingAnswer) ZC_WIRE_TYPE(PostAuditSegmentRequest) ZC_WIRE_TYPE(AuditHead)
ZC_WIRE_TYPE(Capabilities) ZC_WIRE_TYPE(TimeAnswer) ZC_WIRE_TYPE(Problem)

#undef ZC_WIRE_TYPE

bool isSha256Text(QByteArrayView text)
{
    if (text.size() != 64)
        return false;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    return true;
}

bool isFieldPath(QStringView path)
{
    static const QRegularExpression form(u"\\A[A-Za-z][A-Za-z0-9_]*(\\[[0-9a-f-]{36}\\])?(\\.[A-Za-z][A-Za-z0-9_]*(\\[[0-9a-f-]{36}\\])?)*\\z"_s);
    return path.size() <= 200 && form.match(path.toString()).hasMatch();
}

bool isFieldValue(const FieldValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return true;
    case QJsonValue::String: return value.toString().size() <= 65536;
    case QJsonValue::Double: {
        const double number = value.toDouble();
        return number == std::floor(number) && std::abs(number) <= double(internal::kMaxInteger);
    }
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        if (array.size() > limit::kJsonArray)
            return false;
        for (const QJsonValue &entry : array)
            if (!entry.isString() || entry.toString().size() > 1024)
                return false;
        return true;
    }
    default: return false;
    }
}

bool isSlot(QStringView slot)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_.-]{1,64}\\z"_s);
    return form.match(slot.toString()).hasMatch();
}

std::optional<qint64> tagRevision(QByteArrayView tag, char kind)
{
    if (tag.size() < 4 || tag.size() > 20 || tag.front() != '"' || tag.back() != '"' || tag[1] != kind)
        return {};
    qint64 value = 0;
    for (const char c : tag.sliced(2, tag.size() - 3)) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

QByteArray revisionTag(char kind, qint64 revision) { return QByteArray("\"") + kind + QByteArray::number(revision) + '"'; }

} // namespace zc::platform
