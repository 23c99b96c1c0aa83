#include "bootstrap/demodesk.h"
#include "bootstrap/intakeport.h"
#include "pages/settings/settingsport.h"
#include "rehearsal/gallery.h"
#include "rehearsal/player.h"
#include "shell/commandcentre.h"
#include "shell/mainwindow.h"
#include "shell/topbar.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <papers/slip.h>
#include <station/station.h>
#include <training/acklog.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTimer>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;
using training::DemoWorld;

const QString kDemoPin = QStringLiteral("2468");

DemoDesk::DemoDesk(const Options &options, const QString &dataDir, MainWindow &window, IntakePort &desk, SettingsPort &settings)
    : m_options(options)
    , m_dataDir(dataDir)
    , m_window(window)
    , m_desk(desk)
    , m_settings(settings)
{
    // The card is read by itself where the queue said who comes; anybody else presses F5.
    connect(&m_desk, &DeskPort::changed, this, [this] {
        if (!m_cardLaid || !m_desk.hasCase() || !m_desk.current().draft.text(u"applicant.name"_s).isEmpty()) return;
        m_cardLaid = false;
        QTimer::singleShot(0, this, [this] { m_desk.readCard(); });
    });
}

DemoDesk::~DemoDesk() = default;

void DemoDesk::begin(const Parts &parts)
{
    m_parts = parts;
    training::DemoOptions options;
    options.folder = QDir(m_dataDir).filePath(u"demo"_s);
    options.items = parts.items;
    options.packs = parts.packs;
    options.papers = parts.papers;
    options.encoder = parts.encoder;
    options.lines = papers::makeLinePainter();
    options.suite = parts.suite;
    options.applicantScreen = parts.screen;
    const auto answered = QtConcurrent::run([options, reset = m_options.reset]() -> Result<std::shared_ptr<DemoWorld::Prepared>> {
        if (reset)
            if (const auto wiped = DemoWorld::wipe(options.folder); !wiped) return wiped.error();
        return DemoWorld::prepare(options);
    });
    whenDone(answered, this, [this](const Result<std::shared_ptr<DemoWorld::Prepared>> &prepared) {
        if (!prepared) {
            Q_EMIT failed(prepared.error());
            return;
        }
        m_world = std::make_unique<DemoWorld>(*prepared);
        connect(m_world.get(), &DemoWorld::loginFailed, this, [this](const Error &error) { Q_EMIT remark(ErrorTexts().sentence(error), error.code); });
        Q_EMIT ready();
    });
}

station::Station *DemoDesk::station() { return m_world ? &m_world->station() : nullptr; }

QFuture<Result<void>> DemoDesk::open(const QString &secret, int failedTries)
{
    if (secret == kDemoPin) return m_world->station().unlock(m_world->keys(), failedTries);
    return QtFuture::makeReadyFuture(Result<void>(Error{ErrorKind::Denied, u"APP-SECRET"_s, {}}));
}

LockScreen::Asks DemoDesk::asks() const { return {tr("PIN"), true, tr("Demo: the PIN is %1").arg(kDemoPin)}; }

void DemoDesk::attached()
{
    if (!m_options.ackLog.isEmpty()) new training::AckLog(m_options.ackLog, *m_desk.desk(), this);
    if (m_options.play.isEmpty())
        connect(m_desk.desk(), &intake::CounterDesk::cardBusy, this, [this](bool reading) {
            if (reading) handOverCard();
        });
    if (m_options.play.isEmpty())
        connect(m_desk.desk(), &intake::CounterDesk::scanChanged, this, [this] {
            // Whoever sits there has brought two sheets of what is scanned just now.
            const intake::ScanView scan = m_desk.desk()->scanView();
            if (!std::exchange(m_scanning, scan.running) && scan.running && m_world->papersInFeeder() == 0) m_world->putDrawnPapers(2);
            // And lays another sheet below the camera each time.
            const bool photographing = m_desk.desk()->scanView(intake::PageSource::Camera).running;
            if (!std::exchange(m_photographing, photographing) && photographing) m_world->layNextSheet();
        });
    m_stage = std::make_unique<DemoStage>(*m_world, m_desk);
    m_window.commands().handle(u"demo.platformAway"_s, this, [this] { m_stage->setPlatformRunning(false); });
    m_window.commands().handle(u"demo.platformBack"_s, this, [this] { m_stage->setPlatformRunning(true); });
    m_door = std::make_unique<training::SimulatorDoor>(QDir(m_dataDir).filePath(u"demo"_s), pretend());
    if (!m_options.play.isEmpty() || m_options.shots) startRehearsal();
}

void DemoDesk::startRehearsal()
{
    const QString path = m_options.shots ? m_options.from : m_options.play;
    if (path.isEmpty()) return startGallery({});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qCritical("cannot read the script");
        return QCoreApplication::exit(2);
    }
    auto script = readScript(QString::fromUtf8(file.readAll()), QFileInfo(path).absolutePath());
    if (!script) {
        qCritical().noquote() << script.error().code << script.error().detail;
        return QCoreApplication::exit(2);
    }
    if (m_options.shots)
        script->erase(std::find_if(script->cbegin(), script->cend(), [](const ScriptLine &line) { return line.verb == ScriptLine::Verb::Leave; }), script->cend());
    const bool own = m_options.shots || m_options.out.isEmpty();
    auto *player = new Player(&m_window, *m_stage, *script, own ? QDir(m_dataDir).filePath(u"play"_s) : m_options.out, this);
    connect(player, &Player::finished, this, [this](bool ok) {
        if (ok && m_options.shots) startGallery(m_desk.current().draft.caseId);
        else QCoreApplication::exit(ok ? 0 : 1);
    });
    player->start();
}

// Null: a new case of the first item.
void DemoDesk::startGallery(const QUuid &caseId)
{
    const auto startCase = [this, caseId] {
        if (!caseId.isNull()) return m_desk.openCase(caseId);
        if (!m_parts.items.isEmpty()) m_desk.startCase(m_parts.items.first().code);
        m_cardLaid = layCardOf(0);
    };
    auto *gallery = new Gallery(m_window, m_settings, m_desk, startCase, kDemoPin, m_options.out, this);
    connect(gallery, &Gallery::finished, this, [](bool clean) { QCoreApplication::exit(clean ? 0 : 1); });
    gallery->start();
}

DeskStart::Pretend DemoDesk::pretend()
{
    return [this](const QString &device, const QByteArray &line) { return m_world->control(device, line); };
}

void DemoDesk::nextComes()
{
    if (!m_world) return;
    const auto people = m_world->people();
    if (people.isEmpty()) return;
    m_person = (m_person + 1) % int(people.size());
    m_cardLaid = layCardOf(m_person);
}

// A card that lies there already stays: laid anew, it would break off the read that has just begun.
bool DemoDesk::layCardOf(int person)
{
    const auto people = m_world->people();
    const QString id = people.at(person % people.size()).id;
    if (id == m_cardOnReader) return true;
    if (!m_world->layCard(id)) return false;
    m_cardOnReader = id;
    return true;
}

// Whoever sits there hands over a card when the clerk asks for one, called by a number or not; an agent her own.
void DemoDesk::handOverCard()
{
    const bool agent = m_desk.current().draft.focusPath.startsWith(u"agent."_s);
    layCardOf(qMax(0, m_person) + (agent ? 1 : 0));
}

} // namespace zc::client
