#include "shell/mainwindow.h"
#include "shell/layouts.h"
#include "shell/lockscreen.h"
#include "shell/palette.h"
#include "shell/peek.h"
#include "shell/rail.h"
#include "shell/statusstrip.h"
#include "shell/topbar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QGridLayout>
#include <QStackedWidget>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

MainWindow::MainWindow(const CommandTable &table, Roles roles, QWidget *parent)
    : QWidget(parent)
    , m_commands(new CommandCentre(table, roles, this))
    , m_rail(new Rail)
    , m_topBar(new TopBar)
    , m_pages(new QStackedWidget)
    , m_strip(new StatusStrip)
    , m_palette(new Palette(*m_commands, this))
    , m_lock(new LockScreen(*m_commands, this))
    , m_peek(new Peek(this))
{
    setObjectName(u"window"_s);
    setWindowTitle(tr("Zongchuang"));
    setMinimumSize(1024, 600);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_rail, 0, 0, 2, 1);
    grid->addWidget(m_topBar, 0, 1);
    grid->addWidget(m_pages, 1, 1);
    grid->addWidget(m_strip, 2, 0, 1, 2);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(1, 1);
    m_rail->setProperty("pane", true);
    m_topBar->setSearchKey(table.find(u"app.palette"_s)->keyText);
    m_topBar->setNextKey(table.find(u"queue.next"_s)->keyText);
    connect(m_rail, &Rail::chosen, this, [this](const QString &id) { m_commands->run(id); });
    connect(m_topBar, &TopBar::searchWanted, this, [this](const QString &typed) { m_palette->open(false, typed); });
    connect(m_topBar, &TopBar::nextWanted, this, [this] { m_commands->run(u"queue.next"_s); });
    connect(m_lock, &LockScreen::locked, m_peek, &Peek::conceal);
    connect(this, &MainWindow::pageShown, m_peek, &Peek::conceal);
    buildCommands();
    m_rail->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_rail && event->type() == QEvent::Paint) {
        m_rail->removeEventFilter(this);
        QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);        // when the whole frame is out
    }
    return QWidget::eventFilter(watched, event);
}

void MainWindow::buildCommands()
{
    m_commands->handle(u"app.palette"_s, this, [this] { m_palette->open(); });
    m_commands->handle(u"item.find"_s, this, [this] { m_palette->open(true); });
    m_commands->handle(u"app.lock"_s, this, [this] {
        m_palette->close();
        m_lock->lock();
    });
    m_commands->handle(u"app.paneNext"_s, this, [this] { movePane(1); });
    m_commands->handle(u"app.panePrevious"_s, this, [this] { movePane(-1); });
}

void MainWindow::addPage(const QString &command, Icon icon, const QString &title, QWidget *page, bool atFoot)
{
    page->setParent(this);
    page->hide();
    addPage({command, icon, title, atFoot, {}, page});
    if (m_current.isEmpty()) showPage(command);
}

void MainWindow::addPage(const QString &command, Icon icon, const QString &title, const PageMaker &make, bool atFoot)
{
    addPage({command, icon, title, atFoot, make, nullptr});
}

void MainWindow::addPage(const Page &page)
{
    Q_ASSERT_X(m_commands->table().find(page.command), "MainWindow::addPage", qPrintable(page.command));
    m_known.append(page);
    m_commands->handle(page.command, this, [this, command = page.command] { showPage(command); });
    addEntry(page);
}

void MainWindow::addEntry(const Page &page)
{
    if (m_commands->mayUse(page.command)) m_rail->addEntry(page.command, page.icon, page.title, m_commands->table().tip(page.command), page.atFoot);
}

void MainWindow::setRoles(Roles roles)
{
    if (roles == m_commands->roles()) return;
    m_commands->setRoles(roles);
    m_rail->clear();
    for (const Page &page : std::as_const(m_known)) addEntry(page);
    m_rail->setCurrent(m_current);
    if (mine(m_current)) return;
    m_current.clear();
    for (qsizetype i = 0; i < m_known.size() && m_current.isEmpty(); ++i) showPage(QString(m_known.at(i).command));
}

void MainWindow::buildPages()
{
    for (Page &page : m_known)
        if (m_commands->mayUse(page.command)) buildPage(page);
}

void MainWindow::buildPage(Page &page)
{
    if (!page.widget) page.widget = page.make();
    if (m_pages->indexOf(page.widget) < 0) m_pages->addWidget(page.widget);
}

MainWindow::Page *MainWindow::mine(const QString &command)
{
    const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const Page &page) { return page.command == command; });
    return found != m_known.end() && m_commands->mayUse(command) ? &*found : nullptr;
}

bool MainWindow::showPage(const QString &command)
{
    Page *page = mine(command);
    if (!page) return false;
    if (m_current == command) return true;
    buildPage(*page);
    m_current = command;
    m_rail->setCurrent(command);
    front();
    Q_EMIT pageShown(command);
    return true;
}

void MainWindow::setCover(QWidget *cover)
{
    if (m_cover && m_cover != cover) m_pages->removeWidget(m_cover);
    m_cover = cover;
    if (cover && m_pages->indexOf(cover) < 0) m_pages->addWidget(cover);
    front();
}

void MainWindow::front()
{
    const bool covered = m_cover && m_current != "page.settings"_L1 && m_current != "page.packs"_L1;
    const Page *page = mine(m_current);
    if (QWidget *shown = covered ? m_cover.data() : page ? page->widget : nullptr) m_pages->setCurrentWidget(shown);
    m_commands->setFact(Need::DeskPage, !covered && m_current == "page.desk"_L1);
    m_commands->setFact(Need::CasesPage, !covered && m_current == "page.cases"_L1);
    m_commands->setFact(Need::PacksPage, m_current == "page.packs"_L1);
}

void MainWindow::movePane(int by)
{
    QList<QWidget *> panes;
    const auto collect = [&panes](QWidget *root) {
        for (QWidget *widget : root->findChildren<QWidget *>())
            if (widget->property("pane").toBool() && widget->isVisible()) panes.append(widget);
    };
    collect(this);
    if (panes.isEmpty()) return;
    // Reading order on the screen, since a page may build its panes in any order.
    std::sort(panes.begin(), panes.end(), [this](QWidget *a, QWidget *b) { return a->mapTo(this, QPoint()).x() < b->mapTo(this, QPoint()).x(); });
    QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus))) at = i;
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget *pane = panes.at(((at + by * step) % panes.size() + panes.size()) % panes.size());
        QWidget *first = (pane->focusPolicy() & Qt::TabFocus) ? pane : nullptr;        // a table is a pane by itself
        for (QWidget *widget : pane->findChildren<QWidget *>())
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled()) {
                // A checked entry is where the person left off; else the first one in order.
                if (!first || widget->property("checked").toBool()) first = widget;
            }
        if (!first) continue;
        first->setFocus(Qt::TabFocusReason);
        return;
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Enter presses the button in focus, as in every form; a page that wants Enter for something else has taken it by now.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
    if (enter && !event->modifiers().testFlag(Qt::ControlModifier) && button && button->isEnabled()) button->click();
    else QWidget::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose && !m_mayClose()) return event->ignore();
    Q_EMIT closing();
    event->accept();
}

} // namespace zc::client
