#pragma once
#include <base/error.h>

#include <utility>
#include <variant>

namespace zc {

// Ends the program: asking a Result for what it does not hold is a programmer's error, in release builds too.
[[noreturn]] inline void misuse(const char *what) { qFatal("Result: %s", what); }

// A value or an Error. Own type because std::expected does not compile with clang 14.
// value() on a failure and error() on a success are programmer errors and abort.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T &value() & { return require(); }
    const T &value() const & { return const_cast<Result *>(this)->require(); }
    T &&value() && { return std::move(require()); }
    T &operator*() & { return require(); }
    const T &operator*() const & { return const_cast<Result *>(this)->require(); }
    T &&operator*() && { return std::move(require()); }
    T *operator->() { return &require(); }
    const T *operator->() const { return &const_cast<Result *>(this)->require(); }
    T valueOr(T fallback) const { return ok() ? value() : std::move(fallback); }

    const Error &error() const
    {
        if (Q_UNLIKELY(ok()))
            misuse("error() of a success");
        return std::get<1>(m_state);
    }

private:
    T &require()
    {
        if (Q_UNLIKELY(!ok()))
            misuse("value() of a failure");
        return std::get<0>(m_state);
    }
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error &error() const
    {
        if (Q_UNLIKELY(m_ok))
            misuse("error() of a success");
        return m_error;
    }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace zc
