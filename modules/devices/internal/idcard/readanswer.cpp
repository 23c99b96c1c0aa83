#include "readanswer.h"

#include <cstring>

namespace zc::devices {

std::unique_ptr<CardRecord::Content> recordFromAnswer(sdt::Command command, QByteArrayView data, QDate today)
{
    const int header = command == sdt::Command::ReadAll ? 6 : 4;
    auto content = decodeCardText(data.sliced(header, sdt::kTextBytes), today);
    if (!content)
        return nullptr;
    const QByteArrayView photo = data.sliced(header + sdt::kTextBytes, sdt::kPhotoBytes);
    std::memcpy(content->photo.data(), photo.data(), photo.size());
    content->photoBytes = int(photo.size());
    const QByteArrayView fingerprints = data.sliced(header + sdt::kTextBytes + sdt::kPhotoBytes);
    std::memcpy(content->fingerprints.data(), fingerprints.data(), fingerprints.size());
    content->fingerprintBytes = int(fingerprints.size());
    return content;
}

} // namespace zc::devices
