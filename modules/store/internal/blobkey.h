#pragma once
#include <store/records.h>

namespace zc::store {

// A blob row with the random key of its file. Deleting the row makes the file unreadable.
struct KeyedBlob {
    BlobRow row;
    QByteArray fileKey;
};

} // namespace zc::store
