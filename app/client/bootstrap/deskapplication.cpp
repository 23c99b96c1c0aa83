#include "bootstrap/deskapplication.h"
#include "applicant/applicantscreen.h"
#include "bootstrap/demodesk.h"
#include "bootstrap/hallstart.h"
#include "bootstrap/probes.h"
#include "bootstrap/storenews.h"
#include "pages/cases/casespage.h"
#include "pages/desk/deskpage.h"
#include "pages/desk/materialstep.h"
#include "pages/desk/submitstep.h"
#include "pages/packs/packspage.h"
#include "pages/devices/devicespage.h"
#include "pages/settings/settingspage.h"
#include "shell/keycard.h"
#include "shell/lockscreen.h"
#include "shell/mainwindow.h"
#include "shell/keyquestion.h"
#include "shell/pairquestion.h"
#include "shell/palette.h"
#include "shell/printquestion.h"
#include "shell/signonsheet.h"
#include "shell/statusstrip.h"
#include "shell/topbar.h"
#include "shell/penwatch.h"
#include "shell/wedgefilter.h"

#include <base/halltime.h>
#include <base/whendone.h>
#include <base/errortext.h>
#include <base/logging.h>
#include <catalog/catalog.h>
#include <intake/deskstatus.h>
#include <station/station.h>
#include <store/store.h>
#include <sync/engine.h>
#include <uikit/toast.h>
#include <uikit/zcstyle.h>

#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace zc::client {
using namespace Qt::StringLiterals;
using uikit::Icon;
using uikit::Tone;

ZC_LOGGING_CATEGORY(logDesk, "desk")

constexpr int kTidyAfterMs = 60000;
constexpr int kQuietMs = 5000;
constexpr int kFrameMs = 500;
constexpr int kSignOffAgainMs = 15000;
constexpr int kGraveNewsMs = 600000;

namespace {
// Of the setting site.role and the option --role.
Role roleNamed(const QString &name) { return name == "trainer"_L1 ? Role::Trainer : name == "installer"_L1 ? Role::Installer : Role::Clerk; }
} // namespace

DeskApplication::DeskApplication(const Options &options, const QString &dataDir, settings::Settings &settings, uikit::ZcStyle &style, Startup &startup)
    : m_options(options)
    , m_dataDir(dataDir)
    , m_startup(startup)
    , m_state(dataDir)
    , m_shelves(departmentsFolder(), QDir(dataDir).filePath(u"packs"_s), m_state)
    , m_settings(settings, style)
    , m_printing(options.demo)
    , m_desk(m_journal)
    , m_cases(m_journal)
{
    buildWindow();
    connectWindow();
    connectSettings();
    connectJournal();
    connectSession();
    connectBridge();
    connectCodes();
    connectVisit();
    connectView();
    m_startup.reached(u"window built"_s);
}

DeskApplication::~DeskApplication()
{
    m_guard.reset();
    m_web.reset();                      // its pages hold devices through the doors
    m_bridge.reset();
    m_calls.reset();
    m_applicant.reset();
    m_state.setGeometry(m_window->saveGeometry());
    m_window.reset();
}

