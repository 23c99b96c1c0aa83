#pragma once
#include "internal/sheet.h"

#include <QByteArray>
#include <QRawFont>

namespace zc::papers {

// What the glyphs of a PDF mean. Qt derives the meaning from the font alone: where two characters share a glyph it takes the
// lower code (a radical instead of 民), and a glyph that shaping brought in, or a character beyond the first plane, gets none.
// A paper whose text cannot be searched, read aloud or copied is worth less, so the maps are written again from what was drawn.
class TextMap {
public:
    void drew(const QTextLine &line, const QString &text);     // in the order of painting
    QByteArray applied(QByteArray pdf) const;                  // a map that does not fit is left as Qt wrote it

private:
    struct Glyph { quint32 index; char32_t character; };
    struct Face { QRawFont font; QList<Glyph> glyphs; QHash<quint32, qsizetype> known; };   // place in `glyphs` + 1 = code in the PDF
    Face &faceOf(const QRawFont &font);
    QByteArray mapFor(const QByteArray &original) const;
    QList<Face> m_faces;
};

} // namespace zc::papers
