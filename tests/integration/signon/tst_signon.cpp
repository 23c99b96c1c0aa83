#include <intake/folderpacks.h>
#include <platform/codec.h>
#include <platform/problem.h>
#include <refplatform/platformserver.h>
#include <station/sealedfile.h>
#include <station/signon.h>
#include <support/rigs/scriptedserver.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace zc;
using namespace zc::station;
using namespace Qt::StringLiterals;

namespace {

const QString kCode = QStringLiteral("SAMPLE-ENROL-01"), kUser = QStringLiteral("sample.clerk"), kPassword = QStringLiteral("Sample-Pass 1");

class NoPapers final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override
    {
        return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::Internal, u"TEST"_s, {}}));
    }
};

refplatform::Seed seed(const QString &password = kPassword, const QStringList &roles = {u"intake"_s})
{
    refplatform::Seed people;
    people.clerks = {{u"C901"_s, u"样例柜员"_s, kUser, password, u"430199"_s, u"007"_s, roles, {}},
                     {u"C902"_s, u"样例柜员二"_s, u"second"_s, u"Second-Pass 2"_s, u"430199"_s, u"007"_s, {u"intake"_s}, {}},
                     {u"A901"_s, u"样例审批员"_s, u"officer"_s, u"Officer-Pass 3"_s, u"430199"_s, {}, {u"approver"_s}, {}}};
    people.enrolments = {{kCode, u"430199"_s, u"007"_s}};
    return people;
}

// A hall: the province's platform, one machine, its clock.
struct Hall {
    QTemporaryDir dir{(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath()) + u"/zc-"_s};
    ManualClock clock{SystemClock().wallMs(), SystemClock().bootMs()};
    intake::FolderPacks packs{QList<catalog::CatalogItem>(), true};
    NoPapers papers;
    std::unique_ptr<refplatform::PlatformServer> server;
    quint16 port = 0;                    // the same after a restart
    HallSetup setup;
    DeskCard card;

    Hall()
    {
        start(seed());
        setup.dataDir = dir.filePath(u"desk"_s);
        setup.origin = server->baseUrl().toUtf8();
        setup.environment = u"test"_s;
        setup.workplace.authority = u"样例大厅"_s;
        const auto enrolled = enrolDesk(setup, kCode, clock);
        if (!enrolled)
            qFatal("enrol: %s %s", qPrintable(enrolled.error().code), qPrintable(enrolled.error().detail));
        card = *enrolled;
    }
    void start(const refplatform::Seed &people, const QString &folder = u"platform"_s)
    {
        refplatform::Options options;
        options.dataDir = dir.filePath(folder);
        options.environment = u"test"_s;
        options.seed = people;
        options.port = port;
        options.threads = 4;
        if (server)
            server->stop();
        server = std::make_unique<refplatform::PlatformServer>(options);
        if (const auto started = server->start(); !started)
            qFatal("platform: %s", qPrintable(started.error().code));
        port = server->port();
    }
    Result<SignedOn> on(const SignOnAsk &ask)
    {
        return signOn(setup, card, ask, [this] {
            StationOptions options;
            options.packs = &packs;
            options.papers = &papers;
            return options;
        }, clock);
    }
    Result<SignedOn> on(const QString &password = kPassword) { return on({kUser, password, {}}); }
};

