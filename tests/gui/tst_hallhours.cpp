#include "bootstrap/hallstart.h"
#include "shell/signonsheet.h"
#include "support/rig.h"
#include "support/testprogram.h"
#include "unit/settings/machine.h"

#include <base/whendone.h>
#include <intake/folderpacks.h>
#include <refplatform/platformserver.h>
#include <station/station.h>

#include <QApplication>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHoursPatienceMs = 120'000;
constexpr qint64 kOneHourMs = 3'600'000;
const QString kHoursUser = QStringLiteral("sample.clerk"), kHoursPassword = QStringLiteral("Sample-Pass 1"), kHoursCode = QStringLiteral("SAMPLE-ENROL-01");

class HoursWithoutPapers final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override
    {
        return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::Internal, u"TEST"_s, {}}));
    }
};

} // namespace

// A long day at one desk: the hours of a session and of a ticket, told by a clock of the test's own.
class TstHallHours : public QObject {
    Q_OBJECT
    Machine m_machine;
    QTemporaryDir m_dir;
    ManualClock m_clock{SystemClock().wallMs()};
    intake::FolderPacks m_packs{QList<catalog::CatalogItem>(), true};
    HoursWithoutPapers m_papers;
    std::unique_ptr<refplatform::PlatformServer> m_server;
    quint16 m_port = 0;
    std::unique_ptr<settings::Settings> m_values;
    std::unique_ptr<SignOnSheet> m_sheet;
    std::unique_ptr<HallStart> m_hall;
    QStringList m_remarks;

    void startPlatform()
    {
        refplatform::Options options;
        options.dataDir = m_dir.filePath(u"platform"_s);
        options.environment = u"test"_s;
        options.threads = 4;
        options.port = m_port;
        options.seed.clerks = {{u"C901"_s, u"样例柜员"_s, kHoursUser, kHoursPassword, u"430199"_s, u"007"_s, {u"intake"_s}, {}}};
        options.seed.enrolments = {{kHoursCode, u"430199"_s, u"007"_s}};
        m_server = std::make_unique<refplatform::PlatformServer>(options);
        QVERIFY(m_server->start().ok());
        m_port = m_server->port();
    }
    Result<void> lock() { return waited(m_hall->station()->lock(u"hours"_s)); }
    Result<void> open(const QString &secret = kHoursPassword) { return waited(m_hall->open(secret, 0)); }
    static Result<void> waited(QFuture<Result<void>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, kHoursPatienceMs)) return Error{ErrorKind::Timeout, u"TEST"_s, {}};
        return future.result();
    }
    static QString code(const Result<void> &answer) { return answer ? QString() : answer.error().code; }

private Q_SLOTS:
    void initTestCase()
    {
        prepareApplication();
        startPlatform();
        m_machine.managed("\"environment\":\"test\",\"server.urls\":[\"" + m_server->baseUrl().toUtf8() + "\"],\"site.authority\":\"样例机关（样例）\"");
        m_values = std::make_unique<settings::Settings>(m_machine.options);
        m_sheet = std::make_unique<SignOnSheet>();
        m_hall = std::make_unique<HallStart>(*m_values, m_dir.filePath(u"data"_s), m_clock, *m_sheet);
        connect(m_hall.get(), &DeskStart::remark, this, [this](const QString &, const QString &code) { m_remarks << code; });
        DeskStart::Parts parts;
        parts.packs = &m_packs;
        parts.papers = &m_papers;
        m_hall->begin(parts);
        Q_EMIT m_sheet->enrolWanted(kHoursCode);
        QVERIFY(QTest::qWaitFor([&] { return m_sheet->asked() == SignOnSheet::Ask::Password; }, kHoursPatienceMs));
        bool ready = false;
        connect(m_hall.get(), &DeskStart::ready, this, [&ready] { ready = true; });
        Q_EMIT m_sheet->signOnWanted(kHoursUser, kHoursPassword);
        QVERIFY(QTest::qWaitFor([&] { return m_sheet->asked() == SignOnSheet::Ask::Recovery; }, kHoursPatienceMs));
        Q_EMIT m_sheet->recoveryKept();
        QVERIFY(QTest::qWaitFor([&] { return ready; }, kHoursPatienceMs));
    }
    void aWrongSecretOpensNothing()
    {
        QVERIFY(lock().ok());
        QCOMPARE(code(open(u"wrong"_s)), u"STO-KEY-CLOSED"_s);
        QVERIFY(m_hall->station()->isLocked());
        QCOMPARE(code(open()), QString());
        QVERIFY(!m_hall->station()->isLocked());
    }
    void whoStandsThereTooLongTypesHerPasswordAgain()
    {
        QVERIFY(!m_hall->hoursAreOver());
        m_clock.advance(11 * kOneHourMs);
        m_clock.jumpWall(-11 * kOneHourMs);                       // the machine's wall clock stays with the platform's
        QVERIFY(m_hall->hoursAreOver());
        QVERIFY(lock().ok());
        QCOMPARE(code(open()), QString());
        QVERIFY(!m_hall->hoursAreOver());
    }
    void withoutTheProvinceTheTicketCarriesHer()
    {
        m_server->stop();
        m_clock.advance(11 * kOneHourMs);
        QVERIFY(m_hall->hoursAreOver() && lock().ok());
        QCOMPARE(code(open()), QString());
        QVERIFY(!m_hall->hoursAreOver() && !m_hall->station()->isLocked());
        // At every unlock the province is asked behind her back; that it is away is no news.
        QVERIFY(lock().ok());
        QCOMPARE(code(open()), QString());
        QVERIFY(m_remarks.isEmpty());
    }
    void anEndedTicketKeepsTheDeskLocked()
    {
        m_clock.advance(62 * kOneHourMs);
        QVERIFY(lock().ok());
        QCOMPARE(code(open()), u"STN-OFFLINE-OVER"_s);
        QVERIFY(m_hall->station()->isLocked());
        m_clock.jumpWall(-73 * kOneHourMs);                       // the clock was set right, and the province is back
        startPlatform();
        QCOMPARE(code(open()), QString());
        QVERIFY(!m_hall->station()->isLocked());
    }
    void theEndWaitsForWhatStillRuns()
    {
        // A renewal, a lock and an unlock, all on their way.
        m_clock.advance(11 * kOneHourMs);
        QVERIFY(lock().ok());
        m_hall->open(kHoursPassword, 0);
        m_hall->station()->lock(u"key"_s);
        m_hall->open(kHoursPassword, 0);
        Q_EMIT m_sheet->signOnWanted(kHoursUser, kHoursPassword);        // on its way while everything it refers to goes
        m_hall.reset();
        m_sheet.reset();
        QVERIFY(m_server->isRunning());
    }
    void cleanupTestCase()
    {
        m_hall.reset();
        m_server.reset();
    }
};

ZC_TEST(QApplication, TstHallHours)
#include "tst_hallhours.moc"
