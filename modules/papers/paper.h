#pragma once
#include <casework/notice.h>

#include <QImage>
#include <QRectF>
#include <QList>

namespace zc::papers {

struct PaperOptions {
    double textScale = 1.0;      // 1.0 to 2.0; 2.0 = large print for people who need it
    int previewDpi = 110;
};

// Draws a notice on A4. PDF and preview come from the same painting code, so the preview is the paper. Needs a
// QGuiApplication; a notice takes some 50 ms, call it off the GUI thread. Same content, same bytes (no time stamps inside).
// PAP-GLYPH: a character has no glyph in any installed font (`detail` = code point); PAP-QR; PAP-WRITE; PAP-FONT: no CJK font.
Result<QByteArray> renderPdf(const casework::NoticeContent &content, const PaperOptions &options = {});
Result<QList<QImage>> renderPreview(const casework::NoticeContent &content, const PaperOptions &options = {});

// Where the seal goes, in millimetres from the upper left corner of the last page; nothing is printed inside. Null without a seal.
Result<QRectF> sealArea(const casework::NoticeContent &content, const PaperOptions &options = {});

} // namespace zc::papers
