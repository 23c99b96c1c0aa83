#include "session.h"

#include "internal/frames/framereader.h"
#include "internal/pairing/tokenstore.h"
#include "internal/rate.h"
#include "internal/session/devicecommands.h"

#include <base/clock.h>

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>
#include <QTimer>

#include <atomic>
#include <mutex>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using namespace zc::devices;

namespace {

constexpr int kHelloMs = 2000;              // a page says who it is by then
constexpr int kPairingMs = 60'000;          // how long a question stands on the clerk's screen
constexpr int kSigningMs = 120'000;         // with something to read, and a PIN to type
constexpr std::size_t kCommandsASecond = 20;
constexpr std::size_t kSurplusASecond = 100;
constexpr int kInvalidMessages = 3;
constexpr int kRefusedQuestions = 3;        // of one page; the clerk is not to be worn down
constexpr qsizetype kOpenCalls = 16;
constexpr qsizetype kLongestReason = 200;
constexpr qsizetype kMostOperations = 30;
constexpr qsizetype kLongestToken = 100;
constexpr QStringView kTransferTaker = u"Print.Job";    // who may not use it has nothing to send

quint64 nextQuestion()
{
    static std::atomic<quint64> last = 0;   // sessions of two doors live in two threads
    return ++last;
}

} // namespace

struct Session::Private {
    struct Open {
        QString name;
        std::function<void()> cancel;       // empty: nothing to stop
    };

    Private(Session *session, SessionWorld &shared, const Caller &who)
        : q(session), world(shared), caller(who),
          transfers([session](const QByteArray &frame) { Q_EMIT session->sayBinary(frame); }, nullptr),
          commands(shared, who, transfers, [this](QStringView name) { return granted(name); },
                   [this](const Call &call, ClerkSignature what, const std::function<void(const Pin &)> &agreed) { return askToSign(call, std::move(what), agreed); }, nullptr) {}

    Session *q;
    SessionWorld &world;
    const Caller caller;
    bool greeted = false, gone = false;
    int invalid = 0, refusedQuestions = 0;
    qint64 lastRequestId = 0;
    quint64 question = 0;                   // that the clerk sees now; 0: none
    TokenStore::Grant paired;
    Rate commandsRate, surplusRate;
    QHash<qint64, Open> open;
    TransferCommands transfers;
    DeviceCommands commands;                // last: its claims go first

    // Where the clerk's answer finds the session, from whatever thread it comes; emptied when the session goes.
    struct Mailbox {
        std::mutex mutex;
        Session *session;
    };
    const std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();

    bool granted(QStringView name) const;
    bool mayBeAskedFor(const QString &name) const;
    void leave(CloseCode code);
    void record(const QString &what, const QString &subject, const QString &outcome) const;
    void take(const CommandMessage &message);
    void dispatch(const Call &call);
    void hello(const Call &call);
    void pair(const Call &call);
    void cancel(const Call &call);
    struct Asked {
        quint64 id = 0;                     // 0: not asked, the call has failed
        std::function<bool()> settle;       // true once: the answer counts
    };
    Asked begin(const Call &call, int waitMs);
    void refuse(const Call &call);
    template <class T, class F>
    std::function<void(T)> postedHere(F answered) const;
    void ask(const Call &call, ClerkQuestion what, std::function<void()> agreed);
    std::function<void()> askToSign(const Call &call, ClerkSignature what, std::function<void(const Pin &)> agreed);
    QStringList grantList() const;
    bool sees(DeviceClass cls) const { return greeted && commands.mayUseClass(cls); }
};

Session::Session(SessionWorld &world, const Caller &caller, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, world, caller))
{
    d->mailbox->session = this;
    QTimer::singleShot(kHelloMs, this, [this] {
        if (!d->greeted)
            d->leave(CloseCode::Policy);
    });
    connect(&d->commands, &DeviceCommands::heldChanged, this, &Session::heldChanged);
    connect(&world.hub, &DeviceHub::deviceChanged, this, [this](const DeviceInfo &info) {
        if (!d->gone && d->sees(info.cls))
            Q_EMIT say(unsolicitedText(u"Common.StatusChanged"_s, {{u"device"_s, info.id}, {u"state"_s, deviceStateName(info.state)}}));
    });
    connect(&world.hub, &DeviceHub::mediaChanged, this, [this](const DeviceId &device, Media media) {
        for (const DeviceInfo &info : d->world.hub.devices())
            if (info.id == device && !d->gone && d->sees(info.cls))
                Q_EMIT say(unsolicitedText(u"Common.MediaChanged"_s, {{u"device"_s, device},
                    {u"media"_s, media == Media::Present ? u"present"_s : media == Media::None ? u"none"_s : u"unknown"_s}}));
    });
    d->record(u"opened"_s, {}, {});
}

