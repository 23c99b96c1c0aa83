#pragma once
#include <intake/casedraft.h>
#include <store/blobs.h>

#include <memory>

namespace zc::intake {

// A page or file that is sealed on the disk and not yet part of a case; without a case it goes with its last holder.
struct TakenFile {
    AttachmentRef ref;
    std::shared_ptr<store::StagedBlob> blob;
};

// By content, never by name: a renamed file must not reach the province under a wrong type. Empty: none that is taken in.
QString mediaTypeOf(QByteArrayView head);

} // namespace zc::intake
