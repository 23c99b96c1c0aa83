#include "pages/desk/stepframe.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/fieldframe.h>

#include <QEvent>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

StepFrame::StepFrame(const QString &name, DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : Surface(Color::SurfaceSunken, {}, parent)
    , m_desk(desk)
    , m_commands(commands)
    , m_scroll(new QScrollArea)
    , m_foot(nullptr)
{
    setObjectName(name);
    auto *outer = column(this);
    auto *content = new Surface(Color::SurfaceSunken);
    m_body = column(content);
    content->setPadding(10, 7, 10, 4);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(m_scroll, 1);
    m_bar = new Surface(Color::SurfaceSunken);
    m_foot = row(m_bar);
    m_bar->setPadding(10, 3, 10, 6);
    m_bar->setSpacing(3);
    outer->addWidget(m_bar);
}

bool StepFrame::focusAnchor(const QString &, int) { return false; }

bool StepFrame::showError(const QString &anchor, const QString &sentence)
{
    for (FieldFrame *field : findChildren<FieldFrame *>()) {
        if (field->property("anchor").toString() != anchor) continue;
        field->setError(sentence);
        return true;
    }
    return false;
}

Button *StepFrame::addFootButton(const QString &name, const QString &text, const QString &cap, bool primary, bool extra)
{
    auto *button = new Button(text, primary ? Button::Kind::Primary : Button::Kind::Plain);
    button->setObjectName(name);
    button->setKeyCap(cap);
    m_foot->addWidget(button);
    m_buttons.append(button);
    if (extra) m_extras.append(button);
    return button;
}

void StepFrame::addFootStretch() { m_foot->addStretch(1); }

void StepFrame::keepVisible(QWidget *widget) { m_scroll->ensureWidgetVisible(widget, 0, theme().space(10)); }

void StepFrame::fitFoot()
{
    int all = 0, least = 0;
    for (Button *button : std::as_const(m_buttons)) {
        const bool extra = m_extras.contains(button);
        if (!extra && !button->isVisibleTo(m_bar)) continue;
        const int need = button->sizeHint().width() + theme().space(3);
        all += need;
        if (!extra) least += need;
    }
    if (all == 0) return;
    const int room = width() - theme().space(20);
    for (Button *button : std::as_const(m_extras)) button->setVisible(all <= room);
    const qreal side = least <= room ? 10 : 3;
    m_bar->setPadding(side, 3, side, 6);
}

void StepFrame::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    fitFoot();
}

void StepFrame::keyPressEvent(QKeyEvent *event)
{
    if (!handleKey(event)) Surface::keyPressEvent(event);
}

} // namespace zc::client
