#include "shell/printquestion.h"

#include "support/rig.h"

#include <support/testprogram.h>

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc::client;
using namespace zc::client::test;

class TestPrintQuestion : public QObject {
    Q_OBJECT

    // A window with a field that a clerk types into.
    struct Desk {
        QWidget window;
        QLineEdit field{&window};
        PrintQuestion question{&window};
        QList<bool> answers;

        Desk()
        {
            window.resize(1000, 700);
            window.show();
            window.activateWindow();
            field.setFocus();
        }
        void ask(const QString &paper)
        {
            question.ask({u"上次打印结果不明。"_s, paper, u"请看纸有没有出来。"_s, [this](bool again) { answers << again; }});
        }
        QAbstractButton *button(const char *name) const { return question.findChild<QAbstractButton *>(QString::fromLatin1(name)); }
    };

private Q_SLOTS:
    void initTestCase() { QVERIFY(prepareApplication()); }

    void standsWithoutTakingTheFocusAndCountsOnlyAnAnswer()
    {
        Desk desk;
        QTRY_VERIFY_WITH_TIMEOUT(desk.field.hasFocus(), 60'000);
        desk.ask(u"收件凭证"_s);
        QVERIFY(desk.question.isVisible() && desk.field.hasFocus());
        QTest::mouseClick(desk.button("print.yes"), Qt::LeftButton);     // meant for something else
        QVERIFY(desk.answers.isEmpty() && desk.question.isVisible());
        desk.question.takeFocus();
        QTRY_VERIFY_WITH_TIMEOUT(desk.button("print.no")->hasFocus(), 60'000);
        QTest::keyClick(desk.button("print.no"), Qt::Key_Escape);        // back to the work; the question stands
        QVERIFY(desk.answers.isEmpty() && desk.question.isVisible() && desk.field.hasFocus());
        QTest::qWait(PrintQuestion::kSeenMs + 200);
        desk.question.takeFocus();
        desk.button("print.yes")->setFocus();
        QTest::keyClick(desk.button("print.yes"), Qt::Key_Return);
        QCOMPARE(desk.answers, QList<bool>{true});
        QVERIFY(!desk.question.isVisible() && desk.field.hasFocus());
    }

    void oneAfterTheOtherAndNothingOverALock()
    {
        Desk desk;
        desk.ask(u"收件凭证"_s);
        desk.ask(u"决定书"_s);
        desk.question.setAway(true);
        QVERIFY(!desk.question.isVisible());
        desk.ask(u"告知书"_s);
        QVERIFY(!desk.question.isVisible());
        desk.question.setAway(false);
        QVERIFY(desk.question.isVisible() && desk.question.isAsking());
        for (int i = 0; i < 3; ++i) QTest::mouseClick(desk.button("print.no"), Qt::LeftButton);
        QCOMPARE(desk.answers, (QList<bool>{false, false, false}));
        QVERIFY(!desk.question.isVisible() && !desk.question.isAsking());
    }
};

ZC_TEST(QApplication, TestPrintQuestion)
#include "tst_printquestion.moc"
