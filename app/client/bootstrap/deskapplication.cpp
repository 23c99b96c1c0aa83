#include "bootstrap/deskapplication.h"
#include "bootstrap/demostage.h"
#include "bootstrap/probes.h"
#include "pages/cases/casespage.h"
#include "pages/desk/deskpage.h"
#include "pages/settings/settingspage.h"
#include "rehearsal/gallery.h"
#include "rehearsal/player.h"
#include "shell/keycard.h"
#include "shell/lockscreen.h"
#include "shell/mainwindow.h"
#include "shell/palette.h"
#include "shell/statusstrip.h"
#include "shell/topbar.h"

#include <training/acklog.h>
#include <base/whendone.h>
#include <base/errortext.h>
#include <base/logging.h>
#include <catalog/catalog.h>
#include <intake/deskstatus.h>
#include <station/station.h>
#include <store/store.h>
#include <training/demoworld.h>
#include <uikit/toast.h>
#include <uikit/zcstyle.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;
using uikit::Icon;
using uikit::Tone;

ZC_LOGGING_CATEGORY(logDesk, "desk")

constexpr int kTidyAfterMs = 60000;
constexpr int kQuietMs = 5000;
const QString kDemoPin = QStringLiteral("2468");     // shown on the lock screen: it guards nothing but made-up people

DeskApplication::DeskApplication(const Options &options, const QString &dataDir, settings::Settings &settings, uikit::ZcStyle &style, Startup &startup)
    : m_options(options)
    , m_dataDir(dataDir)
    , m_startup(startup)
    , m_state(dataDir)
    , m_settings(settings, style)
    , m_printing(options.demo)
    , m_desk(m_journal)
    , m_cases(m_journal)
{
    if (m_options.demo) {
        const QString folder = QDir(dataDir).filePath(u"scans"_s);
        QDir().mkpath(folder);
        m_settings.setScanFallback(folder);
    }
    buildWindow();
    connectWindow();
    connectSettings();
    connectJournal();
    connectSession();
    connectView();
    m_startup.reached(u"window built"_s);
}

DeskApplication::~DeskApplication()
{
    m_guard.reset();
    m_state.setGeometry(m_window->saveGeometry());
    m_window.reset();
}

void DeskApplication::buildWindow()
{
    m_window = std::make_unique<MainWindow>(m_table, Role::Clerk);
    CommandCentre &commands = m_window->commands();
    m_deskPage = new DeskPage(m_desk, commands, m_window->peek());
    m_casesPage = new CasesPage(m_cases, commands, m_window->peek());
    auto *settingsPage = new SettingsPage(m_settings, commands);
    m_window->addPage(u"page.desk"_s, Icon::Intake, tr("Intake"), m_deskPage);
    m_window->addPage(u"page.cases"_s, Icon::Cases, tr("Cases"), m_casesPage);
    m_window->addPage(u"page.settings"_s, Icon::Settings, tr("Settings"), settingsPage, true);
    m_toasts = new uikit::ToastStack(m_window.get());
    m_window->topBar().setDemo(m_options.demo);
    m_window->topBar().setQueueAvailable(m_options.demo);
    m_window->topBar().setQueue({}, tr("nobody called yet"));
    m_deskPage->setScanFolder(m_settings.scanFolder());
    m_casesPage->setColumnFactors(m_state.columns(u"cases.table"_s));
    m_printing.choose(m_settings.printer());
    const PaletteSource source = [this](const QString &text, int limit) { return items(text, limit); };
    m_deskPage->setItemSource(source);
    m_window->palette().setSources({source});
    if (!m_window->restoreGeometry(m_state.geometry())) m_window->resize(1440, 900);
}

