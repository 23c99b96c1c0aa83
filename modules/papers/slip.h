#pragma once
#include <devices/printing.h>

#include <memory>

namespace zc::papers {

// A slip in the words of a receipt printer: what renderPdf() laid into the file beside its drawing, so that both are one paper. The
// symbol is a picture of 30 mm at 8 dots a millimetre. Nothing: no slip of renderPdf(), or longer than such a printer takes.
std::optional<QList<devices::ReceiptLine>> slipOf(const QByteArray &pdf);

// Draws lines with characters that a receipt printer lacks, in the type of the papers. Blocks for a millisecond; any thread, once a
// QGuiApplication stands. A character without a glyph gives no picture.
std::shared_ptr<devices::MonoTextRenderer> makeLinePainter();

} // namespace zc::papers
