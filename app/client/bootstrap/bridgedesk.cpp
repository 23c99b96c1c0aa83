#include "bootstrap/bridgedesk.h"
#include "bootstrap/deskdevices.h"
#include "shell/keyquestion.h"
#include "shell/pairquestion.h"

#include <devices/devicehub.h>
#include <settings/settings.h>
#include <station/station.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::Health;

namespace {

constexpr int kMinuteMs = 60'000;

QString doorWords(const char *text) { return QCoreApplication::translate("BridgeDesk", text); }

// What a command does, and the slot prefix of the device it does it at.
struct CommandWords {
    const char16_t *name;
    const char *words;
    const char16_t *slot;
};
constexpr CommandWords kCommandWords[] = {
    {u"IdCard.WaitCard", QT_TRANSLATE_NOOP("BridgeDesk", "notice an ID card"), u"idr-1"},
    {u"IdCard.Read", QT_TRANSLATE_NOOP("BridgeDesk", "read ID cards"), u"idr-1"},
    {u"ScCard.Read", QT_TRANSLATE_NOOP("BridgeDesk", "read social-security cards"), u"ssc-1"},
    {u"Scan.Start", QT_TRANSLATE_NOOP("BridgeDesk", "scan pages"), u"scn-1"},
    {u"Camera.Capture", QT_TRANSLATE_NOOP("BridgeDesk", "take pictures"), u"cam-1"},
    {u"Sign.Capture", QT_TRANSLATE_NOOP("BridgeDesk", "take a signature"), u"sig-1"},
    {u"Print.Job", QT_TRANSLATE_NOOP("BridgeDesk", "print papers"), u"prn-1"},
    {u"Evaluate.Ask", QT_TRANSLATE_NOOP("BridgeDesk", "ask the applicant for a rating"), u"evl-1"},
    {u"Queue.Call", QT_TRANSLATE_NOOP("BridgeDesk", "call numbers of the queue"), u"que-1"},
    {u"Key.ListCerts", QT_TRANSLATE_NOOP("BridgeDesk", "see the certificates on a UKey"), u"key-1"},
    {u"Key.Sign", QT_TRANSLATE_NOOP("BridgeDesk", "have something signed with a UKey, asked each time"), u"key-1"},
    {u"Receipt.Print", QT_TRANSLATE_NOOP("BridgeDesk", "print slips"), u"rcp-1"},
};

const CommandWords *wordsOf(const QString &command)
{
    for (const CommandWords &row : kCommandWords)
        if (command == QStringView(row.name)) return &row;
    return nullptr;
}

QJsonArray commandsIn(const QString &list)
{
    QJsonArray commands;
    for (const QString &name : list.split(u',', Qt::SkipEmptyParts)) commands.append(name.trimmed());
    return commands;
}

} // namespace

BridgeDesk::BridgeDesk(PairQuestion &question, KeyQuestion &signing)
    : m_question(question)
    , m_signing(signing)
{
    m_minute.setSingleShot(true);
    m_minute.setInterval(kMinuteMs);
    connect(&m_minute, &QTimer::timeout, this, &BridgeDesk::noteRefused);
}

BridgeDesk::~BridgeDesk()
{
    if (m_server) m_server->stop();
}

Result<bridge::BridgePolicy> BridgeDesk::policyOf(const settings::Settings &settings)
{
    const auto grants = settings.map(u"bridge.grants"_s), ask = settings.map(u"bridge.ask"_s);
    const QStringList http = settings.list(u"bridge.httpOrigins"_s);
    QStringList names = grants.keys();
    for (const QString &origin : ask.keys())
        if (!names.contains(origin)) names.append(origin);
    QJsonArray origins;
    for (const QString &origin : std::as_const(names)) {
        QJsonObject entry{{u"origin"_s, origin}, {u"grants"_s, commandsIn(grants.value(origin))}, {u"ask"_s, commandsIn(ask.value(origin))}};
        if (http.contains(origin)) entry.insert(u"allowHttp"_s, true);
        origins.append(entry);
    }
    return bridge::BridgePolicy::fromJson(QJsonDocument(QJsonObject{{u"origins"_s, origins}}).toJson(QJsonDocument::Compact));
}

void BridgeDesk::open(const settings::Settings &settings, station::Station &station, const Clock &clock)
{
    const bool outside = settings.boolean(u"bridge.enabled"_s), inside = settings.boolean(u"web.enabled"_s);
    if (!outside && !inside) return;
    const auto policy = policyOf(settings);
    if (!policy) return Q_EMIT refused(policy.error());
    if (policy->origins.isEmpty() || m_station || !station.ports().devices) return;
    m_station = &station;
    bridge::BridgeSettings door;
    door.port = quint16(settings.integer(u"bridge.port"_s));
    door.policy = *policy;
    door.encoder = station.ports().encoder;
    door.window = station.ports().workplace.windowNo;
    door.clerkNo = station.ports().workplace.clerkNo;
    auto &devices = *station.ports().devices;
    auto &clerk = static_cast<bridge::ClerkPort &>(*this);
    const auto write = [this](const bridge::BridgeEvent &event) {
        QMetaObject::invokeMethod(this, [this, event] { note(event); }, Qt::QueuedConnection);
    };
    if (inside) {
        m_inner = std::make_unique<bridge::InnerDoor>(door, devices, clerk, clock, write);
        connect(m_inner.get(), &bridge::InnerDoor::heldChanged, this, [this](const QList<bridge::BridgeHold> &holds) {
            m_heldInside = holds;
            show();
        });
    }
    if (!outside) return;
    m_server = std::make_unique<bridge::BridgeServer>(door, devices, clerk, clock, write);
    connect(m_server.get(), &bridge::BridgeServer::heldChanged, this, [this](const QList<bridge::BridgeHold> &holds) {
        m_heldOutside = holds;
        show();
    });
    if (const auto started = m_server->start(); !started) {
        m_server.reset();
        m_cell = {Health::Bad, tr("Door for web pages: shut")};
        Q_EMIT changed();
        Q_EMIT refused(started.error());
    }
}

