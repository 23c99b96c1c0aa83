#include "support/styledapplication.h"
#include "support/testprogram.h"

#include <uikit/banner.h>
#include <uikit/button.h>
#include <uikit/combo.h>
#include <uikit/field.h>
#include <uikit/filterlist.h>
#include <uikit/findingcard.h>
#include <uikit/floatingpanel.h>
#include <uikit/keyvaluelist.h>
#include <uikit/maskedtext.h>
#include <uikit/noticerow.h>
#include <uikit/optioncard.h>
#include <uikit/pagepreview.h>
#include <uikit/progressrow.h>
#include <uikit/progresssegments.h>
#include <uikit/searchbox.h>
#include <uikit/steplist.h>
#include <uikit/tag.h>
#include <uikit/textaudit.h>
#include <uikit/thumbstrip.h>
#include <uikit/toast.h>
#include <uikit/whybox.h>
#include <uikit/zcstyle.h>

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace zc::uikit;
using namespace Qt::StringLiterals;

class TestControls : public QObject {
    Q_OBJECT

    // A shown, active window around the controls under test.
    struct Window : QWidget {
        explicit Window(const QList<QWidget *> &children)
        {
            auto *column = new QVBoxLayout(this);
            for (QWidget *child : children)
                column->addWidget(child);
            resize(400, 400);
            show();
            QApplication::setActiveWindow(this);
        }
        QWidget *ring() const
        {
            auto *found = findChild<QWidget *>(u"focusRing"_s);
            return found && found->isVisible() ? found : nullptr;
        }
    };
    static ZcStyle *style() { return qobject_cast<ZcStyle *>(QApplication::style()); }

private Q_SLOTS:
    void cleanup() { QVERIFY(style()->setAppearance({}).ok()); }

