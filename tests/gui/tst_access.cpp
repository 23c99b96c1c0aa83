#include "rehearsal/script.h"
#include "pages/packs/packworkshop.h"
#include "pages/packs/sheettable.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::Step;

// Every focusable thing has a name and a role, Tab goes round and never stays, panes are reached with F6.
class TstAccess : public QObject {
    Q_OBJECT
private:
    void everyFocusableHasAName(Rig &rig, const QString &where)
    {
        for (QWidget *widget : rig.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
            QAccessibleInterface *iface = QAccessible::queryAccessibleInterface(widget);
            const QString who = where + u": "_s + QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
            QVERIFY2(iface, qPrintable(who));
            QVERIFY2(!iface->text(QAccessible::Name).isEmpty(), qPrintable(who));
            QVERIFY2(iface->role() != QAccessible::NoRole, qPrintable(who));
        }
    }

    void tabGoesRound(Rig &rig, const QString &where)
    {
        QWidget *start = QApplication::focusWidget();
        QVERIFY2(start, qPrintable(where));
        QSet<QWidget *> seen;
        for (int i = 0; i < 200; ++i) {
            rig.key(Qt::Key_Tab);
            QWidget *now = QApplication::focusWidget();
            QVERIFY2(now, qPrintable(where));
            if (now == start) return;
            QVERIFY2(!seen.contains(now), qPrintable(where + u": the focus is trapped at "_s + now->objectName()));
            seen.insert(now);
        }
        QFAIL(qPrintable(where + u": Tab never came back"_s));
    }

private Q_SLOTS:
    // An author's page: in the sheet Tab goes from cell to cell and on from the last one; F6 leaves it anywhere.
    void packs()
    {
        Rig rig(Role::Trainer);
        rig.showAt({1440, 900});
        rig.key(Qt::Key_3, Qt::AltModifier);
        everyFocusableHasAName(rig, u"packs, none open"_s);
        PackWorkshop &bench = rig.packsPage->workshop();
        QSignalSpy checked(&bench.checker(), &PackChecker::finished);
        bench.create(rig.packs.folder.filePath(u"an-item"_s), u"an-item"_s);
        QVERIFY(checked.wait(30'000));
        everyFocusableHasAName(rig, u"packs"_s);
        auto *table = rig.find<SheetTable>(u"packs.table"_s);
        table->setFocus();
        table->goTo(table->model()->rowCount() - 1, table->model()->columnCount() - 2);
        rig.key(Qt::Key_Tab);
        QVERIFY(table->hasFocus());
        rig.key(Qt::Key_Tab);
        QVERIFY(!table->hasFocus());
        QSet<QString> panes;
        for (int i = 0; i < 8; ++i) {
            rig.key(Qt::Key_F6);
            for (QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget())
                if (widget->property("pane").toBool()) panes.insert(widget->objectName());
        }
        QVERIFY2(panes.contains(u"packs.table"_s) && panes.contains(u"packs.tryout"_s), qPrintable(QStringList(panes.values()).join(u' ')));
    }
    void steps_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 1; step <= 6; ++step) QTest::addRow("step %d", step) << step;
    }

    void steps()
    {
        QFETCH(int, step);
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.deskPage->goTo(Step(step));
        everyFocusableHasAName(rig, QString::number(step));
        tabGoesRound(rig, QString::number(step));
    }

    void otherPages()
    {
        Rig rig;
        rig.showAt({1440, 900});
        everyFocusableHasAName(rig, u"empty desk"_s);
        tabGoesRound(rig, u"empty desk"_s);
        for (const QString &page : {u"page.cases"_s, u"page.devices"_s, u"page.web"_s, u"page.settings"_s}) {
            rig.window->showPage(page);
            QTest::qWait(20);
            everyFocusableHasAName(rig, page);
            tabGoesRound(rig, page);
        }
    }

    void panesByF6()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        QSet<QWidget *> panes;
        for (int i = 0; i < 6; ++i) {
            rig.key(Qt::Key_F6);
            QWidget *pane = QApplication::focusWidget();
            while (pane && !pane->property("pane").toBool()) pane = pane->parentWidget();
            QVERIFY(pane);
            panes.insert(pane);
        }
        QVERIFY2(panes.size() >= 4, qPrintable(QString::number(panes.size())));      // rail, steps, work, notice
    }

    void fieldsAreLeftToRightThenDown()
    {
        Rig rig;
        rig.showAt({1440, 900});
        zc::intake::CounterCase value = sampleCase();
        value.draft.step = Step::Applicant;
        value.draft.fields.clear();
        rig.desk.put(value);
        QStringList order;
        for (int i = 0; i < 4; ++i) {
            order.append(QApplication::focusWidget()->objectName());
            rig.key(Qt::Key_Tab);
        }
        QCOMPARE(order, QStringList({u"edit.applicant.name"_s, u"edit.applicant.idNumber"_s, u"edit.applicant.phone"_s, u"edit.applicant.address"_s}));
    }

    void scripts()
    {
        const auto good = readScript(u"# comment\n\nkey F2\nwait step.applicant 500\ntype 123\nime cs 测试\n"_s);
        QVERIFY(good.ok());
        QCOMPARE(good->size(), 4);
        QCOMPARE(good->at(1).timeoutMs, 500);
        QCOMPARE(good->at(3).second, u"测试"_s);
        QVERIFY(!readScript(u"dance now\n"_s));
        QVERIFY(!readScript(u"key\n"_s));
        QVERIFY(!readScript(u"wait step.applicant soon\n"_s));
    }
};

ZC_TEST(QApplication, TstAccess)
#include "tst_access.moc"
