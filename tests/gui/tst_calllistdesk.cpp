// The queue of a window without a caller, as a clerk has it: the panel, F2 and its kin, a restart, the screen that the applicants see.
#include "applicant/applicantscreen.h"
#include "applicant/callsheet.h"
#include "bootstrap/calllistdesk.h"
#include "bootstrap/deskdevices.h"
#include "bootstrap/visitdesk.h"
#include "shell/calllistpanel.h"
#include "support/rig.h"

#include <devices/calllist.h>
#include <settings/settings.h>
#include <training/demoworld.h>
#include <uikit/field.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>

#include <QApplication>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::client;
using namespace zc::client::test;

namespace {

struct ListPacks final : intake::PackLibrary {
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &item) override
    {
        return QtFuture::makeReadyFuture(Result<std::shared_ptr<const guidance::Pack>>(Error{ErrorKind::NotFound, u"INT-ITEM"_s, item}));
    }
};
struct ListPapers final : intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray())); }
};

// The rest of a station is a practice; its queue is the list.
struct ListWindow {
    explicit ListWindow(const QString &file = {}) : list(std::make_shared<devices::CallList>(file)), rig(Role::Clerk)
    {
        training::DemoOptions options;
        options.folder = folder.path();
        options.packs = &packs;
        options.papers = &papers;
        auto prepared = training::DemoWorld::prepare(options);
        if (!prepared) qFatal("%s %s", qPrintable(prepared.error().code), qPrintable(prepared.error().detail));
        world = std::make_unique<training::DemoWorld>(std::move(*prepared));
        std::vector<std::unique_ptr<devices::Driver>> drivers;
        drivers.push_back(devices::makeCallList(u"que-1"_s, u"list"_s, list));
        hub = std::make_unique<devices::DeviceHub>(devices::DeviceSettings{}, std::move(drivers), clock);
        ports = std::make_unique<intake::CounterPorts>(world->ports());
        ports->devices = hub.get();
        ports->workplace.queueSlot = u"que-1"_s;
        QObject::connect(&visit, &VisitDesk::queueChanged, &visit, [this](const QString &number, const QString &text) {
            ticket = number;
            words = text;
        });
        visit.attach(*ports);
        screen = std::make_unique<ApplicantScreen>(*rig.window, false);
        desk = std::make_unique<CallListDesk>(list, *rig.window, visit, *screen, u"3"_s);
    }
    bool ready() const
    {
        return QTest::qWaitFor([this] { return hub->devices().constFirst().state == devices::DeviceState::Ready; }, 60'000);
    }
    template <class F> static bool holds(F what) { return QTest::qWaitFor(what, 60'000); }
    QStringList waiting() const { return list->view().waiting; }
    uikit::Field *field() const { return rig.find<uikit::Field>(u"calls.number"_s); }
    // As a clerk types it; true when it stands there.
    bool put(const QString &number, const QString &stands)
    {
        QTest::keyClicks(field()->edit(), number);
        QTest::keyClick(field()->edit(), Qt::Key_Return);
        return holds([&] { return waiting().contains(stands) && field()->text().isEmpty(); });
    }

    std::shared_ptr<devices::CallList> list;
    Rig rig;
    QTemporaryDir folder;
    ListPacks packs;
    ListPapers papers;
    SystemClock clock;
    std::unique_ptr<training::DemoWorld> world;
    std::unique_ptr<devices::DeviceHub> hub;
    std::unique_ptr<intake::CounterPorts> ports;
    VisitDesk visit;
    std::unique_ptr<ApplicantScreen> screen;
    std::unique_ptr<CallListDesk> desk;
    QString ticket, words;
};

} // namespace

class TestCallListDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(); }

