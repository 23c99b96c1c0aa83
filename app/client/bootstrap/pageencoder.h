#pragma once
#include <intake/ports.h>

namespace zc::client {

// Scanned rows as the files that are kept: JPEG of a quality at which small print and stamps stay sharp, PNG for pages of
// black and white alone, both with the resolution the scanner really had. Has no state: any thread.
class PictureEncoder : public intake::PageEncoder {
public:
    Result<QByteArray> encode(const devices::PageHeader &page, const QByteArray &rows) const override;
};

} // namespace zc::client
