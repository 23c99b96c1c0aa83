#pragma once
#include <devices/oncebytes.h>

namespace zc::devices {

// The PIN that a person typed for one signature: handed out once and wiped, wherever the operation that carries it has been copied to.
// Thread-safe.
class Pin {
public:
    static constexpr qsizetype kLongest = 64;               // bytes of UTF-8
    // Longer ones are none: no key takes them, and cutting one would cost a try.
    static Pin copyOf(QByteArrayView utf8)
    {
        Pin pin;
        if (utf8.size() <= kLongest)
            pin.m_bytes = OnceBytes::copyOf(utf8);
        return pin;
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }      // also once it was used or wiped
    // Calls `what` with the bytes (a zero byte follows them), once in the life of this PIN, and wipes them when it returns. False: there is nothing any more.
    bool use(const std::function<void(QByteArrayView utf8)> &what) const { return m_bytes.use(what); }
    void wipe() const { m_bytes.wipe(); }                   // never waits for a use() that runs

private:
    OnceBytes m_bytes;
};

} // namespace zc::devices
