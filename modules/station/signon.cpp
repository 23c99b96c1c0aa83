#include "signon.h"

#include "sealedfile.h"

#include <crypto/digest.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

constexpr char kProfile[] = "clerk-profile";
const QString kUnseen = QStringLiteral("recovery-unseen");
const QString kNeededRole = QStringLiteral("intake");
const QString kTries = QStringLiteral("offline-tries");
constexpr qint64 kClockBackMs = 10 * 60'000; // a clock may be set right by a little

// A folder says nothing of its owner to who may list it.
QString folderOf(const HallSetup &setup, const QString &user)
{
    const QByteArray digest = crypto::sha256("zc-clerk\n" + setup.environment.toUtf8() + '\n' + user.normalized(QString::NormalizationForm_C).toUtf8());
    return setup.dataDir + u"/clerks/"_s + QString::fromLatin1(digest.toHex().left(32));
}

bool hasStore(const QString &folder)
{
    return QFile::exists(folder + u"/store/keys.json"_s) || QFile::exists(folder + u"/store/keys.bak"_s);
}

Result<std::unique_ptr<platform::HttpPlatform>> connectTo(const HallSetup &setup, const platform::DeskIdentity &desk, const Clock &clock)
{
    if (setup.environment == u"production")
        return Error{ErrorKind::Denied, u"STN-PRODUCTION"_s, {}};
    platform::HttpPlatformOptions http;
    http.origin = setup.origin;
    http.environment = setup.environment;
    http.desk = desk;
    http.timeoutMs = setup.answerMs;
    return platform::HttpPlatform::create(http, clock);
}

struct Login {
    platform::TokenAnswer token;
    platform::Me me;
};

Result<Login> login(const HallSetup &setup, const DeskCard &card, const SignOnAsk &ask, const Clock &clock)
{
    auto client = connectTo(setup, card.identity(clock), clock);
    if (!client)
        return client.error();
    (*client)->setCancel(ask.cancel);
    const auto token = (*client)->loginClerk(ask.user, ask.password);
    if (!token) {
        // Another way in would make the province's count worth nothing.
        if (token.error().code == "PLT-RATE-LIMITED"_L1)
            return Error{ErrorKind::Denied, u"STN-WAIT"_s, {}};
        if (token.error().code != "PLT-LOGIN"_L1 || token.error().detail != u"invalid_client")
            return token.error();
        // The proof of a desk holds for a minute: with a wrong clock every desk looks like a stranger.
        const auto time = (*client)->time();
        if (!time)
            return time.error();
        const qint64 skewMs = clock.wallMs() - time->serverTimeMs;
        if (std::abs(skewMs) > kClockTolerance)
            return Error{ErrorKind::Denied, u"STN-CLOCK"_s, u"ahead of the platform by %1 s"_s.arg(skewMs / 1000)};
        return Error{ErrorKind::Denied, u"STN-DESK-UNKNOWN"_s, {}};
    }
    const auto me = (*client)->me();
    if (!me)
        return me.error();
    if (!me->roles.contains(kNeededRole))
        return Error{ErrorKind::Denied, u"STN-ROLE"_s, me->roles.join(u' ')};
    if ((!setup.siteCode.isEmpty() && me->siteCode != setup.siteCode) || (!setup.windowNo.isEmpty() && me->windowNo != setup.windowNo))
        return Error{ErrorKind::Conflict, u"STN-SEAT"_s, me->siteCode + u'/' + me->windowNo};
    return Login{*token, *me};
}

Result<QJsonObject> readProfile(const QString &folder, store::Store &store)
{
    const auto sealed = readSealed(folder + u"/profile"_s, kProfile, store);
    return sealed ? QJsonDocument::fromJson(*sealed).object() : Result<QJsonObject>(sealed.error());
}

// Also the check that the store belongs to whom the province means by this name. A profile that cannot be read is made anew.
Result<Ticket> keepProfile(const QString &folder, store::Store &store, const DeskCard &card, const Login &login, const Clock &clock)
{
    const auto before = readProfile(folder, store);
    if (before && before->value(u"clerkNo").toString() != login.me.clerkId)
        return Error{ErrorKind::Conflict, u"STN-OTHER-CLERK"_s, login.me.clerkId};
    const qint64 now = clock.wallMs();
    const Ticket ticket{login.token.actorTicket.toUtf8(), now + qint64(login.token.actorTicketExpiresIn.value_or(0)) * 1000, login.me.roles};
    const QJsonObject profile{{u"format"_s, 1}, {u"clerkNo"_s, login.me.clerkId}, {u"name"_s, login.me.name}, {u"siteCode"_s, login.me.siteCode},
                              {u"windowNo"_s, login.me.windowNo}, {u"roles"_s, QJsonArray::fromStringList(login.me.roles)},
                              {u"clientId"_s, card.clientId.toString()},
                              {u"ticket"_s, login.token.actorTicket}, {u"ticketUntilMs"_s, ticket.untilMs}, {u"signedOnMs"_s, now}};
    const auto kept = writeSealed(folder + u"/profile"_s, kProfile, QJsonDocument(profile).toJson(QJsonDocument::Compact), store);
    return kept ? ticket : Result<Ticket>(kept.error());
}

