#include "internal/focusring.h"

#include "internal/draw.h"
#include <uikit/floatingpanel.h>

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextEdit>

namespace zc::uikit {

namespace {

class Overlay : public QWidget {
public:
    explicit Overlay(QWidget *host) : QWidget(host)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
        setObjectName(QStringLiteral("focusRing"));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        const int offset = theme.px(Metric::FocusOffset);
        drawBox(painter, rect(), theme.px(Metric::Radius) + offset, {}, theme.color(Color::Ink), theme.px(Metric::FocusWidth));
    }
};

bool takesText(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta || key == Qt::Key_AltGr;
}

} // namespace

FocusRing::FocusRing(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

FocusRing::~FocusRing() { delete m_overlay; }

// Inside a scroll area the ring must scroll and be cut with the content; elsewhere it may lie over the whole window.
QWidget *FocusRing::hostOf(QWidget *widget) const
{
    for (QWidget *w = widget->parentWidget(); w; w = w->parentWidget()) {
        if (w->isWindow())
            return w;
        const auto *area = w->parentWidget() ? qobject_cast<QAbstractScrollArea *>(w->parentWidget()->parentWidget()) : nullptr;
        if (area && area->viewport() == w->parentWidget())
            return w;
    }
    return nullptr;
}

void FocusRing::follow(QWidget *widget)
{
    m_watched.clear();
    m_target = widget;
    // An editable combo or spin box hands focus to its line edit; the ring belongs around the whole control.
    if (widget && widget->parentWidget() && (widget->parentWidget()->inherits("QComboBox") || widget->parentWidget()->inherits("QAbstractSpinBox")))
        m_target = widget->parentWidget();
    QWidget *host = m_target && !m_target->isWindow() ? hostOf(m_target) : nullptr;
    // Lists and tables mark their current row instead.
    const bool own = m_target && (qobject_cast<QAbstractItemView *>(m_target.data()) || m_target->property("zcOwnFocus").toBool());
    if (!host || own) {
        m_target = nullptr;
        place();
        return;
    }
    if (!m_overlay || m_overlay->parentWidget() != host) {
        delete m_overlay;
        m_overlay = new Overlay(host);
    }
    for (QWidget *w = m_target; w && w != host; w = w->parentWidget())
        m_watched << w;
    place();
}

void FocusRing::lead(bool keyboard)
{
    m_keyboard = keyboard;
    place();
    if (QWidget *focus = QApplication::focusWidget()) {
        focus->update();
        if (auto *area = qobject_cast<QAbstractScrollArea *>(focus))
            area->viewport()->update();
    }
}

void FocusRing::place()
{
    if (!m_overlay)
        return;
    const bool shown = m_target && m_target->isVisible() && (m_keyboard || takesText(m_target));
    m_overlay->setVisible(shown);
    if (!shown)
        return;
    const Theme &theme = themeOf(m_target);
    const int out = theme.px(Metric::FocusOffset) + theme.px(Metric::FocusWidth);
    const QRect box(m_target->mapTo(m_overlay->parentWidget(), QPoint()), m_target->size());
    m_overlay->setGeometry(box.adjusted(-out, -out, out, out));
    // A sheet over the focused control lies over its ring too.
    const QRegion covered = FloatingPanel::covered(m_overlay->parentWidget(), m_target).translated(-m_overlay->pos());
    if (covered.intersects(m_overlay->rect()))
        m_overlay->setMask(QRegion(m_overlay->rect()).subtracted(covered));
    else
        m_overlay->clearMask();
    m_overlay->raise();
    m_overlay->update();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
        if (!m_keyboard && !isModifier(static_cast<QKeyEvent *>(event)->key())) {
            lead(true);
        }
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        if (m_keyboard) {
            lead(false);
        }
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ParentChange:
        if (std::any_of(m_watched.cbegin(), m_watched.cend(), [watched](const QPointer<QWidget> &w) { return w.data() == watched; })) {
            if (event->type() == QEvent::ParentChange)
                follow(m_target);
            else
                place();
        }
        break;
    default:
        if (event->type() == FloatingPanel::placesChanged())
            place();
        break;
    }
    return false;
}

} // namespace zc::uikit
