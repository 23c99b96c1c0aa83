#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {

// A word in a soft box. Source: 11 px, where a value came from (身份证). Mode: 12 px, 免交/容缺/需交. Chip: 12 px, the case's situation.
// No focus; the word is its accessible name. Elides only when given less than its size hint.
class Tag : public Themed<QWidget> {
    Q_OBJECT
public:
    enum class Shape { Source, Mode, Chip };

    explicit Tag(const QString &text, Tone tone = Tone::Ok, Shape shape = Shape::Source, QWidget *parent = nullptr);
    void setText(const QString &text);
    void setTone(Tone tone);
    QString text() const { return m_text; }
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone;
    Shape m_shape;
};

} // namespace zc::uikit
