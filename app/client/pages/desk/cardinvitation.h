#pragma once
#include <intake/photoview.h>
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::client {

// The wide button that says what the reader waits for, reads, or has read, with the photo of the card that was read. A click is F5.
class CardInvitation : public uikit::Themed<QAbstractButton> {
    Q_OBJECT
public:
    enum class State { Waiting, Reading, Read, Failed };
    explicit CardInvitation(QWidget *parent = nullptr);
    void show(State state, const QString &title, const QString &words);
    void setPhoto(const intake::PhotoView &photo);
    State state() const { return m_state; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Line {
        uikit::Type type;
        uikit::Color color;
        QString text;
    };
    bool hasPicture() const;
    QSize picture() const;              // its place, in points of this screen
    QList<Line> lines() const;
    QString photoWords() const;
    void name();
    void paintPicture(QPainter &painter, const QRect &place) const;
    int padding() const;
    QRect place(int width) const;       // of the words; its height is not worked out
    QList<int> heights(int width) const;        // of the lines, and of each that is wrapped where it stands beside a picture
    void paintLines(QPainter &painter) const;

    State m_state = State::Waiting;
    QString m_title, m_words;
    intake::PhotoView m_photo;
};

} // namespace zc::client
