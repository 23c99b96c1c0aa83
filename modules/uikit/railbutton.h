#pragma once
#include <uikit/icons.h>
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::uikit {

// One page in the rail: icon over name. Checkable and exclusive among its siblings.
class RailButton : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    RailButton(Icon icon, const QString &text, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
};

// The seal at the head of the rail. No focus.
class RailLogo : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit RailLogo(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace zc::uikit
