#include "pages/desk/checkrow.h"
#include "shell/flowlayout.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <QWidget>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

// What gives way to a narrow window or large type: rows that go on in the next line, lines that need more height.
class TstFlowLayout : public QObject {
    Q_OBJECT

    struct Box : QWidget {
        explicit Box(QSize size) : hint(size) {}
        QSize sizeHint() const override { return hint; }
        QSize hint;
    };

private Q_SLOTS:
    void initTestCase() { prepareApplication(); }

    void goesOnInTheNextLine()
    {
        QWidget window;
        auto *flow = new FlowLayout(&window, 10);
        QList<Box *> boxes;
        for (int width : {100, 50, 80}) {
            boxes.append(new Box({width, width / 2}));
            flow->addWidget(boxes.last());
        }
        QCOMPARE(flow->sizeHint(), QSize(250, 50));
        boxes.at(2)->setMinimumWidth(70);
        QCOMPARE(flow->minimumSize().width(), 70);
        QCOMPARE(flow->heightForWidth(250), 50);
        QCOMPARE(flow->heightForWidth(249), 50 + 10 + 40);
        QCOMPARE(flow->heightForWidth(60), 50 + 10 + 25 + 10 + 40);
        for (int width = 20, last = INT_MAX; width < 300; ++width) {       // more room never takes more height
            QVERIFY(flow->heightForWidth(width) <= last);
            last = flow->heightForWidth(width);
        }
        window.resize(249, 200);
        window.show();
        QTRY_COMPARE(boxes.at(1)->geometry(), QRect(110, 12, 50, 25));     // in the middle of its line
        QCOMPARE(boxes.at(2)->geometry(), QRect(0, 60, 80, 40));
        boxes.first()->hide();
        QTRY_COMPARE(boxes.at(1)->x(), 0);
        QCOMPARE(boxes.at(2)->x(), 60);
        delete boxes.takeLast();
        QCOMPARE(flow->count(), 2);
        QVERIFY(!flow->itemAt(2) && !flow->takeAt(-1) && !flow->takeAt(2));
    }

    void aRowIsAsHighAsItsWords()
    {
        CheckRow row;
        row.resize(600, 10);
        row.show(CheckRow::Sign::Will, u"报送省平台"_s, u"省平台暂时连不上时，这一件会待同步，恢复后自动报送，只报一次。"_s, {});
        const int wide = row.height();
        row.setFixedWidth(180);
        static_cast<QWidget &>(row).show();
        QTRY_VERIFY(row.height() > wide);
        QCOMPARE(row.height(), row.heightForWidth(180));
        row.setFixedWidth(600);
        QTRY_COMPARE(row.height(), wide);
    }
};

ZC_TEST(QApplication, TstFlowLayout)
#include "tst_flowlayout.moc"
