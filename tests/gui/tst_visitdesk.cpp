// F2 and its kin over the simulated queue of a practice, and the offer to rate at the last step: words and keys at the desk.
#include "bootstrap/visitdesk.h"
#include "pages/desk/submitstep.h"
#include "shell/commandcentre.h"
#include "support/rig.h"

#include <papers/paper.h>
#include <training/demoworld.h>
#include <uikit/button.h>
#include <uikit/label.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using zc::intake::RatingView;

namespace {

struct NoPacks final : intake::PackLibrary {
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &item) override
    {
        return QtFuture::makeReadyFuture(Result<std::shared_ptr<const guidance::Pack>>(Error{ErrorKind::NotFound, u"INT-ITEM"_s, item}));
    }
};
struct NoPapers final : intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray())); }
};

// A practice without items: its devices are what this is about.
struct Hall {
    Hall()
    {
        training::DemoOptions options;
        options.folder = folder.path();
        options.packs = &packs;
        options.papers = &papers;
        auto prepared = training::DemoWorld::prepare(options);
        if (!prepared) qFatal("%s %s", qPrintable(prepared.error().code), qPrintable(prepared.error().detail));
        world = std::make_unique<training::DemoWorld>(std::move(*prepared));
        visit = std::make_unique<VisitDesk>();
        QObject::connect(visit.get(), &VisitDesk::queueChanged, visit.get(), [this](const QString &number, const QString &text) {
            ticket = number;
            words = text;
        });
        QObject::connect(visit.get(), &VisitDesk::noteworthy, visit.get(), [this](int, const QString &, const QString &code) { codes << code; });
        visit->attach(world->ports());
    }
    ~Hall()
    {
        visit.reset();
        world.reset();
    }
    bool ready(const QString &slot, devices::DeviceState state = devices::DeviceState::Ready) const
    {
        return QTest::qWaitFor([&] {
            for (const devices::DeviceInfo &info : world->ports().devices->devices())
                if (info.id == slot) return info.state == state;
            return false;
        }, 60'000);
    }
    template <class F> bool holds(F what) const { return QTest::qWaitFor(what, 60'000); }

    QTemporaryDir folder;
    NoPacks packs;
    NoPapers papers;
    std::unique_ptr<training::DemoWorld> world;
    std::unique_ptr<VisitDesk> visit;
    QString ticket, words;
    QStringList codes;
};

} // namespace

class TstVisitDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(); }

    void callsRecallsAndSkips()
    {
        Hall hall;
        QVERIFY(hall.visit->hasQueue());
        QVERIFY(hall.ready(u"que-1"_s));
        QSignalSpy called(hall.visit.get(), &VisitDesk::called);
        QVERIFY(hall.world->control(u"que-1"_s, "{\"queue\":[\"A007\",\"A008\"]}").ok());
        hall.visit->callNext();
        QVERIFY(hall.holds([&] { return hall.ticket == u"A007"; }));
        QVERIFY(hall.words.contains(u"1"_s));                        // one waits behind it
        QCOMPARE(called.size(), 1);
        hall.visit->recall();
        QVERIFY(hall.holds([&] { return hall.ticket == u"A007" && called.size() == 1; }));
        QVERIFY(hall.holds([&] { return hall.world->ports().devices->claims().isEmpty(); }));
        hall.visit->skip();
        QVERIFY(hall.holds([&] { return hall.ticket.isEmpty() && hall.words.contains(u"A007"_s); }));
        hall.visit->callNext();
        QVERIFY(hall.holds([&] { return hall.ticket == u"A008"; }));
        QCOMPARE(called.size(), 2);
        QVERIFY(hall.codes.isEmpty());
    }
    void nobodyWaitingIsNoFault()
    {
        Hall hall;
        QVERIFY(hall.ready(u"que-1"_s));
        QVERIFY(hall.world->control(u"que-1"_s, "{\"queue\":[]}").ok());
        hall.visit->callNext();
        QVERIFY(hall.holds([&] { return hall.world->ports().devices->claims().isEmpty() && hall.words == VisitDesk::tr("nobody waits"); }));
        QVERIFY(hall.ticket.isEmpty() && hall.codes.isEmpty());
    }
    void aFaultIsSaidAndTheNumberStays()
    {
        Hall hall;
        QVERIFY(hall.ready(u"que-1"_s));
        hall.visit->callNext();
        QVERIFY(hall.holds([&] { return !hall.ticket.isEmpty(); }));
        const QString number = hall.ticket;
        QVERIFY(hall.world->control(u"que-1"_s, "{\"fault\":{\"kind\":\"defect\"}}").ok());
        hall.visit->recall();
        QVERIFY(hall.holds([&] { return hall.codes == QStringList{u"DEV-QUEUE-FAULT"_s}; }));
        QCOMPARE(hall.ticket, number);
    }
    void withoutACaseNobodyIsAsked()
    {
        Hall hall;
        QVERIFY(hall.ready(u"evl-1"_s));
        hall.visit->ask();
        QCOMPARE(hall.codes, QStringList{u"INT-RATING-EARLY"_s});
    }

    void theLastStepOffersItAndNeverSaysWhat()
    {
        Rig rig;
        rig.showAt({1440, 900});
        intake::CounterCase value = sampleCase();
        value.draft.step = intake::Step::Submit;
        value.problems.clear();
        value.readOnly = true;
        rig.desk.put(value);
        SubmitStep &step = rig.deskPage->submission();
        auto *offer = rig.find<uikit::Button>(u"submit.rate"_s);
        auto *words = rig.find<uikit::Label>(u"submit.rated"_s);
        QVERIFY(!offer->isVisible() && !words->isVisible());
        int asked = 0, stopped = 0;
        CommandCentre &commands = rig.window->commands();
        commands.handle(u"rating.ask"_s, this, [&] { ++asked; });
        commands.handle(u"rating.stop"_s, this, [&] { ++stopped; });
        rig.key(Qt::Key_F11);
        QCOMPARE(asked, 0);                                          // not offered: not heard
        step.setRating({RatingView::State::MayAsk, {}});
        commands.setFact(Need::Rateable, true);
        QVERIFY(offer->isVisible());
        rig.key(Qt::Key_F11);
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(asked, 2);
        commands.setFact(Need::Rateable, false);
        commands.setFact(Need::Rating, true);
        step.setRating({RatingView::State::Asking, {}});
        rig.key(Qt::Key_F11, Qt::ControlModifier);
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(stopped, 2);
        QVERIFY(words->isVisible());
        for (const auto state : {RatingView::State::Given, RatingView::State::Declined, RatingView::State::NotGiven}) {
            step.setRating({state, {}});
            QVERIFY(!offer->isVisible() && words->isVisible());
            QVERIFY2(!words->text().contains(u"满意"_s), qPrintable(words->text()));
        }
        step.setRating({RatingView::State::Unknown, u"9 & <b>"_s});
        QVERIFY(words->text().contains(u"9 & <b>"_s));
    }
};

ZC_TEST(QApplication, TstVisitDesk)
#include "tst_visitdesk.moc"