void DeskApplication::connectWindow()
{
    const auto note = [this](int tone, const QString &words, const QString &code) { say(tone, words, code); };
    const auto print = [this](const QUuid &caseId, const QString &kind, const QString &title, const QByteArray &pdf) {
        m_journal.before(u"paper.print"_s, caseId, {{u"paper"_s, kind}}, [this, kind, title, pdf] { m_printing.print(title, pdf, m_settings.printer(kind)); });
    };
    connect(m_deskPage, &DeskPage::noteworthy, this, note);
    connect(m_casesPage, &CasesPage::noteworthy, this, note);
    connect(m_deskPage, &DeskPage::printWanted, this, print);
    connect(m_casesPage, &CasesPage::printWanted, this, print);
    connect(m_deskPage, &DeskPage::nextWanted, this, &DeskApplication::callNext);
    connect(m_casesPage, &CasesPage::openWanted, this, [this](const QUuid &id) {
        m_desk.openCase(id);
        m_window->showPage(u"page.desk"_s);
    });
    connect(&m_window->palette(), &Palette::entryChosen, this, [this](const PaletteEntry &entry) {
        m_window->showPage(u"page.desk"_s);
        if (entry.kind == PaletteEntry::Kind::Item) m_desk.startCase(entry.id);
        else m_desk.openCase(QUuid(entry.id));
    });
    connect(&m_printing, &Printing::printed, this, [this](const QString &title) { say(int(Tone::Ok), tr("%1 was sent to the printer").arg(title), {}); });
    connect(&m_printing, &Printing::refused, this, [this](const QString &sentence) { say(int(m_options.demo ? Tone::Neutral : Tone::Warn), sentence, {}); });
    connect(&m_printing, &Printing::changed, this, &DeskApplication::refreshStrip);
    connect(m_casesPage, &CasesPage::columnsChanged, this, [this](const QList<double> &factors) { m_state.setColumns(u"cases.table"_s, factors); });
    const auto toSettings = [this] { m_window->commands().run(u"selfcheck.run"_s); };
    connect(&m_window->strip(), &StatusStrip::platformChosen, this, toSettings);
    connect(&m_window->strip(), &StatusStrip::readerChosen, this, toSettings);
    connect(&m_window->strip(), &StatusStrip::printerChosen, this, toSettings);
    connect(&m_window->strip(), &StatusStrip::waitingChosen, this, [this] { m_window->showPage(u"page.cases"_s); });
    // The card is read by itself where the queue said who comes; anybody else presses F5.
    connect(&m_desk, &DeskPort::changed, this, [this] {
        if (!m_cardLaid || !m_desk.hasCase() || !m_desk.current().draft.text(u"applicant.name"_s).isEmpty()) return;
        m_cardLaid = false;
        QTimer::singleShot(0, this, [this] { m_desk.readCard(); });
    });
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
    commands.handle(u"demo.reset"_s, this, [] { QCoreApplication::exit(kBeginAnew); });
    commands.setFact(Need::Demo, m_options.demo);
}

void DeskApplication::start()
{
    m_window->show();
    m_window->activateWindow();
    refreshStrip();
    m_printing.look();
    m_startup.reached(u"window shown"_s);
    addMachineProbes(m_settings.checks(), m_dataDir);
    addPolicyProbe(m_settings.checks(), m_settings.values());
    if (m_options.demo) prepareDemo();
    else say(int(Tone::Warn), tr("No provincial platform is set up for this desk. To look around, start with --demo."), u"APP-NO-PLATFORM"_s);
}

void DeskApplication::prepareDemo()
{
    const QString state = QDir(m_dataDir).filePath(u"plugins"_s);
    QDir().mkpath(state);
    m_packs = std::make_unique<PluginPacks>(departmentsFolder(), state, true, m_settings.values().list(u"plugins.allowed"_s));
    addDepartmentProbe(m_settings.checks(), *m_packs);
    m_startup.reached(u"departments listed"_s);
    training::DemoOptions options;
    options.folder = QDir(m_dataDir).filePath(u"demo"_s);
    options.items = m_packs->items();
    options.packs = m_packs.get();
    options.papers = &m_papers;
    const auto answered = QtConcurrent::run([options, reset = m_options.reset]() -> Result<std::shared_ptr<training::DemoWorld::Prepared>> {
        if (reset)
            if (const auto wiped = training::DemoWorld::wipe(options.folder); !wiped) return wiped.error();
        return training::DemoWorld::prepare(options);
    });
    whenDone(answered, this, [this](const Result<std::shared_ptr<training::DemoWorld::Prepared>> &prepared) {
        if (!prepared) return say(int(Tone::Bad), ErrorTexts().sentence(prepared.error()), prepared.error().code);
        m_startup.reached(u"demo world prepared"_s);
        m_world = std::make_unique<training::DemoWorld>(*prepared);
        attach();
    });
}

void DeskApplication::attach()
{
    const intake::CounterPorts &ports = m_world->ports();
    m_journal.open(m_world->station());
    m_desk.attach(ports);
    if (!m_options.ackLog.isEmpty()) new training::AckLog(m_options.ackLog, *m_desk.desk(), this);
    m_cases.attach(ports);
    m_casesPage->setSeat({ports.workplace.clerkNo, ports.workplace.windowNo});
    m_status = std::make_unique<intake::DeskStatusMonitor>(ports);
    connect(m_status.get(), &intake::DeskStatusMonitor::changed, this, &DeskApplication::refreshStrip);
    connect(m_world.get(), &training::DemoWorld::loginFailed, this, [this](const Error &error) { say(int(Tone::Warn), ErrorTexts().sentence(error), error.code); });
    if (m_options.play.isEmpty())
        connect(m_desk.desk(), &intake::CounterDesk::cardBusy, this, [this](bool reading) {
            if (reading) handOverCard();
        });
    addServiceProbes(m_settings.checks(), ports);
    m_window->lockScreen().setClerk(ports.workplace.clerkName);
    m_window->lockScreen().setAsks({tr("PIN"), true, tr("Demo: the PIN is %1").arg(kDemoPin)});
    const auto opener = [this](const QString &secret, int failedTries) {
        if (secret == kDemoPin) return m_world->station().unlock(m_world->keys(), failedTries);
        return QtFuture::makeReadyFuture(Result<void>(Error{ErrorKind::Denied, u"APP-SECRET"_s, {}}));
    };
    m_guard->open(m_world->station(), opener, [this] {
        m_desk.desk()->flush();
        m_desk.conceal();
    });
    m_stage = std::make_unique<DemoStage>(*m_world, m_desk, m_settings.scanFolder());
    m_desk.desk()->resumeLast();
    QTimer::singleShot(kTidyAfterMs, this, &DeskApplication::tidy);
    refreshStrip();
    m_startup.reached(u"desk ready"_s);
    if (!m_options.play.isEmpty() || m_options.shots) startRehearsal();
}

