#include "internal/toastcard.h"

#include "internal/draw.h"
#include "internal/shadow.h"

#include <uikit/label.h>
#include <uikit/linkbutton.h>

#include <QHBoxLayout>

namespace zc::uikit {

ToastCard::ToastCard(Tone tone, const QString &text, const QString &action, QWidget *parent)
    : Themed<QWidget>(parent), m_tone(tone), m_text(new Label(text)), m_action(new LinkButton(action))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_action->setVisible(!action.isEmpty());
    m_text->setWordWrap(true);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ToastCard::over);
    connect(m_action, &QAbstractButton::clicked, this, [this] {
        Q_EMIT acted();
        Q_EMIT over();
    });
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(text);
    ToastCard::applyTheme();
}

void ToastCard::live(int ms)
{
    m_ms = ms;
    if (ms > 0)
        m_timer.start(ms);
}

QString ToastCard::text() const { return m_text->text(); }

bool ToastCard::hasAction() const { return !m_action->text().isEmpty(); }

void ToastCard::applyTheme()
{
    const Theme &t = theme();
    const int blur = t.px(Metric::ShadowBlur);
    layout()->setContentsMargins(blur + t.space(3.5) + t.px(Metric::Icon) + t.space(2), blur + t.space(2.5), blur + t.space(4), blur + t.space(2.5));
    layout()->setSpacing(t.space(4));
}

void ToastCard::enterEvent(QEnterEvent *) { m_timer.stop(); }
void ToastCard::leaveEvent(QEvent *) { live(m_ms); }
void ToastCard::mousePressEvent(QMouseEvent *) { Q_EMIT over(); }

void ToastCard::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const int blur = t.px(Metric::ShadowBlur);
    const QRect box = rect().adjusted(blur, blur, -blur, -blur);
    drawFloating(painter, t, box);
    static constexpr Icon icons[] = {Icon::Info, Icon::Info, Icon::Check, Icon::Warning, Icon::Error, Icon::Warning};
    const int icon = t.px(Metric::Icon);
    painter.drawPixmap(QRect(box.left() + t.space(3.5), box.top() + (box.height() - icon) / 2, icon, icon),
                       iconPixmap(icons[int(m_tone)], t.strong(m_tone), icon, devicePixelRatioF()));
}

} // namespace zc::uikit
