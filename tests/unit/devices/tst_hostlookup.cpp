#include "internal/core/courier.h"
#include "internal/escpos/receiptprinter.h"
#include "internal/ipp/ippclient.h"
#include "internal/link/hostlookup.h"

#include <devices/devicehub.h>

#include <base/clock.h>
#include <base/uuid.h>
#include <support/testprogram.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

// A name server that says nothing until it is told to. Counts who asked.
struct DeadNames {
    struct State {
        std::atomic<int> asked = 0;
        std::atomic<bool> answers = false;
        QStringList addresses{u"127.0.0.1"_s};
    };
    std::shared_ptr<State> state = std::make_shared<State>();
    std::shared_ptr<HostLookup> lookup;

    explicit DeadNames(const QString &host = u"printer.test.invalid"_s)
    {
        lookup = std::make_shared<HostLookup>(host, [state = state](const QString &) {
            ++state->asked;
            while (!state->answers)
                std::this_thread::sleep_for(1ms);
            return state->addresses;
        });
    }
    ~DeadNames() { state->answers = true; }
};

class LookupContext final : public JobContext {
public:
    explicit LookupContext(int deadlineMs, int stopAfterMs = -1) : m_deadlineMs(deadlineMs), m_stopAfterMs(stopAfterMs) { m_passed.start(); }
    bool stopRequested() const override { return m_stopAfterMs >= 0 && m_passed.elapsed() >= m_stopAfterMs; }
    int remainingMs() const override { return int(qMax(qint64(0), m_deadlineMs - m_passed.elapsed())); }
    qint64 nowMs() const override { return m_clock.bootMs(); }
    void reportMedia(Media) override {}
    void reportProgress(const Progress &) override {}
    void reportCondition(const Condition &) override {}
    qint64 passedMs() const { return m_passed.elapsed(); }

private:
    SystemClock m_clock;
    QElapsedTimer m_passed;
    const int m_deadlineMs, m_stopAfterMs;
};

int threads()
{
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith("Threads:"))
                return line.mid(8).trimmed().toInt();
    return -1;
}

// The least of four: a busy machine may be late by itself.
qint64 leastMs(const std::function<qint64()> &measure)
{
    qint64 least = 100'000;
    for (int run = 0; run < 4; ++run)
        least = qMin(least, measure());
    return least;
}

bool never() { return false; }

