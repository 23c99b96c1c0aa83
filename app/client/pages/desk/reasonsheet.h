#pragma once
#include <uikit/floatingpanel.h>

namespace zc::uikit {
class Label;
}

namespace zc::client {

// F1: the reason, over the lower edge of the work, without taking the focus. Esc, F1 or a click puts it away.
class ReasonSheet : public uikit::FloatingPanel {
    Q_OBJECT
public:
    explicit ReasonSheet(QWidget *page);
    void open(const QString &title, const QString &text, const QRect &area);

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    uikit::Label *m_title, *m_text;
};

} // namespace zc::client
