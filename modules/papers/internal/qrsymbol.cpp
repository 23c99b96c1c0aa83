#include "internal/qrsymbol.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

// The writer's levels run from 0 to 8 over L, M, Q, H; 4 is M.
constexpr int kLevelM = 4;

} // namespace

Result<QPainterPath> qrSymbol(const QString &text, double side)
{
    try {
        const ZXing::BitMatrix modules = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                             .setEncoding(ZXing::CharacterSet::UTF8)
                                             .setEccLevel(kLevelM)
                                             .setMargin(0)
                                             .encode(text.toStdWString(), 0, 0);
        const double module = side / (modules.width() + 2 * kQuietZone);
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        for (int y = 0; y < modules.height(); ++y) {
            for (int x = 0; x < modules.width();) {
                int end = x;
                while (end < modules.width() && modules.get(end, y))
                    ++end;
                if (end > x)       // neighbours in a row are one rectangle: fewer seams and a quarter of the bytes
                    path.addRect((x + kQuietZone) * module, (y + kQuietZone) * module, (end - x) * module, module);
                x = end + 1;
            }
        }
        return path;
    } catch (const std::exception &problem) {
        return Error{ErrorKind::Invalid, u"PAP-QR"_s, QString::fromLatin1(problem.what())};
    }
}

} // namespace zc::papers
