#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// How many questions are behind and how many are likely ahead: one segment each. Answered segments are tall and inked.
// No focus; the accessible name says "3 of 5".
class ProgressSegments : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit ProgressSegments(QWidget *parent = nullptr);
    void setProgress(int done, int total);      // clamped: 0 ≤ done ≤ total
    int done() const { return m_done; }
    int total() const { return m_total; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_done = 0;
    int m_total = 0;
};

} // namespace zc::uikit
