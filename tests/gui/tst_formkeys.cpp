#include "support/rig.h"
#include "support/testprogram.h"

#include <devices/cardphoto.h>
#include <uikit/fieldframe.h>
#include <uikit/fieldstate.h>

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QInputMethodEvent>
#include <QLineEdit>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::CounterCase;
using zc::intake::FieldValue;
using zc::intake::Source;
using zc::intake::Step;

// The steps made of fields, by keys: who filled a field, who wins, what waits for a person, and how to get there. 样例.
class TstFormKeys : public QObject {
    Q_OBJECT

    static CounterCase blank(Step step)
    {
        CounterCase value = sampleCase();
        value.draft.step = step;
        value.draft.fields.clear();
        for (auto &field : value.form) field.value = {};
        return value;
    }
    static FieldValue read(const QString &text) { return {text, Source::Card, false, {}, Source::None}; }
    static QString focused() { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); }
    static void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }

private Q_SLOTS:
    void tintedUntilEnter()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = blank(Step::Applicant);
        value.draft.fields[u"applicant.name"_s] = read(u"测试甲"_s);
        rig.desk.put(value);
        auto *name = rig.find<QLineEdit>(u"edit.applicant.name"_s);
        QVERIFY(name->hasFocus());
        QCOMPARE(zc::uikit::fieldState(name), zc::uikit::FieldState::Machine);
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.applicant.name"_s)->source().isEmpty());
        rig.key(Qt::Key_Return);
        QVERIFY(rig.desk.calls.contains(u"confirm applicant.name"_s));
        QCOMPARE(zc::uikit::fieldState(name), zc::uikit::FieldState::Normal);
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.applicant.name"_s)->source().isEmpty());     // the tag stays
        QCOMPARE(focused(), u"edit.applicant.idNumber"_s);
    }

    void theCardsPhotoStandsBesideThePersonAndGoes()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = blank(Step::Applicant);
        value.draft.fields[u"applicant.name"_s] = read(u"测试甲"_s);
        rig.desk.put(value);
        auto *card = rig.find(u"applicant.card"_s);
        const int plain = card->height();
        const auto become = [&](zc::intake::PhotoView view) {
            rig.desk.photo = std::move(view);
            Q_EMIT rig.desk.photoChanged();
            QCoreApplication::processEvents();          // the layout follows by a posted event
        };
        using State = zc::intake::PhotoView::State;
        const auto picture = zc::devices::PrivateBytes::made(zc::devices::CardPhoto::kBytes, [](uchar *bytes) {
            for (qsizetype i = 0; i < zc::devices::CardPhoto::kBytes; i += 3) bytes[i] = 200;       // all of it red
        });
        become({State::Shown, u"applicant"_s, picture, {}});
        const int height = card->height();
        QVERIFY(height >= zc::devices::CardPhoto::kHeight);
        QCOMPARE(card->grab().toImage().pixelColor(60, height / 2), QColor(200, 0, 0));
        QVERIFY(card->accessibleName().contains(u"申请人证件照片"_s));
        QVERIFY(rig.find<QLineEdit>(u"edit.applicant.name"_s)->hasFocus());              // it takes neither focus nor keys
        become({State::NoDecoder, u"applicant"_s, {}, {}});
        QVERIFY(card->height() < height && card->accessibleName().contains(u"照片需厂商解码组件"_s));
        become({State::Failed, u"applicant"_s, {}, zc::Error{zc::ErrorKind::Timeout, u"DEV-PHOTO-TIMEOUT"_s, {}}});
        QVERIFY(card->accessibleName().contains(u"DEV-PHOTO-TIMEOUT"_s));
        become({State::Shown, u"agent"_s, picture, {}});
        QVERIFY(card->accessibleName().contains(u"代办人证件照片"_s));
        become({});
        QCOMPARE(card->height(), plain);
        QVERIFY(!card->accessibleName().contains(u"照片"_s));
    }

    void theTypedValueWinsAndTheMachinesIsOneKeyAway()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = blank(Step::Applicant);
        value.draft.fields[u"applicant.name"_s] = read(u"测试甲"_s);
        rig.desk.put(value);
        rig.find<QLineEdit>(u"edit.applicant.name"_s)->selectAll();
        type(u"B"_s);
        QCOMPARE(rig.desk.counter.draft.fields.value(u"applicant.name"_s).machineText, u"测试甲"_s);
        auto *offer = rig.find(u"field.applicant.name"_s)->findChild<QAbstractButton *>(u"offer"_s);
        QVERIFY(offer->isVisible() && offer->text().contains(u"测试甲"_s));
        rig.key(Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(rig.desk.calls.last(), u"take applicant.name"_s);
        QCOMPARE(rig.find<QLineEdit>(u"edit.applicant.name"_s)->text(), u"测试甲"_s);
        QVERIFY(!offer->isVisible());
        rig.desk.calls.clear();
        rig.key(Qt::Key_M, Qt::ControlModifier);       // nothing stands beside it: said, and nothing done
        QVERIFY(rig.desk.calls.isEmpty());
    }

    void everyKeystrokeReachesTheCase()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Forms));
        QCOMPARE(focused(), u"edit.form.D01"_s);
        type(u"ab"_s);
        QCOMPARE(rig.desk.counter.draft.text(u"form.D01"_s), u"ab"_s);
        rig.key(Qt::Key_Escape);                        // a step back, and nothing is taken away
        QCOMPARE(rig.deskPage->step(), Step::Materials);
        QCOMPARE(rig.desk.counter.draft.text(u"form.D01"_s), u"ab"_s);
    }

    void undoReachesIntoTheFieldInFocus()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Forms));
        type(u"ab"_s);
        rig.desk.counter.canUndo = true;
        rig.desk.onCall = [&rig](const QString &call) {
            if (call == u"undo") rig.desk.counter.draft.fields.remove(u"form.D01"_s);
        };
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.find<QLineEdit>(u"edit.form.D01"_s)->text(), QString());
    }

    void aPhoneIsTypedTwiceBlind()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Applicant));
        auto *phone = rig.find<QLineEdit>(u"edit.applicant.phone"_s);
        phone->setFocus();
        type(u"12345"_s);
        rig.key(Qt::Key_Return);                                        // a wrong form is said at once, not after the second time
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.applicant.phone"_s)->error().isEmpty());
        QCOMPARE(phone->text(), u"12345"_s);
        phone->setFocus();
        phone->selectAll();
        type(u"13800005678"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(phone->hasFocus());
        QVERIFY(phone->text().isEmpty());
        const FieldValue once = rig.desk.counter.draft.fields.value(u"applicant.phone"_s);
        QCOMPARE(once.text, u"13800005678"_s);          // kept, in case the power goes now
        QVERIFY(!once.confirmed);
        rig.key(Qt::Key_Return);
        QVERIFY(phone->hasFocus());
        type(u"13800005679"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.applicant.phone"_s)->error().isEmpty());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(phone->text().isEmpty() || i > 0);
            type(u"13800005678"_s);
            rig.key(Qt::Key_Return);
        }
        QCOMPARE(focused(), u"edit.applicant.address"_s);
        QVERIFY(rig.desk.counter.draft.fields.value(u"applicant.phone"_s).confirmed);
        QCOMPARE(phone->text(), u"13800005678"_s);
    }

    void checkDigitsWhileTyping()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Applicant));
        auto *number = rig.find<QLineEdit>(u"edit.applicant.idNumber"_s);
        auto *frame = rig.find<zc::uikit::FieldFrame>(u"field.applicant.idNumber"_s);
        number->setFocus();
        type(u"43010419900301123"_s);
        QVERIFY(frame->error().isEmpty());              // one is missing: no blame yet
        type(u"5"_s);
        QVERIFY(!frame->error().isEmpty());
        QTest::keyClick(number, Qt::Key_Backspace);
        QVERIFY(frame->error().isEmpty());
        type(u"4"_s);
        QVERIFY(frame->error().isEmpty());
        QCOMPARE(zc::uikit::fieldState(number), zc::uikit::FieldState::Normal);
    }

    void theAgentsRowsComeWithTheTick()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Applicant));
        QVERIFY(!rig.find(u"edit.agent.name"_s)->isVisible());
        auto *tick = rig.find<QCheckBox>(u"edit.applicant.hasAgent"_s);
        tick->setFocus();
        rig.key(Qt::Key_Space);
        QCOMPARE(rig.desk.counter.draft.text(u"applicant.hasAgent"_s), u"true"_s);
        QCOMPARE(focused(), u"edit.agent.name"_s);
        type(u"B"_s);
        tick->setFocus();
        rig.key(Qt::Key_Space);
        QVERIFY(!rig.find(u"edit.agent.name"_s)->isVisible());
        QCOMPARE(rig.desk.counter.draft.text(u"agent.name"_s), u"B"_s);     // hidden, not lost
    }

    void enterPassesWhatTheCardSaid()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = blank(Step::Applicant);
        for (const QString &path : {u"applicant.name"_s, u"applicant.idNumber"_s, u"applicant.address"_s})
            value.draft.fields[path] = {path.endsWith(u"idNumber") ? u"430104199003011234"_s : u"样例"_s, Source::Card, true, {}, Source::None};
        rig.desk.put(value);
        QCOMPARE(focused(), u"edit.applicant.phone"_s);
        for (int i = 0; i < 2; ++i) {
            type(u"13800005678"_s);
            rig.key(Qt::Key_Return);
        }
        QCOMPARE(rig.deskPage->step(), Step::Guidance);
    }

    void theJumpListLeadsToTheField()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = sampleCase();
        value.draft.step = Step::Forms;
        rig.desk.put(value);
        auto *bar = rig.find(u"problems"_s);
        const auto bars = rig.window->findChildren<QWidget *>(u"problems"_s);
        for (QWidget *one : bars)
            if (one->isVisible()) bar = one;
        QVERIFY(bar->isVisible());
        const auto links = bar->findChildren<QAbstractButton *>();
        QVERIFY(!links.isEmpty());
        links.at(1)->click();
        QCOMPARE(focused(), u"edit.form.D04"_s);
    }

    void problemsFromWhereTheHandsAre()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = sampleCase();
        value.draft.step = Step::Forms;
        value.problems = {{u"甲"_s, Step::Applicant, u"applicant.phone"_s, true}, {u"乙"_s, Step::Forms, u"form.D04"_s, true}, {u"丙"_s, Step::Forms, u"form.D05"_s, true}};
        rig.desk.put(value);
        rig.find(u"edit.form.D04"_s)->setFocus();
        rig.key(Qt::Key_F4);
        QCOMPARE(focused(), u"edit.form.D05"_s);
        QVERIFY(!rig.find<zc::uikit::FieldFrame>(u"field.form.D05"_s)->error().isEmpty());
        rig.key(Qt::Key_F4);
        QCOMPARE(rig.deskPage->step(), Step::Applicant);
        QCOMPARE(focused(), u"edit.applicant.phone"_s);
    }

    void theCursorIsKeptWhereItStands()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Forms));
        type(u"abcdef"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QTRY_COMPARE(rig.desk.counter.draft.cursor, 4);
        QCOMPARE(rig.desk.counter.draft.focusPath, u"form.D01"_s);
    }

    void theCardGoesToThePersonWhoseFieldIsInFocus()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = blank(Step::Applicant);
        value.draft.fields[u"applicant.hasAgent"_s] = {u"true"_s, Source::Clerk, true, {}, Source::None};
        rig.desk.put(value);
        rig.find(u"edit.agent.idNumber"_s)->setFocus();
        rig.key(Qt::Key_F5);                            // at once, before the place of the cursor is stored by itself
        const auto read = rig.desk.calls.indexOf(u"readCard"_s);
        QVERIFY(read > 0);
        QVERIFY(rig.desk.calls.at(read - 1).startsWith(u"focus agent.idNumber"_s));
    }

    void aFiledCaseTakesNoKeys()
    {
        Rig rig;
        rig.showAt({1440, 900});
        CounterCase value = sampleCase();
        value.draft.step = Step::Forms;
        value.readOnly = true;
        rig.desk.put(value);
        auto *edit = rig.find<QLineEdit>(u"edit.form.D03"_s);
        edit->setFocus();
        const QString before = edit->text();
        type(u"x"_s);
        QCOMPARE(edit->text(), before);
    }

    void otherFieldsComeWithoutTouchingTheOneInHand()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(blank(Step::Forms));
        auto *edit = rig.find<QLineEdit>(u"edit.form.D01"_s);
        QInputMethodEvent half(u"yang"_s, {});
        QApplication::sendEvent(edit, &half);
        auto more = rig.desk.counter;
        more.form.append(more.form.last());
        more.form.last().path = u"form.D99"_s;
        rig.desk.put(more);
        QCOMPARE(rig.find<QLineEdit>(u"edit.form.D01"_s), edit);
        QVERIFY(edit->hasFocus());
        QInputMethodEvent done;
        done.setCommitString(u"样例"_s);
        QApplication::sendEvent(edit, &done);
        QCOMPARE(rig.desk.counter.draft.text(u"form.D01"_s), u"样例"_s);
    }
};

ZC_TEST(QApplication, TstFormKeys)
#include "tst_formkeys.moc"
