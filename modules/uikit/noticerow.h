#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>
#include <QVariantAnimation>

namespace zc::uikit {

// One requirement in the live one-time notice: sign, name, second line, mode. Spans the whole panel: its side padding is its own.
// Focusable; Enter, Space or F1 emits clicked() (the reason). markChanged() washes it for two seconds (no fading with reduced motion).
class NoticeRow : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    enum class Sign { Number, Given, Deferred, Promise, Missing, Wrong };
    struct Content {
        Sign sign = Sign::Number;
        int number = 0;             // for Sign::Number
        QString name;
        QString detail;             // wraps
        QString mode;               // 需交 免交 容缺 承诺
        friend bool operator==(const Content &, const Content &) = default;
    };

    explicit NoticeRow(QWidget *parent = nullptr);
    void setContent(const Content &content);        // does not mark by itself: the page knows what an answer changed
    const Content &content() const { return m_content; }
    void markChanged();
    bool isMarked() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Tone tone() const;
    Content m_content;
    QVariantAnimation m_glow;
};

} // namespace zc::uikit