// What was kept of the last sign-on with the province carries the clerk while the ticket lasts, at the desk that it names.
Result<Ticket> keptTicket(const QJsonObject &profile, const DeskCard &card, const Clock &clock)
{
    const qint64 now = clock.wallMs();
    if (now < profile[u"signedOnMs"].toInteger() - kClockBackMs)
        return Error{ErrorKind::Denied, u"STN-CLOCK"_s, u"before the last sign-on"_s};
    Ticket ticket{profile[u"ticket"].toString().toUtf8(), profile[u"ticketUntilMs"].toInteger()};
    for (const QJsonValue &role : profile[u"roles"].toArray())
        ticket.roles.append(role.toString());
    if (ticket.text.isEmpty() || ticket.untilMs < now || profile[u"clientId"].toString() != card.clientId.toString())
        return Error{ErrorKind::Denied, u"STN-OFFLINE-OVER"_s, {}};
    return ticket;
}

// Counted before the try: ending the program does not give it back.
Result<void> countOfflineTry(const QDir &folder, int limit)
{
    QFile file(folder.filePath(kTries));
    int tries = 0;
    if (file.exists()) {
        bool number = false;
        if (file.open(QIODevice::ReadOnly))
            tries = file.read(16).trimmed().toInt(&number);
        if (!number || tries < 0)
            tries = limit;
    }
    if (tries >= limit)
        return Error{ErrorKind::Denied, u"STN-OFFLINE-TRIES"_s, {}};
    QSaveFile next(file.fileName());
    if (!next.open(QIODevice::WriteOnly) || next.write(QByteArray::number(tries + 1)) <= 0 || !next.commit())
        return Error{ErrorKind::Internal, u"STN-SEALED-WRITE"_s, kTries};
    return {};
}

void takePlace(intake::Workplace &place, const QJsonObject &profile)
{
    place.clerkNo = profile[u"clerkNo"].toString();
    place.clerkName = profile[u"name"].toString();
    place.siteCode = profile[u"siteCode"].toString();
    place.windowNo = profile[u"windowNo"].toString();
}

// Opens the clerk's store with what she typed; after a change of the password at the province with the former secret, once.
Result<std::shared_ptr<Station::Prepared>> openStore(const SignOnAsk &ask, bool online, const QDir &folder, const store::KeySource &keys,
                                                     const std::function<StationOptions()> &options, const Clock &clock)
{
    auto prepared = Station::prepare(options(), keys, clock);
    if (prepared || prepared.error().code != "STO-KEY-CLOSED"_L1)
        return prepared;
    if (!online)
        return Error{ErrorKind::Denied, u"STN-SECRET"_s, {}};
    if (ask.oldSecret.isEmpty())
        return Error{ErrorKind::Denied, u"STN-OLD-SECRET"_s, {}};
    store::KeySource former;
    former.password = former.passphrase = ask.oldSecret;
    prepared = Station::prepare(options(), former, clock);
    if (!prepared)
        return prepared.error().code == "STO-KEY-CLOSED"_L1 ? Error{ErrorKind::Denied, u"STN-CLOSED-STORE"_s, {}} : prepared.error();
    // An envelope that was opened is spent: the mark makes this sign-on ask for a new one.
    if (QFile mark(folder.filePath(kUnseen)); crypto::KeyRing::passphraseLooksRight(ask.oldSecret) && !mark.open(QIODevice::WriteOnly))
        return Error{ErrorKind::Internal, u"STN-SEALED-WRITE"_s, kUnseen};
    store::KeySource fresh;
    fresh.password = ask.password;
    if (const auto replaced = Station::storeOf(**prepared).replaceSlots(fresh); !replaced)
        return replaced.error();
    return prepared;
}

} // namespace

bool isAway(const Error &error)
{
    // An address that policy must not name is no weather, and who gave up did not want another way.
    if (error.code.startsWith("NET-"_L1))
        return error.code != "NET-ADDRESS"_L1 && error.code != "NET-CANCELLED"_L1;
    // A portal, a gateway, or a province that says of itself that it is down.
    static const QStringList down{u"PLT-FOREIGN"_s, u"PLT-MAINTENANCE"_s, u"PLT-OVERLOADED"_s, u"PLT-DB-UNAVAILABLE"_s, u"PLT-INTERNAL"_s,
                                  u"PLT-UPSTREAM-FAILED"_s, u"PLT-UPSTREAM-TIMEOUT"_s, u"PLT-STORAGE-FULL"_s};
    return down.contains(error.code);
}

Result<qint64> askPlatform(const HallSetup &setup, const Clock &clock)
{
    auto client = connectTo(setup, {}, clock);
    if (!client)
        return client.error();
    const auto time = (*client)->time();
    return time ? clock.wallMs() - time->serverTimeMs : Result<qint64>(time.error());
}

