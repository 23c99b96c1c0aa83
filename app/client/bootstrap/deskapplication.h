#pragma once
#include "bootstrap/deskjournal.h"
#include "bootstrap/desksettings.h"
#include "bootstrap/intakeport.h"
#include "bootstrap/options.h"
#include "bootstrap/paperrenderer.h"
#include "bootstrap/pluginpacks.h"
#include "bootstrap/printing.h"
#include "bootstrap/sessionguard.h"
#include "bootstrap/startup.h"
#include "bootstrap/suspendwatch.h"
#include "bootstrap/windowstate.h"
#include "shell/commandtable.h"
#include "shell/idlewatch.h"
#include "shell/palettesource.h"

#include <QTimer>

#include <memory>

namespace zc::intake {
class DeskStatusMonitor;
}
namespace zc::training {
class DemoWorld;
}
namespace zc::uikit {
class ToastStack;
class ZcStyle;
}

namespace zc::client {

class CasesPage;
class DemoStage;
class DeskPage;
class MainWindow;

// The composition root: the only place that constructs services. The window stands first; store, platform and plugins come
// up behind it and the desk is handed its services when they are ready. GUI thread.
class DeskApplication : public QObject {
    Q_OBJECT
public:
    static constexpr int kBeginAnew = 77;    // what the event loop ends with when the practice is to begin anew
    // The settings decide what this program may do and outlive it.
    DeskApplication(const Options &options, const QString &dataDir, settings::Settings &settings, uikit::ZcStyle &style, Startup &startup);
    ~DeskApplication() override;

    void start();                        // shows the window, begins to prepare
    MainWindow &window() { return *m_window; }
    station::Station *station() const;   // null until the desk stands
    void bringToFront();

private:
    void buildWindow();
    void connectWindow();
    void connectSettings();
    void connectView();
    void connectJournal();
    void connectSession();
    void prepareDemo();
    void attach();
    void startRehearsal();
    void tidy();
    void callNext();
    bool layCardOf(int person);
    void handOverCard();
    void printKeyCard();
    void say(int tone, const QString &words, const QString &code);
    void refreshStrip();
    QList<PaletteEntry> items(const QString &text, int limit) const;

    Options m_options;
    QString m_dataDir;
    Startup &m_startup;
    CommandTable m_table;
    WindowState m_state;
    DeskJournal m_journal;
    DeskSettings m_settings;
    Printing m_printing;
    PaperRenderer m_papers;
    std::unique_ptr<PluginPacks> m_packs;
    std::unique_ptr<training::DemoWorld> m_world;    // below: what refers to it goes first
    IntakePort m_desk;
    IntakeCases m_cases;
    std::unique_ptr<intake::DeskStatusMonitor> m_status;
    std::unique_ptr<DemoStage> m_stage;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SessionGuard> m_guard;           // above: goes before the window whose lock screen it holds
    IdleWatch m_idle;
    SystemClock m_clock;
    SuspendWatch m_suspend{m_clock};
    QStringList m_unsaid;                            // while the desk was locked
    DeskPage *m_deskPage = nullptr;
    CasesPage *m_casesPage = nullptr;
    uikit::ToastStack *m_toasts = nullptr;
    QTimer m_minute;
    int m_ticket = 11;
    int m_person = -1;
    bool m_cardLaid = false;
    QString m_cardOnReader;                  // practice person whose card lies on the simulated reader
};

} // namespace zc::client
