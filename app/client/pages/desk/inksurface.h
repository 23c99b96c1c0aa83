#pragma once
#include <casework/handwriting.h>
#include <devices/ink.h>
#include <uikit/themed.h>

#include <QElapsedTimer>
#include <QPainterPath>
#include <QWidget>

#include <optional>

namespace zc::client {

// White paper to write a name on, with a pen (and its pressure), a finger or the mouse. Tells every point as it comes and draws
// it at once; what is drawn is forgotten with wipe(), nothing else is kept. Never takes the focus.
class InkSurface : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit InkSurface(QWidget *parent = nullptr);
    ~InkSurface() override;

    double ratio() const { return height() > 0 ? double(width()) / height() : 1; }
    void wipe();
    void takeBack();                                        // the last stroke
    int strokes() const { return int(m_hand.strokes.size()); }

Q_SIGNALS:
    void written(const zc::devices::InkPoint &point);

protected:
    void applyTheme() override { update(); }
    bool event(QEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void touch(QTouchEvent &event);
    void write(QPointF at, double pressure, devices::InkTool tool, quint64 stamp);
    void lift(quint64 stamp);

    casework::Handwriting m_hand;
    std::optional<devices::InkPoint> m_last;                // of the stroke that is being written
    std::optional<int> m_finger;                            // the one that writes; others rest on the glass
    QElapsedTimer m_clock;
    qint64 m_lastMs = 0;
};

} // namespace zc::client
