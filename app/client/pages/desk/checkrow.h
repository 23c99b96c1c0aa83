#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::client {

// One line of the checklist before submission: a sign, words, where Enter leads. Focusable where it leads somewhere.
class CheckRow : public uikit::Themed<QAbstractButton> {
    Q_OBJECT
public:
    enum class Sign { Done, Will, Blocks, Advice };
    explicit CheckRow(QWidget *parent = nullptr);
    void show(Sign sign, const QString &words, const QString &detail, const QString &cap);
    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void applyTheme() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fit();
    QRect wordsRect(int width) const;
    Sign m_sign = Sign::Will;
    QString m_words, m_detail, m_cap;
};

} // namespace zc::client
