#include "wirevalue.h"

#include "internal/idcard/cardcontent.h"

#include <QBuffer>
#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

WireValue WireValue::bytes(QByteArrayView bytes)
{
    WireValue value;
    value.m_type = Type::Bytes;
    value.m_bytes = bytes.toByteArray();
    return value;
}

WireValue WireValue::list()
{
    WireValue value;
    value.m_type = Type::List;
    return value;
}

WireValue WireValue::map()
{
    WireValue value;
    value.m_type = Type::Map;
    return value;
}

WireValue WireValue::texts(const QStringList &texts)
{
    WireValue value = list();
    for (const QString &text : texts)
        value.append(text);
    return value;
}

WireValue::WireValue(WireValue &&other) noexcept
    : m_type(std::exchange(other.m_type, Type::Null)), m_integer(other.m_integer), m_real(other.m_real),
      m_bytes(std::exchange(other.m_bytes, {})), m_text(std::exchange(other.m_text, {})),
      m_items(std::exchange(other.m_items, {})), m_keys(std::exchange(other.m_keys, {}))
{
}

WireValue &WireValue::operator=(WireValue &&other) noexcept
{
    if (this == &other)
        return *this;
    clear();
    m_type = std::exchange(other.m_type, Type::Null);
    m_integer = other.m_integer;
    m_real = other.m_real;
    m_bytes = std::exchange(other.m_bytes, {});
    m_text = std::exchange(other.m_text, {});
    m_items = std::exchange(other.m_items, {});
    m_keys = std::exchange(other.m_keys, {});
    return *this;
}

WireValue::~WireValue()
{
    clear();
}

void WireValue::clear()
{
    // A shared buffer belongs to somebody else too (a literal, a caller's string): detaching would only make one more copy.
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        wipe(m_bytes.data(), std::size_t(m_bytes.size()));
    if (!m_text.isEmpty() && m_text.isDetached())
        wipe(m_text.data(), std::size_t(m_text.size()) * sizeof(QChar));
}

QStringList WireValue::toTexts() const
{
    QStringList texts;
    if (m_type == Type::List)
        for (const WireValue &item : m_items)
            if (item.m_type == Type::Text)
                texts << QString(item.m_text.constData(), item.m_text.size());
    return texts;
}

const WireValue &WireValue::operator[](QStringView key) const
{
    static const WireValue nothing;
    for (std::size_t i = 0; i < m_keys.size(); ++i)
        if (m_keys[i] == key)
            return m_items[i];
    return nothing;
}

bool WireValue::contains(QStringView key) const
{
    return std::any_of(m_keys.begin(), m_keys.end(), [key](const QString &own) { return own == key; });
}

void WireValue::set(const QString &key, WireValue value) &
{
    m_keys.push_back(key);
    m_items.push_back(std::move(value));
}

WireValue &&WireValue::set(const QString &key, WireValue value) &&
{
    set(key, std::move(value));
    return std::move(*this);
}

// ---- writing

class WireWriter {
public:
    static qsizetype room(const WireValue &value)
    {
        qsizetype bytes = 9 + value.m_bytes.size() + 3 * value.m_text.size();
        for (const QString &key : value.m_keys)
            bytes += 5 + 3 * key.size();
        for (const WireValue &item : value.m_items)
            bytes += room(item);
        return bytes;
    }

    static void write(QCborStreamWriter &writer, const WireValue &value)
    {
        switch (value.m_type) {
        case WireValue::Type::Null: writer.append(nullptr); break;
        case WireValue::Type::Bool: writer.append(bool(value.m_integer)); break;
        case WireValue::Type::Integer: writer.append(value.m_integer); break;
        case WireValue::Type::Real: writer.append(value.m_real); break;
        case WireValue::Type::Bytes: writer.appendByteString(value.m_bytes.constData(), value.m_bytes.size()); break;
        case WireValue::Type::Text: writer.append(value.m_text); break;
        case WireValue::Type::List:
            writer.startArray(quint64(value.m_items.size()));
            for (const WireValue &item : value.m_items)
                write(writer, item);
            writer.endArray();
            break;
        case WireValue::Type::Map:
            writer.startMap(quint64(value.m_items.size()));
            for (std::size_t i = 0; i < value.m_items.size(); ++i) {
                writer.append(value.m_keys[i]);
                write(writer, value.m_items[i]);
            }
            writer.endMap();
            break;
        }
    }
};

QByteArray WireValue::encoded(qsizetype ahead) const
{
    QByteArray cbor;
    cbor.reserve(ahead + WireWriter::room(*this));      // growing would leave copies of the content behind
    cbor.fill('\0', ahead);
    QBuffer device(&cbor);
    device.open(QIODevice::WriteOnly | QIODevice::Append);
    QCborStreamWriter writer(&device);
    WireWriter::write(writer, *this);
    return cbor;
}

// ---- reading

