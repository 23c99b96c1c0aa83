#include "shell/composeguard.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLineEdit>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::Step;

// While an input method composes, Enter, Esc, digits and Backspace belong to it; otherwise shortcuts work with it on.
class TstCompose : public QObject {
    Q_OBJECT
private:
    void preedit(const QString &letters)
    {
        QInputMethodEvent event(letters, {});
        QApplication::sendEvent(QApplication::focusWidget(), &event);
    }
    void commit(const QString &text)
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(QApplication::focusWidget(), &event);
    }

private Q_SLOTS:
    void initTestCase() { new ComposeGuard(qApp); }

    void enterAndEscBelongToTheComposition()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        value.draft.fields.clear();
        rig.desk.put(value);
        auto *name = rig.find<QLineEdit>(u"edit.applicant.name"_s);
        QVERIFY(name->hasFocus());
        preedit(u"ceshi"_s);
        rig.desk.calls.clear();
        for (const int key : {int(Qt::Key_Return), int(Qt::Key_Escape), int(Qt::Key_1), int(Qt::Key_Backspace)}) rig.key(key);
        QVERIFY2(name->hasFocus(), "Enter must not leave the field");
        QVERIFY2(rig.desk.calls.isEmpty(), qPrintable(rig.desk.calls.join(u';')));
        commit(u"测试"_s);
        QCOMPARE(name->text(), u"测试"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(rig.find(u"edit.applicant.idNumber"_s)->hasFocus());
    }

    void shortcutsWorkWithTheInputMethodOn()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        rig.desk.put(value);
        preedit({});
        rig.key(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(rig.deskPage->step(), Step::Materials);
    }

    void compositionEndsWithTheFocus()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        rig.desk.put(value);
        preedit(u"ce"_s);
        rig.find(u"edit.applicant.phone"_s)->setFocus();
        rig.key(Qt::Key_2, Qt::ControlModifier);
        rig.key(Qt::Key_1);
        QCOMPARE(rig.desk.calls.last(), u"answer F05 own"_s);
    }
};

ZC_TEST(QApplication, TstCompose)
#include "tst_compose.moc"
