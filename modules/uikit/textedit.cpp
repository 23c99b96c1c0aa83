#include <uikit/textedit.h>
#include <uikit/theme.h>

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QTextBlock>

namespace zc::uikit {

TextEdit::TextEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { updateGeometry(); });
    layMargins();
}

void TextEdit::layMargins()
{
    const Theme &theme = themeOf(this);
    setViewportMargins(theme.space(2.5), theme.space(1.5), theme.space(2.5), theme.space(1.5));
}

QSize TextEdit::sizeHint() const
{
    const Theme &theme = themeOf(this);
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int height = qRound(QFontMetricsF(font()).lineSpacing() * std::max(2, lines)) + 2 * theme.space(1.5) + theme.space(1);
    return {theme.space(60), height};
}

bool TextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::Polish) {
        layMargins();
        updateGeometry();
    }
    if (event->type() == QEvent::Paint) {       // the box of a line edit, around the text and its margins
        QPainter painter(this);
        QStyleOptionFrame option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

void TextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    // A word that is done is text already while the base class puts it in: whoever listens must not take it for half made.
    const bool composing = !event->preeditString().isEmpty();
    if (!composing)
        m_composing = false;
    QPlainTextEdit::inputMethodEvent(event);
    setComposing(composing);
}

void TextEdit::setComposing(bool composing)
{
    m_composing = composing;
    Q_EMIT composingChanged(composing);
}

void TextEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_composing) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() & Qt::ShiftModifier)
            insertPlainText(QStringLiteral("\n"));
        else if (event->modifiers() & ~Qt::KeypadModifier)
            event->ignore();        // Ctrl+Enter belongs to the page
        else
            Q_EMIT confirmed();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

// Another width breaks the lines elsewhere.
void TextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (sizeHint().height() != height())
        updateGeometry();
}

void TextEdit::focusOutEvent(QFocusEvent *event)
{
    if (m_composing)
        setComposing(false);
    QPlainTextEdit::focusOutEvent(event);
}

} // namespace zc::uikit
