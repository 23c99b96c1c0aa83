#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QString>

#include <concepts>
#include <utility>
#include <vector>

namespace zc::devices::host {

inline constexpr qsizetype kLargestFrame = 1 << 20;     // bytes of one CBOR map
inline constexpr int kDeepest = 8;                      // nested lists and maps, the outermost counted
inline constexpr int kMostValues = 20'000;              // of one frame, all levels together

// One value of a frame between client and device host: the part of CBOR that the protocol uses. Lists and maps have known
// lengths, keys are texts and stand once, numbers are 64-bit integers or finite reals; no tags. Bytes and texts may be
// personal: they are wiped in the destructor, so a value is moved and never copied. Not shared between threads.
class WireValue {
public:
    enum class Type { Null, Bool, Integer, Real, Bytes, Text, List, Map };

    WireValue() = default;
    template <std::same_as<bool> B>         // a pointer must not become a truth value
    WireValue(B value) : m_type(Type::Bool), m_integer(value) {}
    WireValue(int value) : m_type(Type::Integer), m_integer(value) {}
    WireValue(qint64 value) : m_type(Type::Integer), m_integer(value) {}
    WireValue(double value) : m_type(Type::Real), m_real(value) {}
    WireValue(const QString &text) : m_type(Type::Text), m_text(text.constData(), text.size()) {}
    static WireValue bytes(QByteArrayView bytes);
    static WireValue list();
    static WireValue map();
    static WireValue texts(const QStringList &texts);
    WireValue(WireValue &&other) noexcept;
    WireValue &operator=(WireValue &&other) noexcept;
    ~WireValue();

    Type type() const { return m_type; }
    bool isNull() const { return m_type == Type::Null; }
    bool toBool() const { return m_type == Type::Bool && m_integer; }
    qint64 toInteger(qint64 otherwise = 0) const { return m_type == Type::Integer ? m_integer : otherwise; }
    double toReal() const { return m_type == Type::Real ? m_real : m_type == Type::Integer ? double(m_integer) : 0; }
    QByteArrayView toBytes() const { return m_bytes; }          // empty for every other type; a view into this value
    const QString &toText() const { return m_text; }            // likewise
    QStringList toTexts() const;                                // the texts of a list
    const std::vector<WireValue> &items() const { return m_items; }
    const WireValue &operator[](QStringView key) const;         // of a map; a null value if it is not there
    bool contains(QStringView key) const;
    const std::vector<QString> &keys() const { return m_keys; }

    void append(WireValue value) { m_items.push_back(std::move(value)); }
    WireValue &&set(const QString &key, WireValue value) &&;    // map().set(…).set(…)
    void set(const QString &key, WireValue value) &;

    // `ahead` bytes of the caller's own, zero, then the CBOR. Wipe it when it held a person's data.
    QByteArray encoded(qsizetype ahead = 0) const;
    // Exactly one value and nothing behind it. DEV-HOST-FRAME (Corrupt); `detail` says which rule, never the content.
    static Result<WireValue> decoded(QByteArrayView cbor);

private:
    friend class WireReader;
    friend class WireWriter;
    void clear();

    Type m_type = Type::Null;
    qint64 m_integer = 0;
    double m_real = 0;
    QByteArray m_bytes;
    QString m_text;
    std::vector<WireValue> m_items;                             // of a list, or the values of a map
    std::vector<QString> m_keys;                                // of a map, in step with m_items
};

} // namespace zc::devices::host
