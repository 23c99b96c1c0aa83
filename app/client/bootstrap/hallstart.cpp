#include "bootstrap/hallstart.h"
#include "bootstrap/deskdevices.h"
#include "bootstrap/recoverysheet.h"
#include "bootstrap/sessionguard.h"
#include "shell/signonsheet.h"

#include <base/errortext.h>
#include <base/strictjson.h>
#include <base/whendone.h>
#include <papers/slip.h>

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;
using station::SignedOn;
using Ask = SignOnSheet::Ask;

namespace {

constexpr qint64 kLargestRemembered = 64 * 1024;
constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kRenewBeforeMs = 12 * kHourMs;      // a ticket that would not last a shift

QString rememberedFile(const QString &dataDir) { return dataDir + u"/desk/remembered.json"_s; }

} // namespace

HallStart::HallStart(const settings::Settings &settings, const QString &dataDir, const Clock &clock, SignOnSheet &sheet)
    : m_settings(settings)
    , m_dataDir(dataDir)
    , m_clock(clock)
    , m_devices(settings, QDir(dataDir).filePath(u"terminals"_s), QDir(dataDir).filePath(u"calls.json"_s))
    , m_sheet(sheet)
{
    connect(&sheet, &SignOnSheet::enrolWanted, this, &HallStart::enrol);
    connect(&sheet, &SignOnSheet::signOnWanted, this, [this](const QString &user, const QString &password) {
        m_ask = {user, password, {}, {}};
        run();
    });
    connect(&sheet, &SignOnSheet::giveUpWanted, this, [this] { m_cancel.raise(); });
    connect(&sheet, &SignOnSheet::practiceWanted, this, &HallStart::practiceWanted);
    connect(&sheet, &SignOnSheet::oldSecretWanted, this, [this](const QString &secret) {
        m_ask.oldSecret = secret;
        run();
    });
    connect(&sheet, &SignOnSheet::recoveryKept, this, &HallStart::finish);
    connect(&sheet, &SignOnSheet::recoveryPrintWanted, this, &HallStart::printRecovery);
}

HallStart::~HallStart()
{
    m_cancel.raise();
    for (QFuture<void> &work : m_running) work.waitForFinished();
}

void HallStart::keep(const QFuture<void> &work)
{
    m_running.removeIf([](const QFuture<void> &done) { return done.isFinished(); });
    m_running.append(work);
}

QJsonObject HallStart::remembered(const QString &dataDir)
{
    QFile file(rememberedFile(dataDir));
    const auto json = file.open(QIODevice::ReadOnly) && file.size() <= kLargestRemembered ? parseStrictJson(file.readAll()) : Result<QJsonValue>(QJsonValue());
    return json ? json->toObject() : QJsonObject();
}

void HallStart::remember() const
{
    if (m_settings.state() == settings::PolicyState::LockedDown) return;
    QJsonObject kept;
    for (const settings::Key &key : settings::allKeys())
        if (key.kind == settings::KeyKind::Machine && key.lockedDown.isUndefined()) kept.insert(key.name, m_settings.value(key.name));
    QDir().mkpath(m_dataDir + u"/desk"_s);
    QSaveFile file(rememberedFile(m_dataDir));
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(kept).toJson()) > 0) file.commit();
}

station::HallSetup HallStart::setup() const
{
    station::HallSetup setup;
    setup.dataDir = m_dataDir;
    setup.origin = m_settings.list(u"server.urls"_s).value(0).toUtf8();
    setup.environment = m_settings.text(u"environment"_s);
    setup.siteCode = m_settings.text(u"site.code"_s);
    setup.windowNo = m_settings.text(u"site.window"_s);
    setup.offlineTries = int(m_settings.integer(u"session.pinTries"_s));
    setup.workplace.authority = m_settings.text(u"site.authority"_s);
    setup.workplace.consultPhone = m_settings.text(u"site.consultPhone"_s);
    setup.workplace.supervisePhone = m_settings.text(u"site.supervisePhone"_s);
    m_devices.name(setup.workplace);
    return setup;
}