bool anybodySignedOnBefore(const QString &dataDir)
{
    const QDir clerks(dataDir + u"/clerks"_s);
    const QStringList folders = clerks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::any_of(folders.cbegin(), folders.cend(), [&](const QString &name) { return hasStore(clerks.filePath(name)); });
}

Result<DeskCard> enrolDesk(const HallSetup &setup, const QString &code, const Clock &clock)
{
    auto client = connectTo(setup, {}, clock);
    if (!client)
        return client.error();
    const auto key = crypto::SigningKey::generate();
    if (!key)
        return key.error();
    const auto answer = (*client)->enrol({code.trimmed(), key->verifyKey().jwk(), u"zongchuang"_s});
    if (!answer) {
        const bool refused = answer.error().code == "PLT-NOT-FOUND"_L1 || answer.error().code == "PLT-BODY-INVALID"_L1;
        return refused ? Error{ErrorKind::Denied, u"STN-ENROL-CODE"_s, {}} : answer.error();
    }
    DeskCard card{answer->clientId, answer->siteCode, answer->windowNo, *key};
    if (const auto saved = card.save(setup.dataDir); !saved)
        return saved.error();
    return card;
}

Result<SignedOn> signOn(const HallSetup &setup, const DeskCard &card, const SignOnAsk &ask, const std::function<StationOptions()> &options,
                        const Clock &clock)
{
    SignedOn done;
    done.folder = folderOf(setup, ask.user);
    const bool known = hasStore(done.folder);
    std::optional<Login> online;
    if (!setup.origin.isEmpty()) {
        auto answer = login(setup, card, ask, clock);
        if (answer)
            online = *answer;
        else if (!isAway(answer.error()))
            return answer.error();
        else if (!known)
            return Error{ErrorKind::Offline, u"STN-OFFLINE-NEVER"_s, answer.error().code};
        else
            done.awayCode = answer.error().code;
    } else if (!known) {
        return Error{ErrorKind::Offline, u"STN-OFFLINE-NEVER"_s, {}};
    }
    done.offline = !online;

    const QDir folder(done.folder);
    store::KeySource keys;
    keys.password = ask.password;
    if (!known) {
        // The mark first: whatever happens from here on, nobody takes an unseen passphrase for one in an envelope.
        QFile mark(folder.filePath(kUnseen));
        if (!folder.mkpath(u"."_s) || !mark.open(QIODevice::WriteOnly))
            return Error{ErrorKind::Denied, u"STN-FOLDER"_s, {}};
        keys.newPassphrase = [&done](const QString &passphrase) { done.recovery = passphrase; };
    }
    const auto build = [&] {
        StationOptions station = options();
        station.folder = done.folder;
        station.catalogueFile = setup.dataDir + u"/catalogue.db"_s;
        station.workplace = setup.workplace;
        station.workplace.environment = setup.environment;
        if (!setup.origin.isEmpty()) {
            station.platform.origin = setup.origin;
            station.platform.environment = setup.environment;
            station.platform.desk = card.identity(clock);
        }
        return station;
    };
    if (!online)
        if (const auto counted = countOfflineTry(folder, setup.offlineTries); !counted)
            return counted.error();
    auto prepared = openStore(ask, online.has_value(), folder, keys, build, clock);
    if (!prepared)
        return prepared.error();
    QFile::remove(folder.filePath(kTries));
    store::Store &store = Station::storeOf(**prepared);
    if (known && online && folder.exists(kUnseen)) {
        store::KeySource fresh;
        fresh.newPassphrase = [&done](const QString &passphrase) { done.recovery = passphrase; };
        if (const auto replaced = store.replaceSlots(fresh); !replaced)
            return replaced.error();
    }
    if (online) {
        const auto ticket = keepProfile(done.folder, store, card, *online, clock);
        if (!ticket)
            return ticket.error();
    }
    const auto profile = readProfile(done.folder, store);
    if (!profile)
        return profile.error();
    const auto ticket = keptTicket(*profile, card, clock);
    if (!ticket)
        return ticket.error();
    takePlace(Station::workplaceOf(**prepared), *profile);
    done.clerkName = profile->value(u"name").toString();
    done.ticket = ticket->text;
    done.ticketUntilMs = ticket->untilMs;
    done.roles = ticket->roles;
    done.station = *prepared;
    return done;
}

Result<Ticket> renewTicket(const HallSetup &setup, const DeskCard &card, const SignOnAsk &ask, const QString &folder, store::Store &store,
                           const Clock &clock)
{
    const auto answer = login(setup, card, ask, clock);
    return answer ? keepProfile(folder, store, card, *answer, clock) : Result<Ticket>(answer.error());
}

Result<void> recoveryKept(const QString &folder)
{
    const QString mark = folder + u'/' + kUnseen;
    if (QFile::exists(mark) && !QFile::remove(mark))
        return Error{ErrorKind::Internal, u"STN-SEALED-WRITE"_s, kUnseen};
    return {};
}

} // namespace zc::station