    void ringShowsForKeysAndHidesForTheMouse()
    {
        auto *one = new Button(u"一"_s);
        auto *two = new Button(u"二"_s);
        Window window({one, two});
        one->setFocus();
        QTest::mouseClick(one, Qt::LeftButton);
        QVERIFY(!window.ring());
        QTest::keyClick(one, Qt::Key_Tab);
        QVERIFY(two->hasFocus());
        QVERIFY(window.ring());
        const int out = style()->theme().px(Metric::FocusOffset) + style()->theme().px(Metric::FocusWidth);
        QCOMPARE(window.ring()->geometry(), two->geometry().adjusted(-out, -out, out, out));
        two->move(two->pos() + QPoint(5, 7));
        QCOMPARE(window.ring()->geometry(), two->geometry().adjusted(-out, -out, out, out));
        two->hide();
        QVERIFY(!window.ring() || window.ring()->geometry().contains(one->geometry()));
    }
    void ringAlwaysShowsForText()
    {
        auto *field = new Field(u"住所"_s);
        Window window({field});
        QTest::mouseClick(field->edit(), Qt::LeftButton);
        QVERIFY(field->edit()->hasFocus());
        QVERIFY(window.ring());
        delete field;
        QVERIFY(!window.ring());
    }
    void buttonHoldsItsWordsAtEveryZoom()
    {
        Button button(u"先存着，换一件"_s);
        button.setKeyCap(u"Ctrl+N"_s);
        const int one = button.sizeHint().width();
        QCOMPARE(button.sizeHint().height(), 32);
        QVERIFY(style()->setAppearance({.zoomPercent = 200}).ok());
        QVERIFY(button.sizeHint().width() >= 2 * one - 4);
        QCOMPARE(button.sizeHint().height(), 64);
    }
    void busyButtonTakesNoClicks()
    {
        auto *button = new Button(u"打印"_s);
        Window window({button});
        QSignalSpy clicked(button, &QAbstractButton::clicked);
        button->setBusy(true);
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(!button->accessibleDescription().isEmpty());
        QCOMPARE(clicked.count(), 0);
        button->setBusy(false);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
    }
    void optionsExcludeEachOther()
    {
        auto *one = new OptionCard(1, u"自有"_s);
        auto *two = new OptionCard(2, u"租赁"_s);
        two->setEffect({u"增加 场所使用证明"_s, u"可容缺 5 个工作日"_s});
        Window window({one, two});
        one->click();
        two->click();
        QVERIFY(!one->isChecked() && two->isChecked());
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(two);
        QCOMPARE(face->role(), QAccessible::RadioButton);
        QCOMPARE(face->text(QAccessible::Name), u"2 租赁"_s);
        QVERIFY(face->text(QAccessible::Description).contains(u"可容缺"_s));
    }
    void optionGrowsWithItsWords()
    {
        OptionCard card(1, QString(60, u'长'));
        QCOMPARE(card.heightForWidth(2000), 64);
        QVERIFY(card.heightForWidth(300) > 64);
    }
    void stepsTellAndMove()
    {
        auto *steps = new StepList;
        steps->setSteps({{u"申请人"_s, {}, StepList::State::Done}, {u"情形导办"_s, u"约剩 2 问"_s, StepList::State::Current}, {u"材料"_s, {}}});
        Window window({steps});
        QSignalSpy activated(steps, &StepList::activated);
        auto *second = steps->findChild<QAbstractButton *>(u"step2"_s);
        QVERIFY(second);
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Down);
        auto *third = steps->findChild<QAbstractButton *>(u"step3"_s);
        QVERIFY(third->hasFocus());
        QTest::keyClick(third, Qt::Key_Down);
        QVERIFY(third->hasFocus());
        QTest::keyClick(third, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toInt(), 2);
        steps->setSteps({{u"申请人"_s, {}, StepList::State::Done}, {u"情形导办"_s, {}, StepList::State::Done}, {u"材料"_s, u"1/4"_s, StepList::State::Current}});
        QVERIFY(third->hasFocus());             // the same entries, only other words
        QVERIFY(third->accessibleDescription().contains(u"1/4"_s));
        steps->setSteps({{u"申请人"_s, {}, StepList::State::Done}});
        QCOMPARE(steps->findChildren<QAbstractButton *>().size(), 1);
    }
    void noticeRowMarksAndExplains()
    {
        auto *row = new NoticeRow;
        row->setContent({NoticeRow::Sign::Deferred, 0, u"场所使用证明"_s, u"11月27日（周五）前补齐"_s, u"容缺"_s});
        Window window({row});
        QCOMPARE(row->accessibleName(), u"场所使用证明 容缺"_s);
        QVERIFY(!row->isMarked());
        row->markChanged();
        QVERIFY(row->isMarked());
        QSignalSpy clicked(row, &QAbstractButton::clicked);
        row->setFocus();
        QTest::keyClick(row, Qt::Key_F1);
        QTest::keyClick(row, Qt::Key_Return);
        QCOMPARE(clicked.count(), 2);
        QVERIFY(row->heightForWidth(160) > row->heightForWidth(600));
    }
    void markedRowStandsStillWithReducedMotion()
    {
        QVERIFY(style()->setAppearance({.reducedMotion = true}).ok());
        NoticeRow row;
        row.setContent({NoticeRow::Sign::Number, 1, u"布局流程图"_s, {}, u"需交"_s});
        row.resize(320, row.heightForWidth(320));
        row.markChanged();
        const QImage early = row.grab().toImage();
        QTest::qWait(60);
        QCOMPARE(row.grab().toImage(), early);
    }
    void fieldTellsItsState()
    {
        Field field(u"住所"_s);
        field.setRequired(true);
        field.setSource(u"电子证照"_s, false);
        QCOMPARE(fieldState(field.edit()), FieldState::Machine);
        QVERIFY(field.edit()->accessibleDescription().contains(u"电子证照"_s));
        field.setSource(u"电子证照"_s, true);
        QCOMPARE(fieldState(field.edit()), FieldState::Normal);
        field.setError(u"请核对。"_s);
        QCOMPARE(fieldState(field.edit()), FieldState::Error);
        QVERIFY(field.edit()->accessibleDescription().contains(u"请核对。"_s));
        field.setError({});
        QCOMPARE(fieldState(field.edit()), FieldState::Normal);
    }
    void enterConfirmsCtrlEnterPasses()
    {
        LineEdit edit;
        QSignalSpy confirmed(&edit, &LineEdit::confirmed);
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClick(&edit, Qt::Key_Enter, Qt::KeypadModifier);
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(confirmed.count(), 2);
    }
    void wheelNeverChangesAComboInPassing()
    {
        auto *combo = new Combo;
        combo->addItems({u"一"_s, u"二"_s, u"三"_s});
        auto *other = new Button(u"别处"_s);
        Window window({combo, other});
        other->setFocus();
        QWheelEvent wheel({5, 5}, combo->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(combo, &wheel);
        QCOMPARE(combo->currentIndex(), 0);
    }
    void filtersKeepTheChoice()
    {
        auto *list = new FilterList;
        list->setSections({{{}, {{u"mine"_s, u"我的办件"_s, 134}, {u"all"_s, u"本大厅"_s, 1846}}}, {u"状态"_s, {{u"received"_s, u"已收件"_s, 9}}}});
        Window window({list});
        QSignalSpy changed(list, &FilterList::chosenChanged);
        list->choose(u"all"_s);
        QCOMPARE(list->chosen(), u"all"_s);
        list->setSections({{{}, {{u"mine"_s, u"我的办件"_s, 1}, {u"all"_s, u"本大厅"_s, 2}}}, {u"状态"_s, {{u"received"_s, u"已收件"_s, 0}}}});
        QCOMPARE(list->chosen(), u"all"_s);
        list->setSections({{{}, {{u"all"_s, u"本大厅"_s, 2}}}});
        QCOMPARE(list->chosen(), u"all"_s);
        list->choose(u"nowhere"_s);
        QCOMPARE(list->chosen(), u"all"_s);
        auto *entry = list->findChild<QAbstractButton *>(u"filter-all"_s);
        QCOMPARE(entry->accessibleName(), u"本大厅 2"_s);
        QVERIFY(changed.count() >= 1);
    }
    void searchBoxOpensThePalette()
    {
        auto *box = new SearchBox(u"搜事项、办件、证照、命令"_s);
        box->setOpener(true);
        Window window({box});
        QSignalSpy opened(box, &SearchBox::opened);
        QTest::mouseClick(box, Qt::LeftButton);
        QTest::keyClick(box, Qt::Key_Return);
        QTest::keyClick(box, Qt::Key_S);
        QTest::keyClick(box, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(opened.count(), 3);
        QCOMPARE(opened.last().first().toString(), u"s"_s);
        QVERIFY(box->text().isEmpty());
    }
    void peekIsAskedForAndEnds()
    {
        auto *masked = new MaskedText(u"430104********1234"_s);
        Window window({masked});
        QSignalSpy asked(masked, &MaskedText::peekRequested);
        auto *eye = masked->findChild<QToolButton *>(u"peek"_s);
        eye->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(masked->shown(), u"430104********1234"_s);     // nothing is shown before the owner has logged it
        masked->reveal(u"样例号码"_s, 40);
        QCOMPARE(masked->shown(), u"样例号码"_s);
        QTRY_COMPARE_WITH_TIMEOUT(masked->shown(), u"430104********1234"_s, 60'000);
        masked->reveal(u"样例号码"_s);
        eye->click();
        QVERIFY(!masked->isRevealed());
        masked->reveal(u"样例号码"_s);
        QEvent away(QEvent::WindowDeactivate);
        QApplication::sendEvent(masked, &away);
        QVERIFY(!masked->isRevealed());
    }
    void toastsStackAndLeave()
    {
        Window window({new QLabel(u"页"_s)});
        ToastStack toasts(&window);
        for (int i = 0; i < 5; ++i)
            toasts.show(Tone::Ok, QString::number(i), 0);
        QCOMPARE(toasts.texts(), QStringList({u"2"_s, u"3"_s, u"4"_s}));
        toasts.show(Tone::Ok, u"3"_s, 0);
        QCOMPARE(toasts.texts(), QStringList({u"2"_s, u"3"_s, u"4"_s}));     // the same news twice is one card
        toasts.show(Tone::Bad, u"3"_s, 0);
        QCOMPARE(toasts.texts(), QStringList({u"3"_s, u"4"_s, u"3"_s}));
        toasts.clear();
        QCOMPARE(toasts.count(), 0);
        QSignalSpy acted(&toasts, &ToastStack::actionTriggered);
        toasts.show(Tone::Bad, u"打印机缺纸"_s, 0, u"看看怎么办"_s, u"printer"_s);
        QWidget *focus = QApplication::focusWidget();
        for (QAbstractButton *link : window.findChildren<QAbstractButton *>())
            if (link->text() == u"看看怎么办"_s)
                link->click();
        QCOMPARE(acted.count(), 1);
        QCOMPARE(acted.first().first().toString(), u"printer"_s);
        QCOMPARE(toasts.count(), 0);
        QCOMPARE(QApplication::focusWidget(), focus);
        toasts.show(Tone::Ok, u"一会儿"_s, 30);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.count(), 0, 60'000);
    }
    void nothingLiesOverASheetSomeoneReads()
    {
        auto *below = new QPushButton(u"下一位"_s);
        Window window({new QLabel(u"页"_s), below});
        ToastStack toasts(&window);
        FloatingPanel sheet(&window);
        sheet.hide();
        toasts.show(Tone::Ok, u"已生成"_s, 0);
        const auto card = [&] { return window.findChild<QWidget *>(u"toast"_s)->geometry(); };
        const QRect first = card();
        sheet.setGeometry(20, first.center().y() - 40, 360, 100);
        sheet.show();                                               // opens where the news stands: the news gives way
        QVERIFY(FloatingPanel::covered(&window).intersects(sheet.geometry()));
        QVERIFY(!FloatingPanel::covered(&window).intersects(card()));
        QVERIFY(card().bottom() < first.bottom());
        sheet.move(20, first.center().y() - 30);
        QVERIFY(!FloatingPanel::covered(&window).intersects(card()));
        sheet.hide();
        QCOMPARE(card(), first);

        QTest::keyClick(&window, Qt::Key_Tab);
        below->setFocus();
        QVERIFY(window.ring());
        const QRect box(below->mapTo(&window, QPoint()), below->size());
        sheet.setGeometry(box.left() - 20, box.top() - 60, box.width() / 2, 200);
        sheet.show();                                               // over half of the focused button: over half of its ring
        QVERIFY(!window.ring()->mask().isEmpty());
        QVERIFY(!window.ring()->mask().translated(window.ring()->pos()).intersects(FloatingPanel::covered(&window)));
        sheet.hide();
        QVERIFY(window.ring()->mask().isEmpty());
    }
    void wordsComeBeforeTheKeyOnAButton()
    {
        auto *button = new Button(u"下一位"_s);
        button->setKeyCap(u"F2"_s);
        auto *plain = new Button(u"下一位"_s);
        Window window({button, plain});
        TextAudit audit;
        style()->setTextAudit(&audit);
        const auto end = qScopeGuard([] { style()->setTextAudit(nullptr); });
        const QImage with = button->grab().toImage();
        button->setFixedWidth(button->sizeHint().width() - 4);
        const QImage without = button->grab().toImage();
        QVERIFY(audit.clipped().isEmpty());
        plain->setFixedSize(button->size());
        QCOMPARE(without, plain->grab().toImage());                 // as if it had none
        QVERIFY(with != without);
        button->setFixedWidth(plain->sizeHint().width() - 8);
        button->grab();
        QVERIFY(!audit.clipped().isEmpty());                        // the audit does see cut words
    }
    void stripAsksAndNeverMovesByItself()
    {
        auto *strip = new ThumbStrip;
        strip->setPages({{}, {{}, Tone::Bad, u"2 个问题"_s}});
        Window window({strip});
        QSignalSpy chosen(strip, &ThumbStrip::pageChosen);
        QSignalSpy moved(strip, &ThumbStrip::moveRequested);
        QSignalSpy added(strip, &ThumbStrip::addRequested);
        QSignalSpy removed(strip, &ThumbStrip::removeRequested);
        strip->setCurrent(0);
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Right);
        QCOMPARE(chosen.first().first().toInt(), 1);
        QTest::keyClick(strip, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(moved.first(), QVariantList({1, 0}));
        QCOMPARE(strip->current(), 1);
        QTest::keyClick(strip, Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QTest::keyClick(strip, Qt::Key_Right);      // on to the adding tile
        QTest::keyClick(strip, Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QTest::keyClick(strip, Qt::Key_Return);
        QCOMPARE(added.count(), 1);
        strip->setPages({});
        QCOMPARE(strip->current(), -1);
    }
    void pageBoxesScaleWithThePage()
    {
        PagePreview page;
        QCOMPARE(page.pageRect(), QRect());
        page.setPage(QImage(100, 200, QImage::Format_RGB32));
        page.resize(400, 400);
        page.setBoxes({{QRectF(0.5, 0.5, 0.25, 0.25), Tone::Bad, u"1"_s}, {QRectF(0, 0, 0.1, 0.1), Tone::Warn, u"2"_s}});
        const QRect sheet = page.pageRect();
        QVERIFY(qAbs(sheet.height() - 2 * sheet.width()) <= 2);
        QVERIFY(sheet.contains(page.boxRect(0)));
        QVERIFY(qAbs(page.boxRect(0).left() - sheet.center().x()) <= 2);
        QSignalSpy activated(&page, &PagePreview::boxActivated);
        QTest::keyClick(&page, Qt::Key_Left);
        QCOMPARE(page.currentBox(), 1);
        QTest::keyClick(&page, Qt::Key_Right);
        QCOMPARE(page.currentBox(), 0);
        QTest::keyClick(&page, Qt::Key_Return);
        QTest::mouseClick(&page, Qt::LeftButton, {}, page.boxRect(1).center());
        QCOMPARE(activated.count(), 2);
        page.setScale(9);
        QCOMPARE(page.scale(), 4.0);
        page.setScale(0);
        QCOMPARE(page.scale(), 1.0);
        page.setCurrentBox(17);
        QCOMPARE(page.currentBox(), -1);
    }
    void listOfNamesAndValues()
    {
        auto *list = new KeyValueList;
        list->setRows({{u"营业执照"_s, {}, u"免交"_s}, {u"场所使用证明"_s, {}, u"2 个问题"_s, Tone::Bad}});
        list->setSelectable(true);
        Window window({list});
        QSignalSpy activated(list, &KeyValueList::activated);
        list->setFocus();
        QCOMPARE(list->selected(), 0);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(activated.first().first().toInt(), 1);
        list->setRows({});
        QCOMPARE(list->selected(), -1);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }
    void progressIsClampedAndTold()
    {
        ProgressSegments segments;
        segments.setProgress(9, 5);
        QCOMPARE(segments.done(), 5);
        segments.setProgress(-2, -1);
        QCOMPARE(segments.total(), 0);
        segments.resize(200, 30);
        segments.grab();
        ProgressRow row(u"正在上传"_s);
        row.setProgress(qint64(3) << 33, qint64(4) << 33);
        row.setRemainingMs(90000);
        bool told = false;
        for (const QLabel *label : row.findChildren<QLabel *>())
            told = told || label->text().contains(u"2 min"_s);
        QVERIFY(told);
        QSignalSpy cancelled(&row, &ProgressRow::cancelRequested);
        row.findChild<QAbstractButton *>()->click();
        QCOMPARE(cancelled.count(), 1);
    }
    void whyAndFindingSpeak()
    {
        WhyBox why;
        why.setReason(u"为什么问这个："_s, u"只影响一份材料。"_s);
        why.setKey(u"F1"_s, u"看规则"_s);
        QVERIFY(why.accessibleName().startsWith(u"为什么"_s));
        QSignalSpy clicked(&why, &QAbstractButton::clicked);
        QTest::keyClick(&why, Qt::Key_F1);
        QCOMPARE(clicked.count(), 1);
        QVERIFY(why.heightForWidth(150) > why.heightForWidth(800));
        FindingCard card(2, Tone::Bad, u"租期已满"_s, u"读到 <b>测试<em>申</em></b>。"_s);
        QCOMPARE(card.accessibleName(), u"2 租期已满"_s);
        QCOMPARE(card.accessibleDescription(), u"读到 测试申。"_s);
    }
    void bannerGoesWhenDismissed()
    {
        auto *banner = new Banner(Tone::Warn, u"省平台暂时连不上"_s);
        banner->setDismissable(true);
        Window window({banner});
        QSignalSpy dismissed(banner, &Banner::dismissed);
        banner->findChild<QToolButton *>()->click();
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(!banner->isVisible());
    }
    void tagElidesOnlyWhenSqueezed()
    {
        Tag tag(u"餐饮服务 · 租赁 · 本人"_s, Tone::Ink, Tag::Shape::Chip);
        tag.resize(tag.sizeHint());
        tag.grab();
        QVERIFY(tag.toolTip().isEmpty());
        tag.resize(40, tag.height());
        tag.grab();
        QCOMPARE(tag.toolTip(), tag.text());
    }
};

ZC_TEST(zc::testing::StyledApplication, TestControls)
#include "tst_controls.moc"
