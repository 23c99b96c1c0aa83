#include "shell/commandcentre.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

// The same key on the keypad, or with Shift where a keyboard needs it, counts as the same shortcut.
QList<QKeySequence> withKeypad(const QKeySequence &key)
{
    if (key == QKeySequence(u"Ctrl+Return"_s)) return {key, QKeySequence(u"Ctrl+Enter"_s)};
    if (key == QKeySequence(u"Ctrl+="_s)) return {key, QKeySequence(u"Ctrl++"_s)};
    return {key};
}

} // namespace

CommandCentre::CommandCentre(const CommandTable &table, Roles roles, QWidget *window)
    : QObject(window)
    , m_table(table)
    , m_roles(roles)
{
    makeActions();
    qApp->installEventFilter(this);
}

void CommandCentre::makeActions()
{
    auto *window = static_cast<QWidget *>(parent());
    for (const Command &command : m_table.all()) {
        const bool mine = bool(command.roles & m_roles);
        if (!mine) delete m_actions.take(command.id);
        if (!mine || m_actions.contains(command.id)) continue;
        auto *action = new QAction(command.title, this);
        action->setObjectName(command.id);
        action->setToolTip(m_table.tip(command.id));
        if (!command.key.isEmpty()) {
            action->setShortcuts(withKeypad(command.key));
            action->setShortcutContext(Qt::WindowShortcut);
            action->setAutoRepeat(false);
        }
        connect(action, &QAction::triggered, this, [this, id = command.id] { run(id); });
        window->addAction(action);
        m_actions.insert(command.id, action);
    }
    refresh();
}

void CommandCentre::setRoles(Roles roles)
{
    if (roles == m_roles) return;
    m_roles = roles;
    makeActions();
    Q_EMIT rolesChanged();
}

bool CommandCentre::mayUse(const QString &id) const
{
    const Command *row = m_table.find(id);
    return row && row->roles & m_roles;
}

// Text fields claim some keys before any shortcut (Ctrl+Z is their own undo). Where the table gives such a key a meaning that
// holds now, the table wins: one undo for the whole case, not one a field.
bool CommandCentre::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride || !watched->isWidgetType()) return false;
    const auto *window = static_cast<QWidget *>(parent());
    const auto *widget = static_cast<QWidget *>(watched);
    if (widget != window && !window->isAncestorOf(widget)) return false;
    const QKeySequence key(static_cast<QKeyEvent *>(event)->keyCombination());
    if (m_sheet && m_sheet->isVisible() && (widget == m_sheet || m_sheet->isAncestorOf(widget)) && !action(u"app.lock"_s)->shortcuts().contains(key)) return false;
    for (const QAction *action : std::as_const(m_actions))
        if (action->isEnabled() && action->shortcuts().contains(key)) {
            event->ignore();
            return true;
        }
    return false;
}

void CommandCentre::handle(const QString &id, QObject *owner, std::function<void()> handler)
{
    Q_ASSERT_X(m_table.find(id), "CommandCentre", qPrintable(id));
    m_handlers[id].append({owner, std::move(handler)});
    connect(owner, &QObject::destroyed, this, [this, id, owner] {
        m_handlers[id].removeIf([owner](const Handler &entry) { return entry.owner == owner; });
        refresh();
    });
    refresh();
}

void CommandCentre::setFacts(Needs facts)
{
    if (facts == m_facts) return;
    m_facts = facts;
    refresh();
    Q_EMIT factsChanged();
}

void CommandCentre::setFact(Need need, bool holds)
{
    Needs facts = m_facts;
    facts.setFlag(need, holds);
    setFacts(facts);
}

bool CommandCentre::isEnabled(const QString &id) const
{
    const QAction *action = m_actions.value(id);
    return action && action->isEnabled();
}

bool CommandCentre::hasHandler(const QString &id) const { return !m_handlers.value(id).isEmpty(); }

bool CommandCentre::run(const QString &id)
{
    if (!isEnabled(id) || !hasHandler(id)) return false;
    const auto handlers = m_handlers.value(id);         // a copy: the handler may open a page that registers further handlers
    const auto inSight = std::find_if(handlers.crbegin(), handlers.crend(), [](const Handler &handler) {
        const auto *widget = qobject_cast<const QWidget *>(handler.owner);
        return !widget || widget->isVisible();
    });
    (inSight == handlers.crend() ? handlers.constLast() : *inSight).run();
    Q_EMIT ran(id);
    return true;
}

QAction *CommandCentre::action(const QString &id) const { return m_actions.value(id); }

void CommandCentre::setListening(bool listening)
{
    m_listening = listening;
    refresh();
}

void CommandCentre::refresh()
{
    for (const Command &command : m_table.all())
        if (QAction *action = m_actions.value(command.id))
            action->setEnabled(m_listening && (m_facts & command.needs) == command.needs && hasHandler(command.id));
}

} // namespace zc::client