void DeskApplication::tidy()
{
    // Once a start, when the first rush is over: files and rows that no case names any more.
    if (!m_world) return;
    if (m_idle.idleMs() < kQuietMs || m_world->station().isLocked()) return QTimer::singleShot(kQuietMs, this, &DeskApplication::tidy);
    whenDone(m_world->ports().store.collectGarbage(), this, [](const Result<int> &removed) {
        if (removed) qCInfo(logDesk) << "tidied" << *removed;
        else qCWarning(logDesk) << "not tidied" << removed.error().code;
    });
}

void DeskApplication::startRehearsal()
{
    m_window->resize(1440, 900);
    const auto end = [](bool ok) { QCoreApplication::exit(ok ? 0 : 1); };
    if (m_options.shots) {
        const auto startCase = [this] {
            const auto list = items({}, 100);
            if (!list.isEmpty()) m_desk.startCase(list.first().id);
            m_cardLaid = layCardOf(0);
        };
        auto *gallery = new Gallery(*m_window, m_settings, m_desk, startCase, kDemoPin, m_options.out, this);
        connect(gallery, &Gallery::finished, this, end);
        gallery->start();
        return;
    }
    QFile file(m_options.play);
    if (!file.open(QIODevice::ReadOnly)) {
        qCritical("cannot read the script");
        return QCoreApplication::exit(2);
    }
    const auto script = readScript(QString::fromUtf8(file.readAll()), QFileInfo(m_options.play).absolutePath());
    if (!script) {
        qCritical().noquote() << script.error().code << script.error().detail;
        return QCoreApplication::exit(2);
    }
    auto *player = new Player(m_window.get(), *m_stage, *script, m_options.out.isEmpty() ? QDir(m_dataDir).filePath(u"play"_s) : m_options.out, this);
    connect(player, &Player::finished, this, end);
    player->start();
}

station::Station *DeskApplication::station() const { return m_world && m_desk.isAttached() ? &m_world->station() : nullptr; }

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
    if (!m_world) return;
    const auto people = m_world->people();
    if (people.isEmpty()) return;
    m_person = (m_person + 1) % int(people.size());
    ++m_ticket;
    m_window->topBar().setQueue(u"A%1"_s.arg(m_ticket, 3, 10, QLatin1Char('0')), tr("at the window"));
    m_cardLaid = layCardOf(m_person);
}

// A card that lies there already stays: laid anew, it would break off the read that has just begun.
bool DeskApplication::layCardOf(int person)
{
    const auto people = m_world->people();
    const QString id = people.at(person % people.size()).id;
    if (id == m_cardOnReader) return true;
    if (!m_world->layCard(id)) return false;
    m_cardOnReader = id;
    return true;
}

// In demo mode whoever sits there hands over a card when the clerk asks for one, called by a number or not; an agent her own.
void DeskApplication::handOverCard()
{
    const bool agent = m_desk.current().draft.focusPath.startsWith(u"agent."_s);
    layCardOf(qMax(0, m_person) + (agent ? 1 : 0));
}

void DeskApplication::printKeyCard()
{
    const QByteArray pdf = keyCardPdf(m_table, m_window->commands().role());
    if (m_printing.cell().health == intake::Health::Good) return m_printing.print(tr("Key card"), pdf);
    const QString folder = m_options.demo ? m_dataDir : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QSaveFile file(QDir(folder).filePath(tr("Key card") + u".pdf"_s));
    if (file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size() && file.commit()) say(int(Tone::Ok), tr("The key card lies in %1").arg(file.fileName()), {});
    else say(int(Tone::Bad), tr("The key card could not be written to %1").arg(folder), u"APP-FOLDER"_s);
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
    m_window->strip().setPolicy(m_settings.policyCell());
    m_window->strip().setNow(QDateTime::currentDateTime());
}

QList<PaletteEntry> DeskApplication::items(const QString &text, int limit) const
{
    QList<PaletteEntry> found;
    if (!m_world) return found;
    const catalog::Catalog &catalogue = m_world->ports().catalog;
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
