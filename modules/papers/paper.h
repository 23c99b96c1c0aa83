#pragma once
#include <casework/notice.h>

#include <QImage>
#include <QRectF>
#include <QList>

#include <optional>

namespace zc::papers {

// A4, or a slip of 80 mm from a roll, as long as its text; the template of a kind says which of them it may be.
enum class PaperSize { A4, Slip80 };
QString paperSizeName(PaperSize size);                               // "A4", "slip80": in templates and settings
std::optional<PaperSize> paperSizeFromName(QStringView name);

struct PaperOptions {
    double textScale = 1.0;      // 1.0 to 2.0; 2.0 = large print for people who need it
    int previewDpi = 110;
    PaperSize size = PaperSize::A4;
};

// Draws a notice. PDF and preview come from the same painting code, so the preview is the paper. Needs a QGuiApplication; a
// notice takes some 50 ms, call it off the GUI thread. Same content, same bytes (no time stamps inside). PAP-GLYPH: a character
// has no glyph in any installed font (`detail` = code point); PAP-QR; PAP-WRITE; PAP-FONT: no CJK font; PAP-SIZE: the kind is not
// printed on such paper.
Result<QByteArray> renderPdf(const casework::NoticeContent &content, const PaperOptions &options = {});
Result<QList<QImage>> renderPreview(const casework::NoticeContent &content, const PaperOptions &options = {});

// Where the seal goes, in millimetres from the upper left corner of the last page; nothing is printed inside. Null without a seal.
Result<QRectF> sealArea(const casework::NoticeContent &content, const PaperOptions &options = {});

// Of the first sheet of a paper of renderPdf(), in millimetres: what a printer with a roll must be told. Empty: not such a paper.
QSizeF firstSheetSize(const QByteArray &pdf);

} // namespace zc::papers
