#include <uikit/searchbox.h>

#include "internal/draw.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace zc::uikit {

SearchBox::SearchBox(const QString &prompt, QWidget *parent) : Themed<LineEdit>(parent)
{
    setPlaceholderText(prompt);
    setAccessibleName(prompt);
    setProperty("zcSunken", true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    SearchBox::applyTheme();
}

QSize SearchBox::sizeHint() const { return {theme().px(Metric::Search), Themed<LineEdit>::sizeHint().height()}; }

void SearchBox::setKeyCap(const QString &caption)
{
    m_cap = caption;
    applyTheme();
}

void SearchBox::setOpener(bool opener)
{
    m_opener = opener;
    setReadOnly(opener);
    setCursor(opener ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void SearchBox::applyTheme()
{
    const int cap = m_cap.isEmpty() ? 0 : keyCapSize(theme(), m_cap).width() + theme().space(1);
    setTextMargins(0, 0, cap, 0);
}

void SearchBox::paintEvent(QPaintEvent *event)
{
    Themed<LineEdit>::paintEvent(event);
    if (m_cap.isEmpty() || !text().isEmpty())
        return;
    QPainter painter(this);
    const QSize cap = keyCapSize(theme(), m_cap);
    drawKeyCap(painter, this, QRect(QPoint(width() - cap.width() - theme().space(2.5) - theme().px(Metric::Hairline), (height() - cap.height()) / 2), cap), m_cap);
}

void SearchBox::mousePressEvent(QMouseEvent *event)
{
    Themed<LineEdit>::mousePressEvent(event);
    if (m_opener && event->button() == Qt::LeftButton)
        Q_EMIT opened({});
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    if (m_opener && !isComposing()) {
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
        const bool typed = !event->text().isEmpty() && event->text().at(0).isPrint() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
        if (enter || typed) {
            Q_EMIT opened(enter ? QString() : event->text());
            return;
        }
    }
    Themed<LineEdit>::keyPressEvent(event);
}

} // namespace zc::uikit
