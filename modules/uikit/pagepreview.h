#pragma once
#include <uikit/themed.h>

#include <QImage>
#include <QList>
#include <QRectF>
#include <QWidget>

#include <optional>

namespace zc::uikit {

// One page of paper with findings as boxes on it. Fits the page into the room it has; setScale() above 1 enlarges it, and then
// the widget asks for more room (put it into a scroll area). Paper stays white in every theme.
// Focusable: arrows choose a box, Enter activates it, + and - change the scale. Role: graphic.
class PagePreview : public Themed<QWidget> {
    Q_OBJECT
public:
    struct Box {
        QRectF area;            // share of the page, 0 … 1
        Tone tone = Tone::Bad;
        QString caption;        // "1 姓名不一致"
    };

    explicit PagePreview(QWidget *parent = nullptr);
    void setPage(const QImage &page);           // null: nothing is drawn
    void setBoxes(const QList<Box> &boxes);
    void setCurrentBox(int index);              // -1: none; the current box has a stronger line
    int currentBox() const { return m_current; }
    void setScale(qreal scale);                 // 1 … 4 times the fitting size
    qreal scale() const { return m_scale; }
    QRect pageRect() const;
    QRect boxRect(int index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void boxActivated(int index);
    void scaleChanged(qreal scale);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QImage m_page;
    mutable QImage m_scaled;    // the page at the size last drawn
    QList<Box> m_boxes;
    int m_current = -1;
    std::optional<Theme> m_paper;   // the light theme while another one is around the page
    qreal m_scale = 1;
};

} // namespace zc::uikit
