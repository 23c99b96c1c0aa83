#include "bootstrap/deskapplication.h"
#include "bootstrap/probes.h"
#include "bootstrap/settingwords.h"
#include "shell/mainwindow.h"
#include "support/rig.h"
#include "support/testprogram.h"
#include "unit/settings/machine.h"

#include <uikit/combo.h>
#include <uikit/fieldframe.h>
#include <uikit/groupedtable.h>
#include <uikit/statuscell.h>
#include <uikit/toast.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

uikit::ZcStyle &style() { return *static_cast<uikit::ZcStyle *>(QApplication::style()); }

// The program as a person starts it, over a machine of the test's own; `restart()` is the next morning.
struct Desk {
    explicit Desk(const Machine &machine) : m_machine(machine) { restart(); }
    void restart()
    {
        app.reset();
        settings::Settings::Options layers = m_machine.options;
        layers.userFile = m_data.filePath(u"settings.json"_s);
        values = std::make_unique<settings::Settings>(layers);
        QVERIFY(style().setAppearance(appearanceOf(*values)).ok());
        app = std::make_unique<DeskApplication>(Options(), m_data.path(), *values, style(), m_startup);
        app->start();
        QVERIFY(QTest::qWaitForWindowActive(&app->window()));
        QVERIFY(QTest::qWaitFor([this] { return find<QWidget>(u"page.settings"_s) && find<QWidget>(u"page.cases"_s); }, 60'000));      // behind the first frame
    }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(app->window().windowHandle(), Qt::Key(code), modifiers); }
    template <class T> T *find(const QString &name) const { return app->window().findChild<T *>(name); }
    QStringList said() const
    {
        auto *toasts = app->window().findChild<uikit::ToastStack *>();
        return toasts ? toasts->texts() : QStringList();
    }
    bool saidCode(const QString &code) const
    {
        const QStringList lines = said();
        return std::any_of(lines.cbegin(), lines.cend(), [&code](const QString &line) { return line.contains(code); });
    }

    const Machine &m_machine;
    QTemporaryDir m_data;
    Startup m_startup;
    std::unique_ptr<settings::Settings> values;
    std::unique_ptr<DeskApplication> app;
};

} // namespace

