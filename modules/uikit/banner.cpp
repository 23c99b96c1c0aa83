#include <uikit/banner.h>
#include <uikit/button.h>
#include <uikit/label.h>

#include "internal/draw.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QToolButton>

namespace zc::uikit {

Banner::Banner(Tone tone, const QString &text, QWidget *parent)
    : Themed<QWidget>(parent), m_tone(tone), m_row(new QHBoxLayout(this)), m_text(new Label), m_action(new Button({}, Button::Kind::Plain)),
      m_close(new QToolButton)
{
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_action);
    m_row->addWidget(m_close);
    m_text->setWordWrap(true);
    m_action->hide();
    m_close->hide();
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->setAccessibleName(tr("Close"));
    connect(m_action, &QAbstractButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QAbstractButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setMessage(tone, text);
    Banner::applyTheme();
}

void Banner::setMessage(Tone tone, const QString &text)
{
    m_tone = tone;
    if (m_text->text() != text) {
        m_text->setText(text);
        setAccessibleName(text);
        if (isVisible()) {
            QAccessibleEvent event(this, QAccessible::Alert);
            QAccessible::updateAccessibility(&event);
        }
    }
    update();
}

QString Banner::text() const { return m_text->text(); }

void Banner::setAction(const QString &text, const QString &keyCap)
{
    m_action->setText(text);
    m_action->setKeyCap(keyCap);
    m_action->setVisible(!text.isEmpty());
}

void Banner::setDismissable(bool dismissable) { m_close->setVisible(dismissable); }

void Banner::applyTheme()
{
    const Theme &t = theme();
    m_row->setContentsMargins(t.space(4) + t.px(Metric::Icon) + t.space(2), t.space(2), t.space(3), t.space(2));
    m_row->setSpacing(t.space(3));
    m_close->setIcon(themedIcon(Icon::Close, this));
}

void Banner::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.soft(m_tone));
    painter.fillRect(QRect(0, 0, t.px(Metric::FocusWidth) + t.px(Metric::Hairline), height()), t.strong(m_tone));
    static constexpr Icon icons[] = {Icon::Info, Icon::Info, Icon::Check, Icon::Warning, Icon::Error, Icon::Warning};
    const int icon = t.px(Metric::Icon);
    painter.drawPixmap(QRect(t.space(4), (height() - icon) / 2, icon, icon), iconPixmap(icons[int(m_tone)], t.strong(m_tone), icon, devicePixelRatioF()));
}

} // namespace zc::uikit
