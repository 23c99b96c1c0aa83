#pragma once
#include <uikit/tokens.h>

#include <base/result.h>

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QSharedDataPointer>

class QWidget;

namespace zc::uikit {

class ThemeData;

// What a person or a policy chooses about the looks. Zoom outside 100–200 % is brought back into it.
struct Appearance {
    Scheme scheme = Scheme::Light;
    Density density = Density::Standard;
    int zoomPercent = 100;
    bool largeType = false;         // 大字: text grows, the controls around it follow
    bool reducedMotion = false;

    friend bool operator==(const Appearance &, const Appearance &) = default;
};

// The tokens of one scheme at one zoom. An implicitly shared, immutable value; any thread may read it.
// All lengths answered are already zoomed and are never below one device pixel.
class Theme {
public:
    // Errors: KIT-THEME-MISSING (no such file), KIT-THEME-JSON (not readable), KIT-THEME-TOKEN (a token is missing, unknown or wrong).
    static Result<Theme> load(const Appearance &appearance, const QString &folder = QStringLiteral(":/theme"));
    static Result<Theme> fromJson(const QByteArray &json, const Appearance &appearance);

    Theme(const Theme &);
    Theme &operator=(const Theme &);
    ~Theme();

    const Appearance &appearance() const;
    QColor color(Color token) const;
    QColor strong(Tone tone) const;         // text, dots, borders
    QColor soft(Tone tone) const;           // fill of tags
    QColor wash(Tone tone) const;           // fill of cards and glowing rows
    int px(Metric token) const;
    int space(qreal gridSteps) const;       // 1 step = 4 px at 100 %; half steps allowed
    QFont font(Type type) const;
    int lineHeight(Type type) const;        // holds the ink of the font, see the theme test
    int controlHeight() const;              // buttons and fields; follows density and 大字
    int rowHeight() const;                  // lists; 28, 32, 40 by density
    int tableRowHeight() const;             // tables; 28, 36, 40 by density
    int revealMs() const;                   // 0 with reduced motion
    int glowMs() const;                     // how long a change stays marked; the mark does not move with reduced motion
    QPalette palette() const;

    static qreal contrastRatio(const QColor &one, const QColor &other);     // WCAG 2.1, 1 … 21

private:
    explicit Theme(ThemeData *data);
    QSharedDataPointer<ThemeData> d;
};

// The theme of the style that draws the widget; the compiled-in light theme where no ZcStyle is installed.
const Theme &themeOf(const QWidget *widget);

} // namespace zc::uikit