void DeskApplication::buildWindow()
{
    // Pictures show what there is: a trainer's desk has every page. Elsewhere the machine says who sits there, until somebody signs on.
    const QString role = m_options.role.isEmpty() && m_options.shots ? u"trainer"_s : m_options.role.isEmpty() ? m_settings.values().text(u"site.role"_s) : m_options.role;
    m_window = std::make_unique<MainWindow>(m_table, roleNamed(role));
    CommandCentre &commands = m_window->commands();
    m_deskPage = new DeskPage(m_desk, commands, m_window->peek());
    m_window->addPage(u"page.desk"_s, Icon::Intake, tr("Intake"), m_deskPage);
    m_window->addPage(u"page.cases"_s, Icon::Cases, tr("Cases"), [this] { return makeCasesPage(); });
    m_window->addPage(u"page.packs"_s, Icon::Edit, tr("Packs"), [this] { return makePacksPage(); });
    m_window->addPage(u"page.devices"_s, Icon::Device, tr("Devices"), [this] { return makeDevicesPage(); }, true);
    if (WebDesk::isWanted(m_settings.values())) {
        m_window->addPage(u"page.web"_s, Icon::External, tr("Web pages"), [this] { return m_web->makePage(m_settings.values()); }, true);
        commands.setFact(Need::WebPages, true);
    }
    m_window->addPage(u"page.settings"_s, Icon::Settings, tr("Settings"), [this] { return new SettingsPage(m_settings, m_window->commands()); }, true);
    m_toasts = new uikit::ToastStack(m_window.get());
    // A desk that nobody has set up is no practice: the ribbon stands where cases can be taken that count for nothing.
    m_window->topBar().setDemo(m_options.demo || (m_settings.values().text(u"environment"_s) == "demo"_L1 && !m_settings.values().list(u"server.urls"_s).isEmpty()));
    m_window->topBar().setQueueAvailable(m_options.demo);
    m_window->topBar().setQueue({}, tr("nobody called yet"));
    m_applicant = std::make_unique<ApplicantScreen>(*m_window, m_options.demo);
    m_applicant->setScreenName(DeskDevices(m_settings.values()).applicantScreen());
    m_deskPage->setScanFolder(m_settings.scanFolder());
    m_printing.choose(m_settings.printer());
    const PaletteSource source = [this](const QString &text, int limit) { return items(text, limit); };
    m_deskPage->setItemSource(source);
    m_window->palette().setSources({source});
    m_window->palette().setCaseSource([this](const QString &text, int limit) { return m_cases.find(text, limit); });
    m_window->setCloseGuard([this] { return !m_packsPage || m_packsPage->mayClose(); });
    if (m_window->currentPage().isEmpty()) m_window->showPage(u"page.packs"_s);        // no desk of cases: IT
    sizeWindow();
}

void DeskApplication::sizeWindow()
{
    const bool rehearsal = !m_options.play.isEmpty() || m_options.shots;      // always the size of the drawings
    if (!rehearsal && m_window->restoreGeometry(m_state.geometry())) return;
    const QSize wished(1440, 900), room = m_window->screen()->availableSize();
    m_window->resize(wished);
    // On a screen no larger than this there would be no room for the title bar, and the strip at the foot would hang below.
    if (!rehearsal && (wished.width() >= room.width() || wished.height() >= room.height())) m_window->setWindowState(Qt::WindowMaximized);
}

QWidget *DeskApplication::makePacksPage()
{
    m_packsPage = new PacksPage(m_shelves, m_window->commands());
    connect(m_packsPage, &PacksPage::noteworthy, this, &DeskApplication::say);
    return m_packsPage;
}

QWidget *DeskApplication::makeCasesPage()
{
    m_casesPage = new CasesPage(m_cases, m_window->commands(), m_window->peek());
    m_casesPage->setColumnFactors(m_state.columns(u"cases.table"_s));
    m_casesPage->setSeat(m_seat);
    connect(m_casesPage, &CasesPage::noteworthy, this, &DeskApplication::say);
    connect(m_casesPage, &CasesPage::printWanted, this, &DeskApplication::printPaper);
    connect(m_casesPage, &CasesPage::openWanted, this, [this](const QUuid &id) {
        m_desk.openCase(id);
        m_window->showPage(u"page.desk"_s);
    });
    connect(m_casesPage, &CasesPage::columnsChanged, this, [this](const QList<double> &factors) { m_state.setColumns(u"cases.table"_s, factors); });
    return m_casesPage;
}

QWidget *DeskApplication::makeDevicesPage()
{
    auto *page = new DevicesPage(m_devices, m_window->commands());
    connect(page, &DevicesPage::noteworthy, this, &DeskApplication::say);
    connect(page, &DevicesPage::reportWanted, this, &DeskApplication::printSheet);
    return page;
}

void DeskApplication::printPaper(const QUuid &caseId, const QString &kind, const QString &title, const QByteArray &pdf)
{
    m_journal.before(u"paper.print"_s, caseId, {{u"paper"_s, kind}}, [this, caseId, kind, title, pdf] { m_printing.print({title, pdf, caseId, kind}, m_settings.printer(kind)); });
}

