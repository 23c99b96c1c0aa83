#include "privatebytes.h"

#include <crypto/secretbytes.h>

#include <algorithm>

namespace zc::devices {

struct PrivateBytes::Held {
    crypto::SecretBytes bytes;
};

PrivateBytes::PrivateBytes() = default;

PrivateBytes PrivateBytes::copyOf(QByteArrayView bytes)
{
    return made(bytes.size(), [bytes](uchar *into) { std::copy(bytes.begin(), bytes.end(), into); });
}

PrivateBytes PrivateBytes::made(qsizetype size, const std::function<void(uchar *)> &fill)
{
    PrivateBytes made;
    if (size <= 0)
        return made;
    auto held = std::make_shared<Held>();
    held->bytes = crypto::SecretBytes(size);
    fill(held->bytes.bytes());
    made.m_held = std::move(held);
    return made;
}

QByteArrayView PrivateBytes::view() const
{
    return m_held ? m_held->bytes.view() : QByteArrayView();
}

} // namespace zc::devices
