#include "pin.h"

#include <crypto/secretbytes.h>

#include <algorithm>
#include <mutex>

namespace zc::devices {

struct Pin::Secret {
    std::mutex mutex;
    crypto::SecretBytes bytes;
};

Pin::Pin() = default;
Pin::~Pin() = default;

Pin Pin::copyOf(QByteArrayView utf8)
{
    Pin pin;
    if (utf8.isEmpty() || utf8.size() > kLongest)
        return pin;
    pin.m_secret = std::make_shared<Secret>();
    pin.m_secret->bytes = crypto::SecretBytes(utf8.size() + 1);         // stacks in C want the zero byte
    std::copy(utf8.begin(), utf8.end(), pin.m_secret->bytes.bytes());
    return pin;
}

bool Pin::isEmpty() const
{
    if (!m_secret)
        return true;
    const std::lock_guard lock(m_secret->mutex);
    return m_secret->bytes.isEmpty();
}

bool Pin::use(const std::function<void(QByteArrayView)> &what) const
{
    crypto::SecretBytes mine;
    if (m_secret) {
        const std::lock_guard lock(m_secret->mutex);
        mine = std::move(m_secret->bytes);
    }
    if (mine.isEmpty())
        return false;
    what(mine.view().chopped(1));
    return true;
}

void Pin::wipe() const
{
    if (!m_secret)
        return;
    const std::lock_guard lock(m_secret->mutex);
    m_secret->bytes.clear();
}

} // namespace zc::devices
