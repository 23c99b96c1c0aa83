#include "shell/commandcentre.h"
#include "shell/palette.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

class TstPalette : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsByLettersAndRuns()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(rig.window->palette().isOpen());
        auto *list = rig.find(u"palette.list"_s);
        QVERIFY(list->isVisible() && list->visibleRegion().boundingRect().height() > 100);      // it can be seen, not only typed into
        QTest::keyClicks(QApplication::focusWidget(), u"lock"_s);
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.window->palette().isOpen());
        QVERIFY(rig.window->lockScreen().isLocked());
    }

    void oneCharacterFindsAnItem()
    {
        Rig rig;
        rig.showAt({1440, 900});
        QSignalSpy chosen(&rig.window->palette(), &Palette::entryChosen);
        rig.key(Qt::Key_F3);
        auto *field = rig.find<QLineEdit>(u"palette.field"_s);
        QVERIFY(field->hasFocus());
        field->setText(u"食"_s);
        QCOMPARE(rig.window->palette().resultCount(), 1);
        rig.key(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<PaletteEntry>().id, u"SAMPLE-FOOD"_s);
    }

    void escPutsTheFocusBack()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.desk.put(sampleCase());
        rig.key(Qt::Key_4, Qt::ControlModifier);
        QWidget *before = QApplication::focusWidget();
        rig.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(QApplication::focusWidget() != before);
        rig.key(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void nothingFoundSaysWhatToTry()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_K, Qt::ControlModifier);
        rig.find<QLineEdit>(u"palette.field"_s)->setText(u"qqqqqq"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rig.find(u"palette.nothing"_s)->isVisible(), 60'000);
        rig.key(Qt::Key_Return);                   // nothing to choose, nothing happens
        QVERIFY(rig.window->palette().isOpen());
    }

    void ranks()
    {
        QCOMPARE(matchRank(u"lock"_s, u"Lock"_s), 0);
        QCOMPARE(matchRank(u"lo"_s, u"Lock"_s), 1);
        QCOMPARE(matchRank(u"ck"_s, u"Lock"_s), 2);
        QCOMPARE(matchRank(u"lk"_s, u"Lock"_s), 3);
        QCOMPARE(matchRank(u"z"_s, u"Lock"_s), -1);
    }

    // The list is right in the same turn of the event loop: nothing that was typed before is still shown.
    void everyKeyHasItsResultsAtOnce()
    {
        Rig rig;
        rig.showAt({1440, 900});
        rig.key(Qt::Key_F3);
        auto *field = rig.find<QLineEdit>(u"palette.field"_s);
        for (const auto &[text, found] : {std::pair{u"食"_s, true}, std::pair{u"qqqq"_s, false}, std::pair{u"食品"_s, true}}) {
            field->setText(text);
            QCOMPARE(rig.window->palette().resultCount() > 0, found);
        }
    }
};

ZC_TEST(QApplication, TstPalette)
#include "tst_palette.moc"