Session::~Session()
{
    d->gone = true;
    {
        const std::lock_guard lock(d->mailbox->mutex);
        d->mailbox->session = nullptr;
    }
    const auto open = std::exchange(d->open, {});       // a question on the clerk's screen goes with the call that asked it
    for (const Private::Open &call : open)
        if (call.cancel)
            call.cancel();
    d->record(u"closed"_s, {}, {});
}

const Caller &Session::caller() const { return d->caller; }
QStringList Session::heldDevices() const { return d->commands.heldDevices(); }

void Session::endClaims()
{
    d->commands.endClaims();
}

void Session::Private::record(const QString &what, const QString &subject, const QString &outcome) const
{
    if (world.record)
        world.record({what, caller.native ? u"native"_s : caller.origin, subject, outcome});
}

void Session::Private::leave(CloseCode code)
{
    if (gone)
        return;
    gone = true;
    commands.endClaims();
    Q_EMIT q->leave(int(code));
}

bool Session::Private::granted(QStringView name) const
{
    const auto holds = [name](const QStringList &list) { return list.contains(name); };
    if (caller.native)
        return holds(world.nativeGrants);
    const BridgeOrigin *entry = world.policy.find(caller.origin);
    if (!entry)
        return false;
    // The click of the clerk counts as long as the policy lets this origin be asked for.
    const bool asked = holds(paired.operations) && paired.endsBootMs > world.clock.bootMs() && mayBeAskedFor(name.toString());
    return holds(entry->grants) || asked;
}

bool Session::Private::mayBeAskedFor(const QString &name) const
{
    const BridgeOrigin *entry = world.policy.find(caller.origin);
    return entry && (entry->grants.contains(name) || entry->ask.contains(name) || world.askForAll);
}

QStringList Session::Private::grantList() const
{
    QStringList list;
    for (const QString &family : {u"IdCard"_s, u"ScCard"_s, u"Scan"_s, u"Camera"_s, u"Sign"_s, u"Print"_s, u"Receipt"_s, u"Evaluate"_s, u"Queue"_s, u"Key"_s})
        for (const QString &name : commandsOfFamily(family))
            if (granted(name))
                list << name;
    return list;
}

void Session::policyChanged()
{
    if (!d->caller.native && !d->world.policy.find(d->caller.origin)) {
        d->leave(CloseCode::Policy);
        return;
    }
    const auto open = d->open;
    for (const Private::Open &call : open) {
        const CommandSpec *spec = findCommand(call.name);
        if (spec && spec->needsGrant && !d->granted(call.name) && call.cancel)
            call.cancel();
    }
    d->commands.endClaimsWithoutGrant();
}

void Session::receive(const QByteArray &text)
{
    if (d->gone)
        return;
    const qint64 nowMs = d->world.clock.bootMs();
    const ReadMessage read = readMessage(text);
    // What acknowledges our own pieces comes as often as they go out; nothing else is free.
    const bool free = read.command && d->greeted && read.command->name == u"Transfer.Ack" && d->transfers.isNews(read.command->payload);
    const bool tooMany = !free && d->commandsRate.count(nowMs) > kCommandsASecond;
    if (tooMany && d->surplusRate.count(nowMs) >= kSurplusASecond) {
        d->leave(CloseCode::Policy);
        return;
    }
    if (!read.command) {
        Q_EMIT say(acknowledgeText(read.name, read.requestId, u"invalidMessage"_s));
        if (++d->invalid >= kInvalidMessages)
            d->leave(CloseCode::Policy);
    } else if (tooMany || (!free && d->open.size() >= kOpenCalls)) {
        Q_EMIT say(acknowledgeText(read.name, read.requestId, u"tooManyRequests"_s));
    } else if (read.requestId <= d->lastRequestId) {
        Q_EMIT say(acknowledgeText(read.name, read.requestId, u"invalidRequestID"_s));
    } else {
        d->lastRequestId = read.requestId;
        Q_EMIT say(acknowledgeText(read.name, read.requestId, {}));
        d->take(*read.command);
    }
}

