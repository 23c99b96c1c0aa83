#include <uikit/linkbutton.h>

#include "internal/draw.h"

#include <QKeyEvent>

namespace zc::uikit {

LinkButton::LinkButton(const QString &text, QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const { return {textWidth(theme(), Type::Caption, text()), theme().lineHeight(Type::Caption)}; }

void LinkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void LinkButton::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const QColor color = t.color(!isEnabled() ? Color::TextDisabled : isDown() ? Color::InkPressed : Color::Ink);
    drawLine(painter, this, rect(), Qt::AlignLeft | Qt::AlignVCenter, text(), Type::Caption, color);
    if (underMouse() && isEnabled())
        painter.fillRect(QRect(0, height() - t.px(Metric::Hairline), std::min(width(), sizeHint().width()), t.px(Metric::Hairline)), color);
}

} // namespace zc::uikit
