#include "bootstrap/deviceprinters.h"
#include "integration/devices/ipprig.h"

#include <base/clock.h>
#include <crypto/secretport.h>
#include <devices/printers.h>
#include <store/store.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using client::DevicePrinters;

namespace {

constexpr int kFewJobs = 24;
constexpr int kShortestLifeMs = 1, kLongestLifeMs = 500;       // eight papers take some 700 ms
constexpr int kPatienceMs = 120'000;

QByteArray paperNamed(const QString &title) { return "%PDF-1.4\n% " + title.toUtf8() + '\n' + QByteArray(20'000, 'x') + "\n%%EOF\n"; }

// ------------------------------------------------------------------------------------------------ the program that is killed

void tell(const QString &word, const QString &title, const QString &more = {})
{
    const QByteArray line = u"%1 %2 %3\n"_s.arg(word, title, more).toUtf8();
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

// One life of a desk: store, shelf, driver and printing as the client has them. Prints what it is told to and says what it learns;
// doubts are answered with "do not print again".
int live(const QStringList &words)
{
    const QString folder = words.value(0);
    const QStringList titles = words.mid(2);
    SystemClock clock;
    crypto::FileSecretPort secrets(folder + u"/keys"_s);
    store::KeySource keys;
    keys.keychain = &secrets;
    auto opened = store::Store::open(folder + u"/store"_s, keys, clock);
    if (!opened)
        return qCritical().noquote() << opened.error().code, 2;
    const auto shelf = std::make_shared<station::PrintShelf>();
    shelf->open(**opened);
    IppPrinterSettings settings;
    settings.address = QUrl(u"ipp://127.0.0.1:%1/ipp/print"_s.arg(words.value(1)));
    settings.journal = shelf;
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(std::move(makeIppPrinter(settings)).value());
    DeviceHub hub({}, std::move(drivers), clock);
    DevicePrinters printers;
    int ended = 0;
    const auto count = [&] {
        if (++ended == titles.size())
            QCoreApplication::quit();
    };
    QObject::connect(&printers, &DevicePrinters::kept, &printers, [](const QString &title) { tell(u"kept"_s, title); });
    QObject::connect(&printers, &DevicePrinters::printed, &printers, [&](const QString &title, bool certain) {
        tell(certain ? u"printed"_s : u"sent"_s, title);
        count();
    });
    QObject::connect(&printers, &DevicePrinters::refused, &printers, [&](const QString &title, const Error &why) {
        tell(u"refused"_s, title, why.code);
        count();
    });
    QObject::connect(&printers, &DevicePrinters::doubted, &printers, [&](const DevicePrinters::Doubt &doubt) {
        tell(u"doubted"_s, doubt.paper.title, doubt.why.code);
        printers.decide(doubt, false);
        count();
    });
    printers.attach(&hub, shelf.get());
    // As a clerk does: when the printer stands, and behind what is left.
    const QStringList left = [&] {
        QStringList found;
        const auto papers = shelf->unsettled().result();
        for (const auto &paper : *papers)
            found << paper.title;
        return found;
    }();
    tell(u"ready"_s, QString::number(left.size()));
    bool asked = false;
    const auto ask = [&] {
        if (asked || hub.devices().constFirst().state != DeviceState::Ready)
            return;
        asked = true;
        for (const QString &title : titles)
            if (!left.contains(title))
                printers.print({{}, u"prn-1"_s, {}, u"N01"_s, title, false, paperNamed(title), 0, {}});
    };
    QObject::connect(&hub, &DeviceHub::deviceChanged, &printers, ask);
    ask();
    const int code = QCoreApplication::exec();
    printers.attach(nullptr);
    return code;
}

// ------------------------------------------------------------------------------------------------ what was learnt of each paper

struct Told {
    bool kept = false;
    int printed = 0, doubted = 0, refused = 0;
    bool known() const { return printed + doubted + refused > 0; }
};

} // namespace

class TestPrintKill : public QObject {
    Q_OBJECT

    std::unique_ptr<IppRig> m_printer;
    QMap<QString, Told> m_told;
    int m_kills = 0, m_lives = 0;

    void read(const QByteArray &output)
    {
        for (const QByteArray &line : output.split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            Told &told = m_told[QString::fromUtf8(words.value(1))];
            told.kept = told.kept || words[0] == "kept";
            told.printed += words[0] == "printed";
            told.doubted += words[0] == "doubted";
            told.refused += words[0] == "refused";
        }
    }
    // How often each title came out.
    QMap<QString, int> papers() const
    {
        QMap<QString, int> found;
        for (const QString &line : m_printer->came())
            ++found[line.mid(2)];
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_printer = makeIppRig();
        if (!m_printer)
            QSKIP("skipped: ippeveprinter or dbus-daemon absent");
        m_printer->reset();
        m_told.clear();
    }

    void nothingIsLostAndNothingComesOutTwice()
    {
        const int jobs = qEnvironmentVariableIsSet("ZC_PRINT_JOBS") ? qMax(1, qEnvironmentVariableIntValue("ZC_PRINT_JOBS")) : kFewJobs;
        const QTemporaryDir folder;
        QStringList titles;
        for (int i = 0; i < jobs; ++i)
            titles << u"P%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        QRandomGenerator random(20261122);
        QElapsedTimer all;
        all.start();
        const auto open = [&] {
            QStringList list;
            for (const QString &title : std::as_const(titles))
                if (!m_told.value(title).known())
                    list << title;
            return list;
        };
        for (QStringList left = open(); !left.isEmpty(); left = open()) {
            ++m_lives;
            QVERIFY2(m_lives < 40 * jobs, "does not come to an end");
            QProcess desk;
            desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            desk.start(QCoreApplication::applicationFilePath(), QStringList{u"--live"_s, folder.path(), QString::number(m_printer->port())} + left.mid(0, 8));
            QVERIFY(desk.waitForStarted());
            QByteArray output;
            // A life begins when its store stands; opening it anew costs the same each time and is no print.
            while (!output.contains("ready") && desk.waitForReadyRead(kPatienceMs))
                output += desk.readAllStandardOutput();
            QVERIFY2(output.contains("ready"), output.constData());
            if (!desk.waitForFinished(random.bounded(kShortestLifeMs, kLongestLifeMs))) {
                desk.kill();                                 // SIGKILL
                ++m_kills;
                QVERIFY(desk.waitForFinished());
            }
            read(output + desk.readAllStandardOutput());
        }
        const QMap<QString, int> came = papers();
        int twice = 0, lost = 0, doubted = 0, falsely = 0;
        for (const QString &title : std::as_const(titles)) {
            const Told &told = m_told[title];
            const int count = came.value(title);
            twice += count > 1;
            lost += !told.known();
            falsely += told.printed > 0 && count == 0;       // called printed, and nothing there
            doubted += told.doubted > 0;
            if (count > 1 || !told.known() || (told.printed > 0 && count == 0))
                qWarning().noquote() << title << "came" << count << "printed" << told.printed << "doubted" << told.doubted << "refused" << told.refused;
        }
        qInfo().noquote() << u"jobs %1, lives %2, killed %3, papers %4, doubts %5, lost without a word %6, twice %7, called printed falsely %8, %9 s"_s.arg(jobs).arg(m_lives)
                                 .arg(m_kills).arg(came.size()).arg(doubted).arg(lost).arg(twice).arg(falsely).arg(all.elapsed() / 1000);
        QCOMPARE(lost, 0);
        QCOMPARE(twice, 0);
        QCOMPARE(falsely, 0);
        QVERIFY(m_kills > 0);
    }

    // From the reason at the printer to the words of the strip.
    void paperOutIsOnTheScreenSoon()
    {
        SystemClock clock;
        IppPrinterSettings settings;
        settings.address = QUrl(u"ipp://127.0.0.1:%1/ipp/print"_s.arg(m_printer->port()));
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(makeIppPrinter(settings)).value());
        DeviceHub hub({}, std::move(drivers), clock);
        DevicePrinters printers;
        printers.attach(&hub);
        const auto shows = [&](intake::Health health) { return QTest::qWaitFor([&] { return printers.cell(u"prn-1"_s).health == health; }, kPatienceMs); };
        QVERIFY(shows(intake::Health::Good));
        QVERIFY(m_printer->makeEndless());
        printers.print({{}, u"prn-1"_s, {}, {}, u"样例"_s, false, paperNamed(u"paper"_s), 0, {}});
        QVERIFY(QTest::qWaitFor([&] { return m_printer->attempts() == 1; }, kPatienceMs));
        QList<qint64> ms;
        for (int round = 0; round < 8; ++round) {
            QTest::qWait(QRandomGenerator::global()->bounded(50, 450));      // anywhere in the driver's beat
            QElapsedTimer timer;
            timer.start();
            QVERIFY(m_printer->provoke(FaultClass::NoMedia, 1));
            QVERIFY(shows(intake::Health::Bad));
            ms << timer.elapsed();
            QVERIFY2(printers.cell(u"prn-1"_s).words.contains(u"没有纸"_s), qPrintable(printers.cell(u"prn-1"_s).words));
            QVERIFY(m_printer->heal());
            QVERIFY(shows(intake::Health::Good));
        }
        std::sort(ms.begin(), ms.end());
        qInfo().noquote() << u"paper out on the screen: median %1 ms, longest %2 ms of %3"_s.arg(ms[ms.size() / 2]).arg(ms.last()).arg(ms.size());
        m_printer->reset();
        printers.stop();
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"--live")
        return live(words.mid(2));
    TestPrintKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_printkill.moc"