    void numbersAreTypedAndCounted()
    {
        ListWindow window;
        auto *panel = window.desk->panel();
        QVERIFY(!panel->isVisible());
        window.rig.showAt({1280, 720});
        window.rig.key(Qt::Key_F2, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(window.holds([panel] { return panel->isVisible(); }));
        QVERIFY(window.field()->edit()->hasFocus());
        QVERIFY(window.put(u"a012"_s, u"A012"_s));
        QVERIFY(window.put({}, u"001"_s));
        QCOMPARE(window.waiting(), (QStringList{u"A012"_s, u"001"_s}));
        QVERIFY(window.holds([&] { return window.rig.find<uikit::LinkButton>(u"calls.off.001"_s) != nullptr; }));
        QVERIFY(window.words.contains(u'2'));
        // What is no number says so and stays to be mended; nothing comes onto the list.
        window.field()->edit()->insert(u"王芳"_s);                    // as an input method gives it
        QTest::keyClick(window.field()->edit(), Qt::Key_Return);
        QVERIFY(window.holds([&] { return !window.field()->error().isEmpty(); }));
        QCOMPARE(window.waiting().size(), 2);
        QCOMPARE(window.field()->text(), u"王芳"_s);
        window.field()->edit()->clear();
        QTest::keyClicks(window.field()->edit(), u"A012"_s);
        QVERIFY(window.field()->error().isEmpty());                 // while it is mended
        QTest::keyClick(window.field()->edit(), Qt::Key_Return);
        QVERIFY(window.holds([&] { return !window.field()->error().isEmpty(); }));      // waits already
        QTest::mouseClick(window.rig.find<uikit::LinkButton>(u"calls.off.001"_s), Qt::LeftButton);
        QVERIFY(window.holds([&] { return window.waiting() == QStringList{u"A012"_s}; }));
        QTest::keyClick(window.field()->edit(), Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
    }
    void aLongListSaysHowManyMore()
    {
        ListWindow window;
        for (int i = 0; i < 25; ++i) QVERIFY(window.list->addNext().ok());
        window.rig.showAt({1280, 720});
        window.desk->panel()->open();
        QVERIFY(window.holds([&] { return window.rig.find<uikit::LinkButton>(u"calls.off.010"_s) != nullptr; }));
        QVERIFY(!window.rig.find<uikit::LinkButton>(u"calls.off.011"_s));
        QVERIFY(window.rig.window->rect().contains(window.desk->panel()->geometry()));
        for (const QString &name : {u"calls.number"_s, u"calls.off.001"_s, u"calls.off.010"_s}) {
            const auto *widget = window.rig.find<>(name);
            const QRect place(widget->mapTo(window.desk->panel(), QPoint()), widget->size());
            QVERIFY2(window.desk->panel()->rect().contains(place) && widget->height() >= widget->minimumSizeHint().height(), qPrintable(name));
        }
    }
    void callsAgainAndLetsGo()
    {
        ListWindow window;
        QVERIFY(window.ready());
        QVERIFY(window.list->add(u"A1"_s).ok() && window.list->addNext().ok());
        window.visit.callNext();
        QVERIFY(window.holds([&] { return window.ticket == u"A1"_s && window.words.contains(u'1'); }));
        window.visit.recall();
        QVERIFY(window.holds([&] { return window.list->view().calls == 2 && window.words.contains(u'1'); }));
        window.visit.skip();
        QVERIFY(window.holds([&] { return window.ticket.isEmpty() && window.list->view().atWindow.isEmpty(); }));
        window.visit.callNext();
        QVERIFY(window.holds([&] { return window.ticket == u"001"_s; }));
        window.visit.callNext();
        QVERIFY(window.holds([&] { return window.ticket.isEmpty(); }));      // nobody waits: said, and no fault
    }
    void whoWasAtTheWindowIsThereAfterARestart()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"calls.json"_s);
        {
            ListWindow window(file);
            QVERIFY(window.ready());
            QVERIFY(window.list->add(u"A1"_s).ok() && window.list->add(u"A2"_s).ok());
            window.visit.callNext();
            QVERIFY(window.holds([&] { return window.ticket == u"A1"_s; }));
        }
        ListWindow window(file);
        QCOMPARE(window.ticket, u"A1"_s);
        QCOMPARE(window.visit.ticket(), u"A1"_s);
        QVERIFY(window.ready());
        window.visit.skip();
        QVERIFY(window.holds([&] { return window.ticket.isEmpty(); }));
        window.visit.callNext();
        QVERIFY(window.holds([&] { return window.ticket == u"A2"_s; }));
    }
    void theAddressMakesTheList()
    {
        QTemporaryDir folder;
        settings::Settings::Options options;
        options.policy.folder = folder.filePath(u"policies"_s);
        settings::Settings settings(options);
        QVERIFY(!DeskDevices(settings).calls());
        QVERIFY(settings.set(u"devices.slots"_s, QJsonObject{{u"que-1"_s, u"screen:HDMI-9"_s}}).ok());
        const DeskDevices devices(settings);
        QVERIFY(devices.calls());
        QCOMPARE(devices.applicantScreen(), u"HDMI-9"_s);
        intake::Workplace workplace;
        devices.name(workplace);
        QCOMPARE(workplace.queueSlot, u"que-1"_s);
        SystemClock clock;
        const auto drivers = devices.drivers(clock, {});
        const auto calls = std::find_if(drivers.begin(), drivers.end(), [](const auto &driver) { return driver->info().slot == u"que-1"_s; });
        QVERIFY(calls != drivers.end());
        QCOMPARE((*calls)->info().id, u"calllist"_s);
    }