void DeskApplication::connectWindow()
{
    connect(m_deskPage, &DeskPage::noteworthy, this, &DeskApplication::say);
    connect(m_deskPage, &DeskPage::printWanted, this, &DeskApplication::printPaper);
    connect(m_deskPage, &DeskPage::nextWanted, this, &DeskApplication::callNext);
    connect(&m_window->palette(), &Palette::entryChosen, this, [this](const PaletteEntry &entry) {
        m_window->showPage(u"page.desk"_s);
        if (entry.kind == PaletteEntry::Kind::Item) m_desk.startCase(entry.id);
        else m_desk.openCase(QUuid(entry.id));
    });
    connect(&m_printing, &Printing::printed, this, [this](const QString &title) { say(int(Tone::Ok), tr("%1 was sent to the printer").arg(title), {}); });
    connect(&m_printing, &Printing::finished, this, [this](const QString &title) { say(int(Tone::Ok), tr("%1 is printed").arg(title), {}); });
    connect(&m_printing, &Printing::refused, this, [this](const QString &sentence) { say(int(m_options.demo ? Tone::Neutral : Tone::Warn), sentence, {}); });
    connect(&m_printing, &Printing::remarked, this, [this](const QString &sentence) { say(int(Tone::Neutral), sentence, {}); });
    connect(&m_printing, &Printing::changed, this, &DeskApplication::refreshStrip);
    m_doubts = new PrintQuestion(m_window.get());
    connect(&m_printing, &Printing::doubted, m_doubts, [this](const QString &headline, const QString &paper, const QString &advice, const std::function<void(bool)> &decide) {
        m_doubts->ask({headline, paper, advice, decide});
    });
    connect(&m_printing, &Printing::stopped, this, [this](const QString &sentence, bool clean) { say(int(clean ? Tone::Neutral : Tone::Warn), sentence, {}); });
    m_window->commands().handle(u"print.stop"_s, this, [this] { m_printing.stop(); });
    connect(&m_window->strip(), &StatusStrip::printStopChosen, this, [this] { m_printing.stop(); });
    m_window->commands().handle(u"print.question"_s, this, [this] { m_doubts->takeFocus(); });
    const auto away = [this](bool locked) {
        m_printing.setAway(locked);
        m_doubts->setAway(locked);
    };
    connect(&m_window->lockScreen(), &LockScreen::locked, this, [away] { away(true); });
    connect(&m_window->lockScreen(), &LockScreen::unlocked, this, [away] { away(false); });
    const auto toSettings = [this] { m_window->commands().run(u"selfcheck.run"_s); };
    connect(&m_window->strip(), &StatusStrip::platformChosen, this, toSettings);
    const auto toDevices = [this] { m_window->showPage(u"page.devices"_s); };
    connect(&m_window->strip(), &StatusStrip::readerChosen, this, toDevices);
    connect(&m_window->strip(), &StatusStrip::scannerChosen, this, toDevices);
    connect(&m_window->strip(), &StatusStrip::cameraChosen, this, toDevices);
    connect(&m_window->strip(), &StatusStrip::receiptPrinterChosen, this, toDevices);
    connect(&m_window->strip(), &StatusStrip::printerChosen, this, toSettings);
    connect(&m_window->strip(), &StatusStrip::waitingChosen, this, [this] { m_window->showPage(u"page.cases"_s); });
    connect(&m_minute, &QTimer::timeout, this, &DeskApplication::refreshStrip);
    m_minute.start(1000);
}

void DeskApplication::connectSettings()
{
    connect(&m_settings, &DeskSettings::scanFolderChanged, m_deskPage, &DeskPage::setScanFolder);
    connect(&m_settings, &DeskSettings::printerChanged, &m_printing, &Printing::choose);
    const auto receiptSize = [this] {
        m_papers.setReceiptSize(papers::paperSizeFromName(m_settings.values().text(u"papers.receiptSize"_s)).value_or(papers::PaperSize::A4));
    };
    connect(&m_settings, &SettingsPort::changed, this, [receiptSize](const QString &key) {
        if (key == "papers.receiptSize"_L1) receiptSize();
    });
    receiptSize();
    connect(&m_settings, &SettingsPort::problemsChanged, this, &DeskApplication::refreshStrip);
    connect(&m_printing, &Printing::changed, this, [this] { m_settings.setPrinters(m_printing.printers()); });
    // The page says it beside the setting; a key pressed anywhere else must be answered as well.
    connect(&m_settings, &SettingsPort::refused, this, [this](const QString &, const QString &sentence, const QString &code) {
        if (m_window->currentPage() != "page.settings"_L1) say(int(Tone::Warn), sentence, code);
    });
    connect(&m_window->strip(), &StatusStrip::policyChosen, this, [this] { m_window->showPage(u"page.settings"_s); });
}

