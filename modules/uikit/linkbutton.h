#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::uikit {

// A small action inside words: ink text, underlined under the pointer. Role: push button.
class LinkButton : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    explicit LinkButton(const QString &text = {}, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace zc::uikit
