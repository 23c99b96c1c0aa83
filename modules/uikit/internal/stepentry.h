#pragma once
#include <uikit/steplist.h>

#include <QAbstractButton>

namespace zc::uikit {

// One line of StepList.
class StepEntry : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    StepEntry(int number, QWidget *parent);
    void setStep(const StepList::Step &step);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int m_number;
    StepList::Step m_step;
};

} // namespace zc::uikit