// What the policy of a machine and the person's own settings do at the desk, through the real window by keys.
class TstDeskPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareApplication(); }
    void cleanup() { QVERIFY(style().setAppearance({}).ok()); }

    void everyKeyHasWords()
    {
        for (const settings::Key &key : settings::allKeys()) {
            const SettingWords words = settingWords(key.name);
            QVERIFY2(!words.title.isEmpty() && !words.section.isEmpty(), qPrintable(key.name));
            // Nobody is offered a choice that the key's own check refuses, and no choice of the key is without words.
            for (const auto &choice : words.choices)
                if (key.type != settings::KeyType::TextMap) QVERIFY2(settings::checkValue(key, valueOf(key, choice.first)).ok(), qPrintable(key.name + u' ' + choice.first));
            if (key.type == settings::KeyType::Choice)
                for (const QString &value : key.choices)
                    QVERIFY2(std::any_of(words.choices.cbegin(), words.choices.cend(), [&value](const auto &choice) { return choice.first == value; }), qPrintable(key.name + u' ' + value));
            QVERIFY2((key.kind == settings::KeyKind::Machine) <= (words.kind == SettingView::Kind::Shown), qPrintable(key.name));
            if (words.kind != SettingView::Kind::Shown) QVERIFY2(key.inEffect, qPrintable(key.name));      // nothing to choose without effect
        }
    }

    void aChangeIsRememberedOverARestart()
    {
        Machine machine;
        Desk desk(machine);
        desk.key(Qt::Key_Equal, Qt::ControlModifier);
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 125);
        QCOMPARE(style().theme().appearance().zoomPercent, 125);
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *density = desk.find<uikit::Combo>(u"setting.ui.density"_s);
        QVERIFY(density);
        density->setFocus(Qt::TabFocusReason);
        const int before = density->currentIndex();
        QTest::keyClick(density, Qt::Key_Down);
        QVERIFY(density->currentIndex() != before);
        Q_EMIT density->activated(density->currentIndex());          // what the list says when Enter closes it
        QCOMPARE(desk.values->text(u"ui.density"_s), u"roomy"_s);
        desk.restart();
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 125);
        QCOMPARE(style().theme().appearance().zoomPercent, 125);
        QCOMPARE(style().theme().appearance().density, uikit::Density::Relaxed);
        QVERIFY(!QFile::exists(desk.m_data.filePath(u"preferences.json"_s)));
        // The way back from an own choice stands beside it and is reached by keys.
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *back = desk.find<QAbstractButton>(u"setting.reset.ui.zoom"_s);
        QVERIFY(back && back->isVisible());
        back->setFocus(Qt::TabFocusReason);
        QTest::keyClick(back, Qt::Key_Space);
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 100);
        QVERIFY(!back->isVisible());
    }

    void whatThePolicyLocksIsShownLockedAndRefusedInWords()
    {
        Machine machine;
        machine.managed("\"ui.zoom\":150,\"site.window\":\"003\"", u"managed.d/10-hall.json"_s);
        Desk desk(machine);
        QCOMPARE(style().theme().appearance().zoomPercent, 150);
        desk.key(Qt::Key_Equal, Qt::ControlModifier);
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 150);
        QVERIFY2(desk.saidCode(u"POL-LOCKED"_s), qPrintable(desk.said().join(u'\n')));
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *zoom = desk.find<uikit::Combo>(u"setting.ui.zoom"_s);
        QVERIFY(zoom && zoom->isVisible() && !zoom->isEnabled());
        QCOMPARE(zoom->currentData().toString(), u"150"_s);
        auto *frame = qobject_cast<uikit::FieldFrame *>(zoom->parentWidget());
        QVERIFY(frame);
        bool named = false;
        for (const QLabel *label : frame->findChildren<QLabel *>()) named = named || label->text().contains(u"10-hall.json"_s);
        QVERIFY(named);
        desk.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 150);
        QVERIFY2(frame->error().contains(u"POL-LOCKED"_s), qPrintable(frame->error()));
        // And again after a restart with a file of the person's own that tries it.
        QFile own(desk.m_data.filePath(u"settings.json"_s));
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write("{\"zcSettings\":1,\"settings\":{\"ui.zoom\":100,\"site.window\":\"009\"}}");
        own.close();
        desk.restart();
        QCOMPARE(desk.values->integer(u"ui.zoom"_s), 150);
        QCOMPARE(desk.values->text(u"site.window"_s), u"003"_s);
    }

    void anUnknownPolicyKeyShowsItsCode()
    {
        Machine machine;
        machine.managed("\"ui.zooom\":150");
        Desk desk(machine);
        QVERIFY(desk.find<uikit::StatusCell>(u"strip.policy"_s)->isVisible());
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *line = desk.find<QAbstractButton>(u"policy.row.0"_s);
        QVERIFY(line && line->isVisible());
        QVERIFY2(line->text().contains(u"ui.zoom"_s), qPrintable(line->text()));             // what was meant
        const QList<SettingProblem> problems = DeskSettings(*desk.values, style()).problems();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().code, u"POL-UNKNOWN-KEY"_s);
        QVERIFY(problems.first().place.contains(u"10-test.json"_s) && problems.first().place.contains(u"ui.zooom"_s));
        upkeep::SelfCheck checks;
        addPolicyProbe(checks, *desk.values);
        const upkeep::SelfCheckReport report = checks.runNow();
        QCOMPARE(report.probes.first().result.code, u"POL-UNKNOWN-KEY"_s);
        QVERIFY(report.ok());                                                                // a remark, not a fault
    }

    void aBrokenPolicyMakesTheDeskStricter()
    {
        Machine machine;
        Desk desk(machine);
        QVERIFY(!desk.find<uikit::StatusCell>(u"strip.policy"_s)->isVisible());
        QCOMPARE(desk.values->integer(u"session.idleLockSeconds"_s), 300);
        machine.managed("\"session.idleLockSeconds\":3600,\"session.pinTries\":\"many\"");
        desk.restart();
        QCOMPARE(desk.values->state(), settings::PolicyState::LockedDown);
        QCOMPARE(desk.values->integer(u"session.idleLockSeconds"_s), 120);                   // not the looser 3600 of the same file
        QCOMPARE(desk.values->text(u"mode.allowed"_s), u"productionOnly"_s);
        QVERIFY(desk.find<uikit::StatusCell>(u"strip.policy"_s)->isVisible());
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *line = desk.find<QAbstractButton>(u"policy.row.0"_s);
        QVERIFY(line && line->isVisible());
        auto *idle = desk.find<uikit::Combo>(u"setting.session.idleLockSeconds"_s);
        QVERIFY(idle && !idle->isEnabled());
        upkeep::SelfCheck checks;
        addPolicyProbe(checks, *desk.values);
        const upkeep::SelfCheckReport report = checks.runNow();
        QVERIFY(!report.ok());
        QCOMPARE(report.probes.first().result.code, u"POL-VALUE"_s);
    }

    void aPolicyRolledOutMeanwhileIsFollowed()
    {
        Machine machine;
        Desk desk(machine);
        desk.values->watch(20);
        machine.managed("\"ui.theme\":\"dark\",\"site.code\":\"430199\"");
        QTRY_COMPARE(style().theme().appearance().scheme, uikit::Scheme::Dark);
        QVERIFY(desk.find<uikit::StatusCell>(u"strip.policy"_s)->isVisible());               // the hall's code waits for the next start
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(!desk.find<uikit::Combo>(u"setting.ui.theme"_s)->isEnabled());
        machine.managed("\"ui.theme\":\"dark");                                               // torn on its way
        QTRY_VERIFY(desk.find<QAbstractButton>(u"policy.row.0"_s) && desk.find<QAbstractButton>(u"policy.row.0"_s)->isVisible());
        QCOMPARE(style().theme().appearance().scheme, uikit::Scheme::Dark);
    }

    void aDamagedOwnFileIsSetAsideAndSaid()
    {
        Machine machine;
        Desk desk(machine);
        desk.key(Qt::Key_Equal, Qt::ControlModifier);
        QFile own(desk.m_data.filePath(u"settings.json"_s));
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write("{\"zcSettings\":1,");
        own.close();
        desk.restart();
        QCOMPARE(style().theme().appearance().zoomPercent, 100);
        QCOMPARE(DeskSettings(*desk.values, style()).problems().first().code, u"SET-USER-FILE"_s);
        QCOMPARE(QDir(desk.m_data.path()).entryList({u"settings.json.unreadable-*"_s}).size(), 1);
    }

    void aFolderThatIsNotThereIsRefusedBesideTheField()
    {
        Machine machine;
        Desk desk(machine);
        desk.key(Qt::Key_Comma, Qt::ControlModifier);
        auto *folder = desk.find<QLineEdit>(u"setting.scan.folder"_s);
        QVERIFY(folder);
        folder->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(folder, u"/no/such/folder"_s);
        QTest::keyClick(folder, Qt::Key_Return);
        auto *frame = qobject_cast<uikit::FieldFrame *>(folder->parentWidget());
        QVERIFY(frame && frame->error().contains(u"SET-VALUE"_s));
        QVERIFY(desk.values->text(u"scan.folder"_s).isEmpty());
        folder->setText(desk.m_data.path());
        QTest::keyClick(folder, Qt::Key_Return);
        QVERIFY(frame->error().isEmpty());
        QCOMPARE(desk.values->text(u"scan.folder"_s), desk.m_data.path());
    }

    void windowAndColumnsAreStateAndNoSettings()
    {
        Machine machine;
        Desk desk(machine);
        desk.app->window().resize(1300, 800);
        auto *table = desk.find<uikit::GroupedTable>(u"cases.table"_s);
        desk.key(Qt::Key_2, Qt::AltModifier);
        const int whole = table->horizontalHeader()->length(), first = table->columnWidth(0);
        table->horizontalHeader()->resizeSection(0, first + 40);      // what a drag of the border does
        QCOMPARE(table->columnWidth(0), first + 40);
        QCOMPARE(table->horizontalHeader()->length(), whole);
        desk.restart();
        QCOMPARE(desk.app->window().size(), QSize(1300, 800));
        desk.key(Qt::Key_2, Qt::AltModifier);
        table = desk.find<uikit::GroupedTable>(u"cases.table"_s);
        QVERIFY(qAbs(table->columnWidth(0) - (first + 40)) <= 2);
        QVERIFY(!QFile::exists(desk.m_data.filePath(u"settings.json"_s)));       // nothing was chosen
        QFile state(desk.m_data.filePath(u"window.json"_s));
        QVERIFY(state.open(QIODevice::WriteOnly));
        state.write("{\"geometry\":7,\"columns\":{\"cases.table\":[0,-3,1e300]}}");
        state.close();
        desk.app->window().resize(1280, 720);
        desk.restart();                                                // a damaged one is begun anew
        QVERIFY(desk.app->window().isVisible());
    }
};

ZC_TEST(QApplication, TstDeskPolicy)
#include "tst_deskpolicy.moc"
