#include <uikit/label.h>

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
QSize Label::sizeHint() const { return oneLine(QLabel::sizeHint()); }
QSize Label::minimumSizeHint() const { return oneLine(QLabel::minimumSizeHint()); }

int Label::heightForWidth(int width) const
{
    const int height = QLabel::heightForWidth(width);
    return height < 0 ? height : oneLine({width, height}).height();
}

QSize Label::oneLine(QSize size) const
{
    if (!pixmap().isNull() || text().isEmpty())
        return size;
    const QMargins margins = contentsMargins();
    const int around = margins.top() + margins.bottom();
    const QFontMetrics metrics = fontMetrics();
    if (size.height() - around < 2 * metrics.lineSpacing())
        size.setHeight(theme().lineHeight(m_type) + around);
    return size;
}

} // namespace zc::uikit
