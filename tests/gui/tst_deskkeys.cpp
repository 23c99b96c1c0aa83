#include "pages/desk/materialstep.h"
#include "shell/commandcentre.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/fieldframe.h>
#include <uikit/optioncard.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QSignalSpy>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::Step;

// One case by keys alone, as a clerk does it.
class TstDeskKeys : public QObject {
    Q_OBJECT


private Q_SLOTS:
    void digitsAnswer()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_2);
        QCOMPARE(rig.desk.calls.last(), u"answer F05 rent"_s);
        rig.key(Qt::Key_9);                        // there is no ninth option
        QCOMPARE(rig.desk.calls.last(), u"answer F05 rent"_s);
    }

    // What is told at once stands apart from the options below it, also in large print; where nothing is told no room is left for it.
    void anExitStandsApartFromTheOptions()
    {
        auto &style = *static_cast<zc::uikit::ZcStyle *>(QApplication::style());
        QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/shots/desk"));
        for (const auto &[zoom, gap, size] : {std::tuple{100, 16, QSize(1440, 900)}, {200, 32, QSize(1920, 1400)}}) {
            zc::uikit::Appearance look;
            look.zoomPercent = zoom;
            QVERIFY(style.setAppearance(look).ok());
            Rig rig;
            rig.showAt(size);
            zc::intake::CounterCase value = sampleCase();
            rig.desk.put(value);
            auto *options = rig.find(u"question.options"_s);
            auto *exits = rig.find(u"question.exits"_s);
            QTest::qWait(50);
            QVERIFY(options->isVisible() && !exits->isVisible());
            QCOMPARE(options->y(), 0);
            value.notice.exits = {u"外商投资企业的许可由省级部门受理（样例）。"_s};
            rig.desk.put(value);
            QTest::qWait(50);
            QVERIFY(options->isVisible() && exits->isVisible());
            QCOMPARE(options->y() - exits->geometry().bottom() - 1, gap);
            QVERIFY(rig.window->grab().save(QStringLiteral(ZC_BINARY_DIR "/shots/desk/exit-%1.png").arg(zoom)));
            value.questions.first().kind = zc::intake::QuestionView::Kind::Number;      // the same for a value that is typed
            value.questions.first().factId = u"F06"_s;
            rig.desk.put(value);
            QTest::qWait(50);
            auto *typed = rig.find(u"question.value"_s);
            QVERIFY(typed->isVisible() && !options->isVisible());
            QCOMPARE(typed->y() - exits->geometry().bottom() - 1, gap);
        }
        QVERIFY(style.setAppearance({}).ok());
    }

    void arrowsOnlyLook()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.questions.first().current.clear();
        rig.desk.put(value);
        const auto calls = rig.desk.calls.size();
        rig.key(Qt::Key_Down);
        QVERIFY(rig.find(u"option.2"_s)->hasFocus());
        for (const QString &call : rig.desk.calls.mid(calls)) QVERIFY2(!call.startsWith(u"answer"_s), qPrintable(call));
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.desk.calls.last(), u"answer F05 rent"_s);
    }

    void backspaceReturnsAndKeepsTheMark()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.previous = u"F03"_s;
        zc::intake::CounterCase value = sampleCase();
        value.draft.fields[u"answer.F03"_s] = {u"own"_s, zc::intake::Source::Clerk, true, {}, zc::intake::Source::None};
        rig.desk.put(value);
        rig.desk.onCall = [&rig](const QString &call) {
            if (!call.startsWith(u"retract"_s)) return;
            auto &question = rig.desk.counter.questions.first();
            question.factId = u"F03"_s;
            question.current.clear();
        };
        rig.key(Qt::Key_Backspace);
        QCOMPARE(rig.desk.calls.last(), u"retract F03"_s);
        auto *card = rig.find<zc::uikit::OptionCard>(u"option.1"_s);
        QVERIFY(card);
        QTRY_VERIFY_WITH_TIMEOUT(rig.window->findChildren<zc::uikit::OptionCard *>(u"option.1"_s).last()->isChecked(), 60'000);
    }

    void reasonKeepsClearOfTheFoot()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_F1);
        auto *reason = rig.find(u"reason"_s);
        QVERIFY(reason && reason->isVisible());
        const auto clear = [&] {
            const QRect sheet(reason->mapTo(rig.window.get(), QPoint()), reason->size());
            auto *next = rig.find(u"question.next"_s);
            return next->isVisible() && !sheet.intersects({next->mapTo(rig.window.get(), QPoint()), next->size()});
        };
        QVERIFY(clear());                                   // the first time it is opened too
        QVERIFY(reason->height() >= reason->layout()->minimumHeightForWidth(reason->width()));
        rig.window->resize(1280, 720);
        QTRY_VERIFY(clear());
        rig.key(Qt::Key_F1);
        QVERIFY(!reason->isVisible());
    }

    void stepsByNumber()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        for (int step = 1; step <= 6; ++step) {
            rig.key(Qt::Key_0 + step, Qt::ControlModifier);
            QCOMPARE(int(rig.deskPage->step()), step);
            QVERIFY2(rig.deskPage->isAncestorOf(QApplication::focusWidget()), qPrintable(QString::number(step)));
        }
        rig.key(Qt::Key_Escape);                   // back, never destructive
        QCOMPARE(int(rig.deskPage->step()), 5);
    }

    void enterGoesThroughTheFields()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        value.draft.fields.clear();
        rig.desk.put(value);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"edit.applicant.name"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"Test"_s);
        rig.key(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"edit.applicant.idNumber"_s);
        QCOMPARE(rig.desk.counter.draft.text(u"applicant.name"_s), u"Test"_s);
    }

    void materialsByLetters()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(rig.deskPage->materials().chosen(), u"M02"_s);
        rig.key(Qt::Key_Y);
        QVERIFY(rig.desk.calls.contains(u"seen M02 3"_s));
        QCOMPARE(rig.deskPage->materials().chosen(), u"M03"_s);      // on to the next paper of the pile
        rig.key(Qt::Key_B);
        QVERIFY(rig.desk.calls.contains(u"seen M03 2"_s));
        rig.key(Qt::Key_K);
        QVERIFY(rig.desk.calls.contains(u"original M04"_s));
    }

    void lettersDoWhatTheButtonsOffer()
    {
        using Mode = zc::intake::NoticeLine::Mode;
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Materials;
        for (Mode mode : {Mode::Exempt, Mode::Required, Mode::Deferrable, Mode::Commitment}) {
            value.materials.first().mode = mode;
            for (const auto &[key, name] : {std::pair(Qt::Key_Y, u"material.conforms"_s), std::pair(Qt::Key_K, u"material.original"_s),
                     std::pair(Qt::Key_B, u"material.mismatch"_s), std::pair(Qt::Key_Q, u"material.missing"_s), std::pair(Qt::Key_R, u"material.defer"_s)}) {
                rig.desk.put(value);
                rig.key(Qt::Key_3, Qt::ControlModifier);
                QCOMPARE(rig.deskPage->step(), Step::Materials);
                rig.deskPage->materials().choose(value.materials.first().id);
                QTest::qWait(0);
                const QList<QWidget *> buttons = rig.window->findChildren<QWidget *>(u"panel."_s + name);
                QVERIFY2(!buttons.isEmpty(), qPrintable(name));
                const bool offered = buttons.constFirst()->isVisible();
                const auto before = rig.desk.calls.size();
                rig.key(key);
                const QStringList calls = rig.desk.calls.mid(before);
                const bool done = std::any_of(calls.begin(), calls.end(), [](const QString &call) { return call.startsWith(u"seen"_s) || call.startsWith(u"original"_s); });
                QVERIFY2(done == offered, qPrintable(u"%1 %2"_s.arg(name).arg(int(mode))));
            }
        }
    }

    void theSummaryIsReadableAtLargeType()
    {
        Rig rig;
        rig.showAt({1920, 1080});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_5, Qt::ControlModifier);
        const auto *step = rig.find(u"step.confirm"_s);
        const QString name = sampleCase().draft.text(u"applicant.name"_s);
        const auto find = [&](const QString &text) {
            const QList<QLabel *> labels = step->findChildren<QLabel *>();
            const auto found = std::find_if(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
            return found == labels.cend() ? nullptr : *found;
        };
        QVERIFY(!name.isEmpty() && find(name));
        QTRY_VERIFY(find(name)->x() > 100);                           // beside its name
        auto *style = qobject_cast<zc::uikit::ZcStyle *>(QApplication::style());
        zc::uikit::Appearance large;
        large.zoomPercent = 200;
        QVERIFY(style->setAppearance(large).ok());
        const auto end = qScopeGuard([&] { (void)style->setAppearance({}); });
        QTRY_VERIFY(find(name)->x() < 100);                           // below it
        QVERIFY(find(name)->width() > find(name)->fontMetrics().horizontalAdvance(name));
    }

    void undoIsForTheWholeCase()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        rig.desk.put(value);
        rig.key(Qt::Key_Z, Qt::ControlModifier);   // the focus is in a line edit, which has an undo of its own
        QCOMPARE(rig.desk.calls.last(), u"undo"_s);
        value.canUndo = false;
        rig.desk.put(value);
        rig.desk.calls.clear();
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!rig.desk.calls.contains(u"undo"_s));
    }

    void submitIsRefusedWhileSomethingIsMissing()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_6, Qt::ControlModifier);
        rig.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!rig.desk.calls.contains(u"submit"_s));
        rig.desk.counter.problems.clear();
        rig.desk.put(rig.desk.counter);
        rig.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(rig.desk.calls.contains(u"submit"_s));
    }

    void theTitleSaysSubmittedOnlyWithTheReceipt()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Submit;
        value.problems.clear();
        value.readOnly = true;
        rig.desk.put(value);
        const auto title = [&rig] { return rig.find<QLabel>(u"submit.title"_s)->text(); };
        const QString waiting = title();
        value.submitted = true;
        value.formalNumber = u"430104-20261121-000001-7"_s;
        rig.desk.put(value);
        QVERIFY(title() != waiting);
    }

    void problemsAreVisitedInTurn()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_F4);
        QCOMPARE(rig.deskPage->step(), Step::Materials);
        QCOMPARE(rig.deskPage->materials().chosen(), u"M03"_s);
        rig.key(Qt::Key_F4);
        QCOMPARE(rig.deskPage->step(), Step::Forms);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"edit.form.D05"_s);
    }

    void reopenedCaseStandsWhereItWas()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Forms;
        value.draft.focusPath = u"form.D03"_s;
        value.draft.cursor = 4;
        rig.desk.put(value);
        auto *edit = rig.find<QLineEdit>(u"edit.form.D03"_s);
        QVERIFY(edit && edit->hasFocus());
        QCOMPARE(edit->cursorPosition(), 4);
    }

    void theCursorIsReported()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(rig.desk.counter.draft.focusPath.startsWith(u"form."_s), 60'000);
    }

    void refusedChangeIsSaidBesideTheField()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_4, Qt::ControlModifier);
        Q_EMIT rig.desk.refused({zc::ErrorKind::Invalid, u"APP-PAGE-UNREADABLE"_s, {}}, u"form.D04"_s);
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.form.D04"_s)->error().isEmpty());
    }

    void lockHidesEverything()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(rig.window->lockScreen().isLocked());
        rig.desk.calls.clear();
        rig.key(Qt::Key_2);
        rig.key(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(rig.desk.calls.isEmpty());
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.window->lockScreen().isLocked());
        rig.key(Qt::Key_2);
        QCOMPARE(rig.desk.calls.last(), u"answer F05 rent"_s);
    }

    void lockAsksForThePin()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_4, Qt::ControlModifier);
        QWidget *before = QApplication::focusWidget();
        LockScreen &screen = rig.window->lockScreen();
        screen.setAsks({u"PIN"_s, true, {}});
        connect(&screen, &LockScreen::unlockWanted, &screen, [&screen](const QString &pin) {
            if (pin == u"2468"_s) screen.open();
            else screen.refuse(u"不对"_s);
        });
        rig.key(Qt::Key_L, Qt::ControlModifier);
        rig.key(Qt::Key_Return);                   // nothing typed asks nobody
        QVERIFY(screen.isLocked());
        QTest::keyClicks(QApplication::focusWidget(), u"1357"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(screen.isLocked());
        QVERIFY(rig.find<QLineEdit>(u"lock.secret"_s)->text().isEmpty());
        QTest::keyClicks(QApplication::focusWidget(), u"2468"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(!screen.isLocked());
        QCOMPARE(QApplication::focusWidget(), before);
    }

    // 一件事: what will be filed stands there by name; afterwards each item is a line that Enter opens, and it leads back.
    void aBundleListsItsItems()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Submit;
        value.questions.clear();
        value.problems.clear();
        value.bundle = true;
        for (const QString &name : {u"样例事项甲"_s, u"样例事项乙"_s}) {
            zc::intake::ItemCaseView item;
            item.itemName = name;
            value.items << item;
        }
        rig.desk.put(value);
        QVERIFY(!rig.find(u"submit.items"_s)->isVisible());
        QVERIFY(rig.find<QAbstractButton>(u"check.4"_s)->text().contains(u"2"_s));
        rig.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(rig.desk.calls.constLast(), u"submit"_s);

        value.readOnly = true;
        for (auto &item : value.items) {
            item.caseId = QUuid::createUuid();
            item.provisionalNumber = u"LS-样例"_s;
        }
        value.items[0].filed = true;
        rig.desk.put(value);
        QVERIFY(rig.find(u"submit.items"_s)->isVisible() && !rig.find(u"check.1"_s)->isVisible());
        QVERIFY(rig.find(u"submit.submit"_s)->isVisible());        // one of them is not on its way yet
        rig.find(u"item.2"_s)->setFocus();
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.desk.calls.constLast(), u"open "_s + value.items.at(1).caseId.toString());
        value.items[1].filed = true;
        rig.desk.put(value);
        QVERIFY(!rig.find(u"submit.submit"_s)->isVisible() && rig.find(u"submit.next"_s)->isVisible());

        value.items.clear();
        value.bundle = false;
        value.bundleId = QUuid::createUuid();
        rig.desk.put(value);
        QVERIFY(rig.find(u"item.1"_s)->isVisible() && !rig.find(u"item.2"_s)->isVisible());
        rig.find(u"item.1"_s)->setFocus();
        rig.key(Qt::Key_Return);
        QCOMPARE(rig.desk.calls.constLast(), u"open "_s + value.bundleId.toString());
    }

    void aWaitTakesNoKeys()
    {
        Rig rig;
        rig.showAt({1440, 900});
        LockScreen &screen = rig.window->lockScreen();
        screen.setAsks({u"PIN"_s, true, {}});
        QSignalSpy asked(&screen, &LockScreen::unlockWanted);
        connect(&screen, &LockScreen::unlockWanted, &screen, [&screen] { screen.refuse(u"请等"_s, 300); });
        rig.key(Qt::Key_L, Qt::ControlModifier);
        auto *secret = rig.find<QLineEdit>(u"lock.secret"_s);
        QTest::keyClicks(secret, u"1"_s);
        rig.key(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!secret->isEnabled());
        rig.find<QAbstractButton>(u"lock.unlock"_s)->click();
        rig.key(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QTRY_VERIFY(secret->isEnabled());          // the wait is over, the focus back in the field
        QCOMPARE(QApplication::focusWidget(), secret);
    }

    void casesByKeys()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), int(sampleRows().size()), 60'000);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(rig.find(u"cases.search"_s)->hasFocus());
        rig.casesPage->find(u"20261109"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), 1, 60'000);
        QSignalSpy opened(rig.casesPage, &CasesPage::openWanted);
        rig.key(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }
};

ZC_TEST(QApplication, TstDeskKeys)
#include "tst_deskkeys.moc"
