#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::client {

// One of the five levels as the applicant sees it: a drawn face, its words in large print, its key. All five look alike but for the
// face: none is suggested. Never chosen beforehand.
class RatingButton : public uikit::Themed<QAbstractButton> {
    Q_OBJECT
public:
    RatingButton(int level, const QString &words, QWidget *parent = nullptr);       // 1 very satisfied … 5 very dissatisfied
    int level() const { return m_level; }
    void setFlat(bool flat);                  // face at the left of the words, for a narrow screen
    int leastWidth() const;                   // that holds the words below the face

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintFace(QPainter &painter, const QRectF &box, const QColor &line) const;
    const int m_level;
    bool m_flat = false;
};

} // namespace zc::client
