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
    ReasonSheet(QWidget *page, QWidget *work);              // work: a part of the page; the sheet keeps above the buttons at its foot
    void open(const QString &title, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void place();
    QWidget *m_work;
    uikit::Label *m_title, *m_text;
};

} // namespace zc::client
