#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// Says in the colour of the seal that nothing here is real. Shown whenever the program runs against a demo platform.
class DemoRibbon : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit DemoRibbon(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace zc::uikit
