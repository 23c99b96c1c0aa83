#pragma once
#include <uikit/themed.h>

#include <QEvent>
#include <QRegion>
#include <QWidget>

namespace zc::uikit {

// A raised sheet over the page (command palette, reason, short form): rounded, hairlined, with the one shadow level. A child of
// the window, not a window of its own; it never blocks what lies below. Put a layout in it. Esc emits closeRequested().
class FloatingPanel : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit FloatingPanel(QWidget *window);
    void setPadding(qreal sideSteps, qreal aboveSteps);     // inside the hairline; grid steps of 4 px

    // Sent to the window whenever one of its panels comes, goes or changes its place: what must not lie over a panel moves then.
    static QEvent::Type placesChanged();
    // What the visible panels of `host` cover, in its coordinates; a panel that holds `inside` is left out.
    static QRegion covered(const QWidget *host, const QWidget *inside = nullptr);

Q_SIGNALS:
    void closeRequested();

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    qreal m_side = 4;
    qreal m_above = 4;
};

} // namespace zc::uikit
