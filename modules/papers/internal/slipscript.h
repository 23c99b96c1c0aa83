#pragma once
#include <base/result.h>
#include <casework/notice.h>
#include <devices/printing.h>

class QImage;
class QPdfWriter;

namespace zc::papers {

// The lines of a slip, top to bottom, what layOutSlip() draws. Wrapping is the printer's. PAP-QR.
Result<QList<devices::ReceiptLine>> slipScript(const casework::NoticeContent &content);

// Beside the drawing in the file; nothing where no receipt printer takes so much.
void layInto(QPdfWriter &writer, const QList<devices::ReceiptLine> &lines);

devices::MonoBitmap bitmapOf(const QImage &image);       // half grey and darker is black

} // namespace zc::papers
