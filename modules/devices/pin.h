#pragma once
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>

namespace zc::devices {

// The PIN that a person typed for one signature. Copies share it: it is handed out once and wiped, wherever the operation that carries
// it has been copied to. Held in locked memory; no operator<<, no way to read it but use(). Thread-safe.
class Pin {
public:
    static constexpr qsizetype kLongest = 64;               // bytes of UTF-8
    Pin();                                                  // none
    ~Pin();
    // Longer ones are none: no key takes them, and cutting one would cost a try.
    static Pin copyOf(QByteArrayView utf8);

    bool isEmpty() const;                                   // also once it was used or wiped
    // Calls `what` with the bytes (a zero byte follows them), once in the life of this PIN, and wipes them when it returns. False: there is nothing any more.
    bool use(const std::function<void(QByteArrayView utf8)> &what) const;
    void wipe() const;                                      // never waits for a use() that runs

private:
    struct Secret;
    std::shared_ptr<Secret> m_secret;
};

} // namespace zc::devices