// Settings belong to this thread: what a worker needs of them goes along as values.
std::function<station::StationOptions()> HallStart::options() const
{
    QList<platform::ReceiptKey> keys;
    const auto pinned = m_settings.map(u"receipts.keys"_s);
    for (auto it = pinned.cbegin(); it != pinned.cend(); ++it) keys.append({it.key(), u"ES256"_s, QByteArray::fromBase64(it->toLatin1())});
    return [parts = m_parts, keys, desk = m_devices, &clock = m_clock] {
        station::StationOptions options;
        options.items = parts.items;
        options.packs = parts.packs;
        options.papers = parts.papers;
        options.suite = parts.suite;
        options.receiptKeys = keys;
        options.encoder = parts.encoder;
        options.surface = desk.surface();
        options.prints = std::make_shared<station::PrintShelf>();
        options.drivers = desk.drivers(clock, {options.prints, papers::makeLinePainter()}, {}, parts.screen);
        return options;
    };
}

void HallStart::begin(const Parts &parts) { m_parts = parts; }

void HallStart::nobody(const QString &code, const QString &steps)
{
    m_sheet.setWayOut(steps, m_settings.text(u"mode.allowed"_s) != "productionOnly"_L1);
    m_sheet.ask(Ask::Nothing, u"%1 (%2)"_s.arg(ErrorTexts().sentence({ErrorKind::Denied, code, {}}), code));
}

void HallStart::askFirst()
{
    const station::HallSetup hall = setup();
    const auto place = [this, &hall](const QString &site, const QString &window, const QString &address) {
        const QString words = tr("Hall %1 · window %2 · %3").arg(site, window, address);
        m_sheet.setPlace(hall.environment == "test"_L1 ? tr("%1 · test environment: nothing filed here counts").arg(words) : words);
    };
    if (hall.environment == "production"_L1) return nobody(u"STN-PRODUCTION"_s);
    const auto card = station::DeskCard::load(m_dataDir);
    if (card) m_card = *card;
    if (hall.origin.isEmpty()) {
        if (!card || !station::anybodySignedOnBefore(m_dataDir))
            return nobody(u"APP-NO-PLATFORM"_s, tr("For the IT department:\n1. Put a policy file that belongs to root into %1. It names environment, server.urls, site.code, site.window and site.authority.\n"
                                                   "2. Look what the machine makes of it: zcctl policy dump\n3. Start this program again and type the enrolment code that the platform gave for this window.")
                                                    .arg(QDir(m_settings.policyPlace().folder).filePath(u"managed.d"_s)));
        place(m_card.siteCode, m_card.windowNo, tr("no platform"));
        return m_sheet.ask(Ask::Password, tr("No platform is set up, so only who signed on here before can go on, offline."));
    }
    if (!card) {
        m_sheet.setPlace(QString::fromUtf8(hall.origin));
        const bool absent = card.error().kind == ErrorKind::NotFound;
        return m_sheet.ask(Ask::Enrolment, u"%1 (%2)"_s.arg(ErrorTexts().sentence(card.error()), card.error().code), absent ? SignOnSheet::Tone::Plain : SignOnSheet::Tone::Bad);
    }
    place(m_card.siteCode, m_card.windowNo, QString::fromUtf8(hall.origin));
    m_sheet.ask(Ask::Password, hall.workplace.authority.isEmpty() ? tr("The policy names no issuing authority yet: cases can be filled in, papers cannot be made.") : QString());
}

void HallStart::enrol(const QString &code)
{
    m_sheet.setBusy(tr("Enrolling at the province."));
    const auto answered = QtConcurrent::run([setup = setup(), code, &clock = m_clock] { return station::enrolDesk(setup, code, clock); });
    keep(QFuture<void>(answered));
    whenDone(answered, this, [this](const Result<station::DeskCard> &card) {
        if (card) return askFirst();
        m_sheet.ask(Ask::Enrolment);
        m_sheet.refuse(ErrorTexts().sentence(card.error()), card.error().code);
    });
}

