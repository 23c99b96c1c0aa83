#include "support/styledapplication.h"
#include "support/testprogram.h"

#include <uikit/groupedtable.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>

using namespace zc::uikit;
using namespace Qt::StringLiterals;

namespace {

class Numbers : public GroupedModel {
    Q_OBJECT
public:
    Numbers() { setColumns({{u"number"_s, true, 20}, {u"words"_s, false, 40}}); }
    mutable int asked = 0;

protected:
    QVariant cell(int row, int column, int role) const override
    {
        ++asked;
        if (role == Qt::DisplayRole)
            return column == 0 ? QString::number(row) : u"样例 %1"_s.arg(row);
        return {};
    }
};

} // namespace

class TestGrouped : public QObject {
    Q_OBJECT

    static void show(GroupedTable &table)
    {
        table.resize(600, 400);
        table.show();
        QApplication::setActiveWindow(&table);
        table.setFocus(Qt::TabFocusReason);
    }

private Q_SLOTS:
    void mapsRowsBothWays()
    {
        Numbers model;
        model.setGroups({{u"已超期"_s, 2}, {u"今天"_s, 0}, {{}, 1}, {u"正常"_s, 3}});
        QCOMPARE(model.dataRows(), 6);
        QCOMPARE(model.rowCount(), 8);          // an empty group has no heading, an unnamed one none either
        QCOMPARE(model.headings(), QList<int>({0, 4}));
        const QList<int> expected = {-1, 0, 1, 2, -1, 3, 4, 5};
        for (int view = 0; view < expected.size(); ++view) {
            QCOMPARE(model.rowAt(view), expected[view]);
            QCOMPARE(model.isHeading(view), expected[view] < 0);
            if (expected[view] >= 0)
                QCOMPARE(model.viewRowOf(expected[view]), view);
        }
        for (const int outside : {-1, 8, 99})
            QCOMPARE(model.rowAt(outside), -1);
        QCOMPARE(model.viewRowOf(-1), -1);
        QCOMPARE(model.viewRowOf(6), -1);
        QCOMPARE(model.index(0, 0).data().toString(), u"已超期 2"_s);
        QCOMPARE(model.index(0, 1).data(), QVariant());
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsSelectable));
        QVERIFY(model.flags(model.index(1, 0)) & Qt::ItemIsSelectable);
        model.setGroups({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.rowAt(0), -1);
    }
    void thousandsAreSeparated()
    {
        Numbers model;
        model.setGroups({{u"正常"_s, 1846}});
        QCOMPARE(model.index(0, 0).data().toString(), u"正常 1,846"_s);
    }
    void oneRowChanges()
    {
        Numbers model;
        model.setGroups({{u"正常"_s, 3}});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.rowChanged(1);
        model.rowChanged(7);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 2);
    }
    void keysPassOverHeadings()
    {
        Numbers model;
        model.setGroups({{u"甲"_s, 1}, {u"乙"_s, 2}, {u"丙"_s, 30}});
        GroupedTable table;
        table.setModel(&model);
        show(table);
        QCOMPARE(table.currentRow(), 0);
        QSignalSpy chosen(&table, &GroupedTable::rowChosen);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.currentRow(), 1);
        QTest::keyClick(&table, Qt::Key_Down);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.currentRow(), 3);
        QTest::keyClick(&table, Qt::Key_Up);
        QCOMPARE(table.currentRow(), 2);
        QTest::keyClick(&table, Qt::Key_End);
        QCOMPARE(table.currentRow(), 32);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.currentRow(), 32);
        QTest::keyClick(&table, Qt::Key_PageUp);
        QVERIFY(table.currentRow() < 32);
        QTest::keyClick(&table, Qt::Key_Home);
        QCOMPARE(table.currentRow(), 0);
        QCOMPARE(table.verticalScrollBar()->value(), 0);
        QVERIFY(chosen.count() >= 6);
        QSignalSpy opened(&table, &GroupedTable::rowOpened);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.first().first().toInt(), 0);
        QTest::keyClick(&table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
    }
    void emptyTableIsQuiet()
    {
        Numbers model;
        GroupedTable table;
        table.setModel(&model);
        show(table);
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_End, Qt::Key_Return})
            QTest::keyClick(&table, key);
        QCOMPARE(table.currentRow(), -1);
        table.setCurrentRow(5);
        QCOMPARE(table.currentRow(), -1);
    }
    void rowHeightsFollowDensityAndZoom()
    {
        auto *style = qobject_cast<ZcStyle *>(QApplication::style());
        Numbers model;
        model.setGroups({{u"甲"_s, 5}});
        GroupedTable table;
        table.setModel(&model);
        show(table);
        QCOMPARE(table.rowHeight(0), 30);
        QCOMPARE(table.rowHeight(1), 36);
        QVERIFY(style->setAppearance({.density = Density::Compact}).ok());
        QCOMPARE(table.rowHeight(1), 28);
        QVERIFY(style->setAppearance({.zoomPercent = 200}).ok());
        QCOMPARE(table.rowHeight(0), 60);
        QCOMPARE(table.rowHeight(1), 72);
        QVERIFY(style->setAppearance({}).ok());
        QCOMPARE(table.rowHeight(1), 36);
    }
    void columnsShareTheWidth()
    {
        Numbers model;
        model.setGroups({{u"甲"_s, 5}});
        GroupedTable table;
        table.setModel(&model);
        show(table);
        QCOMPARE(table.columnWidth(0) + table.columnWidth(1), table.viewport()->width());
        QVERIFY(qAbs(table.columnWidth(1) - 2 * table.columnWidth(0)) <= 2);
        table.resize(100, 300);
        QCOMPARE(table.columnWidth(0), 64);     // never below four fifths of what it asks for: the table scrolls sideways instead
    }
    // 100,000 rows: one screen asks only for what it shows.
    void hundredThousandRows()
    {
        Numbers model;
        GroupedTable table;
        table.setModel(&model);
        show(table);
        model.setGroups({{u"已超期"_s, 500}, {u"今天到期"_s, 500}, {u"三日内"_s, 9000}, {u"正常"_s, 90000}});
        table.grab();
        model.asked = 0;
        constexpr int kFrames = 30;
        for (int i = 0; i < kFrames; ++i) {
            table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum() / kFrames * i);
            table.grab();
        }
        QVERIFY2(model.asked < kFrames * 1000, qPrintable(QString::number(model.asked)));
    }
};

ZC_TEST(zc::testing::StyledApplication, TestGrouped)
#include "tst_grouped.moc"
