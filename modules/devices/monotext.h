#pragma once
#include <QByteArray>
#include <QString>

namespace zc::devices {

// A picture of one line: eight dots a byte, first dot in the highest bit, 1 = black.
struct MonoBitmap {
    int width = 0;                  // dots
    int height = 0;
    QByteArray rows;                // (width + 7) / 8 bytes each

    friend bool operator==(const MonoBitmap &, const MonoBitmap &) = default;
};

// Draws a line of text that a printer has no characters for. Implemented by the program, which has fonts; called on a driver's
// thread.
class MonoTextRenderer {
public:
    virtual ~MonoTextRenderer();
    virtual MonoBitmap render(const QString &text, int heightDots, int mostWidth, bool bold) = 0;
};

} // namespace zc::devices
