#include "integration/demo/counterwindow.h"
#include "support/testprogram.h"

#include <base/uuid.h>
#include <catalog/catalog.h>
#include <devices/devicehub.h>
#include <guidance/casefile.h>
#include <intake/casebook.h>
#include <net/httpclient.h>
#include <platform/httpplatform.h>
#include <store/store.h>
#include <sync/engine.h>
#include <sync/status.h>
#include <training/demoworld.h>

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::intake;
using namespace zc::intake::test;
using namespace zc::training;
using namespace Qt::StringLiterals;

class TestDemoWorld : public QObject {
    Q_OBJECT
    const CaseScript m_script = sampleScript();
    QTemporaryDir m_root;

    QString folder() { return m_root.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void fromCardToReceipt()
    {
        Window window(folder());
        ScriptedCase played(*window.desk, [&window](const QString &person) { return window.world->layCard(person); }, m_script);
        bool finished = false;
        QString failure;
        connect(&played, &ScriptedCase::finished, this, [&] { finished = true; });
        connect(&played, &ScriptedCase::failed, this, [&](const Error &error) { failure = error.code + u' ' + error.detail; });
        played.start();
        QVERIFY(waitFor([&] { return finished || !failure.isEmpty(); }));
        QCOMPARE(failure, QString());
        QVERIFY(window.now().submitted);
        QVERIFY(!window.now().formalNumber.isEmpty());
        QVERIFY(!window.now().receiptNumber.isEmpty());
        QCOMPARE(window.handedOut.size(), 1);
        QCOMPARE(window.handedOut.constFirst().kind, u"N01"_s);
        QVERIFY(window.handedOut.constFirst().pdf.startsWith("%PDF-"));
        // What was handed out is kept byte for byte.
        const auto kept = waited(CaseList(window.world->ports()).paper(window.now().draft.caseId, u"N01"_s));
        QVERIFY(kept.ok());
        QVERIFY(*kept == window.handedOut.constFirst().pdf);
        // Outside the open case the applicant is masked; the clear text is asked for one by one.
        const QString number = window.now().draft.text(u"applicant.idNumber"_s);
        const CaseList list(window.world->ports());
        const auto detail = waited(list.detail(window.now().draft.caseId));
        QVERIFY(detail.ok());
        QVERIFY(detail->person.size() >= 3);
        for (const MaskedView &line : detail->person)
            QVERIFY2(line.masked.contains(u'*') && line.masked != window.now().draft.text(line.path), qPrintable(line.path));
        QCOMPARE(waited(list.field(window.now().draft.caseId, u"applicant.idNumber"_s)).valueOr({}), number);
        QVERIFY(!waited(list.field(makeUuidV7(), u"applicant.idNumber"_s)).ok());
        // A filed case takes no more edits, and says so.
        const CaseDraft filed = window.now().draft;
        window.desk->setField(u"applicant.phone"_s, u"13900000000"_s);
        QVERIFY(window.now().draft == filed);
        QCOMPARE(window.refusals.constLast().code, u"INT-CASE-FILED"_s);
    }

    void theLastKeystrokesOfACaseThatIsLeftAreKept()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const QUuid caseId = window.now().draft.caseId;
        QString typed;
        for (int i = 0; i < 20; ++i) {
            typed += QChar(u'a' + i);
            window.desk->setField(u"applicant.address"_s, typed);
        }
        window.desk->openCase(caseId);                   // it lies here: nothing typed since is taken back
        window.desk->closeCase();                        // while the first of those saves is still on its way
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        QCOMPARE(window.now().draft.text(u"applicant.address"_s), typed);
        window.desk->setField(u"applicant.address"_s, typed + u"!"_s);
        window.desk->startCase(m_script.itemCode);       // another case takes its place without a word
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.now().draft.caseId != caseId; }));
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.now().draft.caseId == caseId; }));
        QCOMPARE(window.now().draft.text(u"applicant.address"_s), typed + u"!"_s);
    }

    void goesOnWithoutTheProvince()
    {
        Window window(folder());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
        QVERIFY(waited(window.world->stopPlatform()).ok());
        QCOMPARE(window.world->platformUrl(), QString());

        ScriptedCase played(*window.desk, [&window](const QString &person) { return window.world->layCard(person); }, m_script);
        QString failure;
        connect(&played, &ScriptedCase::failed, this, [&](const Error &error) { failure = error.code + u' ' + error.detail; });
        played.start();
        QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !failure.isEmpty(); }));
        QCOMPARE(failure, QString());
        const QString provisional = window.now().provisionalNumber;
        QVERIFY(!provisional.isEmpty());
        QCOMPARE(window.handedOut.constFirst().kind, u"N01"_s);
        QCOMPARE(window.handedOut.constFirst().number, provisional);
        QVERIFY(window.now().formalNumber.isEmpty());
        QVERIFY(waitFor([&] { return window.world->engine().status().waiting > 0; }));
        QVERIFY(!window.now().submitted);

        QVERIFY(waited(window.world->startPlatform()).ok());
        QVERIFY(waitFor([&] { return window.now().submitted && !window.now().formalNumber.isEmpty(); }));
        const QString formal = window.now().formalNumber;
        const QUuid caseId = window.now().draft.caseId;
        QCOMPARE(window.now().provisionalNumber, provisional);
        const auto receipts = waited(window.store().readAsync([caseId](store::ReadTx &tx) { return tx.receipts(caseId); }));
        QVERIFY(receipts.ok());
        QCOMPARE(receipts->size(), 1);                                  // filed once

        const CaseList list(window.world->ports());
        for (const QString &number : {provisional, formal}) {
            QVERIFY2(waitFor([&] { return window.store().search().search(number).cases.contains(caseId); }), qPrintable(number));
            const auto hits = waited(list.find(number, 10));
            QVERIFY(hits.ok() && hits->rows.size() == 1);
            QCOMPARE(hits->rows.constFirst().caseId, caseId);
        }
        CaseBook book(window.world->ports());
        const auto all = waited(book.advance({}));
        QVERIFY(all.ok() && all->complete);
        QCOMPARE(all->rows.size(), 1);
        QCOMPARE(all->rows.constFirst()->number, formal);
        const auto detail = waited(list.detail(caseId));
        QVERIFY(detail.ok());
        QCOMPARE(detail->provisionalNumber, provisional);
        QCOMPARE(detail->formalNumber, formal);
    }

    void noRouteToAnyOtherAddress_data()
    {
        QTest::addColumn<QByteArray>("origin");
        for (const char *origin : {"https://zwfw.example.gov.cn", "http://192.0.2.7:8080", "https://10.0.0.1", "http://127.0.0.1.example.com:80",
                                   "http://localhost@192.0.2.7:80", "http://[2001:db8::1]:80", "ftp://127.0.0.1:80"})
            QTest::newRow(origin) << QByteArray(origin);
    }
    void noRouteToAnyOtherAddress()
    {
        QFETCH(QByteArray, origin);
        const SystemClock clock;
        platform::HttpPlatformOptions options;
        options.origin = origin;
        options.environment = u"demo"_s;
        const auto client = platform::HttpPlatform::create(options, clock);
        QVERIFY(!client.ok());
        QCOMPARE(client.error().code, u"NET-ADDRESS"_s);
        // And a client of the demo's own address does not follow a message elsewhere.
        const auto guard = net::OriginPolicy::loopbackOnly("http://127.0.0.1:9");
        QVERIFY(guard.ok());
        QVERIFY(!guard->allows(origin + "/v1/time"));
        net::HttpClient http(*guard);
        net::Request request;
        request.url = origin + "/v1/time";
        const auto answer = http.execute(request);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, u"NET-ADDRESS"_s);
    }

    void wipeLeavesStrangersAlone()
    {
        QDir().mkpath(folder());
        QFile file(folder() + u"/thesis.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        file.close();
        QCOMPARE(DemoWorld::wipe(folder()).error().code, u"TRN-FOLDER"_s);
        QVERIFY(file.exists());
        Papers papers;
        FolderPacks packs{QList<FolderPacks::Department>{}};
        const auto prepared = DemoWorld::prepare({folder(), {}, &packs, &papers, false});
        QVERIFY(!prepared.ok());
        QCOMPARE(prepared.error().code, u"TRN-FOLDER"_s);
        QVERIFY(file.exists());
        QVERIFY(DemoWorld::wipe(m_root.filePath(u"never made"_s)).ok());
    }

    // The practice's A4 printer: what it printed lies in a folder, and what it lacks is said by the device.
    void papersOfThePracticeLandInItsFolder()
    {
        const QString printed = folder() + u"/printed"_s, slot = u"prn-1"_s;
        const QByteArray paper = "%PDF-1.4\n%样例\n%%EOF\n";
        {
            Window window(folder());
            devices::DeviceHub &hub = *window.world->ports().devices;
            const auto state = [&] {
                for (const devices::DeviceInfo &info : hub.devices())
                    if (info.id == slot)
                        return info;
                return devices::DeviceInfo();
            };
            QVERIFY(waitFor([&] { return state().state == devices::DeviceState::Ready; }));
            const auto claim = hub.claim(slot, devices::ClaimMode::Exclusive, {u"test"_s, u"test"_s}, std::chrono::minutes(2));
            QVERIFY(claim);
            const auto print = hub.submit(claim->id, devices::PrintDocument{QUuid::createUuid(), paper, {}}, {std::chrono::seconds(30)}).result();
            QVERIFY(waitFor([&] { return print.isFinished(); }));
            QVERIFY(print.result().ok());
            QCOMPARE(QDir(printed).entryList({u"*.pdf"_s}).size(), 1);
            QFile lying(QDir(printed).filePath(QDir(printed).entryList({u"*.pdf"_s}).constFirst()));
            QVERIFY(lying.open(QIODevice::ReadOnly));
            QCOMPARE(lying.readAll(), paper);

            QVERIFY(window.world->control(slot, R"({"reasons":["media-empty-error"]})"));
            QVERIFY(waitFor([&] { return state().state == devices::DeviceState::Fault && state().errorCode == u"DEV-PRINT-NOMEDIA"_s; }));
            QVERIFY(window.world->control(slot, R"({"reset":{}})"));
            QVERIFY(waitFor([&] { return state().state == devices::DeviceState::Ready; }));
        }
        QVERIFY(DemoWorld::wipe(folder()).ok());
        QVERIFY(!QDir(printed).exists());
    }

    void resetStartsAfresh()
    {
        {
            Window window(folder());
            QVERIFY(waitFor([&] { return window.loggedIn; }));
            window.desk->startCase(m_script.itemCode);
            QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(DemoWorld::wipe(folder()).ok());
        Window window(folder());
        const qint64 ms = timer.elapsed();
        qInfo("reset of the demo world: %lld ms", ms);
        QVERIFY2(ms < 10'000, "two seconds are wanted; five times that is a fault even on a busy machine");
        const auto list = waited(CaseBook(window.world->ports()).advance({}));
        QVERIFY(list.ok() && list->complete && list->rows.isEmpty());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
    }
};

ZC_TEST(QGuiApplication, TestDemoWorld)
#include "tst_demoworld.moc"
