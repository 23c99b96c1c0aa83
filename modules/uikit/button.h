#pragma once
#include <uikit/icons.h>
#include <uikit/themed.h>

#include <QPushButton>

namespace zc::uikit {

// A push button with its key shown at the right. The cap is a picture: the shortcut itself belongs to the command table.
// The size hint always holds icon, text and cap at the present zoom; a narrower button elides its text and shows it as a tool tip.
class Button : public Themed<QPushButton> {
    Q_OBJECT
public:
    enum class Kind { Primary, Plain, Quiet };      // one Primary a page; Quiet has no box until hovered

    explicit Button(const QString &text, Kind kind = Kind::Plain, QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    void setKeyCap(const QString &caption);         // "F2", "Ctrl+K", "退格"
    QString keyCap() const { return m_cap; }
    void setGlyph(Icon icon);                       // at the left of the text
    void setSpread(bool spread);                    // text at the left edge, cap at the right edge: lists of actions
    void setBusy(bool busy);                        // keeps its place and words, takes no clicks, shows a still clock

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind;
    QString m_cap;
    Icon m_glyph = Icon::None;
    bool m_spread = false;
    bool m_busy = false;
};

} // namespace zc::uikit
