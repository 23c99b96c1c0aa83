#include "internal/filterentry.h"

#include "internal/draw.h"

#include <QLocale>

namespace zc::uikit {

FilterEntry::FilterEntry(QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FilterEntry::setEntry(const FilterList::Entry &entry)
{
    m_id = entry.id;
    setText(entry.text);
    m_count = entry.count < 0 ? QString() : QLocale(QLocale::English).toString(entry.count);
    setAccessibleName((entry.text + u' ' + m_count).trimmed());
    setObjectName(QStringLiteral("filter-") + entry.id);
    setToolTip(sizeHint().width() > width() ? text() : QString());
    updateGeometry();
    update();
}

QSize FilterEntry::sizeHint() const
{
    const Theme &t = theme();
    return {textWidth(t, Type::BodyStrong, text()) + textWidth(t, Type::CaptionStrong, m_count) + t.space(7), t.rowHeight()};
}

QString FilterEntry::nameFor(int width) const
{
    return QFontMetricsF(theme().font(isChecked() ? Type::BodyStrong : Type::Body)).elidedText(text(), Qt::ElideRight, width);
}

void FilterEntry::resizeEvent(QResizeEvent *event)
{
    Themed<QAbstractButton>::resizeEvent(event);
    setToolTip(sizeHint().width() > width() ? text() : QString());
}

void FilterEntry::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const bool on = isChecked();
    if (on || underMouse())
        drawBox(painter, rect(), t.px(Metric::Radius), t.color(on ? Color::InkSoft : Color::SurfaceHover));
    QRect box = rect().adjusted(t.space(2.5), 0, -t.space(2.5), 0);
    const Type small = on ? Type::CaptionStrong : Type::Caption;
    const int count = textWidth(t, small, m_count);
    drawLine(painter, this, QRect(box.right() - count + 1, 0, count, height()), Qt::AlignRight | Qt::AlignVCenter, m_count, small, t.color(Color::TextMuted));
    box.setRight(box.right() - count - (count ? t.space(2) : 0));
    drawLine(painter, this, box, Qt::AlignLeft | Qt::AlignVCenter, nameFor(box.width()), on ? Type::BodyStrong : Type::Body, t.color(on ? Color::Ink : Color::Text));
}

} // namespace zc::uikit