void DeskApplication::connectJournal()
{
    connect(&m_journal, &DeskJournal::refused, this, [this](const Error &error) { say(int(Tone::Bad), ErrorTexts().sentence(error), error.code); });
    m_settings.setGate([this](const QString &key, std::function<void()> effect, std::function<void(const Error &)> refuse) {
        // Before anybody signed on there is no log of hers, and nothing on the screen but the looks.
        if (!m_journal.isOpen()) return effect();
        m_journal.before(u"setting.change"_s, {}, {{u"key"_s, key}}, std::move(effect), std::move(refuse));
    });
    const auto reveal = [this] {
        const int seconds = int(m_settings.values().integer(u"privacy.revealSeconds"_s));
        m_desk.setRevealSeconds(seconds);
        m_cases.setRevealSeconds(seconds);
    };
    connect(&m_settings, &SettingsPort::changed, this, [reveal](const QString &key) {
        if (key == "privacy.revealSeconds"_L1) reveal();
    });
    reveal();
    // A policy that came or went is part of what happened at this desk.
    connect(&m_settings, &SettingsPort::problemsChanged, this, [this] {
        if (m_journal.isOpen()) m_journal.before(u"policy.read"_s, {}, {{u"state"_s, settings::policyStateName(m_settings.values().state())}}, [] {});
    });
}

void DeskApplication::connectSession()
{
    m_guard = std::make_unique<SessionGuard>(m_window->lockScreen());
    m_window->commands().handle(u"app.lock"_s, this, [this] { m_guard->lock(u"key"_s); });
    connect(&m_idle, &IdleWatch::idle, this, [this] { m_guard->lock(u"idle"_s); });
    connect(&m_suspend, &SuspendWatch::suspended, this, [this] { m_guard->lock(u"suspend"_s); });
    connect(&m_window->lockScreen(), &LockScreen::locked, this, [this] {
        m_window->palette().close();
        m_toasts->clear();
        m_devices.stopSelfTest();
    });
    connect(&m_window->lockScreen(), &LockScreen::unlocked, this, [this] {
        for (const QString &words : std::exchange(m_unsaid, {})) m_toasts->show(Tone::Warn, words, 12000);
    });
    const auto follow = [this](const QString &key) {
        const settings::Settings &values = m_settings.values();
        if (key == "session.idleLockSeconds"_L1) m_idle.setLimit(int(values.integer(key)));
        if (key == "session.pinTries"_L1) m_guard->setTries(int(values.integer(key)));
    };
    connect(&m_settings, &SettingsPort::changed, this, follow);
    follow(u"session.idleLockSeconds"_s);
    follow(u"session.pinTries"_s);
}

void DeskApplication::lockWithKey(const devices::DeviceInfo &info)
{
    const bool pulled = info.cls == devices::DeviceClass::Key && info.state == devices::DeviceState::Lost;
    if (pulled && m_settings.values().boolean(u"session.lockOnKeyPulled"_s)) m_guard->lock(u"ukey"_s);
}

void DeskApplication::connectBridge()
{
    m_question = new PairQuestion(m_window.get());
    m_signing = new KeyQuestion(m_window.get());
    m_devices.setSigning(*m_signing);
    m_bridge = std::make_unique<BridgeDesk>(*m_question, *m_signing);
    connect(m_bridge.get(), &BridgeDesk::changed, this, &DeskApplication::refreshStrip);
    connect(m_bridge.get(), &BridgeDesk::refused, this, [this](const Error &error) { say(int(Tone::Warn), ErrorTexts().sentence(error), error.code); });
    connect(&m_window->strip(), &StatusStrip::bridgeChosen, m_bridge.get(), &BridgeDesk::takeBack);
    connect(&m_window->lockScreen(), &LockScreen::locked, m_bridge.get(), [this] { m_bridge->setLocked(true); });
    connect(&m_window->lockScreen(), &LockScreen::unlocked, m_bridge.get(), [this] { m_bridge->setLocked(false); });
    m_web = std::make_unique<WebDesk>(*m_bridge);
    connect(&m_window->lockScreen(), &LockScreen::locked, m_web.get(), &WebDesk::leave);
    m_window->commands().handle(u"bridge.question"_s, this, [this] { m_signing->isAsking() ? m_signing->takeFocus() : m_question->takeFocus(); });
    m_window->commands().handle(u"bridge.takeBack"_s, this, [this] { m_bridge->takeBack(); });
}

