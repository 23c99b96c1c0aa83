#include "shell/peek.h"
#include "shell/revealtally.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/keyvaluelist.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::uikit::KeyValueList;

// Masked values: one key, one field, some seconds, the log first, a reason where many follow each other, gone with the lock. 样例.
class TstPeek : public QObject {
    Q_OBJECT

    static bool inSight(const KeyValueList *list, const QString &text)
    {
        return std::any_of(list->rows().cbegin(), list->rows().cend(), [&](const KeyValueList::Row &row) { return row.value == text; });
    }
    static KeyValueList *known(Rig &rig) { return rig.find<KeyValueList>(u"known"_s); }
    static KeyValueList *person(Rig &rig) { return rig.find<KeyValueList>(u"cases.person"_s); }
    static void showCases(Rig &rig)
    {
        rig.showAt({1440, 900});
        rig.key(Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE(rig.casesPage->shown(), int(sampleRows().size()));
        QTRY_VERIFY(!person(rig)->rows().isEmpty());
    }

private Q_SLOTS:
    void oneKeyOneField()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        QVERIFY(inSight(known(rig), u"430104********1234"_s) && !inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(rig.desk.calls.last(), u"reveal applicant.idNumber"_s);
        QVERIFY(inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_E, Qt::ControlModifier);            // again: put away, and nothing is asked
        QVERIFY(!inSight(known(rig), sampleNumber()));
        QCOMPARE(rig.desk.calls.filter(u"reveal"_s).size(), 1);
    }

    void overAfterItsTime()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.revealSeconds = 1;
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(inSight(known(rig), sampleNumber()));
        QTRY_VERIFY_WITH_TIMEOUT(!inSight(known(rig), sampleNumber()), 30'000);
    }

    void withdrawnWithTheLock()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_E, Qt::ControlModifier);            // nothing is heard while it is locked
        QVERIFY(!inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_Return);
        QVERIFY(!inSight(known(rig), sampleNumber()));
    }

    void withdrawnWhereverTheEyesGo()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        const auto again = [&] {
            rig.window->peek().show(rig.desk.counter.draft.caseId.toString() + u"applicant.idNumber"_s, 30);
            return inSight(known(rig), sampleNumber());
        };
        QVERIFY(again());
        rig.key(Qt::Key_2, Qt::AltModifier);                // another page
        QVERIFY(!inSight(known(rig), sampleNumber()));
        rig.key(Qt::Key_1, Qt::AltModifier);
        QVERIFY(again());
        QEvent away(QEvent::WindowDeactivate);              // another window comes before this one
        QApplication::sendEvent(rig.window.get(), &away);
        QVERIFY(!inSight(known(rig), sampleNumber()));
        QVERIFY(again());
        auto other = sampleCase();                          // another case
        other.draft.caseId = QUuid::createUuid();
        rig.desk.put(other);
        QVERIFY(!inSight(known(rig), sampleNumber()));
    }

    void whatTheLogRefusesIsNotShown()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.auditRefuses = true;
        rig.desk.put(sampleCase());
        QSignalSpy said(rig.deskPage, &DeskPage::noteworthy);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(!inSight(known(rig), sampleNumber()));
        QCOMPARE(said.size(), 1);
    }

    void nothingToShow()
    {
        Rig rig;
        rig.showAt({1440, 900});
        auto value = sampleCase();
        value.draft.fields.clear();
        rig.desk.put(value);
        QSignalSpy said(rig.deskPage, &DeskPage::noteworthy);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(said.size(), 1);
        QVERIFY(rig.desk.calls.filter(u"reveal"_s).isEmpty());
    }

    void manyInARowAskForAReason()
    {
        Rig rig;
        showCases(rig);
        auto *sheet = rig.find(u"reveal.reason"_s);
        for (int i = 0; i < RevealTally::kFree; ++i) {
            rig.key(Qt::Key_E, Qt::ControlModifier);
            QTRY_VERIFY(inSight(person(rig), sampleNumber()));
            QVERIFY(!sheet->isVisible());
            rig.key(Qt::Key_E, Qt::ControlModifier);
        }
        QCOMPARE(rig.cases.revealed.size(), qsizetype(RevealTally::kFree));
        QWidget *before = QApplication::focusWidget();
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(sheet->isVisible());
        rig.key(Qt::Key_Escape);                            // no reason, nothing shown, the hands are where they were
        QVERIFY(!sheet->isVisible());
        QCOMPARE(rig.cases.revealed.size(), qsizetype(RevealTally::kFree));
        QCOMPARE(QApplication::focusWidget(), before);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        rig.key(Qt::Key_2);
        QTRY_VERIFY(inSight(person(rig), sampleNumber()));
        QCOMPARE(rig.cases.revealed.last(), u"applicant.idNumber call-applicant"_s);
        QVERIFY(!sheet->isVisible());
        rig.key(Qt::Key_E, Qt::ControlModifier);
        rig.key(Qt::Key_E, Qt::ControlModifier);            // arrows and Enter do as well
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Return);
        QTRY_COMPARE(rig.cases.revealed.last(), u"applicant.idNumber answer-enquiry"_s);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(sheet->isVisible());
        rig.key(Qt::Key_L, Qt::ControlModifier);            // the lock takes the question away too
        QVERIFY(!sheet->isVisible());
    }

    void aCaseFromTheList()
    {
        Rig rig;
        showCases(rig);
        QVERIFY(inSight(person(rig), u"430104********1234"_s));
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(inSight(person(rig), sampleNumber()));
        QVERIFY(inSight(person(rig), u"138****5678"_s));    // one field, not all
        rig.key(Qt::Key_Down);                              // the next case
        QTRY_VERIFY(!inSight(person(rig), sampleNumber()));
        // Another line is chosen in the list itself.
        person(rig)->setFocus();
        rig.key(Qt::Key_Up);
        rig.key(Qt::Key_Up);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(rig.cases.revealed.last(), u"applicant.name"_s);
        QVERIFY(inSight(person(rig), u"测试甲"_s));
        rig.cases.auditRefuses = true;
        QSignalSpy said(rig.casesPage, &CasesPage::noteworthy);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        rig.key(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(!inSight(person(rig), u"测试甲"_s));
    }

    void aSearchByTheFullNumberShowsItMasked()
    {
        Rig rig;
        showCases(rig);
        rig.casesPage->find(sampleNumber());
        QTRY_COMPARE(rig.casesPage->shown(), int(sampleRows().size()));
        QTRY_VERIFY(inSight(person(rig), u"430104********1234"_s));
        for (const QLabel *label : rig.casesPage->findChildren<QLabel *>()) QVERIFY(!label->text().contains(sampleNumber()));
        QVERIFY(!inSight(person(rig), sampleNumber()));
    }

    void printBelongsToThePageInFront()
    {
        Rig rig;
        showCases(rig);
        QSignalSpy printed(rig.casesPage, &CasesPage::printWanted);
        rig.key(Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(printed.size(), 1);
    }

    void tally()
    {
        RevealTally tally;
        for (int i = 0; i < RevealTally::kFree; ++i) {
            QVERIFY(!tally.needsReason(i));
            tally.note(i);
        }
        QVERIFY(tally.needsReason(10));
        QVERIFY(tally.needsReason(RevealTally::kRowMs - 1));
        QVERIFY(!tally.needsReason(RevealTally::kRowMs));       // the first one is long ago
        tally.note(RevealTally::kRowMs);
        QVERIFY(!tally.needsReason(2 * RevealTally::kRowMs));
    }
};

ZC_TEST(QApplication, TstPeek)
#include "tst_peek.moc"
