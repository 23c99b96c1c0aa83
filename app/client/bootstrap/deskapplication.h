#pragma once
#include "bootstrap/bridgedesk.h"
#include "bootstrap/calllistdesk.h"
#include "bootstrap/webdesk.h"
#include "bootstrap/codelistener.h"
#include "bootstrap/coderouter.h"
#include "bootstrap/deskjournal.h"
#include "bootstrap/devicedesk.h"
#include "bootstrap/desksettings.h"
#include "bootstrap/intakeport.h"
#include "bootstrap/options.h"
#include "bootstrap/packshelves.h"
#include "bootstrap/paperrenderer.h"
#include "bootstrap/pluginpacks.h"
#include "bootstrap/printing.h"
#include "bootstrap/sessionguard.h"
#include "bootstrap/startup.h"
#include "bootstrap/suspendwatch.h"
#include "bootstrap/visitdesk.h"
#include "bootstrap/windowstate.h"
#include "pages/cases/casefilter.h"
#include "shell/commandtable.h"
#include "shell/idlewatch.h"
#include "shell/palettesource.h"

#include <papers/pictureencoder.h>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace zc::intake {
class DeskStatusMonitor;
}
namespace zc::uikit {
class ToastStack;
class ZcStyle;
}

namespace zc::client {

class ApplicantScreen;
class CasesPage;
class DeskPage;
class DeskStart;
class MainWindow;
class PacksPage;
class PrintQuestion;
class SignOnSheet;
class PenWatch;
class WedgeFilter;

// The composition root: the only place that constructs services. The window stands first; store, platform and plugins come
// up behind it and the desk is handed its services when they are ready. GUI thread.
class DeskApplication : public QObject {
    Q_OBJECT
public:
    // What comes after this desk in the same program: the practice over an emptied world, the sheet for the next clerk, the practice.
    enum class Next { BeginAnew, SignOn, Practise };
    // The settings decide what this program may do and outlive it.
    DeskApplication(const Options &options, const QString &dataDir, settings::Settings &settings, uikit::ZcStyle &style, Startup &startup);
    ~DeskApplication() override;

    void start();                        // shows the window, begins to prepare
    MainWindow &window() { return *m_window; }
    station::Station *station() const;   // null until the desk stands
    IntakePort &desk() { return m_desk; }
    void bringToFront();

Q_SIGNALS:
    void ended(zc::client::DeskApplication::Next next);      // this desk is done with: destroy it, not from within

private:
    void buildWindow();
    void connectWindow();
    void connectSettings();
    void connectView();
    void connectJournal();
    void connectSession();
    void connectBridge();
    void connectCodes();
    void connectVisit();
    QWidget *makeCasesPage();
    void sizeWindow();
    QWidget *makePacksPage();
    QWidget *makeDevicesPage();
    void lockWithKey(const devices::DeviceInfo &info);
    void printSheet(const QString &title, const QByteArray &pdf);
    void printPaper(const QUuid &caseId, const QString &kind, const QString &title, const QByteArray &pdf);
    bool coverWindow();                  // false: nothing can begin at this desk
    void begin();
    void beginHall();
    void showPolicyOnSheet();
    void signOff();
    void attach();
    void followRoles();
    void tidy();
    void callNext();
    void printKeyCard();
    void say(int tone, const QString &words, const QString &code);
    void refreshStrip();
    QList<PaletteEntry> items(const QString &text, int limit) const;

    Options m_options;
    QString m_dataDir;
    Startup &m_startup;
    CommandTable m_table;
    SystemClock m_clock;                             // outlives every station
    WindowState m_state;
    PackShelves m_shelves;
    DeskJournal m_journal;
    DeskSettings m_settings;
    Printing m_printing;
    PaperRenderer m_papers;
    papers::PictureEncoder m_pictures;
    std::unique_ptr<PluginPacks> m_packs;
    std::unique_ptr<DeskStart> m_start;              // below: what refers to its station goes first
    VisitDesk m_visit;
    IntakePort m_desk;
    IntakeCases m_cases;
    DeviceDesk m_devices{m_clock};
    CodeRouter m_codes{m_desk, m_cases};
    CodeListener m_ears;
    std::unique_ptr<PenWatch> m_pens;                // null: no pad of the system's, or none here
    std::unique_ptr<WedgeFilter> m_wedge;            // null: no scanner types here
    std::unique_ptr<intake::DeskStatusMonitor> m_status;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ApplicantScreen> m_applicant;    // looks at the window to know which screen is the clerk's
    std::unique_ptr<CallListDesk> m_calls;           // null: the queue is no list of this desk; goes before window and screen
    std::unique_ptr<BridgeDesk> m_bridge;            // asks in the window: goes before it
    std::unique_ptr<WebDesk> m_web;                  // its pages use devices through m_bridge
    PairQuestion *m_question = nullptr;
    KeyQuestion *m_signing = nullptr;
    PrintQuestion *m_doubts = nullptr;
    std::unique_ptr<SessionGuard> m_guard;           // above: goes before the window whose lock screen it holds
    IdleWatch m_idle;
    SuspendWatch m_suspend{m_clock};
    QStringList m_unsaid;                            // while the desk was locked
    QElapsedTimer m_signOffAsked;                    // while something still waits to be sent
    DeskPage *m_deskPage = nullptr;
    CasesPage *m_casesPage = nullptr;                // after the first frame
    PacksPage *m_packsPage = nullptr;                // authors' desks only
    Seat m_seat;
    bool m_mayBegin = false, m_begun = false;
    SignOnSheet *m_sheet = nullptr;
    uikit::ToastStack *m_toasts = nullptr;
    QTimer m_minute;
};

} // namespace zc::client
