#include "bootstrap/calllistdesk.h"
#include "applicant/applicantscreen.h"
#include "bootstrap/visitdesk.h"
#include "shell/calllistpanel.h"
#include "shell/mainwindow.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <devices/calllist.h>

#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;

CallListDesk::CallListDesk(std::shared_ptr<devices::CallList> list, MainWindow &window, VisitDesk &visit, ApplicantScreen &screen, const QString &windowNo)
    : m_list(std::move(list))
    , m_window(window)
    , m_visit(visit)
    , m_screen(screen)
    , m_windowNo(windowNo)
    , m_panel(new CallListPanel(&window))
{
    CommandCentre &commands = window.commands();
    commands.handle(u"queue.list"_s, this, [this] { m_panel->open(); });
    commands.setFact(Need::CallList, true);
    if (const Command *next = commands.table().find(u"queue.next"_s)) m_panel->setNextKey(next->keyText);
    connect(m_panel, &CallListPanel::addWanted, this, [this](const QString &number) {
        whenDone(QtConcurrent::run([list = m_list, number] { return number.isEmpty() ? list->addNext() : list->add(number); }), this,
                 [this](const Result<QString> &added) { judge(added); });
    });
    connect(m_panel, &CallListPanel::removeWanted, this, [this](const QString &number) {
        (void)QtConcurrent::run([list = m_list, number] { return list->remove(number); });      // look() hears of it
    });
    m_list->setListener([this] { QMetaObject::invokeMethod(this, &CallListDesk::look, Qt::QueuedConnection); });
    if (const QString before = m_list->view().atWindow; !before.isEmpty()) m_visit.resume(before);
    look();
}

CallListDesk::~CallListDesk()
{
    m_list->setListener({});
}

void CallListDesk::judge(const Result<QString> &added)
{
    if (added) m_panel->accepted(*added);
    else m_panel->refused(ErrorTexts().sentence(added.error()) + ErrorTexts().forCode(added.error().code).next);
}

void CallListDesk::look()
{
    const devices::CallList::View view = m_list->view();
    m_panel->setWaiting(view.waiting);
    if (std::exchange(m_waiting, view.waiting.size()) != view.waiting.size()) m_visit.waits(int(view.waiting.size()));
    m_screen.setCall(view.atWindow, m_windowNo, view.waiting);
}

} // namespace zc::client
