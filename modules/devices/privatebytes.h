#pragma once
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace zc::devices {

// Bytes of a person that go into an operation or come out of it: a picture of her. Copies share them; the last one that goes
// wipes them. Held in locked memory while there is room in it; no operator<<. Made once, never changed: any thread may read.
class PrivateBytes {
public:
    PrivateBytes();                                         // none
    static PrivateBytes copyOf(QByteArrayView bytes);
    // Of this size, zero before `fill` writes into them.
    static PrivateBytes made(qsizetype size, const std::function<void(uchar *bytes)> &fill);

    bool isEmpty() const { return size() == 0; }
    qsizetype size() const { return view().size(); }
    QByteArrayView view() const;                            // as long as this copy lives

private:
    struct Held;
    std::shared_ptr<const Held> m_held;
};

} // namespace zc::devices