void HallStart::run()
{
    m_ask.cancel = m_cancel = {};
    m_sheet.setBusy(tr("Signing on."), true);
    const auto answered = QtConcurrent::run([setup = setup(), card = m_card, ask = m_ask, options = options(), &clock = m_clock] {
        return station::signOn(setup, card, ask, options, clock);
    });
    keep(QFuture<void>(answered));
    whenDone(answered, this, [this](const Result<SignedOn> &outcome) { judge(outcome); });
}

void HallStart::judge(const Result<SignedOn> &outcome)
{
    if (outcome) {
        m_failedBefore = std::exchange(m_failed, 0);
        m_user = m_ask.user;
        m_ask = {};
        m_done = *outcome;
        if (!m_done->recovery.isEmpty()) return m_sheet.showRecovery(m_done->recovery);
        return stand();
    }
    const Error &error = outcome.error();
    const QString sentence = error.code == "PLT-LOGIN"_L1 ? tr("The user name or the password is not right.") : ErrorTexts().sentence(error);
    const QString coded = u"%1 (%2)"_s.arg(sentence, error.code);
    if (error.code == "STN-OLD-SECRET"_L1) return m_sheet.ask(Ask::OldSecret, coded);
    const bool former = !m_ask.oldSecret.isEmpty();
    if (error.code != "STN-CLOSED-STORE"_L1) m_ask = {};
    if (error.code == "STN-DESK-UNKNOWN"_L1) return m_sheet.ask(Ask::Enrolment, coded, SignOnSheet::Tone::Bad);
    const bool wrong = error.code == "PLT-LOGIN"_L1 || error.code == "STN-SECRET"_L1 || error.code == "STN-CLOSED-STORE"_L1;
    if (!wrong) return m_sheet.ask(Ask::Password, coded, SignOnSheet::Tone::Bad);
    const int wait = SessionGuard::waitMs(++m_failed, int(m_settings.integer(u"session.pinTries"_s)));
    m_sheet.ask(former && error.code == "STN-CLOSED-STORE"_L1 ? Ask::OldSecret : Ask::Password);
    m_sheet.refuse(wait > 0 ? tr("%1 Please wait %2 seconds.").arg(sentence).arg(wait / 1000) : sentence, error.code, wait);
}

void HallStart::finish()
{
    if (!m_done) return;
    m_sheet.setBusy(tr("Opening the desk"));
    whenDone(QtConcurrent::run([folder = m_done->folder] { return station::recoveryKept(folder); }), this, [this](const Result<void> &kept) {
        if (!kept) return m_sheet.refuse(ErrorTexts().sentence(kept.error()), kept.error().code);
        stand();
    });
}

void HallStart::hold(const station::Ticket &ticket)
{
    m_ticketUntilMs = ticket.untilMs;
    m_station->setTicket(ticket.text);
    if (std::exchange(m_roles, ticket.roles) != ticket.roles) Q_EMIT rolesChanged();
}

std::optional<Roles> HallStart::roles() const
{
    Roles roles = Role::Clerk;
    if (m_roles.contains(u"trainer"_s)) roles |= Role::Trainer;
    if (m_roles.contains(u"installer"_s)) roles |= Role::Installer;
    return roles;
}

