#include "support/styledapplication.h"
#include "support/testprogram.h"

#include <forms/formmodel.h>
#include <forms/formview.h>

#include <uikit/combo.h>
#include <uikit/field.h>
#include <uikit/zcstyle.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QInputMethodEvent>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalSpy>

using namespace zc;
using namespace zc::forms;
using namespace zc::uikit;
using namespace Qt::StringLiterals;

class TestFormView : public QObject {
    Q_OBJECT

    static QList<FieldSpec> specs()
    {
        FieldSpec name{.path = u"applicant.name"_s, .label = u"姓名"_s, .group = u"申请人"_s, .required = true};
        FieldSpec id{.path = u"applicant.idNumber"_s, .label = u"证件号码"_s, .group = u"申请人"_s, .required = true};
        id.check = IdentifierKind::Citizen;
        FieldSpec phone{.path = u"applicant.phone"_s, .label = u"联系电话"_s, .group = u"申请人"_s};
        phone.hint = u"用来通知取件"_s;
        FieldSpec way{.path = u"form.way"_s, .label = u"领取方式"_s, .group = u"办件"_s, .kind = FieldKind::Choice};
        way.choices = {{u"window"_s, u"窗口领取"_s}, {u"mail"_s, u"邮寄"_s}};
        FieldSpec post{.path = u"form.post"_s, .label = u"邮寄地址"_s, .group = u"办件"_s, .kind = FieldKind::LongText, .required = true};
        FieldSpec agree{.path = u"form.agree"_s, .label = u"愿意接收短信"_s, .group = u"办件"_s, .kind = FieldKind::Boolean};
        return {name, id, phone, way, post, agree};
    }
    struct Rig {
        FormModel model;
        QScrollArea area;
        FormView *view;
        explicit Rig(int width = 760)
        {
            model.setFields(specs());
            model.showWhen(u"form.post"_s, [](const FormModel &f) { return f.value(u"form.way"_s) == u"mail"_s; });
            view = new FormView(model);
            area.setWidget(view);
            area.setWidgetResizable(true);
            area.resize(width, 500);
            area.show();
            QApplication::setActiveWindow(&area);
        }
        LineEdit *line(const QString &path) const { return qobject_cast<LineEdit *>(view->editorOf(path)); }
    };
    static void compose(QWidget *editor, const QString &preedit)
    {
        QInputMethodEvent event(preedit, {});
        QApplication::sendEvent(editor, &event);
    }

private Q_SLOTS:
    void enterStoresAndGoesOn()
    {
        Rig rig;
        QSignalSpy committed(&rig.model, &FormModel::committed);
        QVERIFY(rig.view->focusField(u"applicant.name"_s));
        QTest::keyClicks(rig.line(u"applicant.name"_s), u"ceshi"_s);
        QTest::keyClick(rig.line(u"applicant.name"_s), Qt::Key_Return);
        QCOMPARE(committed.count(), 1);
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
        QTest::keyClick(rig.line(u"applicant.idNumber"_s), Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(rig.view->focusedPath(), u"applicant.phone"_s);
    }
    void enterConfirmsAMachineValue()
    {
        Rig rig;
        rig.model.field(u"applicant.name"_s)->fill(u"测试甲"_s, u"身份证"_s);
        rig.view->focusField(u"applicant.name"_s);
        QCOMPARE(fieldState(rig.line(u"applicant.name"_s)), FieldState::Machine);
        QTest::keyClick(rig.line(u"applicant.name"_s), Qt::Key_Return);
        QVERIFY(rig.model.field(u"applicant.name"_s)->origin().confirmed);
        QCOMPARE(fieldState(rig.line(u"applicant.name"_s)), FieldState::Normal);
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
    }
    void machineValueIsOneClickAway()
    {
        Rig rig;
        rig.model.field(u"applicant.name"_s)->fill(u"测试甲"_s, u"身份证"_s);
        rig.view->focusField(u"applicant.name"_s);
        rig.line(u"applicant.name"_s)->selectAll();
        QTest::keyClicks(rig.line(u"applicant.name"_s), u"other"_s);
        QTest::keyClick(rig.line(u"applicant.name"_s), Qt::Key_Tab);
        auto *offer = rig.view->findChild<QAbstractButton *>(u"offer"_s);
        QVERIFY(offer && offer->isVisible() && offer->text().contains(u"测试甲"_s));
        offer->click();
        QCOMPARE(rig.line(u"applicant.name"_s)->text(), u"测试甲"_s);
        QVERIFY(!offer->isVisible());
    }
    void aNewFaultHoldsTheFocusOnce()
    {
        Rig rig;
        rig.view->focusField(u"applicant.idNumber"_s);
        QTest::keyClicks(rig.line(u"applicant.idNumber"_s), u"4301"_s);
        QTest::keyClick(rig.line(u"applicant.idNumber"_s), Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
        QCOMPARE(fieldState(rig.line(u"applicant.idNumber"_s)), FieldState::Error);
        QTest::keyClick(rig.line(u"applicant.idNumber"_s), Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"applicant.phone"_s);
        QCOMPARE(rig.model.value(u"applicant.idNumber"_s), u"4301"_s);
    }
    void leavingStores()
    {
        Rig rig;
        rig.view->focusField(u"applicant.phone"_s);
        QTest::keyClicks(rig.line(u"applicant.phone"_s), u"138"_s);
        rig.view->focusField(u"applicant.name"_s);
        QCOMPARE(rig.model.value(u"applicant.phone"_s), u"138"_s);
    }
    void escTakesNothingAway()
    {
        Rig rig;
        FieldModel *phone = rig.model.field(u"applicant.phone"_s);
        phone->load(u"1"_s, {});
        rig.view->focusField(u"applicant.phone"_s);
        QTest::keyClicks(rig.line(u"applicant.phone"_s), u"38"_s);
        QTest::keyClick(rig.line(u"applicant.phone"_s), Qt::Key_Escape);
        QCOMPARE(rig.line(u"applicant.phone"_s)->text(), u"138"_s);
        QCOMPARE(phone->value(), u"138"_s);
    }
    void enterPassesWhatIsConfirmed()
    {
        Rig rig;
        for (const QString &path : {u"applicant.name"_s, u"applicant.phone"_s})
            rig.model.field(path)->load(u"13800005678"_s, {u"身份证"_s, true, true});
        rig.view->focusField(u"applicant.name"_s);
        QTest::keyClick(rig.line(u"applicant.name"_s), Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
        QTest::keyClick(rig.line(u"applicant.idNumber"_s), Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"form.way"_s);
        QTest::keyClick(rig.view->editorOf(u"form.way"_s), Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"form.way"_s);      // the last stop: a check box nobody must tick is passed
    }
    void firstOpenIsTheFirstThatNeedsSomebody()
    {
        Rig rig;
        rig.model.field(u"applicant.name"_s)->load(u"测试甲"_s, {});
        QVERIFY(rig.view->focusFirstOpen());
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
        rig.model.field(u"applicant.idNumber"_s)->setShown(false);
        QVERIFY(!rig.view->focusFirstOpen());
    }
    void theMachinesValueByKey()
    {
        Rig rig;
        QVERIFY(!rig.view->takeMachineValue());
        rig.model.field(u"applicant.name"_s)->load(u"别人"_s, {}, u"测试甲"_s, u"身份证"_s);
        rig.view->focusField(u"applicant.phone"_s);
        QVERIFY(!rig.view->takeMachineValue());                 // only of the field in focus
        rig.view->focusField(u"applicant.name"_s);
        QVERIFY(rig.view->takeMachineValue());
        QCOMPARE(rig.line(u"applicant.name"_s)->text(), u"测试甲"_s);
    }
    void readOnlyTakesNoKeys()
    {
        Rig rig;
        rig.model.setReadOnly(true);
        rig.view->focusField(u"applicant.name"_s);
        QTest::keyClicks(rig.line(u"applicant.name"_s), u"x"_s);
        QVERIFY(rig.line(u"applicant.name"_s)->text().isEmpty());
        QVERIFY(!rig.view->editorOf(u"form.way"_s)->isEnabled());
        QVERIFY(!rig.view->focusFirstOpen());
    }
    void aCardReadDuringCompositionWaitsForTheWord()
    {
        Rig rig;
        LineEdit *name = rig.line(u"applicant.name"_s);
        rig.view->focusField(u"applicant.name"_s);
        compose(name, u"ce"_s);
        rig.model.field(u"applicant.name"_s)->load(u"测试甲"_s, {u"身份证"_s, true, false});
        QVERIFY(name->isComposing());
        QVERIFY(name->text().isEmpty());
        QInputMethodEvent done;
        done.setCommitString(u"测"_s);
        QApplication::sendEvent(name, &done);
        QCOMPARE(name->text(), u"测"_s);                        // the typed word wins
        QCOMPARE(rig.model.field(u"applicant.name"_s)->machineValue(), u"测试甲"_s);
        compose(name, u"sh"_s);
        compose(name, {});                                      // given up: what the field holds is shown
        QCOMPARE(name->text(), u"测"_s);
    }
    void aLongTextKeepsWhatTheInputMethodMade()
    {
        Rig rig;
        rig.model.field(u"form.way"_s)->load(u"mail"_s, {});
        auto *post = qobject_cast<QPlainTextEdit *>(rig.view->editorOf(u"form.post"_s));
        rig.view->focusField(u"form.post"_s);
        compose(post, u"mou"_s);
        QInputMethodEvent done;
        done.setCommitString(u"某市某路"_s);
        QApplication::sendEvent(post, &done);
        QCOMPARE(rig.model.value(u"form.post"_s), u"某市某路"_s);
        QVERIFY(rig.view->focusField(u"form.post"_s, 2));
        QCOMPARE(rig.view->cursorPosition(), 2);
    }
    void aRequiredYesOrNoCanBeUnanswered()
    {
        FormModel model;
        FieldSpec spec{.path = u"form.cold"_s, .label = u"含冷食（样例）"_s, .kind = FieldKind::Boolean, .required = true};
        model.setFields({spec});
        FormView view(model);
        auto *combo = qobject_cast<Combo *>(view.editorOf(u"form.cold"_s));
        QVERIFY(combo);
        QCOMPARE(model.problems().size(), 1);
        combo->setCurrentIndex(2);
        Q_EMIT combo->activated(2);
        QCOMPARE(model.value(u"form.cold"_s), u"false"_s);
        QVERIFY(model.problems().isEmpty());
    }
    void twoHundredFieldsInOneGo()
    {
        FormModel model;
        QList<FieldSpec> many;
        for (int i = 0; i < 200; ++i)
            many << FieldSpec{.path = u"form.%1"_s.arg(i), .label = u"项目 %1"_s.arg(i), .required = true, .format = u"[0-9]{1,9}"_s};
        model.setFields(many);
        FormView view(model);
        int arranged = 0;
        connect(&model, &FormModel::settled, this, [&] { ++arranged; });
        model.inOneGo([&] {
            for (FieldModel *field : model.fields())
                field->load(u"1"_s, {});
        });
        QCOMPARE(arranged, 1);
        QVERIFY(model.problems().isEmpty());
    }
    void keysBelongToTheInputMethodWhileComposing()
    {
        Rig rig;
        LineEdit *name = rig.line(u"applicant.name"_s);
        rig.view->focusField(u"applicant.name"_s);
        QSignalSpy committed(&rig.model, &FormModel::committed);
        name->setText(u"测"_s);
        compose(name, u"shi"_s);
        QVERIFY(name->isComposing());
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_1})
            QTest::keyClick(name, key);
        QCOMPARE(name->text(), u"测"_s);
        QCOMPARE(rig.view->focusedPath(), u"applicant.name"_s);
        QCOMPARE(committed.count(), 0);
        QInputMethodEvent done;
        done.setCommitString(u"试"_s);
        QApplication::sendEvent(name, &done);
        QVERIFY(!name->isComposing());
        QCOMPARE(name->text(), u"测试"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(committed.count(), 1);
        QCOMPARE(rig.model.value(u"applicant.name"_s), u"测试"_s);
    }
    void conditionalRowComesAndGoes()
    {
        Rig rig;
        auto *way = qobject_cast<Combo *>(rig.view->editorOf(u"form.way"_s));
        QWidget *post = rig.view->editorOf(u"form.post"_s);
        QVERIFY(!post->isVisible());
        way->setFocus();
        QTest::keyClick(way, Qt::Key_Down);
        QTest::keyClick(way, Qt::Key_Down);
        QCOMPARE(rig.model.value(u"form.way"_s), u"mail"_s);
        QVERIFY(post->isVisible());
        QTest::keyClick(way, Qt::Key_Return);
        QCOMPARE(rig.view->focusedPath(), u"form.post"_s);
        QTest::keyClicks(post, u"some street"_s);
        QTest::keyClick(post, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(post, u"8"_s);
        QSignalSpy finished(rig.view, &FormView::finished);
        QTest::keyClick(post, Qt::Key_Return);
        QCOMPARE(rig.model.value(u"form.post"_s), u"some street\n8"_s);
        QCOMPARE(finished.count(), 1);                          // a tick that is not asked for is no stop of Enter
        rig.view->focusField(u"form.agree"_s);
        QTest::keyClick(rig.view->editorOf(u"form.agree"_s), Qt::Key_Space);
        QTest::keyClick(rig.view->editorOf(u"form.agree"_s), Qt::Key_Return);
        QCOMPARE(rig.model.value(u"form.agree"_s), u"true"_s);
        QCOMPARE(finished.count(), 2);
    }
    void f4GoesRoundTheProblems()
    {
        Rig rig;
        rig.view->focusField(u"applicant.phone"_s);
        QTest::keyClick(rig.line(u"applicant.phone"_s), Qt::Key_F4);
        QCOMPARE(rig.view->focusedPath(), u"applicant.name"_s);
        QVERIFY(!rig.model.field(u"applicant.name"_s)->error().isEmpty());
        QVERIFY(rig.view->focusNextProblem());
        QCOMPARE(rig.view->focusedPath(), u"applicant.idNumber"_s);
        rig.model.field(u"applicant.name"_s)->fill(u"测试甲"_s, {});
        rig.model.field(u"applicant.name"_s)->confirm();
        rig.model.field(u"applicant.idNumber"_s)->setShown(false);
        QVERIFY(!rig.view->focusNextProblem());
    }
    void jumpListNamesAndJumps()
    {
        Rig rig;
        auto *bar = rig.view->findChild<QWidget *>(u"problems"_s);
        QVERIFY(bar && bar->isVisible());
        const QList<QAbstractButton *> links = bar->findChildren<QAbstractButton *>();
        QCOMPARE(links.first()->text(), u"姓名"_s);
        links.first()->click();
        QCOMPARE(rig.view->focusedPath(), u"applicant.name"_s);
    }
    void focusSurvivesNewFields()
    {
        Rig rig;
        rig.view->focusField(u"applicant.phone"_s);
        QTest::keyClicks(rig.line(u"applicant.phone"_s), u"138"_s);
        QList<FieldSpec> more = specs();
        more << FieldSpec{.path = u"form.extra"_s, .label = u"备注"_s, .group = u"办件"_s};
        rig.model.setFields(more);
        QCOMPARE(rig.view->focusedPath(), u"applicant.phone"_s);
        QCOMPARE(rig.line(u"applicant.phone"_s)->text(), u"138"_s);
        QCOMPARE(rig.view->cursorPosition(), 3);
    }
    void oneOrTwoColumns()
    {
        Rig wide(900), narrow(420);
        const auto left = [](const Rig &rig, const QString &path) { return rig.view->editorOf(path)->mapTo(rig.view, QPoint()).x(); };
        QVERIFY(left(wide, u"applicant.idNumber"_s) > left(wide, u"applicant.name"_s));
        QCOMPARE(left(narrow, u"applicant.idNumber"_s), left(narrow, u"applicant.name"_s));
    }
    void everyEditorHasANameAndARole()
    {
        Rig rig;
        for (const FieldSpec &spec : specs()) {
            QWidget *editor = rig.view->editorOf(spec.path);
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(editor);
            QVERIFY(face && face->text(QAccessible::Name).contains(spec.label));
            QVERIFY(face->role() != QAccessible::Client && face->role() != QAccessible::NoRole);
            QVERIFY(editor->focusPolicy() & Qt::TabFocus);
        }
    }
    void picture_data()
    {
        QTest::addColumn<int>("zoom");
        QTest::newRow("100") << 100;
        QTest::newRow("200") << 200;
    }
    void picture()
    {
        QFETCH(int, zoom);
        auto *style = qobject_cast<ZcStyle *>(QApplication::style());
        QVERIFY(style->setAppearance({.zoomPercent = zoom}).ok());
        Rig rig(760 * zoom / 100);
        rig.model.field(u"applicant.name"_s)->fill(u"测试甲"_s, u"身份证"_s);
        rig.model.field(u"form.way"_s)->edit(u"mail"_s);
        rig.model.field(u"form.way"_s)->commit();
        rig.model.field(u"form.post"_s)->load(u"某市某区某路 8 号\n一层 102 室"_s, {u"窗口"_s}, u"某市某区某路 8 号"_s, u"电子证照"_s);
        rig.model.field(u"applicant.idNumber"_s)->edit(u"430104199003071"_s);
        rig.model.field(u"applicant.idNumber"_s)->commit();
        rig.view->focusField(u"applicant.name"_s);
        rig.area.resize(760 * zoom / 100, 520 * zoom / 100);
        QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/gallery/forms"));
        rig.area.grab();
        QVERIFY(rig.area.grab().save(QStringLiteral(ZC_BINARY_DIR "/gallery/forms/%1.png").arg(zoom)));
        QVERIFY(style->setAppearance({}).ok());
    }
};

ZC_TEST(zc::testing::StyledApplication, TestFormView)
#include "tst_formview.moc"
