#include "pages/cases/casemodel.h"
#include "shell/palette.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/emptystate.h>
#include <uikit/groupedtable.h>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace zc::intake;
using namespace zc::uikit;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMany = 6000;

// `count` cases, every second of them of the clerk who sits here.
QList<CaseRowView> manyRows(int count)
{
    QList<CaseRowView> rows;
    const CaseRowView sample = sampleRows().at(3);
    for (int i = 0; i < count; ++i) {
        CaseRowView row = sample;
        row.caseId = QUuid(u"{01890000-0000-7000-9000-%1}"_s.arg(i, 12, 16, QLatin1Char('0')));
        row.number = u"4301992026%1"_s.arg(i, 8, 10, QLatin1Char('0'));
        row.applicant = u"测*%1"_s.arg(i);
        row.urgency = Urgency(i % 4);
        row.due = QDate(2026, 11, 20).addDays(i % 40);
        row.clerkNo = i % 2 ? u"C01"_s : u"C02"_s;
        row.state = row.stateName = i % 7 ? u"办理中"_s : u"已受理"_s;
        row.updatedMs = i;
        rows.append(row);
    }
    return rows;
}

QList<CaseRef> inOrder(const QList<CaseRowView> &rows)
{
    CaseShelf shelf;
    shelf.put(rows);
    return shelf.arrange({}).rows;
}

// Follows a model by its signals alone, as a view does; a missed or wrong signal shows as a difference.
class Mirror : public QObject {
public:
    explicit Mirror(CaseModel &model) : m_model(model)
    {
        connect(&model, &QAbstractItemModel::modelReset, this, [this] {
            ++resets;
            lines.clear();
            for (int row = 0; row < m_model.rowCount(); ++row) lines.append(line(row));
        });
        connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
            for (int row = first; row <= last; ++row) lines.insert(row, line(row));
        });
        connect(&model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) { lines.remove(first, last - first + 1); });
        connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
            for (int row = first.row(); row <= last.row(); ++row) lines[row] = line(row);
        });
    }
    QString line(int row) const
    {
        QString words;
        for (int column = 0; column < m_model.columnCount(); ++column) words += m_model.index(row, column).data().toString() + u'|';
        return words;
    }
    QStringList lines;
    int resets = 0;

private:
    CaseModel &m_model;
};

} // namespace

class TstCaseList : public QObject {
    Q_OBJECT