void Session::receiveBinary(const QByteArray &frame)
{
    if (!d->gone && !d->transfers.take(frame))
        d->leave(CloseCode::WrongData);
}

void Session::Private::take(const CommandMessage &message)
{
    Call call;
    call.message = message;
    call.spec = findCommand(message.name);
    open.insert(message.requestId, {message.name, {}});
    const QPointer<Session> session(q);
    call.finish = [this, session, name = message.name, id = message.requestId](Completion completion, const QJsonObject &payload, const QString &description) {
        if (!session || gone || open.remove(id) == 0)
            return;
        if (const CommandSpec *spec = findCommand(name); spec && !spec->deviceClass.isEmpty())
            record(u"command"_s, name, completionName(completion));
        Q_EMIT session->say(completionText(name, id, completion, payload, description));
    };
    call.event = [this, session, id = message.requestId](const QString &name, const QJsonObject &payload) {
        if (session && !gone && open.contains(id))
            Q_EMIT session->say(eventText(name, id, payload));
    };
    call.onCancel = [this, session, id = message.requestId](std::function<void()> cancel) {
        if (const auto entry = open.find(id); session && entry != open.end())
            entry->cancel = std::move(cancel);
    };
    dispatch(call);
}

void Session::Private::dispatch(const Call &call)
{
    if (call.message.name == u"Common.Hello")
        return hello(call);
    if (!greeted)
        return call.fail(Completion::SequenceError);
    if (!call.spec)
        return call.fail(Completion::UnsupportedCommand);
    if (call.spec->needsGrant && !granted(call.spec->name))
        return call.fail(Completion::AuthorisationRequired);
    if (call.spec->name == u"Bridge.Pair")
        return pair(call);
    if (call.spec->name == u"Common.Cancel")
        return cancel(call);
    if (call.spec->name == u"Transfer.Begin")
        return granted(kTransferTaker) ? transfers.begin(call) : call.fail(Completion::AuthorisationRequired);
    if (call.spec->name == u"Transfer.Ack")
        return transfers.acknowledge(call);
    commands.run(call);
}

void Session::Private::hello(const Call &call)
{
    PayloadReader payload(call.message.payload);
    payload.text(u"client"_s, 100);
    const bool withToken = call.message.payload.contains(u"token"_s);
    const QString token = payload.optionalText(u"token"_s, kLongestToken);
    if (greeted)
        return call.fail(Completion::SequenceError);
    if (!payload.good())
        return call.fail(Completion::InvalidData);
    if (withToken) {
        const auto grant = world.tokens.check(caller.origin, token.toLatin1());
        if (!grant || caller.native) {
            call.fail(Completion::AuthorisationRequired);
            return leave(CloseCode::Policy);
        }
        paired = *grant;
    }
    greeted = true;
    call.succeed({{u"bridge"_s, QJsonObject{{u"service"_s, u"zc-bridge"_s}, {u"version"_s, QLatin1StringView(kVersion)}}},
                  {u"grants"_s, QJsonArray::fromStringList(grantList())}});
}

void Session::Private::cancel(const Call &call)
{
    PayloadReader payload(call.message.payload);
    QList<qint64> wanted = payload.integers(u"requestIds"_s, 100);
    if (!payload.good())
        return call.fail(Completion::InvalidData);
    if (!call.message.payload.contains(u"requestIds"_s))
        wanted = open.keys();
    for (const qint64 id : wanted)
        if (const auto entry = open.constFind(id); entry != open.constEnd() && entry->cancel) {
            const auto stop = entry->cancel;
            stop();
        }
    call.succeed();
}