void DeskApplication::connectCodes()
{
    connect(&m_ears, &CodeListener::scanned, &m_codes, &CodeRouter::take);
    connect(&m_ears, &CodeListener::refused, this, [this](const Error &error) { say(int(Tone::Warn), ErrorTexts().sentence(error), error.code); });
    connect(&m_codes, &CodeRouter::caseWanted, this, [this](const QUuid &id) {
        m_window->palette().close();
        m_desk.openCase(id);
        m_window->showPage(u"page.desk"_s);
    });
    connect(&m_codes, &CodeRouter::materialWanted, this, [this](const QString &requirement) {
        m_window->palette().close();
        m_window->showPage(u"page.desk"_s);
        m_deskPage->goTo(intake::Step::Materials);
        m_deskPage->materials().choose(requirement);
    });
    connect(&m_codes, &CodeRouter::searchWanted, this, [this](const QString &text) { m_window->palette().open(false, text); });
    connect(&m_window->lockScreen(), &LockScreen::locked, this, [this] {
        m_codes.forget();
        m_ears.setAway(true);
    });
    connect(&m_window->lockScreen(), &LockScreen::unlocked, this, [this] { m_ears.setAway(false); });
}

void DeskApplication::connectVisit()
{
    CommandCentre &commands = m_window->commands();
    connect(&m_visit, &VisitDesk::noteworthy, this, &DeskApplication::say);
    connect(&m_visit, &VisitDesk::called, this, [this] { m_start->nextComes(); });
    connect(&m_visit, &VisitDesk::queueChanged, this, [this, &commands](const QString &ticket, const QString &words) {
        m_window->topBar().setQueue(ticket, words);
        commands.setFact(Need::Ticket, !ticket.isEmpty());
    });
    connect(&m_visit, &VisitDesk::ratingChanged, this, [this, &commands] {
        const intake::RatingView rating = m_visit.rating();
        commands.setFact(Need::Rateable, rating.state == intake::RatingView::State::MayAsk);
        commands.setFact(Need::Rating, rating.state == intake::RatingView::State::Asking);
        m_deskPage->submission().setRating(rating);
    });
    // Asked for after the materials were received: an invitation needs a case number and something that was done.
    connect(&m_desk, &DeskPort::changed, this, [this] {
        const bool received = m_desk.hasCase() && m_desk.current().readOnly;
        m_visit.look(received ? m_desk.current().draft.caseId : QUuid(), received);
    });
    commands.handle(u"queue.recall"_s, this, [this] { m_visit.recall(); });
    commands.handle(u"queue.skip"_s, this, [this] { m_visit.skip(); });
    commands.handle(u"rating.ask"_s, this, [this] { m_visit.ask(); });
    commands.handle(u"rating.screen"_s, this, [this] { m_visit.askOnScreen(); });
    commands.handle(u"rating.stop"_s, this, [this] { m_visit.stop(); });
}

void DeskApplication::connectView()
{
    CommandCentre &commands = m_window->commands();
    const auto scheme = [this](const QString &value) { return [this, value] { m_settings.change(u"ui.theme"_s, value); }; };
    commands.handle(u"view.light"_s, this, scheme(u"light"_s));
    commands.handle(u"view.dark"_s, this, scheme(u"dark"_s));
    commands.handle(u"view.contrast"_s, this, scheme(u"contrast"_s));
    commands.handle(u"view.larger"_s, this, [this] { m_settings.zoomBy(25); });
    commands.handle(u"view.smaller"_s, this, [this] { m_settings.zoomBy(-25); });
    commands.handle(u"view.normal"_s, this, [this] { m_settings.zoomBy(0); });
    commands.handle(u"app.keyCard"_s, this, [this] { printKeyCard(); });
    commands.handle(u"demo.reset"_s, this, [this] { Q_EMIT ended(Next::BeginAnew); });
    commands.handle(u"app.signOff"_s, this, [this] { signOff(); });
    connect(&m_window->lockScreen(), &LockScreen::anotherWanted, this, [this] { Q_EMIT ended(Next::SignOn); });
    commands.setFact(Need::Demo, m_options.demo);
}

