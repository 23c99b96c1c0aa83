#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// A number over its name, in a sunken tile: 2 需交. The tone colours the number. No focus; name: "需交 2".
class SummaryTile : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit SummaryTile(const QString &caption, Tone tone = Tone::Neutral, QWidget *parent = nullptr);
    void setValue(const QString &value);
    void setCaption(const QString &caption);
    void setTone(Tone tone);
    QString value() const { return m_value; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void nameIt();
    QString m_caption;
    QString m_value = QStringLiteral("0");
    Tone m_tone;
};

} // namespace zc::uikit