std::unique_ptr<webhost::PageChannel> BridgeDesk::channel(const QString &origin, webhost::PageVoice voice)
{
    struct Channel final : webhost::PageChannel {
        std::unique_ptr<bridge::InnerPage> page;
        void receive(const QByteArray &text) override { page->receive(text); }
        void receiveBinary(const QByteArray &frame) override { page->receiveBinary(frame); }
    };
    if (!m_inner || m_locked) return nullptr;
    // The page is let go from the event loop: it may be speaking at this moment.
    const auto leave = [this, told = voice.leave](int code) { QMetaObject::invokeMethod(this, [told, code] { told(code); }, Qt::QueuedConnection); };
    auto channel = std::make_unique<Channel>();
    channel->page = m_inner->enter(origin, {voice.say, voice.sayBinary, leave});
    if (!channel->page) return nullptr;
    return channel;
}

void BridgeDesk::noteRefusedPage(const QString &what, const QString &origin)
{
    note({u"refused"_s, origin, u"web."_s + what, {}});
}

void BridgeDesk::note(const bridge::BridgeEvent &event, int times)
{
    // A page that knocks in vain a hundred times a second must not fill the log: one line, then one number a minute.
    if (event.what == "refused"_L1 && times == 1) {
        auto &counted = m_refused[event.origin + u' ' + event.subject];
        counted.first = event;
        if (counted.second++ > 0) return;
        if (!m_minute.isActive()) m_minute.start();
    }
    if (!m_station || m_station->isLocked()) return;
    QJsonObject detail{{u"origin"_s, event.origin}, {u"subject"_s, event.subject}, {u"outcome"_s, event.outcome}};
    if (times > 1) detail.insert(u"times"_s, times);
    m_station->record(u"bridge."_s + event.what, {}, detail);
}

void BridgeDesk::noteRefused()
{
    const auto refused = std::exchange(m_refused, {});
    for (const auto &[event, times] : refused)
        if (times > 1) note(event, times);       // of this minute, the first one among them
}

void BridgeDesk::setLocked(bool locked)
{
    m_locked = locked;
    if (locked) {
        m_question.refuseAll();
        m_signing.refuseAll();
    }
    if (m_server) m_server->setLocked(locked);
    if (m_inner) m_inner->setLocked(locked);
}

void BridgeDesk::takeBack()
{
    for (const QString &origin : std::as_const(m_holding)) {
        if (m_server) m_server->endClaimsOf(origin);
        if (m_inner) m_inner->endClaimsOf(origin);
    }
}

void BridgeDesk::show()
{
    m_holding.clear();
    QStringList devices;
    for (const bridge::BridgeHold &hold : m_heldOutside + m_heldInside) {
        if (hold.devices.isEmpty()) continue;
        if (!m_holding.contains(hold.origin)) m_holding.append(hold.origin);
        for (const QString &device : hold.devices) devices.append(slotTitle(device));
    }
    if (m_holding.isEmpty()) m_cell = {};
    else {
        const QString who = m_holding.size() > 1 ? tr("%n web pages", nullptr, int(m_holding.size())) : m_holding.first().isEmpty() ? tr("a program") : m_holding.first();
        m_cell = {Health::Attention, tr("%1 in use by %2 · click takes it back").arg(devices.join(tr(", ")), who)};
    }
    Q_EMIT changed();
}

void BridgeDesk::ask(const bridge::ClerkQuestion &question, Answer answer)
{
    PairQuestion::Question asked;
    asked.id = question.id;
    asked.origin = question.origin;
    asked.words = question.words.left(200).simplified();
    for (const QString &operation : question.operations) {
        const CommandWords *row = wordsOf(operation);
        asked.operations.append(row ? doorWords(row->words) : operation);
        const QString device = slotTitle(row ? QString::fromUtf16(row->slot) : operation);
        if (!asked.devices.contains(device)) asked.devices.append(device);
    }
    asked.answer = std::move(answer);
    QMetaObject::invokeMethod(this, [this, asked] { m_question.ask(asked); }, Qt::QueuedConnection);
}

void BridgeDesk::askToSign(const bridge::ClerkSignature &what, SignAnswer answer)
{
    KeyQuestion::Question asked;
    asked.id = what.id;
    asked.origin = what.origin;
    asked.words = what.words.left(200).simplified();
    asked.device = slotTitle(what.device);
    asked.certificate = what.certificate;
    asked.digest = what.digest;
    asked.triesLeft = what.triesLeft;
    asked.answer = std::move(answer);
    QMetaObject::invokeMethod(this, [this, asked] { m_locked ? asked.answer({}) : m_signing.ask(asked); }, Qt::QueuedConnection);
}

void BridgeDesk::withdraw(quint64 id)
{
    QMetaObject::invokeMethod(this, [this, id] {
        m_question.withdraw(id);
        m_signing.withdraw(id);
    }, Qt::QueuedConnection);
}

} // namespace zc::client
