#pragma once
#include <intake/photoview.h>
#include <uikit/themed.h>

#include <QWidget>

namespace zc::client {

// The photo of the ID card beside the person it is compared with, and what is to be said of it; hidden while there is none.
class CardPhoto : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit CardPhoto(QWidget *parent = nullptr);
    void show(const intake::PhotoView &photo);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize pictureSize() const;

    intake::PhotoView m_photo;
    QString m_title, m_words;
};

} // namespace zc::client
