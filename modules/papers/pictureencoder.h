#pragma once
#include <devices/encodingsink.h>

namespace zc::papers {

// Scanned rows as the files that are kept: JPEG of a quality at which small print and stamps stay sharp, PNG for pages of
// black and white alone, both with the resolution the scanner really had. Has no state: any thread.
class PictureEncoder : public devices::PageEncoder {
public:
    Result<QByteArray> encode(const devices::PageHeader &page, const QByteArray &rows) const override;
    Result<QByteArray> picture(const devices::Ink &ink) const override;      // black on nothing, cut to the ink
};

} // namespace zc::papers
