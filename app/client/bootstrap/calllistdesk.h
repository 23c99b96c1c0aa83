#pragma once
#include <base/result.h>

#include <QObject>

#include <memory>

namespace zc::devices {
class CallList;
}

namespace zc::client {

class ApplicantScreen;
class CallListPanel;
class MainWindow;
class VisitDesk;

// A window whose queue is a list of its own: what the clerk puts on it, who was at the window before a restart, and the screen that
// shows whom she calls. Everything here outlives it. GUI thread; the list is written elsewhere.
class CallListDesk : public QObject {
    Q_OBJECT
public:
    CallListDesk(std::shared_ptr<devices::CallList> list, MainWindow &window, VisitDesk &visit, ApplicantScreen &screen, const QString &windowNo);
    ~CallListDesk() override;
    CallListPanel *panel() const { return m_panel; }

private:
    void look();
    void judge(const Result<QString> &added);

    const std::shared_ptr<devices::CallList> m_list;
    MainWindow &m_window;
    VisitDesk &m_visit;
    ApplicantScreen &m_screen;
    const QString m_windowNo;
    CallListPanel *m_panel;
    qsizetype m_waiting = -1;                // as told last
};

} // namespace zc::client
