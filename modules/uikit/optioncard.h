#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>
#include <QStringList>

namespace zc::uikit {

// One numbered answer of a question, with what it would change at the right. Checkable and exclusive among its siblings;
// the page binds the number key. Role: radio button, name: "1 自有", description: the effect. Grows in height, never clips.
class OptionCard : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    explicit OptionCard(int number, const QString &title, QWidget *parent = nullptr);
    void setNumber(int number);
    int number() const { return m_number; }
    void setEffect(const QStringList &lines);       // two lines read best
    QStringList effect() const { return m_effect; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void nameIt();
    int m_number;
    QStringList m_effect;
};

} // namespace zc::uikit
