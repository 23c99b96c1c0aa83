#include "internal/jsonvisitor.h"

#include <base/uuid.h>

#include <QRegularExpression>

namespace zc::platform::internal {

using namespace Qt::StringLiterals;

bool textKeeps(const QString &value, const Rule &rule, const char **broken)
{
    *broken = "length";
    if (value.size() < rule.least || (rule.most >= 0 && value.size() > rule.most))
        return false;
    *broken = "enum";
    if (rule.words) {
        const QList<QByteArrayView> words = [&] {
            QList<QByteArrayView> list;
            QByteArrayView rest(rule.words);
            for (qsizetype bar = rest.indexOf('|'); bar >= 0; bar = rest.indexOf('|')) {
                list << rest.first(bar);
                rest = rest.sliced(bar + 1);
            }
            return list << rest;
        }();
        return words.contains(QByteArrayView(value.toLatin1()));
    }
    *broken = "pattern";
    switch (rule.form) {
    case Rule::Form::Path: return isFieldPath(value);
    case Rule::Form::Slot: return isSlot(value);
    case Rule::Form::PlatformId: {
        static const QRegularExpression form(u"\\A[0-9a-f]{2}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z"_s);
        return form.match(value).hasMatch();
    }
    case Rule::Form::Cursor: {
        static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{3,3072}\\z"_s);
        return form.match(value).hasMatch();
    }
    case Rule::Form::ErrorCode: {
        static const QRegularExpression form(u"\\A[A-Z][A-Z_]{1,63}\\z"_s);
        return form.match(value).hasMatch();
    }
    default: return true;
    }
}

void JsonReader::takeScalar(const QJsonValue &value, QString &out, const Rule &rule, const QString &pointer)
{
    const char *broken = "type";
    if (!value.isString() || !textKeeps(value.toString(), rule, &broken)) {
        fail(pointer, broken);
        return;
    }
    out = value.toString();
}

void JsonReader::takeScalar(const QJsonValue &value, QUuid &out, const Rule &, const QString &pointer)
{
    out = value.isString() ? uuidFromCanonicalText(value.toString()) : QUuid();
    if (out.isNull())
        fail(pointer, value.isString() ? "pattern" : "type");
}

void JsonReader::takeScalar(const QJsonValue &value, QByteArray &out, const Rule &rule, const QString &pointer)
{
    if (!value.isString()) {
        fail(pointer, "type");
        return;
    }
    const QByteArray raw = value.toString().toLatin1();
    if (rule.form == Rule::Form::Base64) {
        const auto decoded = QByteArray::fromBase64Encoding(raw, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || decoded.decoded.toBase64() != raw)
            fail(pointer, "pattern");
        out = decoded.decoded;
        return;
    }
    if (!isSha256Text(raw))
        fail(pointer, "pattern");
    out = raw;
}

void JsonReader::takeScalar(const QJsonValue &value, bool &out, const Rule &, const QString &pointer)
{
    if (!value.isBool())
        fail(pointer, "type");
    out = value.toBool();
}

void JsonReader::takeScalar(const QJsonValue &value, int &out, const Rule &rule, const QString &pointer)
{
    qint64 wide = 0;
    takeScalar(value, wide, Rule{rule.least, rule.most < 0 ? std::numeric_limits<int>::max() : rule.most, nullptr, rule.form}, pointer);
    out = int(wide);
}

void JsonReader::takeScalar(const QJsonValue &value, qint64 &out, const Rule &rule, const QString &pointer)
{
    // The strict reader has refused fractions already; this holds for values that come from elsewhere.
    const double number = value.toDouble(0.5);
    if (!value.isDouble() || number != std::floor(number) || std::abs(number) > double(kMaxInteger)) {
        fail(pointer, "type");
        return;
    }
    out = value.toInteger();
    if (out < rule.least || (rule.most >= 0 && out > rule.most))
        fail(pointer, "range");
}

void JsonReader::takeScalar(const QJsonValue &value, QJsonObject &out, const Rule &, const QString &pointer)
{
    if (!value.isObject())
        fail(pointer, "type");
    out = value.toObject();
}

void JsonReader::takeScalar(const QJsonValue &value, QJsonValue &out, const Rule &, const QString &pointer)
{
    if (!isFieldValue(value))
        fail(pointer, "type");
    out = value;
}

void JsonReader::finish()
{
    if (m_wire == Wire::Answer || m_error)
        return;
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (!m_known.contains(it.key())) {
            // The name came from outside and is not repeated.
            fail(m_pointer, "unknown");
            return;
        }
    }
}

bool JsonReader::fail(const QString &pointer, const char *rule)
{
    if (!m_error)
        m_error = Error{ErrorKind::Invalid, m_inField ? u"PLT-FIELD"_s : u"PLT-BODY"_s, (pointer.isEmpty() ? u"/"_s : pointer) + u' ' + QLatin1String(rule)};
    return false;
}

QJsonValue JsonWriter::idText(const QUuid &value) { return uuidText(value); }

} // namespace zc::platform::internal
