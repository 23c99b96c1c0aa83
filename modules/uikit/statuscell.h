#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::uikit {

// One cell of the status strip: dot and words; a click opens its page. A fault is words in the fault's colour, without a dot.
class StatusCell : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    enum class Health { Plain, Good, Waiting, Fault, Off };     // Plain: words only

    explicit StatusCell(const QString &text = {}, Health health = Health::Plain, QWidget *parent = nullptr);
    void setStatus(const QString &text, Health health);
    Health health() const { return m_health; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Health m_health = Health::Plain;
};

} // namespace zc::uikit