// One answer for each connection, in a thread of its own.
struct SmallServer {
    explicit SmallServer(const QString &address)
    {
        std::binary_semaphore ready{0};
        m_thread = std::thread([this, address, &ready] {
            QTcpServer server;
            listening = server.listen(QHostAddress(address), port);
            port = server.serverPort();
            ready.release();
            while (!m_stop) {
                if (!server.waitForNewConnection(20))
                    continue;
                const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                QByteArray request;
                while (!request.contains("\r\n\r\n") && socket->waitForReadyRead(5000))
                    request += socket->readAll();
                if (request.isEmpty())
                    continue;
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
                if (socket->state() == QAbstractSocket::ConnectedState)
                    socket->waitForBytesWritten(5000);
                socket->disconnectFromHost();
            }
        });
        ready.acquire();
    }
    ~SmallServer()
    {
        m_stop = true;
        m_thread.join();
    }
    bool listening = false;
    quint16 port = 0;

private:
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace

// A name server that is dead must hold nobody: not a job beyond its deadline, not a cancel, not the end of the program.
class TestHostLookup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresAskNobody_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8::7"_s;
    }
    void figuresAskNobody()
    {
        QFETCH(QString, host);
        DeadNames names(host);
        QVERIFY(names.lookup->inFigures());
        QCOMPARE(names.lookup->find(0, never), std::optional(QStringList{host}));
        QCOMPARE(names.state->asked, 0);
    }
    void theSystemKnowsThisMachine()
    {
        HostLookup lookup(u"localhost"_s);
        const auto found = lookup.find(20'000, never);
        QVERIFY(found && !found->isEmpty());
        for (const QString &address : *found)
            QVERIFY2(address.startsWith("127."_L1) || address == "::1"_L1, qPrintable(address));
        QVERIFY(!lookup.inFigures());
    }
    void noSuchHostIsAnAnswer()
    {
        HostLookup lookup(u"nobody.test.invalid"_s, [](const QString &) { return QStringList(); });
        const auto found = lookup.find(20'000, never);
        QVERIFY(found && found->isEmpty());
        HostLookup empty{QString()};
        const auto nothing = empty.find(20'000, never);
        QVERIFY(!nothing || nothing->isEmpty());
    }
    void nobodyWaitsLongerThanHeWants()
    {
        DeadNames names;
        for (const int ms : {0, 60, 250}) {
            const qint64 off = leastMs([&] {
                QElapsedTimer clock;
                clock.start();
                if (names.lookup->find(ms, never))
                    return qint64(99'999);
                return qAbs(clock.elapsed() - ms);
            });
            QVERIFY2(off <= 50, qPrintable(QString::number(off)));
        }
        const qint64 stopped = leastMs([&] {
            QElapsedTimer clock;
            clock.start();
            std::atomic<bool> stop = false;
            std::thread cancel([&] { std::this_thread::sleep_for(100ms); stop = true; });
            const bool found = names.lookup->find(60'000, [&] { return stop.load(); }).has_value();
            cancel.join();
            return found ? qint64(99'999) : clock.elapsed() - 100;
        });
        QVERIFY2(stopped <= 100, qPrintable(QString::number(stopped)));
        QCOMPARE(names.state->asked, 1);
    }
    void oneQuestionAtATime()
    {
        DeadNames names;
        QVERIFY(!names.lookup->find(20, never));
        const int before = threads();
        for (int i = 0; i < 200; ++i)
            QVERIFY(!names.lookup->find(1, never));
        QCOMPARE(threads(), before);
        QCOMPARE(names.state->asked, 1);
        // Its answer came when nobody waited: it is the next one's, and after that is asked anew.
        names.state->answers = true;
        QTest::qWait(100);
        QCOMPARE(names.lookup->find(20'000, never), std::optional(QStringList{u"127.0.0.1"_s}));
        QCOMPARE(names.state->asked, 1);
        QCOMPARE(names.lookup->find(20'000, never), std::optional(QStringList{u"127.0.0.1"_s}));
        QCOMPARE(names.state->asked, 2);
    }
    void anAbandonedLookupOutlivesItsAsker()
    {
        DeadNames names;
        QVERIFY(!names.lookup->find(10, never));
        names.lookup.reset();
        names.state->answers = true;
        QTRY_COMPARE(names.state.use_count(), 1);       // its thread is gone
    }

    // ---- the drivers

    void aPrinterOnADeadNameHoldsNobody()
    {
        DeadNames names;
        SystemClock clock;
        DeviceSettings fast;
        fast.rescanMs = fast.lostRescanMs = 20;
        ReceiptPrinterSettings settings;
        settings.slot = u"rcp-1"_s;
        settings.title = u"样例凭条机"_s;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(escpos::makePrinter(u"escpos"_s, settings, LineOpener::tcp(names.lookup, 9100, DeviceClass::ReceiptPrinter, 150)));
        auto hub = std::make_unique<DeviceHub>(fast, std::move(drivers), clock);
        const Claim claim = hub->claim(u"rcp-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"收件"_s}, 10min).value();
        // While it is being opened for the first time a job waits; then there is no such device, said as often as anybody asks.
        auto job = hub->submit(claim.id, PrintReceipt{makeUuidV7(), {}, {}}, {60s});
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 20'000));
        QCOMPARE(job.result().result().error().code, u"DEV-RECEIPT-ABSENT"_s);
        QTest::qWait(1000);                             // opened again and again
        QCOMPARE(names.state->asked, 1);
        QElapsedTimer closing;
        closing.start();
        hub.reset();
        QVERIFY2(closing.elapsed() < 1000, qPrintable(QString::number(closing.elapsed())));
    }
    void aPrinterIsFoundWhenItsNameIs()
    {
        SmallServer server(u"127.0.0.1"_s);
        QVERIFY(server.listening);
        DeadNames names;
        QVERIFY(!openTcpLine(*names.lookup, server.port, DeviceClass::ReceiptPrinter, never, 50).ok());
        names.state->addresses = QStringList{u"no figures"_s, u"127.0.0.1"_s};
        names.state->answers = true;
        const auto line = openTcpLine(*names.lookup, server.port, DeviceClass::ReceiptPrinter, never, 20'000);
        QVERIFY(line.ok());
        QVERIFY((*line)->isOpen());
        DeadNames nobody;
        nobody.state->addresses.clear();
        nobody.state->answers = true;
        const auto none = openTcpLine(*nobody.lookup, server.port, DeviceClass::ReceiptPrinter, never, 20'000);
        QCOMPARE(none.ok() ? QString() : none.error().code, u"DEV-RECEIPT-ABSENT"_s);
    }
    void httpOnADeadNameHoldsNobody()
    {
        DeadNames names(u"localhost"_s);
        const auto origin = net::OriginPolicy::nearby("http://localhost:9");
        QVERIFY(origin.ok());
        Courier courier(*origin, names.lookup);
        net::Request get;
        get.url = courier.urlFor("/");
        const qint64 late = leastMs([&] {
            LookupContext context(250);
            const auto answer = courier.ask(get, &context);
            return !answer.ok() && answer.error().code == u"NET-TIMEOUT"_s ? qAbs(context.passedMs() - 250) : qint64(99'999);
        });
        QVERIFY2(late <= 50, qPrintable(QString::number(late)));
        const qint64 cancelled = leastMs([&] {
            LookupContext context(60'000, 100);
            const auto answer = courier.ask(get, &context);
            return !answer.ok() && answer.error().code == u"NET-CANCELLED"_s ? context.passedMs() - 100 : qint64(99'999);
        });
        QVERIFY2(cancelled <= 100, qPrintable(QString::number(cancelled)));
        get.totalTimeoutMs = 50;                        // of no job: only the request's own time
        QCOMPARE(courier.ask(get, nullptr).error().code, u"NET-TIMEOUT"_s);
        QCOMPARE(names.state->asked, 1);
    }
    void httpGoesWhereTheLookupSays()
    {
        // libcurl by itself knows "localhost" as 127.0.0.1 and nothing else.
        auto server = std::make_unique<SmallServer>(u"127.0.0.2"_s);
        QVERIFY(server->listening);
        DeadNames names(u"localhost"_s);
        names.state->addresses = QStringList{u"fe80::1%lo"_s, u"127.0.0.2"_s};
        names.state->answers = true;
        Courier courier(*net::OriginPolicy::nearby("http://localhost:" + QByteArray::number(server->port)), names.lookup);
        net::Request get;
        get.url = courier.urlFor("/");
        for (int i = 0; i < 3; ++i) {
            const auto answer = courier.ask(get, nullptr);
            QVERIFY2(answer.ok(), qPrintable(answer.ok() ? QString() : answer.error().code + answer.error().detail));
            QCOMPARE(answer->body, QByteArray("ok"));
        }
        QCOMPARE(names.state->asked, 1);                // where it is stays known while somebody answers there
        server.reset();
        QVERIFY(!courier.ask(get, nullptr).ok());
        names.state->addresses.clear();                 // and is asked again when nobody does
        QCOMPARE(courier.ask(get, nullptr).error().code, u"NET-OFFLINE"_s);
        QCOMPARE(names.state->asked, 2);
    }
    void ippOnADeadNameHoldsNobody()
    {
        DeadNames names;
        ipp::IppClient client(QUrl(u"ipp://printer.test.invalid/ipp/print"_s), names.lookup);
        const auto ask = [&](LookupContext &context) { return client.ask(client.request(IPP_OP_GET_PRINTER_ATTRIBUTES), {}, &context, 5000); };
        const qint64 late = leastMs([&] {
            LookupContext context(250);
            return ask(context).fault.cls == FaultClass::NoDevice ? qAbs(context.passedMs() - 250) : qint64(99'999);
        });
        QVERIFY2(late <= 50, qPrintable(QString::number(late)));
        const qint64 cancelled = leastMs([&] {
            LookupContext context(60'000, 100);
            return ask(context).fault.cls == FaultClass::Cancelled ? context.passedMs() - 100 : qint64(99'999);
        });
        QVERIFY2(cancelled <= 100, qPrintable(QString::number(cancelled)));
        QVERIFY(!client.reached());
        QCOMPARE(names.state->asked, 1);
    }
};

ZC_TEST(QCoreApplication, TestHostLookup)
#include "tst_hostlookup.moc"
