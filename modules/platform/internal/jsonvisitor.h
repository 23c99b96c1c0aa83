#pragma once
#include <base/result.h>
#include <platform/codec.h>

#include <QJsonArray>
#include <QSet>

// Reading and writing from one description of a struct (describe.h): both directions cannot drift apart.
namespace zc::platform::internal {

// What a value must keep. `words` is a closed list, separated by '|'. `form` fixes how bytes stand in JSON.
struct Rule {
    enum class Form { Plain, Hex, Base64, Path, Slot, PlatformId, Cursor, ErrorCode };
    int least = 0;
    qint64 most = -1;                 // characters of a text, elements of a list, or the largest integer
    const char *words = nullptr;
    Form form = Form::Plain;
};
constexpr Rule text(int least, int most) { return {least, most, nullptr, Rule::Form::Plain}; }
constexpr Rule oneOf(const char *words) { return {0, -1, words, Rule::Form::Plain}; }
constexpr Rule shaped(Rule::Form form) { return {0, -1, nullptr, form}; }
constexpr Rule range(int least, qint64 most) { return {least, most, nullptr, Rule::Form::Plain}; }
constexpr Rule items(int least, int most) { return {least, most, nullptr, Rule::Form::Plain}; }
constexpr qint64 kMaxInteger = (qint64(1) << 53) - 1;

bool textKeeps(const QString &value, const Rule &rule, const char **broken);

template <class T> struct IsList : std::false_type {};
template <class T> struct IsList<QList<T>> : std::true_type {};
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};

class JsonReader {
public:
    static constexpr bool kReading = true;
    JsonReader(Wire wire, std::optional<Error> &error) : m_wire(wire), m_error(error) {}

    template <class T> bool object(const QJsonValue &value, T &out, const QString &pointer)
    {
        if (!value.isObject())
            return fail(pointer, "type");
        JsonReader inner(m_wire, m_error);
        inner.m_pointer = pointer;
        inner.m_object = value.toObject();
        inner.m_inField = m_inField;
        describe(inner, out);
        inner.finish();
        return !m_error;
    }
    template <class T> void must(const char *name, T &out, const Rule &rule = {}) { member(name, out, rule, true); }
    template <class T> void may(const char *name, T &out, const Rule &rule = {}) { member(name, out, rule, false); }
    // A sub-struct whose members stand in the same object (allOf).
    template <class T> void same(T &out) { describe(*this, out); }
    // A rule across members; `place` is the member to blame.
    void check(bool kept, const char *place, const char *rule)
    {
        if (!kept)
            fail(m_pointer + QLatin1Char('/') + QLatin1String(place), rule);
    }
    void inField() { m_inField = true; }      // what follows is form content: PLT-FIELD instead of PLT-BODY

private:
    template <class T> void member(const char *name, T &out, const Rule &rule, bool needed)
    {
        const QString key = QString::fromLatin1(name);
        m_known.insert(key);
        if (m_error)
            return;
        const QString pointer = m_pointer + QLatin1Char('/') + key;
        const auto found = m_object.constFind(key);
        if (found == m_object.constEnd()) {
            if (needed)
                fail(pointer, "required");
            return;
        }
        take(*found, out, rule, pointer);
    }
    template <class T> void take(const QJsonValue &value, T &out, const Rule &rule, const QString &pointer)
    {
        if constexpr (IsOptional<T>::value) {
            typename T::value_type inner{};
            take(value, inner, rule, pointer);
            out = inner;
        } else if constexpr (std::is_same_v<T, QStringList>) {
            takeList(value, out, rule, pointer);
        } else if constexpr (IsList<T>::value) {
            takeList(value, out, rule, pointer);
        } else if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, QUuid> || std::is_same_v<T, QByteArray> || std::is_same_v<T, bool>
                             || std::is_same_v<T, int> || std::is_same_v<T, qint64> || std::is_same_v<T, QJsonObject> || std::is_same_v<T, QJsonValue>) {
            takeScalar(value, out, rule, pointer);
        } else {
            object(value, out, pointer);
        }
    }
    template <class L> void takeList(const QJsonValue &value, L &out, const Rule &rule, const QString &pointer)
    {
        if (!value.isArray()) {
            fail(pointer, "type");
            return;
        }
        const QJsonArray array = value.toArray();
        if (array.size() < rule.least || (rule.most >= 0 && array.size() > rule.most)) {
            fail(pointer, "items");
            return;
        }
        for (qsizetype i = 0; i < array.size() && !m_error; ++i) {
            typename L::value_type inner{};
            take(array.at(i), inner, Rule{0, rule.form == Rule::Form::Plain && !rule.words ? 8192 : -1, rule.words, rule.form}, pointer + QLatin1Char('/') + QString::number(i));
            out.append(inner);
        }
    }
    void takeScalar(const QJsonValue &value, QString &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, QUuid &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, QByteArray &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, bool &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, int &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, qint64 &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, QJsonObject &out, const Rule &rule, const QString &pointer);
    void takeScalar(const QJsonValue &value, QJsonValue &out, const Rule &rule, const QString &pointer);
    void finish();
    bool fail(const QString &pointer, const char *rule);

    Wire m_wire;
    std::optional<Error> &m_error;
    QString m_pointer;
    QJsonObject m_object;
    QSet<QString> m_known;
    bool m_inField = false;
};

class JsonWriter {
public:
    static constexpr bool kReading = false;
    QJsonObject result;

    template <class T> void must(const char *name, T &in, const Rule &rule = {}) { result.insert(QString::fromLatin1(name), put(in, rule)); }
    template <class T> void may(const char *name, T &in, const Rule &rule = {})
    {
        if (!holdsNothing(in))
            must(name, in, rule);
    }
    template <class T> void same(T &in) { describe(*this, in); }
    void check(bool, const char *, const char *) {}
    void inField() {}

private:
    template <class T> static bool holdsNothing(const T &value)
    {
        if constexpr (IsOptional<T>::value)
            return !value.has_value();
        else if constexpr (std::is_same_v<T, QUuid>)
            return value.isNull();
        else if constexpr (std::is_same_v<T, bool>)
            return !value;
        else if constexpr (std::is_same_v<T, QJsonValue>)
            return value.isUndefined();
        else if constexpr (requires { value.isEmpty(); })
            return value.isEmpty();
        else
            return false;
    }
    template <class T> static QJsonValue put(T &value, const Rule &rule)
    {
        if constexpr (IsOptional<T>::value)
            return put(*value, rule);
        else if constexpr (std::is_same_v<T, QUuid>)
            return idText(value);
        else if constexpr (std::is_same_v<T, QByteArray>)
            return QString::fromLatin1(rule.form == Rule::Form::Base64 ? value.toBase64() : value);
        else if constexpr (IsList<T>::value) {
            QJsonArray array;
            for (auto &entry : value)
                array.append(put(entry, rule));
            return array;
        } else if constexpr (std::is_constructible_v<QJsonValue, T>)
            return value;
        else {
            JsonWriter inner;
            describe(inner, value);
            return inner.result;
        }
    }
    static QJsonValue idText(const QUuid &value);
};

} // namespace zc::platform::internal
