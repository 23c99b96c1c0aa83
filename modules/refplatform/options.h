#pragma once
#include <base/clock.h>
#include <base/result.h>

#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace zc::refplatform {

// Who is known to the platform before anyone calls. Seeding is an upsert: it runs at every start and changes nothing twice.
struct SeedClerk {
    QString clerkId, name, username, password, siteCode, windowNo;
    QStringList roles;           // intake acceptor approver exit lead trainer installer
    QStringList items;           // item codes granted; empty = all
};
struct SeedClient {
    QUuid clientId;
    QString secret, siteCode, windowNo, label;
};
struct SeedEnrolment { QString code, siteCode, windowNo; };       // one-time codes, 12 characters and more

struct Seed {
    QList<SeedClerk> clerks;
    QList<SeedClient> clients;
    QList<SeedEnrolment> enrolments;
    static Seed demo();                                            // the people and desks of the demo; printed in the manual
    // {"clerks":[…],"clients":[…],"enrolments":[…]}, unknown members refused. REF-SEED with the place in `detail`.
    static Result<Seed> fromFile(const QString &path);
};

struct Options {
    QString listenHost = QStringLiteral("127.0.0.1");
    quint16 port = 0;                                              // 0 = any free one
    std::optional<quint16> adminPort;                              // /health and /metrics; none = not served
    QString dataDir;                                               // made with mode 0700 if absent
    QString environment = QStringLiteral("demo");                  // demo or test: plain HTTP on loopback; else refused
    Seed seed = Seed::demo();
    QString packsDir;                                              // CODE-VERSION.zcpack files, served as they are
    int threads = 0;                                               // 0 = max(16, 8 × cores)
    bool simulate = false;                                         // people outside the hall
    std::optional<int> autoAcceptSeconds;                          // with simulate: an officer accepts this long after a submission
    int promiseWorkdays = 10, statutoryWorkdays = 20;              // due dates of an accepted case
    const Clock *clock = nullptr;                                  // null = the system's; must outlive the server
};

} // namespace zc::refplatform
