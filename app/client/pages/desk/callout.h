#pragma once
#include <uikit/themed.h>

#include <QWidget>

namespace zc::uikit {
class Label;
}

namespace zc::client {

// A card with one thing to know: headline and explanation, bordered in its tone. Neutral has a hairline and no wash.
class Callout : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit Callout(uikit::Tone tone = uikit::Tone::Neutral, QWidget *parent = nullptr);
    void show(const QString &headline, const QString &explanation);   // an empty headline hides the card
    void setTone(uikit::Tone tone);
    QString headline() const;

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;

private:
    uikit::Tone m_tone;
    uikit::Label *m_headline;
    uikit::Label *m_explanation;
};

} // namespace zc::client
