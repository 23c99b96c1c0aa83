#pragma once
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace zc::devices {

// Secret bytes of one operation. Copies share them: they are handed out once and wiped, wherever the operation that carries them has
// been copied to. Held in locked memory; no operator<<, no way to read them but use(). Thread-safe.
class OnceBytes {
public:
    OnceBytes();                                            // none
    ~OnceBytes();
    static OnceBytes copyOf(QByteArrayView bytes);

    bool isEmpty() const;                                   // also once they were used or wiped
    // Calls `what` with the bytes (a zero byte follows them), once in their life, and wipes them when it returns. False: there is nothing any more.
    bool use(const std::function<void(QByteArrayView bytes)> &what) const;
    void wipe() const;                                      // never waits for a use() that runs

private:
    struct Secret;
    std::shared_ptr<Secret> m_secret;
};

} // namespace zc::devices