class WireReader {
public:
    explicit WireReader(QByteArrayView cbor)
        : m_size(cbor.size()), m_raw(QByteArray::fromRawData(cbor.data(), cbor.size())), m_reader(m_raw) {}

    Result<WireValue> whole()
    {
        WireValue value;
        if (read(value, 0) && m_reader.lastError() == QCborError::NoError && m_reader.currentOffset() != m_size)
            refuse("bytes behind the value");
        if (!m_why && m_reader.lastError() != QCborError::NoError)
            refuse("not CBOR");
        if (m_why)
            return Error{ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, QString::fromLatin1(m_why)};
        return value;
    }

private:
    bool refuse(const char *why)
    {
        if (!m_why)
            m_why = why;
        return false;
    }

    bool read(WireValue &value, int depth)
    {
        if (++m_values > kMostValues)
            return refuse("too many values");
        switch (m_reader.type()) {
        case QCborStreamReader::UnsignedInteger:
            if (m_reader.toUnsignedInteger() > quint64(std::numeric_limits<qint64>::max()))
                return refuse("integer too large");
            value = WireValue(qint64(m_reader.toUnsignedInteger()));
            return m_reader.next();
        case QCborStreamReader::NegativeInteger: {
            const quint64 magnitude = quint64(m_reader.toNegativeInteger());     // 0 stands for 2^64
            if (magnitude == 0 || magnitude > quint64(std::numeric_limits<qint64>::max()))
                return refuse("integer too small");
            value = WireValue(-qint64(magnitude));
            return m_reader.next();
        }
        case QCborStreamReader::Double:
            if (!std::isfinite(m_reader.toDouble()))
                return refuse("not a finite number");
            value = WireValue(m_reader.toDouble());
            return m_reader.next();
        case QCborStreamReader::SimpleType:
            if (m_reader.isBool())
                value = WireValue(m_reader.toBool());
            else if (!m_reader.isNull())
                return refuse("simple value");
            return m_reader.next();
        case QCborStreamReader::ByteArray: return readBytes(value);
        case QCborStreamReader::String:
            value.m_type = WireValue::Type::Text;
            return readText(value.m_text);
        case QCborStreamReader::Array: return readItems(value, depth, false);
        case QCborStreamReader::Map: return readItems(value, depth, true);
        default: return refuse("type not in use");
        }
    }

    bool lengthIsKnown()
    {
        return m_reader.isLengthKnown() && m_reader.length() <= quint64(m_size) ? true : refuse("length");
    }

    bool readBytes(WireValue &value)
    {
        if (!lengthIsKnown())
            return false;
        value.m_type = WireValue::Type::Bytes;
        auto chunk = m_reader.readByteArray();
        if (chunk.status == QCborStreamReader::Ok) {
            value.m_bytes = std::move(chunk.data);
            chunk = m_reader.readByteArray();
        }
        return chunk.status == QCborStreamReader::EndOfString ? true : refuse("not CBOR");
    }

    bool readText(QString &text)
    {
        if (!lengthIsKnown())
            return false;
        auto chunk = m_reader.readString();
        if (chunk.status == QCborStreamReader::Ok) {
            text = std::move(chunk.data);
            chunk = m_reader.readString();
        }
        return chunk.status == QCborStreamReader::EndOfString ? true : refuse("not CBOR");
    }

    bool readItems(WireValue &value, int depth, bool keyed)
    {
        if (depth >= kDeepest)
            return refuse("too deep");
        if (!lengthIsKnown() || m_reader.length() > quint64(kMostValues))
            return refuse("length");
        value.m_type = keyed ? WireValue::Type::Map : WireValue::Type::List;
        if (!m_reader.enterContainer())
            return refuse("not CBOR");
        while (m_reader.lastError() == QCborError::NoError && m_reader.hasNext()) {
            if (keyed) {
                QString key;
                if (m_reader.type() != QCborStreamReader::String || !readText(key))
                    return refuse("key");
                if (value.contains(key))
                    return refuse("key twice");
                if (value.m_keys.size() >= kMostKeys)
                    return refuse("too many keys");
                value.m_keys.push_back(std::move(key));
            }
            value.m_items.emplace_back();
            if (!read(value.m_items.back(), depth + 1))
                return refuse("not CBOR");
        }
        return m_reader.lastError() == QCborError::NoError && m_reader.leaveContainer() ? true : refuse("not CBOR");
    }

    static constexpr std::size_t kMostKeys = 200;       // looked up one after another
    const qsizetype m_size;
    const QByteArray m_raw;
    QCborStreamReader m_reader;
    const char *m_why = nullptr;
    int m_values = 0;
};

Result<WireValue> WireValue::decoded(QByteArrayView cbor)
{
    if (cbor.size() > kLargestFrame)
        return Error{ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, u"too long"_s};
    return WireReader(cbor).whole();
}

} // namespace zc::devices::host
