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
QSize Label::sizeHint() const { return QLabel::sizeHint().expandedTo(QSize(0, theme().lineHeight(m_type))); }
QSize Label::minimumSizeHint() const { return QLabel::minimumSizeHint().expandedTo(QSize(0, theme().lineHeight(m_type))); }

int Label::heightForWidth(int width) const
{
    const int height = QLabel::heightForWidth(width);
    return height < 0 ? height : std::max(height, theme().lineHeight(m_type));
}

} // namespace zc::uikit