// The desk stands when the log says who stands at it.
void HallStart::stand()
{
    const SignedOn done = *std::exchange(m_done, std::nullopt);
    m_folder = done.folder;
    m_offline = done.offline;
    m_signedOnBootMs = m_clock.bootMs();
    m_station = std::make_unique<station::Station>(done.station);
    hold({done.ticket, done.ticketUntilMs, done.roles});
    const QJsonObject detail{{u"method"_s, done.offline ? u"offline"_s : u"password"_s}, {u"recoveryMade"_s, !done.recovery.isEmpty()}, {u"failedTries"_s, m_failedBefore}};
    whenDone(m_station->record(u"session.signOn"_s, {}, detail), this, [this, away = done.awayCode](const Result<audit::Line> &line) {
        if (!line) {
            m_station.reset();
            return m_sheet.ask(Ask::Password, u"%1 (%2)"_s.arg(ErrorTexts().sentence(line.error()), line.error().code), SignOnSheet::Tone::Bad);
        }
        remember();
        Q_EMIT ready();
        m_sheet.ask(Ask::Nothing);                       // what it showed is no longer anybody's business
        if (m_offline) Q_EMIT remark(tr("Signed on without the province. Cases can be taken; what you file waits here and goes out when the network is back."), away);
    });
}

bool HallStart::hoursAreOver() const
{
    return m_station && m_clock.bootMs() - m_signedOnBootMs > m_settings.integer(u"session.maxHours"_s) * kHourMs;
}

LockScreen::Asks HallStart::asks() const { return {tr("Password"), false, {}, true}; }

QFuture<Result<void>> HallStart::open(const QString &secret, int failedTries)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto answer = [promise](const Result<void> &outcome) {
        promise->addResult(outcome);
        promise->finish();
    };
    store::KeySource keys;
    keys.password = secret;
    whenDone(m_station->unlock(keys, failedTries), this, [this, answer, secret](const Result<void> &opened) {
        if (!opened) return answer(opened);
        const qint64 left = m_ticketUntilMs - m_clock.wallMs();
        if (hoursAreOver() || left <= 0) return renew(secret, answer);
        answer({});
        // Nobody waits at the lock for a network that may not be there: the province is asked behind her back.
        if (m_offline || left < kRenewBeforeMs) renew(secret, {});
    });
    return promise->future();
}

// `answer` is set where the desk may not open before it is clear that she may go on: with the province, or with the ticket that still
// lasts when the province is away. Else the desk stays locked.
void HallStart::renew(const QString &secret, std::function<void(const Result<void> &)> answer)
{
    m_cancel.raise();                                // an earlier question has nobody who waits for it any more
    m_cancel = {};
    const auto renewed = QtConcurrent::run([setup = setup(), card = m_card, ask = station::SignOnAsk{m_user, secret, {}, m_cancel}, folder = m_folder,
                                               &store = m_station->store(), &clock = m_clock]() -> Result<station::Ticket> {
        if (setup.origin.isEmpty()) return Error{ErrorKind::Offline, u"NET-OFFLINE"_s, {}};
        return station::renewTicket(setup, card, ask, folder, store, clock);
    });
    keep(QFuture<void>(renewed));
    whenDone(renewed, this, [this, answer = std::move(answer)](const Result<station::Ticket> &ticket) {
        if (ticket) {
            hold(*ticket);
            m_offline = false;
            m_signedOnBootMs = m_clock.bootMs();
            if (answer) answer({});
            return;
        }
        const Error &error = ticket.error();
        const bool lasts = station::isAway(error) && m_ticketUntilMs > m_clock.wallMs();
        if (!answer) {
            // Locked meanwhile: the next unlock asks again.
            if (!station::isAway(error) && !m_station->isLocked()) Q_EMIT remark(tr("The province did not take this sign-on. Please sign off and on again; what you filed waits here."), error.code);
            return;
        }
        if (lasts) {
            m_offline = true;
            m_signedOnBootMs = m_clock.bootMs();
            answer({});
            return;
        }
        const Error why = station::isAway(error) ? Error{ErrorKind::Denied, u"STN-OFFLINE-OVER"_s, error.code} : error;
        whenDone(m_station->lock(u"hours"_s), this, [answer, error = why](const Result<void> &) { answer(error); });
    });
}

void HallStart::printRecovery(const QString &passphrase)
{
    Q_EMIT printWanted(tr("Recovery passphrase"), recoverySheetPdf(passphrase, m_card.siteCode, m_card.windowNo));
}

} // namespace zc::client