void DeskApplication::start()
{
    m_window->show();
    m_window->activateWindow();
    refreshStrip();
    m_startup.reached(u"window shown"_s);
    // The sign-on stands in the first frame; whatever that frame does not show comes behind it. A window that is not painted (hidden
    // by another, minimised) is not waited for.
    m_mayBegin = coverWindow();
    connect(m_window.get(), &MainWindow::painted, this, &DeskApplication::begin);
    QTimer::singleShot(kFrameMs, this, &DeskApplication::begin);
}

bool DeskApplication::coverWindow()
{
    const QString allowed = m_settings.values().text(u"mode.allowed"_s);
    m_sheet = new SignOnSheet(m_window.get());
    m_sheet->hide();
    if ((m_options.demo && allowed == "productionOnly"_L1) || (!m_options.demo && allowed == "demoOnly"_L1)) {
        const QString code = m_options.demo ? u"APP-MODE-DEMO"_s : u"APP-MODE-HALL"_s;
        m_sheet->setWayOut({}, !m_options.demo);
        m_sheet->ask(SignOnSheet::Ask::Nothing, u"%1 (%2)"_s.arg(ErrorTexts().sentence({ErrorKind::Denied, code, {}}), code));
        connect(m_sheet, &SignOnSheet::practiceWanted, this, [this] { Q_EMIT ended(Next::Practise); });
        m_window->setCover(m_sheet);
        return false;
    }
    if (!m_options.demo) beginHall();
    return true;
}

void DeskApplication::begin()
{
    if (std::exchange(m_begun, true)) return;
    m_startup.reached(u"first frame"_s);
    m_window->buildPages();
    m_printing.look();
    addMachineProbes(m_settings.checks(), m_dataDir);
    addPolicyProbe(m_settings.checks(), m_settings.values());
    if (!m_options.demo) addDeskProbe(m_settings.checks(), m_settings.values(), m_dataDir);
    if (!m_mayBegin) return;
    const QString state = QDir(m_dataDir).filePath(u"plugins"_s);
    QDir().mkpath(state);
    const bool production = m_settings.values().text(u"environment"_s) == "production"_L1;
    m_packs = std::make_unique<PluginPacks>(departmentsFolder(), state, m_options.demo || !production, m_settings.values().list(u"plugins.allowed"_s));
    addDepartmentProbe(m_settings.checks(), *m_packs);
    m_startup.reached(u"departments listed"_s);
    if (m_options.demo) m_start = std::make_unique<DemoDesk>(m_options, m_dataDir, *m_window, m_desk, m_settings);
    connect(m_start.get(), &DeskStart::ready, this, &DeskApplication::attach);
    connect(m_start.get(), &DeskStart::rolesChanged, this, [this] {
        if (station()) followRoles();
    });
    connect(m_start.get(), &DeskStart::failed, this, [this](const Error &error) { say(int(Tone::Bad), ErrorTexts().sentence(error), error.code); });
    connect(m_start.get(), &DeskStart::remark, this, [this](const QString &words, const QString &code) { say(int(Tone::Warn), words, code); });
    const bool sm = m_settings.values().text(u"crypto.suite"_s) == "sm"_L1;
    m_start->begin({m_packs->items(), m_packs.get(), &m_papers, &m_pictures, sm ? crypto::Suite::Sm4CtrHmacSm3 : crypto::Suite::Aes256Gcm, m_applicant->evaluation()});
}

void DeskApplication::beginHall()
{
    auto hall = std::make_unique<HallStart>(m_settings.values(), m_dataDir, m_clock, *m_sheet);
    connect(hall.get(), &HallStart::printWanted, this, [this](const QString &title, const QByteArray &pdf) { m_printing.print({title, pdf}, m_settings.printer()); });
    connect(hall.get(), &HallStart::practiceWanted, this, [this] { Q_EMIT ended(Next::Practise); });
    connect(&m_printing, &Printing::changed, m_sheet, [this] { m_sheet->setPrintable(m_printing.cell().health == intake::Health::Good); });
    connect(&m_minute, &QTimer::timeout, hall.get(), [this, start = hall.get()] {
        if (start->hoursAreOver()) m_guard->lock(u"hours"_s);
    });
    connect(&m_settings, &SettingsPort::problemsChanged, m_sheet, [this] { showPolicyOnSheet(); });
    showPolicyOnSheet();
    hall->askFirst();
    m_start = std::move(hall);
    m_window->setCover(m_sheet);
}