    static GroupedTable *table(Rig &rig) { return rig.find<GroupedTable>(u"cases.table"_s); }
    static QLabel *label(Rig &rig, const QString &name) { return rig.find<QLabel>(name); }
    static void openCases(Rig &rig)
    {
        rig.showAt({1440, 900});
        rig.key(Qt::Key_2, Qt::AltModifier);
    }
    static QString chosenNumber(Rig &rig)
    {
        const auto *model = static_cast<CaseModel *>(table(rig)->grouped());
        const CaseRowView *row = model->caseOf(table(rig)->currentRow());
        return row ? row->number : QString();
    }

private Q_SLOTS:
    // Random lists one after the other: what the signals told is what a fresh model of the last list would hold.
    void signalsTellWhatHappened()
    {
        QRandomGenerator dice(11);
        CaseModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Mirror mirror(model);
        CaseShelf shelf;
        QList<CaseRowView> rows = manyRows(120);
        shelf.put(rows);
        int unreset = 0;
        for (int step = 0; step < 300; ++step) {
            const int edits = step % 25 == 24 ? 100 : 1 + dice.bounded(4);
            for (int i = 0; i < edits; ++i) {
                CaseRowView &row = rows[dice.bounded(int(rows.size()))];
                switch (dice.bounded(5)) {
                case 0: row.state = row.state == "discarded"_L1 ? u"办理中"_s : u"discarded"_s; break;
                case 1: row.urgency = Urgency(dice.bounded(4)); break;
                case 2: row.updatedMs = dice.bounded(100'000); break;
                case 3: row.due = QDate(2026, 11, 1).addDays(dice.bounded(60)); break;
                case 4: row.syncName = u"待同步 %1"_s.arg(step); break;
                }
            }
            // Sometimes only few are left, so that groups come and go with their headings.
            if (step % 50 == 40) for (CaseRowView &row : rows) if (dice.bounded(10)) row.state = u"discarded"_s;
            shelf.put(rows);
            const int resets = mirror.resets;
            model.show(shelf.arrange({}).rows);
            unreset += mirror.resets == resets;
            CaseModel fresh;
            fresh.show(inOrder(rows));
            const Mirror whole(fresh);
            QStringList wanted;
            for (int row = 0; row < fresh.rowCount(); ++row) wanted.append(whole.line(row));
            QCOMPARE(mirror.lines, wanted);
            QCOMPARE(model.headings(), fresh.headings());
        }
        QVERIFY2(unreset > 200, "few edits are told row by row");
        QVERIFY(mirror.resets > 0);
    }

    void oneEditChangesOneRow()
    {
        CaseModel model;
        CaseShelf shelf;
        QList<CaseRowView> rows = manyRows(kMany);
        shelf.put(rows);
        model.show(shelf.arrange({}).rows);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), removed(&model, &QAbstractItemModel::rowsRemoved);
        rows[1234].syncName = u"待同步"_s;
        shelf.put({rows[1234]});
        model.show(shelf.arrange({}).rows);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), changed.first().at(1).toModelIndex().row());
        QCOMPARE(inserted.size() + removed.size() + reset.size(), 0);
        rows[1234].urgency = Urgency::Overdue;           // it moves to another group
        shelf.put({rows[1234]});
        model.show(shelf.arrange({}).rows);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(model.dataRows(), kMany);
    }

    void rowsComeInBatchesAndKeysReachTheLast()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        rig.cases.batch = 500;
        openCases(rig);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2, 60'000);
        QCOMPARE(rig.cases.advances, kMany / 500);
        QVERIFY(!rig.find(u"cases.foot"_s)->isVisible());
        QVERIFY(table(rig)->hasFocus());
        QCOMPARE(table(rig)->currentRow(), 0);           // nobody has chosen: the most urgent one of all
        QCOMPARE(table(rig)->verticalScrollBar()->value(), 0);
        rig.key(Qt::Key_End);
        QCOMPARE(table(rig)->currentRow(), kMany / 2 - 1);
        rig.key(Qt::Key_PageUp);
        rig.key(Qt::Key_Up);
        const QString number = chosenNumber(rig);
        QSignalSpy opened(rig.casesPage, &CasesPage::openWanted);
        rig.key(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QVERIFY(!number.isEmpty());
    }

    void progressIsSaidWhileRowsCome()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        rig.cases.batch = 300;
        openCases(rig);
        QTRY_VERIFY_WITH_TIMEOUT(rig.find(u"cases.progress"_s)->isVisible(), 60'000);
        bool said = false;
        for (const QLabel *words : rig.find(u"cases.progress"_s)->findChildren<QLabel *>()) said = said || words->text().contains(u"6,000"_s) || words->text().contains(u"6000"_s);
        QVERIFY(said);
        QTRY_VERIFY_WITH_TIMEOUT(!rig.find(u"cases.progress"_s)->isVisible(), 60'000);
    }

    void whoLeavesReadsNoFurther()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        rig.cases.batch = 100;
        openCases(rig);
        QTRY_VERIFY_WITH_TIMEOUT(rig.cases.advances >= 3, 60'000);
        rig.key(Qt::Key_1, Qt::AltModifier);
        const int advances = rig.cases.advances;
        QVERIFY(advances < kMany / 100);
        QTest::qWait(200);
        QVERIFY(rig.cases.advances <= advances + 1);
        rig.key(Qt::Key_2, Qt::AltModifier);             // and goes on where it was
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2, 60'000);
        QVERIFY(rig.cases.advances <= kMany / 100 + 2);
    }

    void choiceAndPlaceSurviveARefresh()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        openCases(rig);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2, 60'000);
        for (int i = 0; i < 40; ++i) rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_Down);
        const QUuid chosen = rig.casesPage->chosen();
        const int y = table(rig)->yOf(table(rig)->currentRow());
        const int row = table(rig)->currentRow();
        QSignalSpy reset(table(rig)->grouped(), &QAbstractItemModel::modelReset);
        // Three more urgent cases above, one gone above.
        for (int i = 0; i < 3; ++i) {
            CaseRowView more = rig.cases.rows.at(1);
            more.caseId = QUuid(u"{01890000-0000-7000-a000-%1}"_s.arg(i, 12, 16, QLatin1Char('0')));
            more.urgency = Urgency::Overdue;
            rig.cases.rows.append(more);
        }
        rig.casesPage->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2 + 3, 60'000);
        QCOMPARE(rig.casesPage->chosen(), chosen);
        QCOMPARE(table(rig)->currentRow(), row + 3);
        QCOMPARE(table(rig)->yOf(table(rig)->currentRow()), y);
        QCOMPARE(reset.size(), 0);
        QVERIFY(table(rig)->hasFocus());
        // Another state of the chosen one moves it to the top of the list: still chosen, still where the eyes are.
        for (CaseRowView &one : rig.cases.rows)
            if (one.caseId == chosen) {
                one.urgency = Urgency::Overdue;
                one.due = QDate(2026, 1, 1);
            }
        rig.casesPage->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(table(rig)->currentRow(), 0, 60'000);
        QCOMPARE(rig.casesPage->chosen(), chosen);
        // It leaves the list: what followed takes its place.
        rig.cases.rows.removeIf([&chosen](const CaseRowView &one) { return one.caseId == chosen; });
        rig.casesPage->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2 + 2, 60'000);
        QCOMPARE(table(rig)->currentRow(), 0);
        QVERIFY(!rig.casesPage->chosen().isNull());
    }

    void filtersAndSearchByKeys()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        openCases(rig);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany / 2, 60'000);
        rig.find(u"filter-mine:"_s)->setFocus(Qt::TabFocusReason);        // mine, window, hall
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany, 60'000);
        rig.key(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(rig.find(u"cases.search"_s), u"430199202600004321"_s);
        QSignalSpy opened(rig.casesPage, &CasesPage::openWanted);
        rig.key(Qt::Key_Return);                         // before the search has answered
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 60'000);
        QCOMPARE(opened.first().first().toUuid(), rig.cases.rows.at(4321).caseId);
        rig.casesPage->find(u"测*"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), CaseBook::kMostFound, 60'000);
        QVERIFY(label(rig, u"cases.note"_s)->isVisible());
        QVERIFY(label(rig, u"cases.note"_s)->text().contains(u"6,000"_s));
        rig.casesPage->find(u"无此人"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rig.find(u"cases.empty"_s)->isVisible(), 60'000);
        rig.find(u"cases.search"_s)->setFocus();
        rig.key(Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(rig.casesPage->shown(), kMany, 60'000);
        QVERIFY(!rig.find(u"cases.empty"_s)->isVisible());
    }

    void emptyListsAreWords()
    {
        Rig rig;
        rig.cases.rows.clear();
        openCases(rig);
        QTRY_VERIFY_WITH_TIMEOUT(rig.find(u"cases.empty"_s)->isVisible(), 60'000);
        QVERIFY(!table(rig)->isVisible());
        rig.cases.rows = manyRows(1);                    // not one of mine
        rig.casesPage->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(rig.cases.advances >= 2, 60'000);
        QVERIFY(rig.find(u"cases.empty"_s)->isVisible());
        rig.cases.rows = manyRows(2);
        rig.casesPage->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(table(rig)->isVisible(), 60'000);
        // A refresh that fails leaves what is shown, and is said once.
        QSignalSpy said(rig.casesPage, &CasesPage::noteworthy);
        rig.cases.failure = Error{ErrorKind::Internal, u"STO-IO"_s, {}};
        rig.casesPage->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 60'000);
        const int advances = rig.cases.advances;
        rig.casesPage->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(rig.cases.advances > advances, 60'000);
        QTest::qWait(50);
        QCOMPARE(said.size(), 1);
        QVERIFY(table(rig)->isVisible());
    }

    void thePaletteFindsCases()
    {
        Rig rig;
        rig.cases.rows = manyRows(kMany);
        rig.showAt({1440, 900});
        QSignalSpy chosen(&rig.window->palette(), &Palette::entryChosen);
        const auto wanted = [&chosen] { return chosen.takeLast().first().value<PaletteEntry>(); };
        rig.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = rig.find<QLineEdit>(u"palette.field"_s);
        field->setText(u"430199202600004321"_s);
        rig.key(Qt::Key_Return);                         // as a scanner does, before the answer
        QTRY_COMPARE_WITH_TIMEOUT(chosen.size(), 1, 60'000);
        const PaletteEntry entry = wanted();
        QVERIFY(entry.kind == PaletteEntry::Kind::Case);
        QCOMPARE(QUuid(entry.id), rig.cases.rows.at(4321).caseId);
        QVERIFY(!rig.window->palette().isOpen());
        rig.key(Qt::Key_K, Qt::ControlModifier);
        field->setText(u"测*17"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rig.window->palette().resultCount() > 3, 60'000);
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Down);
        rig.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(chosen.size(), 1, 60'000);
        QVERIFY(QUuid(wanted().id) == rig.cases.rows.at(171).caseId);
        rig.key(Qt::Key_F3);                             // items only: no case among them
        field->setText(u"430199202600004321"_s);
        QTest::qWait(100);
        QCOMPARE(rig.window->palette().resultCount(), 0);
    }
};

ZC_TEST(QApplication, TstCaseList)
#include "tst_caselist.moc"
