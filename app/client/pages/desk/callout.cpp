#include "pages/desk/callout.h"
#include "shell/layouts.h"

#include <uikit/label.h>

#include <QPainter>

namespace zc::client {
using namespace uikit;

Callout::Callout(Tone tone, QWidget *parent)
    : Themed(parent)
    , m_tone(tone)
    , m_headline(new Label({}, Type::BodyMedium))
    , m_explanation(new Label({}, Type::Caption, Color::TextMuted))
{
    m_headline->setWordWrap(true);
    m_explanation->setWordWrap(true);
    auto *lines = column(this);
    lines->addWidget(m_headline);
    lines->addWidget(m_explanation);
    applyTheme();
    hide();
}

void Callout::applyTheme()
{
    layout()->setContentsMargins(theme().space(3), theme().space(2.5), theme().space(3), theme().space(2.5));
    layout()->setSpacing(theme().space(0.5));
}

void Callout::show(const QString &headline, const QString &explanation)
{
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    setVisible(!headline.isEmpty());
}

void Callout::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QString Callout::headline() const { return m_headline->text(); }

void Callout::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal half = t.px(Metric::Hairline) / 2.0;
    const bool plain = m_tone == Tone::Neutral;
    painter.setPen(QPen(plain ? t.color(Color::Line) : t.strong(m_tone), t.px(Metric::Hairline)));
    painter.setBrush(plain ? t.color(Color::Surface) : t.wash(m_tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), t.px(Metric::Radius), t.px(Metric::Radius));
}

} // namespace zc::client
