#pragma once
#include <base/result.h>
#include <platform/types.h>

#include <QByteArrayView>

namespace zc::platform {

// Who wrote the text: requests refuse unknown members, answers ignore them (a platform may gain members).
enum class Wire { Request, Answer };

// Strict JSON both ways for every struct of types.h (instantiated in codec.cpp). Pure, any thread.
// decode errors, kind Invalid: BAS-JSON-* (not JSON, or beyond its limits), PLT-BODY (a member is missing, unknown, of the
// wrong type or outside its list or length) and PLT-FIELD (the same inside a form field: path or value). `detail` of the
// last two is "<JSON pointer> <rule>" with rule one of required, unknown, type, length, range, pattern, enum, items, oneOf.
template <class T> Result<T> decode(QByteArrayView text, Wire wire);
template <class T> Result<T> decode(const QJsonValue &value, Wire wire);

// Members that hold nothing (empty text, null id, no value) are left out, except where the contract requires them.
// Compact, UTF-8. The bytes are what a digest covers: freeze them, never encode twice.
template <class T> QJsonObject toJson(const T &value);
template <class T> QByteArray encode(const T &value);

// Checks shared by server, client and forms.
bool isSha256Text(QByteArrayView text);
bool isFieldPath(QStringView path);
bool isFieldValue(const FieldValue &value);
bool isSlot(QStringView slot);

// The state in a tag `"r18"` or `"w5"`; no value if the tag is anything else.
std::optional<qint64> tagRevision(QByteArrayView tag, char kind);
QByteArray revisionTag(char kind, qint64 revision);

} // namespace zc::platform
