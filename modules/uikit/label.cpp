#include <uikit/label.h>

#include "internal/draw.h"

namespace zc::uikit {

Label::Label(const QString &text, Type type, Color color, QWidget *parent) : Themed<QLabel>(parent), m_type(type), m_color(color)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    Label::applyTheme();
}

void Label::setType(Type type)
{
    m_type = type;
    applyTheme();
}

void Label::setColor(Color color)
{
    m_color = color;
    applyTheme();
}

void Label::applyTheme()
{
    setFont(theme().font(m_type));
    QPalette palette = theme().palette();
    palette.setColor(QPalette::WindowText, theme().color(m_color));
    setPalette(palette);
}

// One line takes the line height of its type, so that rows keep their rhythm whatever the glyphs.
// Everything but pictures, rich text and selectable text is measured and drawn by the rules of the other controls: the line
// height of its type, whatever the font claims, and the same weight of grey words.
bool Label::isPlain() const
{
    return textFormat() == Qt::PlainText && pixmap().isNull() && !text().isEmpty() && !(textInteractionFlags() & (Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard));
}

QSize Label::sizeHint() const
{
    if (!isPlain() || wordWrap())
        return isPlain() ? QLabel::sizeHint().expandedTo({0, theme().lineHeight(m_type)}) : QLabel::sizeHint();
    int width = 0;
    const QStringList lines = text().split(u'\n');
    for (const QString &line : lines)
        width = std::max(width, textWidth(theme(), m_type, line));
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), int(lines.size()) * theme().lineHeight(m_type) + margins.top() + margins.bottom()};
}

QSize Label::minimumSizeHint() const { return isPlain() && !wordWrap() ? sizeHint() : isPlain() ? QSize(0, theme().lineHeight(m_type)) : QLabel::minimumSizeHint(); }

int Label::heightForWidth(int width) const
{
    if (!isPlain() || !wordWrap())
        return QLabel::heightForWidth(width);
    const QMargins margins = contentsMargins();
    return TextBlock(theme(), m_type, text(), width - margins.left() - margins.right()).height() + margins.top() + margins.bottom();
}

void Label::paintEvent(QPaintEvent *event)
{
    if (!isPlain()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QColor color = theme().color(isEnabled() ? m_color : Color::TextDisabled);
    const QRect box = contentsRect();
    const Qt::Alignment across = alignment() & Qt::AlignHorizontal_Mask;
    if (!wordWrap() && !text().contains(u'\n')) {
        QRect line = box;
        if (alignment() & (Qt::AlignTop | Qt::AlignBottom)) {
            line.setHeight(theme().lineHeight(m_type));
            if (alignment() & Qt::AlignBottom)
                line.moveBottom(box.bottom());
        }
        drawLine(painter, this, line, int(across) | Qt::AlignVCenter, text(), m_type, color);
        return;
    }
    const TextBlock block(theme(), m_type, text(), wordWrap() ? box.width() : QWIDGETSIZE_MAX);
    QRect area = box;
    area.setHeight(block.height());
    if (alignment() & Qt::AlignBottom)
        area.moveBottom(box.bottom());
    else if (!(alignment() & Qt::AlignTop))
        area.moveTop(box.top() + std::max(0, (box.height() - block.height()) / 2));
    block.draw(painter, this, area, color, across ? across : Qt::AlignLeft);
}

} // namespace zc::uikit
