#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::uikit {

// Why a question is asked: a lead in dark words, the reason after it, and the key that shows the rule. A click or F1 emits clicked().
class WhyBox : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    explicit WhyBox(QWidget *parent = nullptr);
    void setReason(const QString &lead, const QString &reason);             // "为什么问这个：", "只影响…"
    void setKey(const QString &caption, const QString &action);             // "F1", "看规则"; empty caption: none

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int flow(int width, QPainter *painter) const;
    QString m_lead, m_reason, m_cap, m_action;
};

} // namespace zc::uikit