void DeskApplication::showPolicyOnSheet()
{
    QStringList lines;
    for (const SettingProblem &problem : m_settings.problems())
        lines.append(tr("Policy: %1%2 (%3, %4)").arg(problem.sentence, problem.next, problem.place, problem.code));
    m_sheet->setPolicy(lines.mid(0, 3).join(u'\n'));
}

// What was typed is on its way to the store already; the end of the station writes the end of the session into the log.
void DeskApplication::signOff()
{
    if (!station()) return;
    const int waiting = station()->engine() ? station()->engine()->status().waiting : 0;
    if (waiting > 0 && (!m_signOffAsked.isValid() || m_signOffAsked.elapsed() > kSignOffAgainMs)) {
        m_signOffAsked.start();
        return say(int(Tone::Warn), tr("%n thing(s) still wait to be sent and go out only while you are signed on. Press the same keys again to sign off all the same.", nullptr, waiting), {});
    }
    m_guard->forgetCopied();
    m_desk.desk()->flush();
    Q_EMIT ended(Next::SignOn);
}

void DeskApplication::attach()
{
    station::Station &station = *m_start->station();
    const intake::CounterPorts &ports = station.ports();
    m_startup.reached(u"station prepared"_s);
    followRoles();
    m_journal.open(station);
    m_desk.attach(ports);
    m_cases.attach(ports);
    m_printing.attach(ports.devices, station.prints());
    m_visit.attach(ports);
    m_window->topBar().setQueueAvailable(m_visit.hasQueue());
    if (const auto calls = m_start->calls()) m_calls = std::make_unique<CallListDesk>(calls, *m_window, m_visit, *m_applicant, ports.workplace.windowNo);
    m_seat = {ports.workplace.clerkNo, ports.workplace.windowNo};
    if (m_casesPage) m_casesPage->setSeat(m_seat);
    m_status = std::make_unique<intake::DeskStatusMonitor>(ports);
    connect(m_status.get(), &intake::DeskStatusMonitor::changed, this, &DeskApplication::refreshStrip);
    addServiceProbes(m_settings.checks(), ports);
    if (ports.devices) {
        m_devices.attach(*ports.devices, m_start->pretend(), &m_ears);
        connect(ports.devices, &devices::DeviceHub::deviceChanged, this, &DeskApplication::lockWithKey);
        m_ears.setAway(m_window->lockScreen().isLocked());
        m_ears.attach(*ports.devices);
    }
    if (ports.surface && !m_start->pretend()) m_pens = std::make_unique<PenWatch>(ports.surface);
    if (const auto typed = m_start->typed(); typed.inlet) {
        m_wedge = std::make_unique<WedgeFilter>(qApp, devices::WedgeSettings{typed.prefixKey, Qt::Key_Return});
        connect(m_wedge.get(), &WedgeFilter::scanned, this, [inlet = typed.inlet](const QString &code) { inlet->push(code); });
    }
    m_bridge->open(m_settings.values(), station, m_clock);
    m_bridge->setLocked(m_window->lockScreen().isLocked());
    m_window->lockScreen().setClerk(ports.workplace.clerkName);
    m_window->lockScreen().setAsks(m_start->asks());
    m_guard->open(station, [this](const QString &secret, int failedTries) { return m_start->open(secret, failedTries); }, [this] {
        m_desk.desk()->flush();
        m_desk.conceal();
    });
    // Long enough to be found by whoever comes back from the kettle; the self-check keeps it for the day.
    if (const auto news = newsOf(station.store().openReport())) m_toasts->show(Tone::Bad, u"%1 (%2)"_s.arg(news->words, news->code), kGraveNewsMs);
    if (const auto problem = station.checkpointProblem()) say(int(Tone::Warn), ErrorTexts().sentence(*problem), problem->code);
    m_window->setCover(nullptr);
    m_window->commands().setFact(Need::SignedOn, !m_options.demo);
    if (m_window->lockScreen().isLocked()) {
        const auto resume = [this] { m_desk.desk()->resumeLast(); };
        connect(&m_window->lockScreen(), &LockScreen::unlocked, m_desk.desk(), resume, Qt::SingleShotConnection);
    } else {
        m_desk.desk()->resumeLast();
    }
    QTimer::singleShot(kTidyAfterMs, this, &DeskApplication::tidy);
    refreshStrip();
    m_startup.reached(u"desk ready"_s);
    m_start->attached();
}

