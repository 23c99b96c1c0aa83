#pragma once
#include <station/deskcard.h>
#include <station/station.h>

namespace zc::station {

// What machine policy says of this desk's place.
struct HallSetup {
    QString dataDir;                     // desk/, catalogue.db, clerks/<digest>/ below it
    QByteArray origin;                   // of the province; empty: only who signed on before can work, offline
    QString environment;                 // demo or test; production signs on by a page of the province, which no one asks here yet
    QString siteCode, windowNo;          // empty: as the enrolment says; else they must agree
    int answerMs = 20'000;               // longest wait for one answer: somebody stands before the screen
    int offlineTries = 5;                // wrong passwords without the province, then only with it (session.pinTries)
    intake::Workplace workplace;         // authority and telephones; who and where is filled in at sign-on
};

struct SignOnAsk {
    QString user, password;
    QString oldSecret = {};              // after STN-OLD-SECRET: the former password, or the recovery passphrase
    net::Cancel cancel = {};             // given up while the province was asked: NET-CANCELLED, nothing happened
};

struct SignedOn {
    std::shared_ptr<Station::Prepared> station;
    QString clerkName;
    QStringList roles;                   // hers by the province (Me.roles); offline those of her last sign-on with it, kept sealed
    QString folder;                      // of this clerk
    QByteArray ticket;                   // offline the last one, which lasts: what is done under it goes out when the network is back
    qint64 ticketUntilMs = 0;            // by the clock of this machine
    bool offline = false;
    QString awayCode;                    // offline: why the province was not reached; empty if policy names none
    QString recovery;                    // not empty: show it once, then recoveryKept()
};

// All of these block: never on the GUI thread. `options()` makes the rest of the station's options for each try.
// Errors: STN-ENROL-CODE (unknown or used), STN-DESK-UNKNOWN (the province withdrew this desk), PLT-LOGIN (name or password),
// STN-ROLE, STN-SEAT (hall or window are not those of the policy), STN-PRODUCTION, STN-OFFLINE-NEVER, STN-OFFLINE-OVER,
// STN-SECRET (offline: wrong password; counted on disk before it is tried), STN-OFFLINE-TRIES (too many of them), STN-CLOCK (the
// clock of this machine is wrong), STN-WAIT (the province counts too many wrong passwords), STN-OTHER-CLERK (the name now belongs to somebody else), STN-OLD-SECRET, STN-CLOSED-STORE (the
// old secret is wrong too), those of Station. A province that is down counts as not reached.
Result<DeskCard> enrolDesk(const HallSetup &setup, const QString &code, const Clock &clock);
Result<SignedOn> signOn(const HallSetup &setup, const DeskCard &card, const SignOnAsk &ask, const std::function<StationOptions()> &options,
                        const Clock &clock);
struct Ticket {
    QByteArray text;
    qint64 untilMs = 0;
    QStringList roles = {};              // of the clerk, as in SignedOn
};
// A new ticket for a clerk whose desk is open. `folder` and the store as signOn() made them.
Result<Ticket> renewTicket(const HallSetup &setup, const DeskCard &card, const SignOnAsk &ask, const QString &folder, store::Store &store,
                           const Clock &clock);
Result<void> recoveryKept(const QString &folder);         // the envelope is closed; before that each sign-on makes a new passphrase

bool anybodySignedOnBefore(const QString &dataDir);
// Whether the platform of the policy answers as one of this environment; how many ms this clock is ahead of its. Sends nothing of
// this desk. Errors: STN-PRODUCTION, those of net and platform.
Result<qint64> askPlatform(const HallSetup &setup, const Clock &clock);
constexpr qint64 kClockTolerance = 60'000;                // ms; further off no proof of this desk is taken (STN-CLOCK)
bool isAway(const Error &error);                          // the province was not reached or is down; not: it said no

} // namespace zc::station
