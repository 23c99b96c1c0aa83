#include "pages/desk/materialstep.h"
#include "pages/desk/pageview.h"
#include "shell/commandcentre.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/thumbstrip.h>

#include <QApplication>
#include <QFileDialog>
#include <QLabel>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using zc::intake::MaterialState;
using zc::intake::PageRef;
using zc::intake::Step;

// The pages of one material by keys and by mouse: turned, moved, divided, taken out, and where the hands are afterwards. 样例.
class TstMaterialKeys : public QObject {
    Q_OBJECT

    struct Pages : Rig {
        QList<QUuid> ids;
        explicit Pages(int files, bool broken = false)
        {
            showAt({1440, 900});
            auto value = sampleCase();
            for (int i = 0; i < files; ++i) {
                ids.append(QUuid::createUuidV5(value.draft.caseId, QString::number(i)));
                desk.files.insert(ids.last(), broken && i == 1 ? QByteArray("%PDF-1.7 torn") : samplePage(u"第 %1 页（样例）"_s.arg(i + 1)));
                value.materials[1].state.attachments.append({ids.last(), u"扫描"_s, u"image/jpeg"_s, 1000, 1, {}});
            }
            desk.put(value);
            key(Qt::Key_3, Qt::ControlModifier);
            Q_ASSERT(deskPage->materials().chosen() == u"M02"_s);
        }
        bool ready(int pages) { return QTest::qWaitFor([&] { return deskPage->materials().pageCount() == pages; }, 30'000); }
        const MaterialState &state() { return desk.counter.materials.at(1).state; }
        QList<QUuid> order()
        {
            QList<QUuid> list;
            for (const PageRef &page : state().pages) list.append(page.attId);
            return list;
        }
    };

private Q_SLOTS:
    void turn()
    {
        Pages rig(2);
        QVERIFY(rig.ready(2));
        rig.key(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(rig.desk.calls.last(), u"pages M02"_s);
        QCOMPARE(rig.state().pages, (QList<PageRef> {{rig.ids[0], 0, 90, false}, {rig.ids[1], 0, 0, false}}));
        rig.key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        rig.key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rig.state().pages.first().turn, 270);
        QCOMPARE(rig.state().attachments.size(), 2);        // nothing happened to the files
    }

    void move()
    {
        Pages rig(3);
        QVERIFY(rig.ready(3));
        rig.key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[1], rig.ids[0], rig.ids[2]}));
        rig.key(Qt::Key_Right, Qt::ControlModifier);        // the hand stays on the page that was moved
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[1], rig.ids[2], rig.ids[0]}));
        const auto calls = rig.desk.calls.size();
        rig.key(Qt::Key_Right, Qt::ControlModifier);        // it is the last one
        QVERIFY(!rig.desk.calls.mid(calls).contains(u"pages M02"_s));
        rig.key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[1], rig.ids[0], rig.ids[2]}));
    }

    void drag()
    {
        Pages rig(3);
        QVERIFY(rig.ready(3));
        auto *strip = rig.find<zc::uikit::ThumbStrip>(u"page.strip"_s);
        const auto middle = [strip](int tile) { return QPoint(strip->sizeHint().width() * (2 * tile + 1) / 8, strip->height() / 2); };
        QTest::mousePress(strip, Qt::LeftButton, {}, middle(0));
        QTest::mouseMove(strip, middle(1));
        QTest::mouseMove(strip, middle(2));
        QTest::mouseRelease(strip, Qt::LeftButton, {}, middle(2));
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[1], rig.ids[2], rig.ids[0]}));
    }

    void divideAndJoin()
    {
        Pages rig(3);
        QVERIFY(rig.ready(3));
        rig.key(Qt::Key_D, Qt::ControlModifier);            // the first page begins a document anyway
        QVERIFY(rig.state().pages.isEmpty());
        rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(rig.state().pages.at(1).begins);
        rig.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!rig.state().pages.at(1).begins);
    }

    void takeOutAndBringBack()
    {
        Pages rig(2);
        QVERIFY(rig.ready(2));
        const auto before = rig.desk.counter;
        rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_Delete);
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[0]}));
        QCOMPARE(rig.deskPage->materials().pageCount(), 1);
        rig.desk.onCall = [&](const QString &call) {
            if (call == u"undo") rig.desk.counter = before;
        };
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.deskPage->materials().pageCount(), 2);
    }

    void anUnreadablePageCanBeTakenOut()
    {
        Pages rig(2, true);
        QVERIFY(rig.ready(2));
        rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_Delete);
        QCOMPARE(rig.order(), (QList<QUuid> {rig.ids[0]}));
    }

    void nothingWhileFilesAreBeingRead()
    {
        Pages rig(1);
        QVERIFY(rig.ready(1));
        rig.desk.held = std::make_shared<QPromise<zc::Result<QByteArray>>>();
        rig.desk.held->start();
        rig.desk.counter.materials[1].state.attachments.append({QUuid::createUuid(), u"扫描"_s, u"image/jpeg"_s, 1000, 1, {}});
        rig.desk.put(rig.desk.counter);
        rig.key(Qt::Key_R, Qt::ControlModifier);            // the second file has not said its pages: they must not get lost
        QVERIFY(!rig.desk.calls.contains(u"pages M02"_s));
        rig.desk.held->addResult(samplePage(u"第 2 页（样例）"_s));
        rig.desk.held->finish();
        QVERIFY(rig.ready(2));
        rig.key(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(rig.state().pages.size(), 2);
    }

    void whatNeedNotBeHandedInIsNotCollected()
    {
        Pages rig(1);
        QVERIFY(rig.ready(1));
        rig.deskPage->materials().choose(u"M01"_s);         // exempt
        rig.desk.calls.clear();
        auto *told = rig.find(u"material.error"_s);
        QVERIFY(told && !told->isVisible());
        for (const auto &[key, modifiers] : {std::pair{Qt::Key_F8, Qt::KeyboardModifiers()}, {Qt::Key_F9, Qt::KeyboardModifiers()}, {Qt::Key_O, Qt::KeyboardModifiers(Qt::ControlModifier)},
                                             {Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier}}) {
            rig.key(key, modifiers);
            QVERIFY2(told->isVisible(), QKeySequence(QKeyCombination(modifiers, key)).toString().toUtf8().constData());
            QVERIFY(rig.window->findChildren<QFileDialog *>().isEmpty());
            rig.deskPage->materials().choose(u"M02"_s);
            QVERIFY(rig.ready(1) && !told->isVisible());
            rig.deskPage->materials().choose(u"M01"_s);
            QVERIFY(rig.ready(0));
        }
        Q_EMIT rig.window->findChild<PageView *>()->filesDropped({u"/nowhere/page.png"_s});
        QVERIFY(rig.desk.calls.isEmpty());
    }

    void aFiledCaseStaysAsItIs()
    {
        Pages rig(2);
        QVERIFY(rig.ready(2));
        rig.desk.counter.readOnly = true;
        rig.desk.put(rig.desk.counter);
        const auto calls = rig.desk.calls.size();
        for (const QString &id : {u"page.rotate"_s, u"page.split"_s, u"page.later"_s, u"page.remove"_s}) rig.window->commands().run(id);
        QVERIFY(!rig.desk.calls.mid(calls).contains(u"pages M02"_s));
        QVERIFY(!rig.find(u"tool.page.rotate"_s)->isVisible());
    }

    void theMouseHasThemToo()
    {
        Pages rig(2);
        QVERIFY(rig.ready(2));
        QTRY_VERIFY(rig.find(u"tool.page.rotate"_s)->isVisible());
        QTest::mouseClick(rig.find(u"tool.page.rotate"_s), Qt::LeftButton);
        QCOMPARE(rig.state().pages.first().turn, 90);
    }

    void reopenedAtTheSamePage()
    {
        Pages rig(3);
        QVERIFY(rig.ready(3));
        rig.key(Qt::Key_PageDown);
        QTRY_COMPARE(rig.desk.counter.draft.cursor, 1);
        QCOMPARE(rig.desk.counter.draft.focusPath, u"M02"_s);
    }

    void theChosenPageIsAlwaysInSight()
    {
        Pages rig(30);
        QVERIFY(rig.ready(30));
        for (int i = 0; i < 29; ++i) rig.key(Qt::Key_PageDown);
        auto *strip = rig.find<zc::uikit::ThumbStrip>(u"page.strip"_s);
        QCOMPARE(strip->current(), 29);
        QVERIFY(strip->sizeHint().width() > strip->width());
        QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(strip->width() / 2, strip->height() / 2));
        QVERIFY(strip->current() > 15 && strip->current() < 29);       // the strip has scrolled: its middle shows later pages
    }
};

ZC_TEST(QApplication, TstMaterialKeys)
#include "tst_materialkeys.moc"
