#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// A container with one hairline and rounded corners; a tone gives border and wash. Put a layout in it. No focus.
class Card : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    void setPadding(qreal sideSteps, qreal aboveSteps);     // grid steps of 4 px

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    qreal m_side = 3;
    qreal m_above = 2.5;
};

} // namespace zc::uikit
