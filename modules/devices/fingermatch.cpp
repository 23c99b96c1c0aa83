#include "fingermatch.h"

#include <algorithm>

namespace zc::devices {

FingerFeatures FingerFeatures::copyOf(QByteArrayView bytes)
{
    FingerFeatures features;
    if (!isLength(bytes.size()) || std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; }))
        return features;
    features.m_bytes = OnceBytes::copyOf(bytes);
    features.m_records = int(bytes.size() / kRecordBytes);
    return features;
}

} // namespace zc::devices
