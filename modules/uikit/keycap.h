#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// The little box that shows a key. A picture without focus; its accessible name is the caption.
class KeyCap : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit KeyCap(const QString &caption, QWidget *parent = nullptr);
    void setCaption(const QString &caption);
    QString caption() const { return m_caption; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_caption;
};

} // namespace zc::uikit
