// 评价 on the applicant's screen: five levels, none chosen beforehand, one answer by key or finger; withdrawn with the question.
#include "applicant/applicantscreen.h"
#include "applicant/ratingsheet.h"

#include "support/rig.h"

#include <base/clock.h>
#include <devices/devicehub.h>
#include <devices/evaluationscreen.h>
#include <uikit/label.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::client;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

AskEvaluation sampleVisit() { return {QUuid::createUuid(), u"食品经营许可（新办）"_s, u"43010420261122000001"_s, u"3"_s, u"S001"_s, 60}; }

// The screen behind a hub, as a desk has it.
struct Desk {
    Desk()
    {
        desk.resize(400, 300);
        desk.show();
        screen = std::make_unique<ApplicantScreen>(desk, true);
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeScreenEvaluation(u"evl-screen"_s, u"screen"_s, screen->evaluation()));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    bool ready() const
    {
        return QTest::qWaitFor([this] { return hub->devices().constFirst().state == DeviceState::Ready; }, 60'000);
    }
    Job<Rating> ask(const AskEvaluation &question)
    {
        const auto claim = hub->claim(u"evl-screen"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 5min);
        return hub->submit(claim->id, question, {90s});
    }
    SystemClock clock;
    QWidget desk;
    std::unique_ptr<ApplicantScreen> screen;
    std::unique_ptr<DeviceHub> hub;
};

bool asks(const Desk &desk)
{
    return QTest::qWaitFor([&desk] { return desk.screen->sheet() && !desk.screen->sheet()->visit().isNull(); }, 60'000);
}

} // namespace

class TestRatingSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::prepareApplication(); }
    void nothingIsChosenBeforehand()
    {
        RatingSheet sheet;
        sheet.resize(1280, 720);
        sheet.show();
        QSignalSpy answered(&sheet, &RatingSheet::answered);
        sheet.ask(sampleVisit());
        for (const int key : {int(Qt::Key_Return), int(Qt::Key_Enter), int(Qt::Key_Space), int(Qt::Key_Escape), int(Qt::Key_6), int(Qt::Key_9), int(Qt::Key_A)})
            QTest::keyClick(&sheet, Qt::Key(key));
        QTest::keyClick(&sheet, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(answered.size(), 0);
        for (auto *button : sheet.findChildren<RatingButton *>())
            QVERIFY(!button->isChecked() && !button->hasFocus());
    }
    void eachKeyIsItsLevelOnce_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("level");
        for (int level = 0; level <= 5; ++level)
            QTest::addRow("%d", level) << int(Qt::Key_0) + level << level;
    }
    void eachKeyIsItsLevelOnce()
    {
        QFETCH(int, key);
        RatingSheet sheet;
        sheet.resize(1280, 720);
        sheet.show();
        QSignalSpy answered(&sheet, &RatingSheet::answered);
        const AskEvaluation question = sampleVisit();
        sheet.ask(question);
        QTest::keyClick(&sheet, Qt::Key(key));
        QTest::keyClick(&sheet, Qt::Key_1);                          // she cannot change her mind into a second rating
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.constFirst().at(0).toUuid(), question.visit);
        QTEST(answered.constFirst().at(1).toInt(), "level");
        QVERIFY(sheet.findChild<QWidget *>(u"rating.thanks"_s)->isVisible());
        QVERIFY(!sheet.findChild<QWidget *>(u"rating.3"_s)->isVisible());
    }
    void arrowsAndEnterChoose()
    {
        RatingSheet sheet;
        sheet.resize(1280, 720);
        sheet.show();
        sheet.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&sheet, 60'000));
        QSignalSpy answered(&sheet, &RatingSheet::answered);
        sheet.ask(sampleVisit());
        QTest::keyClick(&sheet, Qt::Key_Right);
        QTest::keyClick(sheet.focusWidget(), Qt::Key_Right);
        QCOMPARE(sheet.focusWidget()->objectName(), u"rating.2"_s);
        QTest::keyClick(sheet.focusWidget(), Qt::Key_Space);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.constFirst().at(1).toInt(), 2);
    }
    void aFingerChooses()
    {
        RatingSheet sheet;
        sheet.resize(1280, 720);
        sheet.show();
        QSignalSpy answered(&sheet, &RatingSheet::answered);
        sheet.ask(sampleVisit());
        auto *button = sheet.findChild<QWidget *>(u"rating.5"_s);
        QVERIFY2(button->width() >= 160 && button->height() >= 120, "a large target");
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.constFirst().at(1).toInt(), 5);
    }
    void everyLevelHasRoom_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(800, 1280), QSize(700, 800)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void everyLevelHasRoom()
    {
        QFETCH(QSize, size);
        RatingSheet sheet;
        sheet.resize(size);
        sheet.show();
        sheet.ask(sampleVisit());
        QTest::qWait(1);
        QList<QRect> places;
        for (int level = 1; level <= 5; ++level) {
            auto *button = sheet.findChild<RatingButton *>(u"rating.%1"_s.arg(level));
            const QRect place(button->mapTo(&sheet, QPoint()), button->size());
            QVERIFY2(sheet.rect().contains(place), qPrintable(u"%1 outside"_s.arg(level)));
            for (const QRect &other : std::as_const(places))
                QVERIFY2(!other.intersects(place), "one above another");
            const QFontMetrics metrics(button->theme().font(uikit::Type::Applicant));
            QVERIFY2(metrics.horizontalAdvance(button->text()) <= place.width(), "the words are cut");
            places << place;
        }
    }

    void theScreenIsATerminal()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const AskEvaluation question = sampleVisit();
        auto job = desk.ask(question);
        QVERIFY(asks(desk));
        QCOMPARE(desk.screen->sheet()->visit(), question.visit);
        QVERIFY(desk.screen->sheet()->findChild<uikit::Label *>(u"rating.about"_s)->text().contains(question.item));
        desk.screen->evaluation()->answer(QUuid::createUuid(), 1);       // of another question
        desk.screen->evaluation()->answer(question.visit, 6);
        QVERIFY(!job.result().isFinished());
        QTest::keyClick(desk.screen->sheet(), Qt::Key_3);
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000));
        const auto rating = job.result().takeResult();
        QVERIFY(rating.ok());
        QCOMPARE(rating->outcome, Rating::Outcome::Given);
        QCOMPARE(rating->level, 3);
        QVERIFY(desk.screen->sheet()->findChild<QWidget *>(u"rating.thanks"_s)->isVisible());
    }
    void noAnswerIsNoRating()
    {
        Desk desk;
        QVERIFY(desk.ready());
        AskEvaluation question = sampleVisit();
        question.seconds = 1;
        auto job = desk.ask(question);
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000));
        const auto rating = job.result().takeResult();
        QVERIFY(rating.ok());
        QCOMPARE(rating->outcome, Rating::Outcome::NotGiven);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.screen->sheet(), 60'000);         // the question goes from the screen
    }
    void takenBackItGoesAtOnce()
    {
        Desk desk;
        QVERIFY(desk.ready());
        auto job = desk.ask(sampleVisit());
        QVERIFY(asks(desk));
        job.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.screen->sheet(), 60'000);
        QCOMPARE(job.result().takeResult().error().code, u"DEV-CANCELLED"_s);
    }
    void aScreenThatIsGoneEndsTheQuestion()
    {
        Desk desk;
        QVERIFY(desk.ready());
        auto job = desk.ask(sampleVisit());
        QVERIFY(asks(desk));
        desk.screen->evaluation()->setPresent(false);
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000));
        QCOMPARE(job.result().takeResult().error().code, u"DEV-EVAL-ABSENT"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.hub->devices().constFirst().state, DeviceState::Lost, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.screen->sheet(), 60'000);
    }
};

ZC_TEST(QApplication, TestRatingSheet)
#include "tst_ratingsheet.moc"