// Pages and keys are those of whoever sits here; a page for others is not even made.
void DeskApplication::followRoles()
{
    if (const auto roles = m_start->roles()) m_window->setRoles(*roles);
    if (m_begun) m_window->buildPages();
}

void DeskApplication::tidy()
{
    // Once a start, when the first rush is over: files and rows that no case names any more.
    if (m_idle.idleMs() < kQuietMs || station()->isLocked()) return QTimer::singleShot(kQuietMs, this, &DeskApplication::tidy);
    whenDone(station()->store().collectGarbage(), this, [](const Result<int> &removed) {
        if (removed) qCInfo(logDesk) << "tidied" << *removed;
        else qCWarning(logDesk) << "not tidied" << removed.error().code;
    });
}

station::Station *DeskApplication::station() const { return m_start && m_desk.isAttached() ? m_start->station() : nullptr; }

void DeskApplication::bringToFront()
{
    m_window->showNormal();
    m_window->raise();
    m_window->activateWindow();
}

void DeskApplication::callNext()
{
    if (m_desk.hasCase()) m_desk.closeCase();
    m_window->showPage(u"page.desk"_s);
    m_visit.callNext();
}

void DeskApplication::printKeyCard()
{
    printSheet(tr("Key card"), keyCardPdf(m_table, m_window->commands().roles()));
}

// A sheet that is no paper of a case: printed, or laid into a folder where there is no printer.
void DeskApplication::printSheet(const QString &title, const QByteArray &pdf)
{
    const bool pretended = m_options.demo && m_settings.printer().isEmpty();       // the practice's printer has no paper that one could take along
    if (!pretended && m_printing.cell().health == intake::Health::Good) return m_printing.print({title, pdf});
    const QString folder = m_options.demo ? m_dataDir : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QSaveFile file(QDir(folder).filePath(title + u".pdf"_s));
    if (file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size() && file.commit()) say(int(Tone::Ok), tr("%1 lies in %2").arg(title, file.fileName()), {});
    else say(int(Tone::Bad), tr("%1 could not be written to %2").arg(title, folder), u"APP-FOLDER"_s);
}

void DeskApplication::say(int tone, const QString &words, const QString &code)
{
    // A fault stays long enough to be read, understood and told to support by its code.
    const bool fault = Tone(tone) == Tone::Bad || Tone(tone) == Tone::Warn;
    if (m_window->lockScreen().isLocked()) {
        // Nothing is shown over a lock; faults are said afterwards.
        if (fault && m_unsaid.size() < 3) m_unsaid.append(code.isEmpty() ? words : u"%1 (%2)"_s.arg(words, code));
        return;
    }
    m_toasts->show(Tone(tone), code.isEmpty() ? words : u"%1 (%2)"_s.arg(words, code), fault ? 12000 : 4000);
}

void DeskApplication::refreshStrip()
{
    if (m_status) m_window->strip().show(m_status->current());
    else m_window->strip().show({{}, {}, {}, m_options.demo ? tr("Preparing the demo") : QString(), {}, m_options.demo});
    m_window->strip().setPrinter(m_printing.cell());
    const QStringList printing = m_printing.running();
    m_window->commands().setFact(Need::Printing, !printing.isEmpty());
    m_window->strip().setPrintStop(printing.isEmpty() ? QString() : tr("Stop printing %1").arg(printing.first()));
    m_window->strip().setReceiptPrinter(m_printing.receiptCell());
    m_window->strip().setBridge(m_bridge->cell());
    m_window->strip().setPolicy(m_settings.policyCell());
    m_window->strip().setNow(hallTime(QDateTime::currentDateTimeUtc()));
}

QList<PaletteEntry> DeskApplication::items(const QString &text, int limit) const
{
    QList<PaletteEntry> found;
    if (!station()) return found;
    const catalog::Catalog &catalogue = station()->ports().catalog;
    const auto add = [&found](const catalog::CatalogItem &item, int rank) {
        found.append({PaletteEntry::Kind::Item, item.code, item.name, item.departmentName, item.shortCode, rank});
    };
    if (text.isEmpty()) {
        for (const auto &department : catalogue.departments())
            for (const auto &item : catalogue.itemsOf(department.id)) add(item, 1);
    } else {
        for (const auto &hit : catalogue.search(text, limit)) add(hit.item, int(hit.match));
    }
    if (found.size() > limit) found.resize(limit);
    return found;
}

} // namespace zc::client
