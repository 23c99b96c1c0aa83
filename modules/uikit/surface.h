#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// A plain area in one token colour with hairlines on chosen edges: bars, panels, wells. No focus, no margins of its own.
class Surface : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit Surface(Color fill = Color::Surface, Qt::Edges hairlines = {}, QWidget *parent = nullptr);
    void setFill(Color fill);
    void setHairlines(Qt::Edges edges, Color color = Color::Line);
    // Lengths in grid steps of 4 px at 100 %; kept right through zoom. Sets the margins and spacing of the layout it holds.
    void setPadding(qreal left, qreal top, qreal right, qreal bottom);
    void setSpacing(qreal steps);
    // Width or height by token, kept right through zoom.
    void setFixedWidth(Metric width);
    void setFixedHeight(Metric height);

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Color m_fill;
    Color m_lineColor = Color::Line;
    Qt::Edges m_lines;
    qreal m_padding[4] = {-1, -1, -1, -1};
    qreal m_spacing = -1;
    Metric m_width = Metric::Count;
    Metric m_height = Metric::Count;
};

} // namespace zc::uikit