QString code(const Result<SignedOn> &answer) { return answer ? QString() : answer.error().code; }

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestSignOn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCodeEnrolsOneDeskOnce()
    {
        Hall hall;
        QCOMPARE(hall.card.siteCode, u"430199"_s);
        QCOMPARE(hall.card.windowNo, u"007"_s);
        QCOMPARE(enrolDesk(hall.setup, kCode, hall.clock).error().code, u"STN-ENROL-CODE"_s);              // used up
        QCOMPARE(enrolDesk(hall.setup, u"SAMPLE-ENROL-99"_s, hall.clock).error().code, u"STN-ENROL-CODE"_s);
        QCOMPARE(enrolDesk(hall.setup, u"x"_s, hall.clock).error().code, u"STN-ENROL-CODE"_s);
        const auto again = DeskCard::load(hall.setup.dataDir);
        QVERIFY(again.ok());
        QCOMPARE(again->clientId, hall.card.clientId);
        for (const char *name : {"card.json", "key.der"})
            QVERIFY(!(QFile::permissions(hall.setup.dataDir + u"/desk/"_s + QLatin1StringView(name)) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        QFile card(hall.setup.dataDir + u"/desk/card.json"_s);
        QVERIFY(card.open(QIODevice::WriteOnly));
        card.write("{\"format\":1,\"clientId\":\"not\"}");
        card.close();
        QCOMPARE(DeskCard::load(hall.setup.dataDir).error().code, u"STN-CARD"_s);
        QCOMPARE(DeskCard::load(hall.dir.filePath(u"nowhere"_s)).error().code, u"STN-CARD-ABSENT"_s);
    }
    void theFirstSignOnMakesTwoSlots()
    {
        Hall hall;
        QCOMPARE(code(hall.on(u"wrong"_s)), u"PLT-LOGIN"_s);
        QVERIFY(!anybodySignedOnBefore(hall.setup.dataDir));               // a refused name makes no store
        QString recovery;
        {
            const auto answer = hall.on();
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QVERIFY(!answer->offline && !answer->ticket.isEmpty());
            recovery = answer->recovery;
            QVERIFY(crypto::KeyRing::passphraseLooksRight(recovery));
            QCOMPARE(answer->clerkName, u"样例柜员"_s);
            const intake::Workplace &place = Station::workplaceOf(*answer->station);
            QCOMPARE(place.clerkNo, u"C901"_s);
            QCOMPARE(place.siteCode + place.windowNo, u"430199007"_s);
            QCOMPARE(place.authority, u"样例大厅"_s);
            QList<crypto::SlotKind> kinds;
            for (const auto &slot : Station::storeOf(*answer->station).keyRing().slotList())
                kinds << slot.kind;
            QCOMPARE(kinds, (QList<crypto::SlotKind>{crypto::SlotKind::Password, crypto::SlotKind::Passphrase}));
        }
        QVERIFY(anybodySignedOnBefore(hall.setup.dataDir));
        QString second;
        {
            const auto answer = hall.on();                                 // nobody said that the passphrase was kept
            second = answer->recovery;
            QVERIFY(!second.isEmpty() && second != recovery);
            QVERIFY(recoveryKept(answer->folder).ok());
        }
        {
            const auto answer = hall.on();
            QVERIFY(answer->recovery.isEmpty());
        }
        // No name, number or password of the clerk stands in clear anywhere below the data folder.
        QDir root(hall.setup.dataDir);
        QStringList folders{root.path()};
        while (!folders.isEmpty()) {
            const QDir dir(folders.takeFirst());
            for (const QFileInfo &info : dir.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
                QVERIFY2(!info.fileName().contains(kUser), qPrintable(info.filePath()));
                if (info.isDir()) {
                    folders << info.filePath();
                    continue;
                }
                QFile file(info.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                for (const QString &canary : {kUser, kPassword, u"样例柜员"_s, recovery, second})
                    QVERIFY2(!bytes.contains(canary.toUtf8()), qPrintable(info.filePath()));
            }
        }
    }
    void withoutTheProvinceWhoWasHereBeforeCanWork()
    {
        Hall hall;
        QByteArray ticket;
        {
            const auto first = hall.on();
            QVERIFY(first.ok());
            ticket = first->ticket;
        }
        hall.server->stop();
        QCOMPARE(code(hall.on({u"second"_s, u"Second-Pass 2"_s, {}})), u"STN-OFFLINE-NEVER"_s);
        QCOMPARE(code(hall.on(u"wrong"_s)), u"STN-SECRET"_s);
        {
            const auto answer = hall.on();
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QVERIFY(answer->offline && answer->recovery.isEmpty());
            QCOMPARE(answer->awayCode, u"NET-OFFLINE"_s);
            QCOMPARE(answer->clerkName, u"样例柜员"_s);
            QCOMPARE(answer->ticket, ticket);                              // what is done now is done under the ticket that covers this hour
        }
        hall.setup.origin.clear();                                         // a broken policy names no platform either
        {
            const auto answer = hall.on();
            QVERIFY(answer.ok() && answer->offline);
        }
        const QUuid former = std::exchange(hall.card.clientId, QUuid::createUuid());   // enrolled anew: the ticket names the former desk
        QCOMPARE(code(hall.on()), u"STN-OFFLINE-OVER"_s);
        hall.card.clientId = former;
        hall.clock.advance(73ll * 3600 * 1000);                            // longer than any ticket lives
        QCOMPARE(code(hall.on()), u"STN-OFFLINE-OVER"_s);
    }
    void herRolesAreTheProvincesLastWord()
    {
        Hall hall;
        const QStringList author{u"intake"_s, u"trainer"_s}, clerk{u"intake"_s};
        hall.start(seed(kPassword, author));
        {
            const auto answer = hall.on();
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QCOMPARE(answer->roles, author);
        }
        hall.server->stop();
        {
            const auto answer = hall.on();
            QVERIFY(answer.ok() && answer->offline);
            QCOMPARE(answer->roles, author);
        }
        hall.start(seed());                                                // taken away at the province
        {
            const auto answer = hall.on();
            QVERIFY(answer.ok() && !answer->offline);
            QCOMPARE(answer->roles, clerk);
        }
        hall.server->stop();
        {
            const auto answer = hall.on();
            QVERIFY(answer.ok() && answer->offline);
            QCOMPARE(answer->roles, clerk);                                // staying away from the network brings nothing back
        }
        hall.start(seed(kPassword, author));
        {
            const auto answer = hall.on();
            QVERIFY(answer.ok());
            hall.server->stop();
            hall.start(seed());
            const auto renewed = renewTicket(hall.setup, hall.card, {kUser, kPassword}, answer->folder, Station::storeOf(*answer->station), hall.clock);
            QVERIFY2(renewed.ok(), qPrintable(renewed.ok() ? QString() : renewed.error().code));
            QCOMPARE(renewed->roles, clerk);                               // a desk that is open hears it too
        }
    }
    void offlineGuessesAreCountedOnDisk()
    {
        Hall hall;
        QString folder;
        {
            const auto first = hall.on();
            QVERIFY(first.ok());
            folder = first->folder;
        }
        hall.server->stop();
        hall.setup.offlineTries = 3;
        QCOMPARE(code(hall.on(u"guess 1"_s)), u"STN-SECRET"_s);
        QCOMPARE(code(hall.on()), QString());                              // the right one begins the count anew
        for (int i = 0; i < 3; ++i)
            QCOMPARE(code(hall.on(u"guess"_s)), u"STN-SECRET"_s);
        QCOMPARE(code(hall.on(u"guess"_s)), u"STN-OFFLINE-TRIES"_s);
        QCOMPARE(code(hall.on()), u"STN-OFFLINE-TRIES"_s);                 // the right one too: who knows how she came by it
        overwrite(folder + u"/offline-tries"_s, "many");
        QCOMPARE(code(hall.on()), u"STN-OFFLINE-TRIES"_s);
        hall.start(seed());
        QCOMPARE(code(hall.on(u"guess"_s)), u"PLT-LOGIN"_s);
        QCOMPARE(code(hall.on()), QString());                              // with the province
        hall.server->stop();
        QCOMPARE(code(hall.on()), QString());
    }
    void theProvinceCountsToo()
    {
        Hall hall;
        QVERIFY(hall.on().ok());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(code(hall.on(u"guess"_s)), u"PLT-LOGIN"_s);
        QCOMPARE(code(hall.on(u"guess"_s)), u"STN-WAIT"_s);
        QCOMPARE(code(hall.on()), u"STN-WAIT"_s);                          // and no way round by the key slot of this machine
        QCOMPARE(code(hall.on({u"second"_s, u"Second-Pass 2"_s})), QString());
    }
    void aProvinceThatIsDownIsNoRefusal()
    {
        Hall hall;
        QVERIFY(hall.on().ok());
        using rigs::Peer;
        const QByteArray html = "<html>Wi-Fi sign-on</html>";
        rigs::ScriptedServer portal([&](Peer &peer, int) {
            if (!peer.readRequest().isEmpty())
                peer.send(Peer::answer(200, html, "Content-Type: text/html\r\n"));
        });
        hall.setup.origin = portal.origin();
        {
            const auto answer = hall.on();
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QVERIFY(answer->offline);
            QCOMPARE(answer->awayCode, u"PLT-FOREIGN"_s);
        }
        rigs::ScriptedServer repair([&](Peer &peer, int) {
            const auto problem = platform::makeProblem(platform::ProblemCode::Maintenance);
            if (!peer.readRequest().isEmpty())
                peer.send(Peer::answer(503, platform::encode(problem), "Content-Type: application/problem+json\r\nServer-Time-Ms: 1764547200000\r\n"));
        });
        hall.setup.origin = repair.origin();
        {
            const auto answer = hall.on();
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QCOMPARE(answer->awayCode, u"PLT-MAINTENANCE"_s);
        }
        // Somebody who waits for an answer that does not come may give up; nothing has happened then.
        rigs::ScriptedServer silent([](Peer &peer, int) { peer.waitForClose(120'000); });
        hall.setup.origin = silent.origin();
        SignOnAsk ask{kUser, kPassword};
        std::thread person([cancel = ask.cancel, &silent] {
            while (silent.connections() == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            cancel.raise();
        });
        const auto given = hall.on(ask);
        person.join();
        QCOMPARE(code(given), u"NET-CANCELLED"_s);
    }
    void aWrongClockIsSaid()
    {
        Hall hall;
        QVERIFY(hall.on().ok());
        hall.clock.jumpWall(2ll * 3600 * 1000);                             // every proof of this desk is of a later hour
        QCOMPARE(code(hall.on()), u"STN-CLOCK"_s);
        hall.clock.jumpWall(-4ll * 3600 * 1000);
        QCOMPARE(code(hall.on()), u"STN-CLOCK"_s);
        hall.server->stop();
        QCOMPARE(code(hall.on()), u"STN-CLOCK"_s);                         // before the last sign-on: the ticket would last for ever
        hall.clock.jumpWall(2ll * 3600 * 1000);
        QCOMPARE(code(hall.on()), QString());
    }
    void aBrokenStoreIsSaidAndNotReplaced()
    {
        Hall hall;
        QString folder;
        {
            const auto first = hall.on();
            QVERIFY(first.ok());
            folder = first->folder + u"/store/"_s;
        }
        QFile keys(folder + u"keys.json"_s);
        QVERIFY(keys.open(QIODevice::ReadOnly));
        const QByteArray good = keys.readAll();
        keys.close();
        overwrite(folder + u"keys.json"_s, "{\"torn\":");
        overwrite(folder + u"keys.bak"_s, "{\"torn\":");
        QCOMPARE(code(hall.on()), u"STO-KEY-FILE"_s);
        QVERIFY(QFile::remove(folder + u"keys.json"_s) && QFile::remove(folder + u"keys.bak"_s));
        QCOMPARE(code(hall.on()), u"STO-KEY-ABSENT"_s);
        QVERIFY(!QFile::exists(folder + u"keys.json"_s));                  // never a new key in silence
        overwrite(folder + u"keys.json"_s, good);
        QVERIFY(QFile::setPermissions(folder + u"keys.json"_s, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        QCOMPARE(code(hall.on()), QString());
    }
    void aNameThatWentToAnotherClerkOpensNothing()
    {
        Hall hall;
        QVERIFY(hall.on().ok());
        auto people = seed();
        people.clerks.first().username = u"former.name"_s;
        people.clerks.append({u"C903"_s, u"样例柜员三"_s, kUser, kPassword, u"430199"_s, u"007"_s, {u"intake"_s}, {}});
        hall.start(people, u"platform"_s);
        QCOMPARE(code(hall.on()), u"STN-OTHER-CLERK"_s);
    }
    void aPasswordChangedAtTheProvinceMovesTheLock()
    {
        Hall hall;
        QString recovery;
        {
            const auto first = hall.on();
            recovery = first->recovery;
            QVERIFY(recoveryKept(first->folder).ok());
        }
        hall.start(seed(u"Changed-Pass 9"_s));
        QCOMPARE(code(hall.on()), u"PLT-LOGIN"_s);
        QCOMPARE(code(hall.on(u"Changed-Pass 9"_s)), u"STN-OLD-SECRET"_s);
        QCOMPARE(code(hall.on({kUser, u"Changed-Pass 9"_s, u"nonsense"_s})), u"STN-CLOSED-STORE"_s);
        {
            const auto answer = hall.on({kUser, u"Changed-Pass 9"_s, kPassword});
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
        }
        {
            const auto answer = hall.on(u"Changed-Pass 9"_s);              // from now on alone
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
        }
        hall.start(seed(u"Third-Pass 5"_s));
        {
            const auto answer = hall.on({kUser, u"Third-Pass 5"_s, recovery});     // the envelope
            QVERIFY2(answer.ok(), qPrintable(code(answer)));
            QVERIFY(!answer->recovery.isEmpty() && answer->recovery != recovery);  // spent: there is a new one
            QVERIFY(recoveryKept(answer->folder).ok());
        }
        hall.start(seed(u"Fourth-Pass 7"_s));
        QCOMPARE(code(hall.on({kUser, u"Fourth-Pass 7"_s, recovery})), u"STN-CLOSED-STORE"_s);
        QCOMPARE(code(hall.on({kUser, u"Fourth-Pass 7"_s, u"Third-Pass 5"_s})), QString());
    }
    void whoMayNotIsTold()
    {
        Hall hall;
        QCOMPARE(code(hall.on({u"officer"_s, u"Officer-Pass 3"_s, {}})), u"STN-ROLE"_s);
        HallSetup other = hall.setup;
        hall.setup.windowNo = u"008"_s;
        QCOMPARE(code(hall.on()), u"STN-SEAT"_s);
        hall.setup = other;
        hall.setup.environment = u"production"_s;
        QCOMPARE(code(hall.on()), u"STN-PRODUCTION"_s);
        hall.setup = other;
        hall.setup.environment = u"demo"_s;                                // the platform is a test one
        QCOMPARE(code(hall.on()), u"PLT-ENVIRONMENT-MISMATCH"_s);
        hall.setup = other;
        hall.setup.origin = "http://platform.example";
        QCOMPARE(code(hall.on()), u"NET-ADDRESS"_s);
        hall.setup = other;
        hall.start(seed(), u"another-platform"_s);                         // knows the people, not this desk
        QCOMPARE(code(hall.on()), u"STN-DESK-UNKNOWN"_s);
    }
    void twoClerksShareNothing()
    {
        Hall hall;
        const auto one = hall.on();
        const auto two = hall.on({u"second"_s, u"Second-Pass 2"_s, {}});
        QVERIFY(one.ok() && two.ok());
        QVERIFY(one->folder != two->folder);
        QVERIFY(Station::storeOf(*one->station).storeId() != Station::storeOf(*two->station).storeId());
        // What is sealed for one does not open for the other.
        QVERIFY(QFile::remove(two->folder + u"/profile"_s) && QFile::copy(one->folder + u"/profile"_s, two->folder + u"/profile"_s));
        QCOMPARE(readSealed(two->folder + u"/profile"_s, "clerk-profile", Station::storeOf(*two->station)).error().code, u"STN-SEALED"_s);
        QCOMPARE(readSealed(one->folder + u"/profile"_s, "another-name", Station::storeOf(*one->station)).error().code, u"STN-SEALED"_s);
    }
    void aTicketIsRenewedWhileTheDeskIsOpen()
    {
        Hall hall;
        const auto answer = hall.on();
        QVERIFY(answer.ok());
        store::Store &store = Station::storeOf(*answer->station);
        const auto fresh = renewTicket(hall.setup, hall.card, {kUser, kPassword, {}}, answer->folder, store, hall.clock);
        QVERIFY(fresh.ok() && fresh->text != answer->ticket && fresh->untilMs >= answer->ticketUntilMs);
        QCOMPARE(renewTicket(hall.setup, hall.card, {kUser, u"wrong"_s, {}}, answer->folder, store, hall.clock).error().code, u"PLT-LOGIN"_s);
        store.lock();
        QVERIFY(!renewTicket(hall.setup, hall.card, {kUser, kPassword, {}}, answer->folder, store, hall.clock).ok());
    }
};

QTEST_GUILESS_MAIN(TestSignOn)
#include "tst_signon.moc"