// One question at a time. The answer counts once, and only while the page is still there and has not cancelled.
Session::Private::Asked Session::Private::begin(const Call &call, int waitMs)
{
    if (question != 0) {
        call.fail(Completion::SequenceError);
        return {};
    }
    const quint64 id = question = nextQuestion();
    const auto settle = [this, id]() {
        if (question != id)
            return false;
        question = 0;
        return true;
    };
    const auto end = [this, call, settle, id](Completion how) {
        if (settle()) {
            world.clerk.withdraw(id);
            call.fail(how);
        }
    };
    call.onCancel([end] { end(Completion::Canceled); });
    QTimer::singleShot(call.message.timeoutMs > 0 ? call.message.timeoutMs : waitMs, q, [end] { end(Completion::TimeOut); });
    return {id, settle};
}

void Session::Private::refuse(const Call &call)
{
    call.fail(Completion::AuthorisationRequired);
    if (++refusedQuestions >= kRefusedQuestions)
        leave(CloseCode::Policy);
}

// From whatever thread the clerk's answer comes; to nobody once the session has gone.
template <class T, class F>
std::function<void(T)> Session::Private::postedHere(F answered) const
{
    return [box = mailbox, answered](T answer) {
        const std::lock_guard lock(box->mutex);
        if (box->session)
            QMetaObject::invokeMethod(box->session, [answered, answer] { answered(answer); }, Qt::QueuedConnection);
    };
}

void Session::Private::ask(const Call &call, ClerkQuestion what, std::function<void()> agreed)
{
    const Asked asked = begin(call, kPairingMs);
    if (asked.id == 0)
        return;
    what.id = asked.id;
    what.origin = caller.origin;
    world.clerk.ask(what, postedHere<bool>([this, call, settle = asked.settle, agreed = std::move(agreed)](bool yes) {
        if (!settle())
            return;
        yes ? agreed() : refuse(call);
    }));
}

// What it gives back withdraws the question, without a word to the page; nothing: it was not asked.
std::function<void()> Session::Private::askToSign(const Call &call, ClerkSignature what, std::function<void(const Pin &)> agreed)
{
    const Asked asked = begin(call, kSigningMs);
    if (asked.id == 0)
        return {};
    what.id = asked.id;
    what.origin = caller.origin;
    world.clerk.askToSign(what, postedHere<Pin>([this, call, settle = asked.settle, agreed = std::move(agreed)](const Pin &pin) {
        if (!settle())
            return pin.wipe();
        pin.isEmpty() ? refuse(call) : agreed(pin);
    }));
    return [this, asked] {
        if (asked.settle())
            world.clerk.withdraw(asked.id);
    };
}

void Session::Private::pair(const Call &call)
{
    PayloadReader payload(call.message.payload);
    ClerkQuestion what;
    what.operations = payload.texts(u"operations"_s, kMostOperations);
    what.words = payload.text(u"reason"_s, kLongestReason);
    // What may never be asked for is refused before its payload is looked at any closer: no window opens for it.
    for (const QString &name : what.operations) {
        const CommandSpec *spec = findCommand(name);
        if (caller.native || (spec && spec->needsGrant && !mayBeAskedFor(name)))
            return call.fail(Completion::AuthorisationRequired);
        if (!spec || !spec->needsGrant)
            return call.fail(Completion::InvalidData);
    }
    if (!payload.good())
        return call.fail(Completion::InvalidData);
    const QStringList operations = what.operations;
    ask(call, what, [this, call, operations] {
        QStringList all = paired.endsBootMs > world.clock.bootMs() ? paired.operations : QStringList();
        for (const QString &name : operations)
            if (!all.contains(name))
                all << name;
        paired = {all, world.clock.bootMs() + kTokenMs};
        const QByteArray token = world.tokens.issue(caller.origin, all);
        record(u"paired"_s, operations.join(u' '), u"allowed"_s);
        const QDateTime ends = QDateTime::fromMSecsSinceEpoch(world.clock.wallMs() + kTokenMs).toUTC();
        call.succeed({{u"token"_s, QString::fromLatin1(token)}, {u"grants"_s, QJsonArray::fromStringList(grantList())},
                      {u"expires"_s, ends.toString(Qt::ISODateWithMs)}});
    });
}

} // namespace zc::bridge
