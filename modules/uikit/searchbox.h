#pragma once
#include <uikit/field.h>
#include <uikit/themed.h>

namespace zc::uikit {

// A sunken line edit with its key shown at the right while it is empty. As an opener it takes no text: a click, Enter or
// typing emits opened() (the palette takes over); otherwise it is an ordinary search field.
class SearchBox : public Themed<LineEdit> {
    Q_OBJECT
public:
    explicit SearchBox(const QString &prompt, QWidget *parent = nullptr);
    void setKeyCap(const QString &caption);
    void setOpener(bool opener);
    QSize sizeHint() const override;        // as wide as Metric::Search where there is room

Q_SIGNALS:
    void opened(const QString &typed);      // empty, or the first character typed

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_cap;
    bool m_opener = false;
};

} // namespace zc::uikit