    // With one screen nobody but the clerk could see it. With two (tst_calllistdesk_twoscreens) it stands on the other one.
    void whoIsCalledStandsOnTheSecondScreen()
    {
        ListWindow window;
        window.rig.showAt({1280, 720});
        QVERIFY(window.ready());
        QVERIFY(window.list->add(u"A12"_s).ok() && window.list->addNext().ok());
        window.visit.callNext();
        QVERIFY(window.holds([&] { return window.ticket == u"A12"_s; }));
        if (QGuiApplication::screens().size() < 2) {
            QTest::qWait(50);
            QVERIFY(!window.screen->callSheet());
            return;
        }
        QVERIFY(window.holds([&] { return window.screen->callSheet() && window.screen->callSheet()->isVisible(); }));
        CallSheet *sheet = window.screen->callSheet();
        QCOMPARE(sheet->number(), u"A12"_s);
        QVERIFY(sheet->accessibleName().contains(u"A12"_s) && sheet->accessibleName().contains(u'3') && sheet->accessibleName().contains(u"001"_s));
        QVERIFY(!sheet->geometry().intersects(window.rig.window->screen()->geometry()));
        window.visit.skip();
        QVERIFY(window.holds([&] { return !window.screen->callSheet(); }));
    }
    // As large as it goes, and no letter cut, for the longest number there is.
    void theNumberFitsAnyScreen()
    {
        for (const QSize &size : {QSize(1920, 1080), QSize(1024, 600), QSize(600, 1024)}) {
            CallSheet sheet;
            sheet.resize(size);
            sheet.tell(u"ABCDEFGHJK-12"_s.left(12), u"128"_s, {u"A1"_s, u"A2"_s, u"A3"_s, u"A4"_s, u"A5"_s, u"A6"_s});
            const QImage picture = sheet.grab().toImage();
            const QRgb paper = picture.pixel(1, 1);
            for (int y = 0; y < picture.height(); ++y) {
                QCOMPARE(picture.pixel(2, y), paper);
                QCOMPARE(picture.pixel(picture.width() - 3, y), paper);
            }
            QVERIFY(!sheet.accessibleName().contains(u"A6"_s));
        }
    }
};

ZC_TEST(QApplication, TestCallListDesk)
#include "tst_calllistdesk.moc"
