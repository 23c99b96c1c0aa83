#include "pages/packs/findingspane.h"
#include "pages/packs/packworkshop.h"
#include "pages/packs/sheetmodel.h"
#include "pages/packs/sheettable.h"
#include "pages/packs/tryoutpane.h"
#include "shell/commandcentre.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <base/halltime.h>
#include <guidance/packbuild.h>
#include <guidance/release.h>
#include <guidance/sheetfiles.h>
#include <uikit/filterlist.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/tag.h>

#include <QApplication>
#include <QAbstractButton>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTest>

using namespace zc::client;
using namespace zc::client::test;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

// An author at the page of item packs, by keys alone: a sheet is typed in, the check answers behind the typing, the interview
// plays the pack as it stands, and what was typed lies in the folder a moment later.
class TstPackKeys : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 30'000;
    std::unique_ptr<Rig> m_rig;

    PackWorkshop &bench() { return m_rig->packsPage->workshop(); }
    const AuthoredPack &pack() { return bench().document().pack(); }
    SheetTable *table() { return m_rig->find<SheetTable>(u"packs.table"_s); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QString label(const char *name) { return m_rig->find<zc::uikit::Label>(QString::fromLatin1(name))->text(); }
    QString casesTag() { return m_rig->find<zc::uikit::Tag>(u"packs.cases"_s)->text(); }
    FindingsPane *findings() { return m_rig->find<FindingsPane>(u"packs.findings"_s); }
    void openBlank(const QString &id = u"an-item"_s)
    {
        m_rig = std::make_unique<Rig>(Role::Trainer);
        m_rig->showAt({1440, 900});
        m_rig->key(Qt::Key_3, Qt::AltModifier);
        QSignalSpy checked(&bench().checker(), &PackChecker::finished);
        bench().create(m_rig->packs.folder.filePath(id), id);
        QVERIFY(checked.wait(kPatienceMs));
    }
    // Whatever was just done: until the check of it has answered.
    void waitForCheck()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!bench().checker().isBusy(), kPatienceMs);
    }
    // As an input method hands it over.
    void type(const QString &text)
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(QApplication::focusWidget(), &event);
    }
    // Takes what was typed; the editor closes a turn of the event loop later.
    void enter()
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!table()->isEditing(), kPatienceMs);
    }
    void show(const SheetRef &sheet)
    {
        m_rig->packsPage->showSheet(sheet);
        table()->setFocus();
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void aNewPackByOneKey()
    {
        m_rig = std::make_unique<Rig>(Role::Trainer);
        m_rig->showAt({1440, 900});
        m_rig->key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!bench().hasPack());                                 // only where the page is in front
        m_rig->key(Qt::Key_3, Qt::AltModifier);
        QVERIFY(m_rig->find(u"packs.empty"_s)->isVisible());
        QSignalSpy checked(&bench().checker(), &PackChecker::finished);
        m_rig->key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(checked.wait(kPatienceMs));
        QVERIFY(!m_rig->find(u"packs.empty"_s)->isVisible());
        QCOMPARE(pack().info.packId, u"new-item"_s);
        QCOMPARE(casesTag(), u"用例 6/6 通过"_s);
        QCOMPARE(m_rig->packsPage->sheet().name, u"子事项"_s);
        QVERIFY(QFile::exists(m_rig->packs.folder.filePath(u"new-item/rules/main.dmn"_s)));
        QVERIFY(m_rig->find(u"packs.nothing"_s)->isVisible());
    }
    void typingACellIsCheckedKeptAndUndone()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(1, 1);
        QCOMPARE(cell(1, 1), u"\"单位\""_s);
        m_rig->key(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"packs.cell"_s);
        type(u"个人、单位"_s);                                        // over the selected text
        enter();
        QCOMPARE(cell(1, 1), u"\"个人\",\"单位\""_s);                 // as rules have it
        QCOMPARE(table()->currentIndex().row(), 2);                  // and one down
        QVERIFY(table()->hasFocus());
        waitForCheck();
        // A paper that everybody brings now: the golden cases say so.
        QVERIFY2(casesTag().contains(u"/6") && !casesTag().contains(u"6/6"), qPrintable(casesTag()));
        QVERIFY(findings()->map().errors() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(QString::fromUtf8(PackFiles::readFolder(bench().folder())->content.value(u"rules/main.dmn"_s)).contains(u"\"个人\",\"单位\"</text>"), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(label("packs.saved").contains(u"草稿已存"), kPatienceMs);
        // By the hall's clock, whatever zone the machine is set to.
        const int ago = QTime::fromString(label("packs.saved").right(8), u"HH:mm:ss"_s).secsTo(zc::hallTime(QDateTime::currentDateTimeUtc()).time());
        QVERIFY2((ago + 86'400) % 86'400 < 600, qPrintable(label("packs.saved")));
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(cell(1, 1), u"\"单位\""_s);
        m_rig->key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(cell(1, 1), u"\"个人\",\"单位\""_s);
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        waitForCheck();
        QCOMPARE(casesTag(), u"用例 6/6 通过"_s);
    }
    void typingBeginsAtOnce()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(0, 2);
        QTest::keyClick(table(), Qt::Key_A, Qt::NoModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"packs.cell"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(cell(0, 2), u"-"_s);
        QVERIFY(table()->hasFocus());
        m_rig->key(Qt::Key_Tab);
        QCOMPARE(table()->currentIndex().column(), 3);
        m_rig->key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(table()->currentIndex().column(), 2);
    }
    void rowsAndColumns()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"材料"_s});
        const int rows = table()->model()->rowCount();
        table()->goTo(0, 0);
        m_rig->key(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(table()->model()->rowCount(), rows + 1);
        QCOMPARE(cell(1, 0), u"-"_s);
        QCOMPARE(table()->model()->headerData(1, Qt::Vertical).toString(), u"m4"_s);
        m_rig->key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(table()->model()->headerData(2, Qt::Vertical).toString(), u"m4"_s);
        m_rig->key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(table()->model()->headerData(1, Qt::Vertical).toString(), u"m4"_s);
        m_rig->key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(table()->model()->rowCount(), rows);
        // A further question for the table, by its name.
        table()->goTo(0, 2);
        m_rig->key(Qt::Key_Insert, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"packs.columnText"_s);
        type(u"资格有效"_s);
        enter();
        QCOMPARE(pack().tables.at(1).columns.at(3).text, u"资格有效"_s);
        QCOMPARE(cell(0, 3), u"-"_s);
        table()->goTo(0, 3);
        m_rig->key(Qt::Key_Delete, Qt::AltModifier);
        QCOMPARE(pack().tables.at(1).columns.size(), 5);
        // An output stays: a table without one is none.
        table()->goTo(0, 3);
        m_rig->key(Qt::Key_Delete, Qt::AltModifier);
        QCOMPARE(pack().tables.at(1).columns.size(), 5);
        for (int i = 0; i < 6; ++i) m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(pack(), *AuthoredPack::read(blankPack(u"an-item"_s, QDate::currentDate())));
    }
    void copyAndPasteSpeakToOtherPrograms()
    {
        openBlank();
        show({SheetRef::Kind::Csv, u"materials.csv"_s});
        table()->goTo(0, 2);
        QApplication::clipboard()->setText(u"甲\t原件\n\"乙\n丙\"\t复印件\n"_s);
        m_rig->key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(cell(0, 2), u"甲"_s);
        QCOMPARE(cell(1, 2), u"乙\n丙"_s);
        QCOMPARE(cell(1, 3), u"复印件"_s);
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(cell(1, 2), u"单位登记证书"_s);                      // one step for the whole paste
        table()->selectionModel()->select(QItemSelection(table()->model()->index(0, 2), table()->model()->index(1, 3)), QItemSelectionModel::ClearAndSelect);
        m_rig->key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"申请书\t原件\n单位登记证书\t复印件"_s);
        m_rig->key(Qt::Key_Delete);
        QCOMPARE(cell(0, 2), QString());
        QCOMPARE(cell(1, 3), QString());
    }
    void aFactIsRenamedEverywhere()
    {
        openBlank();
        show({SheetRef::Kind::Csv, u"facts.csv"_s});
        table()->goTo(2, 1);
        m_rig->key(Qt::Key_Return);
        type(u"替人办"_s);
        enter();
        QCOMPARE(pack().tables.at(1).columns.at(2).text, u"替人办"_s);
        QVERIFY(pack().sheet(u"cases.csv"_s)->columns.contains(u"替人办"_s));
        QCOMPARE(pack().sheet(u"asserts.csv"_s)->cell(1, u"when"), u"替人办 = true"_s);
        waitForCheck();
        QCOMPARE(casesTag(), u"用例 6/6 通过"_s);
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(pack().tables.at(1).columns.at(2).text, u"委托办理"_s);
    }
    void findingsLeadToTheirCells()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"子事项"_s});
        table()->goTo(1, 0);
        m_rig->key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        waitForCheck();
        QVERIFY(findings()->map().errors() > 0);
        QVERIFY(label("packs.checkState").contains(u"错误"));
        show({SheetRef::Kind::Notice, {}});
        m_rig->key(Qt::Key_F7);
        QVERIFY(m_rig->packsPage->sheet().kind != SheetRef::Kind::Notice);
        // The situation of a finding can be played.
        auto *tryout = m_rig->find<TryoutPane>(u"packs.tryout"_s);
        QTest::mouseClick(m_rig->find(u"packs.try"_s), Qt::LeftButton);
        QVERIFY(!tryout->answers().isEmpty());
        m_rig->key(Qt::Key_F7, Qt::ShiftModifier);
        // Another word than any option: marked where it stands.
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(1, 1);
        m_rig->key(Qt::Key_Return);
        type(u"公司"_s);
        enter();
        waitForCheck();
        QVERIFY(table()->model()->index(1, 1).data(SheetModel::ToneRole).isValid());
        QVERIFY(table()->model()->index(1, 1).data(Qt::ToolTipRole).toString().startsWith(u"V01"));
        QCOMPARE(casesTag(), u"用例待检查"_s);
        QVERIFY(!tryout->interview());
    }
    // The whole round: a wrong word, the finding, the jump, the mending, the cases, the folder, and open again.
    void editFindJumpMendKeepOpenAgain()
    {
        openBlank();
        const PackFiles clean = *PackFiles::readFolder(bench().folder());
        const QString folder = bench().folder();
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(1, 1);
        m_rig->key(Qt::Key_Return);
        type(u"公司"_s);
        enter();
        waitForCheck();
        QCOMPARE(findings()->map().errors(), 1);
        QCOMPARE(casesTag(), u"用例待检查"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bench().isKept(), kPatienceMs);
        QVERIFY(PackFiles::readFolder(folder)->content.value(u"rules/main.dmn"_s).contains("公司"));       // a draft may be wrong
        // From another sheet one key leads to the cell.
        show({SheetRef::Kind::Notice, {}});
        m_rig->key(Qt::Key_F7);
        QCOMPARE(m_rig->packsPage->sheet(), (SheetRef{SheetRef::Kind::Rules, u"材料"_s}));
        QCOMPARE(table()->currentIndex(), table()->model()->index(1, 1));
        table()->setFocus();
        m_rig->key(Qt::Key_Return);
        type(u"单位"_s);
        enter();
        waitForCheck();
        QCOMPARE(findings()->map().errors(), 0);
        QCOMPARE(casesTag(), u"用例 6/6 通过"_s);
        QCOMPARE(m_rig->find<zc::uikit::Tag>(u"packs.cases"_s)->tone(), zc::uikit::Tone::Ok);
        QTRY_VERIFY_WITH_TIMEOUT(bench().isKept(), kPatienceMs);
        QVERIFY(PackFiles::readFolder(folder)->content == clean.content);
        QSignalSpy opened(&bench(), &PackWorkshop::opened);
        bench().create(m_rig->packs.folder.filePath(u"another"_s), u"another"_s);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
        bench().open(folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, kPatienceMs);
        waitForCheck();
        QCOMPARE(pack().info.packId, u"an-item"_s);
        QCOMPARE(casesTag(), u"用例 6/6 通过"_s);
    }
    // What another program wrote into the folder is never written over unseen, and what was typed here is never lost for it.
    void anotherProgramChangesTheFolder()
    {
        openBlank();
        const QString folder = bench().folder();
        PackFiles theirs = *PackFiles::readFolder(folder);
        theirs.content[u"notice.md"_s] += "样例\n";
        QVERIFY(theirs.writeFolder(folder).ok());
        QSignalSpy refused(&bench(), &PackWorkshop::refused);
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(1, 1);
        m_rig->key(Qt::Key_Return);
        type(u"个人"_s);
        enter();
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, kPatienceMs);
        QCOMPARE(refused.constFirst().constFirst().value<zc::Error>().code, u"PACK-CHANGED"_s);
        QVERIFY(label("packs.saved").contains(u"PACK-CHANGED"));
        QVERIFY(PackFiles::readFolder(folder)->content == theirs.content);
        // Nobody leaves without knowing: told once more, then as they wish.
        QVERIFY(!m_rig->packsPage->mayClose());
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 2, kPatienceMs);
        QVERIFY(m_rig->window->isVisible());
        // Theirs, by one key; mine again, by one more; then mine lies there.
        m_rig->key(Qt::Key_F5, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(cell(1, 1), u"\"单位\""_s, kPatienceMs);
        QVERIFY(bench().isKept());
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(cell(1, 1), u"\"个人\""_s);
        QTRY_VERIFY_WITH_TIMEOUT(bench().isKept(), kPatienceMs);
        QVERIFY(PackFiles::readFolder(folder)->content.value(u"notice.md"_s) != theirs.content.value(u"notice.md"_s));
        QVERIFY(!bench().problem());
    }
    // The last keystroke before the program ends is on the disk, beside the folder where that holds something else by now.
    void theLastKeystrokeIsKept()
    {
        openBlank();
        const QString folder = bench().folder();
        show({SheetRef::Kind::Rules, u"材料"_s});
        bench().document().setCells(m_rig->packsPage->sheet(), {{1, 1, u"个人"_s}});
        QVERIFY(!bench().isKept());
        delete std::exchange(m_rig->packsPage, nullptr);
        QVERIFY(PackFiles::readFolder(folder)->content.value(u"rules/main.dmn"_s).contains("<text>\"个人\"</text>"));
        m_rig.reset();
        openBlank();
        PackFiles theirs = *PackFiles::readFolder(bench().folder());
        theirs.content[u"notice.md"_s] += "样例\n";
        const QString second = bench().folder();
        bench().document().setCells({SheetRef::Kind::Rules, u"材料"_s}, {{1, 1, u"个人"_s}});
        QVERIFY(theirs.writeFolder(second).ok());
        delete std::exchange(m_rig->packsPage, nullptr);
        QVERIFY(PackFiles::readFolder(second)->content == theirs.content);
        QVERIFY(PackFiles::readFolder(second + u"-unsaved-1"_s)->content.value(u"rules/main.dmn"_s).contains("<text>\"个人\"</text>"));
    }
    // A check that ends, a row that is wanted, a pack that is renamed: what is being typed stays, and the place with it.
    void nothingDisturbsTheTyping()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(1, 1);
        QSignalSpy checked(&bench().checker(), &PackChecker::finished);
        bench().document().setCells(m_rig->packsPage->sheet(), {{0, 1, u"公司"_s}});      // a finding is on its way
        m_rig->key(Qt::Key_Return);
        QPointer<QWidget> editor = QApplication::focusWidget();
        QCOMPARE(editor->objectName(), u"packs.cell"_s);
        type(u"个人"_s);
        QVERIFY(checked.wait(kPatienceMs));
        QVERIFY(table()->model()->index(0, 1).data(SheetModel::ToneRole).isValid());
        QCOMPARE(QApplication::focusWidget(), editor.data());
        QCOMPARE(qobject_cast<QLineEdit *>(editor)->text(), u"个人"_s);
        const int rows = table()->model()->rowCount();
        m_rig->key(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(table()->model()->rowCount(), rows + 1);
        QCOMPARE(cell(1, 1), u"\"个人\""_s);
        show({SheetRef::Kind::Csv, u"facts.csv"_s});
        table()->goTo(1, 1);
        m_rig->key(Qt::Key_Return);
        type(u"资格还有效"_s);
        enter();
        QCOMPARE(cell(1, 1), u"资格还有效"_s);
        QCOMPARE(table()->currentIndex(), table()->model()->index(2, 1));
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(table()->currentIndex(), table()->model()->index(2, 1));
    }
    // The list is gone through with the arrows; each pack is shown, none is copied, and the keys stay in the list.
    void theListByArrows()
    {
        m_rig = std::make_unique<Rig>(Role::Trainer);
        const QString root = QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/civil_affairs/packs/");
        for (const QString &id : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name).mid(0, 2)) m_rig->packs.entries.append({root + id, id, id, u"1"_s, false});
        QCOMPARE(m_rig->packs.entries.size(), 2);
        m_rig->showAt({1440, 900});
        m_rig->key(Qt::Key_3, Qt::AltModifier);
        auto *list = m_rig->find<zc::uikit::FilterList>(u"packs.list"_s);
        QTRY_COMPARE(list->findChildren<QAbstractButton *>().size(), 2);
        QSignalSpy opened(&bench(), &PackWorkshop::opened);
        list->findChildren<QAbstractButton *>().first()->setFocus();
        m_rig->key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
        QVERIFY(list->isAncestorOf(QApplication::focusWidget()));
        m_rig->key(Qt::Key_Down);
        m_rig->key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, kPatienceMs);
        QVERIFY(list->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(pack().info.packId, m_rig->packs.entries.at(1).packId);
        QVERIFY(QDir(m_rig->packs.folder.path()).isEmpty());
    }
    void widthsAreRemembered()
    {
        openBlank();
        show({SheetRef::Kind::Csv, u"facts.csv"_s});
        table()->horizontalHeader()->resizeSection(1, 311);
        QTRY_VERIFY_WITH_TIMEOUT(m_rig->packs.kept.contains(u"packs.facts.csv"_s), kPatienceMs);
        show({SheetRef::Kind::Csv, u"materials.csv"_s});
        QVERIFY(table()->columnWidth(1) != 311);
        show({SheetRef::Kind::Csv, u"facts.csv"_s});
        QCOMPARE(table()->columnWidth(1), 311);
        auto *parts = m_rig->find<QSplitter>(u"packs.parts"_s);
        const QRect handle = parts->handle(1)->rect();
        QTest::mousePress(parts->handle(1), Qt::LeftButton, {}, handle.center());
        QTest::mouseMove(parts->handle(1), handle.center() - QPoint(0, 60));
        QTest::mouseRelease(parts->handle(1), Qt::LeftButton, {}, handle.center() - QPoint(0, 60));
        QCOMPARE(m_rig->packs.kept.value(u"packs.parts"_s).size(), 2);
    }
    // Twice as large on a small screen: one key brings the interview, the same key the table again.
    void theInterviewIsOneKeyAway()
    {
        openBlank();
        auto *tryout = m_rig->find(u"packs.tryout"_s);
        m_rig->key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(tryout->isAncestorOf(QApplication::focusWidget()));
        m_rig->key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(table()->hasFocus());
        m_rig->showAt({900, 700});
        QTRY_VERIFY(!tryout->isVisible());
        m_rig->key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(tryout->isVisible() && tryout->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!m_rig->find(u"packs.list"_s)->isVisible());
        m_rig->key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(!tryout->isVisible() && table()->hasFocus());
        QVERIFY(m_rig->find(u"packs.list"_s)->isVisible());
    }
    void aWarningIsAnsweredFor()
    {
        openBlank();
        show({SheetRef::Kind::Csv, u"materials.csv"_s});
        table()->goTo(2, 0);
        m_rig->key(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        for (const auto &[column, text] : {std::pair(2, u"备用材料"_s), std::pair(10, u"L01"_s)}) {
            table()->goTo(3, column);
            m_rig->key(Qt::Key_Return);
            type(text);
            enter();
        }
        waitForCheck();
        QCOMPARE(findings()->map().errors(), 0);
        QCOMPARE(findings()->map().warnings(), 1);
        m_rig->key(Qt::Key_F7);
        m_rig->key(Qt::Key_F7, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"packs.acceptReason"_s);
        type(u"明年启用"_s);
        enter();
        type(u"样例校核人"_s);
        enter();
        QCOMPARE(pack().info.accepted.size(), 1);
        QCOMPARE(pack().info.accepted.constFirst().reason, u"明年启用"_s);
        waitForCheck();
        QCOMPARE(findings()->map().warnings(), 0);                    // it stands under those somebody answers for
        QVERIFY(findings()->map().isAccepted(0));
        QSignalSpy done(&bench(), &PackWorkshop::done);
        bench().build(m_rig->packs.folder.filePath(u"a.zcpack"_s));
        QVERIFY(done.wait(kPatienceMs));
    }
    void theInterviewPlaysThePackAsItStands()
    {
        openBlank();
        auto *tryout = m_rig->find<TryoutPane>(u"packs.tryout"_s);
        m_rig->key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(label("packs.question").contains(u"资格"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);       // yes
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        QCOMPARE(tryout->answers().size(), 2);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        QCOMPARE(tryout->answers().size(), 1);
        // For somebody else and for an organisation, in whatever order they are asked.
        for (int i = 0; i < 2; ++i) QTest::keyClick(QApplication::focusWidget(), label("packs.question").contains(u"替别人") ? Qt::Key_1 : Qt::Key_2);
        QVERIFY(tryout->interview()->outcome().complete);
        const int papers = int(tryout->interview()->outcome().materials.size());
        QVERIFY(papers >= 2);
        // The rule for everybody goes: the same answers give one paper less.
        show({SheetRef::Kind::Rules, u"材料"_s});
        table()->goTo(0, 0);
        m_rig->key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        waitForCheck();
        QCOMPARE(tryout->answers().size(), 3);
        QCOMPARE(tryout->interview()->outcome().materials.size(), papers - 1);
        QTest::mouseClick(m_rig->find(u"packs.again"_s), Qt::LeftButton);
        QVERIFY(tryout->answers().isEmpty());
    }
    void packsOfADepartmentAreOpenedAsACopy()
    {
        m_rig = std::make_unique<Rig>(Role::Trainer);
        const QString source = QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/civil_affairs/packs/temporary-relief");
        m_rig->packs.entries = {{source, u"temporary-relief"_s, u"临时救助"_s, u"1"_s, false}};
        const PackFiles theirs = *PackFiles::readFolder(source);
        m_rig->showAt({1440, 900});
        m_rig->key(Qt::Key_3, Qt::AltModifier);
        QSignalSpy checked(&bench().checker(), &PackChecker::finished);
        auto *list = m_rig->find<zc::uikit::FilterList>(u"packs.list"_s);
        QTRY_VERIFY_WITH_TIMEOUT(list->findChild<QAbstractButton *>(), kPatienceMs);
        list->choose(source);
        QVERIFY(checked.wait(kPatienceMs));
        // Looked at, not touched: no copy yet. The first change makes one; the department's pack stays as it is.
        QCOMPARE(bench().folder(), m_rig->packs.folder.filePath(u"temporary-relief"_s));
        QVERIFY(!QFileInfo::exists(bench().folder()));
        QVERIFY(label("packs.saved").contains(u"副本"));
        show({SheetRef::Kind::Info, {}});
        table()->goTo(12, 1);
        m_rig->key(Qt::Key_Return);
        type(u"改过"_s);
        enter();
        QTRY_VERIFY_WITH_TIMEOUT(bench().isKept(), kPatienceMs);
        QVERIFY(PackFiles::readFolder(bench().folder())->content.value(u"package.json"_s).contains("改过"));
        QVERIFY(*PackFiles::readFolder(source) == theirs);
    }
    void workbooksGoOutAndComeBack()
    {
        openBlank();
        const AuthoredPack before = pack();
        const QString file = m_rig->packs.folder.filePath(u"out.xlsx"_s);
        QSignalSpy done(&bench(), &PackWorkshop::done), refused(&bench(), &PackWorkshop::refused);
        bench().bringOut(file);
        QVERIFY(done.wait(kPatienceMs));
        show({SheetRef::Kind::Notice, {}});
        table()->goTo(0, 0);
        m_rig->key(Qt::Key_Delete);
        QVERIFY(!(pack() == before));
        bench().bringIn(file);
        QTRY_VERIFY_WITH_TIMEOUT(pack() == before, kPatienceMs);
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);                    // an import is one step
        QVERIFY(!(pack() == before));
        QFile broken(m_rig->packs.folder.filePath(u"broken.xlsx"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no workbook") > 0);
        broken.close();
        bench().bringIn(broken.fileName());
        QVERIFY(refused.wait(kPatienceMs));
        QCOMPARE(refused.constFirst().constFirst().value<zc::Error>().code, u"PACK-SHEET-ARCHIVE"_s);
        // The chooser opens and leaves the page alone.
        m_rig->key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_rig->packsPage->findChild<QFileDialog *>());
        m_rig->packsPage->findChild<QFileDialog *>()->close();
    }
    void aPackWithAHoleIsNotBuilt()
    {
        openBlank();
        show({SheetRef::Kind::Rules, u"子事项"_s});
        table()->goTo(0, 0);
        m_rig->key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QSignalSpy refused(&bench(), &PackWorkshop::refused);
        const QString file = m_rig->packs.folder.filePath(u"hole.zcpack"_s);
        bench().build(file);
        QVERIFY(refused.wait(kPatienceMs));
        QVERIFY(!QFile::exists(file));
        m_rig->key(Qt::Key_Z, Qt::ControlModifier);
        QSignalSpy done(&bench(), &PackWorkshop::done);
        bench().build(file);
        QVERIFY(done.wait(kPatienceMs));
        QFile release(file);
        QVERIFY(release.open(QIODevice::ReadOnly));
        QVERIFY(openRelease(release.readAll(), {}).ok());
    }
    void theCheckCanBeStopped()
    {
        openBlank();
        show({SheetRef::Kind::Notice, {}});
        table()->goTo(0, 0);
        m_rig->key(Qt::Key_Delete);
        QVERIFY(bench().checker().isBusy());
        m_rig->key(Qt::Key_F7, Qt::ControlModifier);
        QVERIFY(!bench().checker().isBusy());
        QVERIFY(label("packs.checkState").contains(u"停"));
    }
    void sheetsByKeys()
    {
        openBlank();
        auto *tabs = m_rig->find<QTabBar>(u"packs.sheets"_s);
        const int count = tabs->count();
        QVERIFY(count > 12);
        for (int i = 0; i < count; ++i) {
            m_rig->key(Qt::Key_PageDown, Qt::ControlModifier);
            QVERIFY(table()->model()->columnCount() > 0);
        }
        m_rig->key(Qt::Key_PageUp, Qt::ControlModifier);
    }
    void whatTheClerkUndoesIsTheCase()
    {
        openBlank();
        m_rig->desk.put(sampleCase());
        // The same keys on the two pages mean what lies there.
        QVERIFY(!m_rig->window->commands().isEnabled(u"case.undo"_s));
    }
};

ZC_TEST(QApplication, TstPackKeys)
#include "tst_packkeys.moc"
