#pragma once
#include <uikit/theme.h>

#include <QProxyStyle>

#include <memory>

namespace zc::uikit {

class FocusRing;
class TextAudit;

// Draws every standard widget from the tokens of one theme, over Fusion. QApplication::setStyle() takes ownership.
// GUI thread. Dynamic properties it reads from widgets: see fieldstate.h.
class ZcStyle : public QProxyStyle {
    Q_OBJECT
public:
    explicit ZcStyle(const Theme &theme);
    ~ZcStyle() override;

    const Theme &theme() const { return m_theme; }
    // Scheme, zoom, density, 大字 and motion at run time; every open window follows before the call returns.
    // An unreadable theme leaves the present one in place. Errors: those of Theme::load.
    Result<void> setAppearance(const Appearance &appearance);

    // True while the keyboard leads: then a control that marks its own focus draws the mark (see marksFocus()).
    bool keyboardLeads() const;

    // Tests hand one in to learn which drawn texts did not fit; nullptr in the product.
    void setTextAudit(TextAudit *audit) { m_audit = audit; }
    TextAudit *textAudit() const { return m_audit; }

    void polish(QApplication *application) override;
    void unpolish(QApplication *application) override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    void polish(QPalette &palette) override;
    QPalette standardPalette() const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const override;

Q_SIGNALS:
    void themeChanged();

private:
    Theme m_theme;
    std::unique_ptr<FocusRing> m_ring;
    TextAudit *m_audit = nullptr;
};

// The ZcStyle behind a widget, or nullptr.
ZcStyle *zcStyleOf(const QWidget *widget);

} // namespace zc::uikit
