#include "shell/pinfield.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFrame>

namespace zc::client {
using namespace uikit;

namespace {

constexpr int kDotSteps = 2;            // of 4 px

} // namespace

PinField::PinField(QWidget *parent)
    : Themed(parent)
    , m_typed(kMost)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
}

PinField::~PinField() = default;

devices::Pin PinField::take()
{
    const auto pin = devices::Pin::copyOf(m_typed.view().first(m_count));
    clear();
    return pin;
}

void PinField::clear()
{
    crypto::cleanse(m_typed.bytes(), m_typed.size());
    m_count = 0;
    update();
    Q_EMIT changed();
}

QSize PinField::sizeHint() const { return {theme().space(60), theme().space(10)}; }

bool PinField::takes(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    const QString text = event.text();
    return text.size() == 1 && text.front().unicode() > u' ' && text.front().unicode() < 0x7F;
}

bool PinField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {        // a sign of the PIN is no command
        const auto &key = static_cast<QKeyEvent &>(*event);
        if (takes(key) || key.key() == Qt::Key_Backspace) {
            event->accept();
            return true;
        }
    }
    return Themed::event(event);
}

void PinField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT confirmed();
    } else if (event->key() == Qt::Key_Backspace) {
        if (m_count == 0) return;
        m_typed.bytes()[--m_count] = 0;
    } else if (takes(*event)) {
        if (m_count == kMost || event->isAutoRepeat()) return;      // a key that sticks is no PIN
        m_typed.bytes()[m_count++] = uchar(event->text().front().unicode());
    } else {
        return Themed::keyPressEvent(event);
    }
    update();
    Q_EMIT changed();
}

void PinField::mousePressEvent(QMouseEvent *) { setFocus(Qt::MouseFocusReason); }

void PinField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QStyleOptionFrame option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    const int dot = theme().space(kDotSteps), middle = height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(Color::Text));
    int x = theme().space(3);
    for (int i = 0; i < m_count; ++i, x += dot + theme().space(1)) painter.drawEllipse(QRect(x, middle - dot / 2, dot, dot));
    if (hasFocus()) painter.fillRect(QRect(x, middle - theme().space(2), std::max(1, theme().space(0.5)), theme().space(4)), theme().color(Color::Text));
}

} // namespace zc::client
