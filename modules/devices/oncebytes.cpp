#include "oncebytes.h"

#include <crypto/secretbytes.h>

#include <algorithm>
#include <mutex>

namespace zc::devices {

struct OnceBytes::Secret {
    std::mutex mutex;
    crypto::SecretBytes bytes;
};

OnceBytes::OnceBytes() = default;
OnceBytes::~OnceBytes() = default;

OnceBytes OnceBytes::copyOf(QByteArrayView bytes)
{
    OnceBytes copy;
    if (bytes.isEmpty())
        return copy;
    copy.m_secret = std::make_shared<Secret>();
    copy.m_secret->bytes = crypto::SecretBytes(bytes.size() + 1);       // stacks in C want the zero byte
    std::copy(bytes.begin(), bytes.end(), copy.m_secret->bytes.bytes());
    return copy;
}

bool OnceBytes::isEmpty() const
{
    if (!m_secret)
        return true;
    const std::lock_guard lock(m_secret->mutex);
    return m_secret->bytes.isEmpty();
}

bool OnceBytes::use(const std::function<void(QByteArrayView)> &what) const
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

void OnceBytes::wipe() const
{
    if (!m_secret)
        return;
    const std::lock_guard lock(m_secret->mutex);
    m_secret->bytes.clear();
}

} // namespace zc::devices
