#include "shell/commandcentre.h"
#include "shell/keycard.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QRegularExpression>
#include <QSet>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

// The command table is the only place that knows keys; everything a person can do has a key or is found in the palette.
class TstCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsComplete()
    {
        prepareApplication();
        const CommandTable table;
        QSet<QString> ids;
        for (const Command &command : table.all()) {
            QVERIFY2(!command.id.isEmpty() && !ids.contains(command.id), qPrintable(command.id));
            ids.insert(command.id);
            QVERIFY2(!command.title.isEmpty() && !command.group.isEmpty() && !command.words.isEmpty(), qPrintable(command.id));
            QVERIFY2(command.roles, qPrintable(command.id));
            if (command.hearing == Hearing::Window && !command.keyText.isEmpty()) QVERIFY2(!command.key.isEmpty(), qPrintable(command.id));
        }
    }

    void noKeyMeansTwoThings()
    {
        prepareApplication();
        const CommandTable table;
        QHash<QString, QString> keys;
        for (const Command &command : table.all()) {
            if (command.key.isEmpty()) continue;
            const QString key = command.key.toString();
            QVERIFY2(!keys.contains(key), qPrintable(u"%1: %2 and %3"_s.arg(key, keys.value(key), command.id)));
            keys.insert(key, command.id);
        }
        // The keys that ui.md promises to every clerk.
        const QHash<QString, QString> promised = {{u"Ctrl+K"_s, u"app.palette"_s}, {u"F2"_s, u"queue.next"_s}, {u"F3"_s, u"item.find"_s}, {u"F4"_s, u"problem.next"_s},
            {u"F5"_s, u"card.read"_s}, {u"F6"_s, u"app.paneNext"_s}, {u"Shift+F6"_s, u"app.panePrevious"_s}, {u"F8"_s, u"material.scan"_s}, {u"F1"_s, u"app.why"_s},
            {u"Ctrl+1"_s, u"step.1"_s}, {u"Ctrl+6"_s, u"step.6"_s}, {u"Ctrl+Return"_s, u"case.submit"_s}, {u"Ctrl+P"_s, u"print"_s}, {u"Ctrl+Z"_s, u"case.undo"_s},
            {u"Ctrl+L"_s, u"app.lock"_s}};
        for (auto it = promised.cbegin(); it != promised.cend(); ++it) QCOMPARE(keys.value(it.key()), it.value());
    }

    void everyCommandDoesSomething()
    {
        Rig rig(Role::Trainer);
        CommandCentre &commands = rig.window->commands();
        // These belong to the composition root, which this rig replaces.
        const QSet<QString> ofBootstrap = {u"view.larger"_s, u"view.smaller"_s, u"view.normal"_s, u"view.light"_s, u"view.dark"_s, u"view.contrast"_s, u"app.keyCard"_s,
            u"demo.reset"_s, u"demo.platformAway"_s, u"demo.platformBack"_s, u"app.signOff"_s, u"bridge.question"_s, u"bridge.takeBack"_s, u"print.question"_s, u"print.stop"_s,
            u"queue.recall"_s, u"queue.skip"_s, u"queue.list"_s, u"rating.ask"_s, u"rating.screen"_s, u"rating.stop"_s};
        for (const Command &command : rig.table.all())
            if (!ofBootstrap.contains(command.id)) QVERIFY2(commands.hasHandler(command.id), qPrintable(command.id));
    }

    void everyCommandIsReachable()
    {
        Rig rig(Role::Trainer);
        CommandCentre &commands = rig.window->commands();
        Needs all;
        for (int bit = 0; bit < 22; ++bit) all |= Need(1 << bit);
        commands.setFacts(all);
        QSet<QString> inPalette;
        for (const PaletteEntry &entry : matchingCommands(commands, {}, 1000)) inPalette.insert(entry.id);
        for (const Command &command : rig.table.all()) {
            if (!commands.hasHandler(command.id)) continue;
            const bool byKey = !command.keyText.isEmpty();
            QVERIFY2(byKey || inPalette.contains(command.id), qPrintable(command.id));
            if (command.id != u"app.palette"_s) QVERIFY2(inPalette.contains(command.id), qPrintable(command.id));
        }
    }

    void needsDisable()
    {
        Rig rig;
        CommandCentre &commands = rig.window->commands();
        QVERIFY(!commands.isEnabled(u"step.3"_s));
        QVERIFY(!commands.run(u"step.3"_s));
        rig.desk.put(sampleCase());
        QVERIFY(commands.isEnabled(u"step.3"_s));
        commands.setListening(false);
        QVERIFY(!commands.run(u"step.3"_s));
        QVERIFY(!commands.run(u"no.such.command"_s));
    }

    void laterHandlerGoesWithItsOwner()
    {
        Rig rig;
        CommandCentre &commands = rig.window->commands();
        int first = 0, second = 0;
        auto *a = new QObject(this), *b = new QObject(this);
        commands.handle(u"view.dark"_s, a, [&first] { ++first; });
        commands.handle(u"view.dark"_s, b, [&second] { ++second; });
        QVERIFY(commands.run(u"view.dark"_s));
        delete b;
        QVERIFY(commands.run(u"view.dark"_s));
        QCOMPARE(first, 1);
        QCOMPARE(second, 1);
        delete a;
        QVERIFY(!commands.run(u"view.dark"_s));
    }

    void rolesHideCommandsAndPages()
    {
        Rig rig(Role::Officer);
        QVERIFY(!rig.window->commands().action(u"queue.next"_s));
        QVERIFY(rig.window->commands().action(u"app.lock"_s));
        QVERIFY(!rig.find(u"rail.page.desk"_s));
        QVERIFY(rig.find(u"rail.page.cases"_s));
    }

    void packsAreForAuthors()
    {
        for (const Role role : {Role::Clerk, Role::Officer, Role::Trainer, Role::Installer}) {
            Rig rig(role);
            const bool author = role == Role::Trainer || role == Role::Installer;
            QCOMPARE(rig.find(u"rail.page.packs"_s) != nullptr, author);
            QCOMPARE(rig.window->commands().action(u"pack.new"_s) != nullptr, author);
            rig.showAt({1440, 900});
            rig.key(Qt::Key_3, Qt::AltModifier);
            QCOMPARE(rig.window->currentPage() == u"page.packs"_s, author);
        }
    }

    void pagesAndKeysFollowWhoSitsHere()
    {
        Rig rig(Roles(Role::Clerk) | Role::Trainer);
        MainWindow &window = *rig.window;
        CommandCentre &commands = window.commands();
        rig.showAt({1440, 900});
        rig.key(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"page.packs"_s);
        QVERIFY(rig.packsPage->isVisible() && commands.isEnabled(u"pack.new"_s));
        QVERIFY(rig.find(u"settings.key.pack.new"_s));
        const QByteArray card = keyCardPdf(rig.table, commands.roles());

        window.setRoles(Role::Clerk);                                // she left, a clerk sits down
        QCOMPARE(window.currentPage(), u"page.desk"_s);
        QVERIFY(rig.deskPage->isVisible() && !rig.packsPage->isVisible());
        QVERIFY(!rig.find(u"rail.page.packs"_s) && rig.find(u"rail.page.desk"_s)->property("checked").toBool());
        QVERIFY(!commands.action(u"pack.new"_s) && !commands.run(u"pack.new"_s) && !commands.run(u"page.packs"_s));
        QVERIFY(!window.showPage(u"page.packs"_s));
        for (const PaletteEntry &entry : matchingCommands(commands, {}, 1000)) QVERIFY2(!entry.id.startsWith(u"pack."_s), qPrintable(entry.id));
        QVERIFY(!rig.find(u"settings.key.pack.new"_s) && rig.find(u"settings.key.queue.next"_s));
        QVERIFY(keyCardPdf(rig.table, commands.roles()).size() < card.size());
        rig.key(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"page.desk"_s);
        rig.key(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"page.cases"_s);
        QCOMPARE(commands.action(u"queue.next"_s)->shortcut(), QKeySequence(Qt::Key_F2));

        window.setRoles(Role::Installer);                            // takes no cases
        QCOMPARE(window.currentPage(), u"page.cases"_s);             // hers too, so it stays
        QVERIFY(!rig.find(u"rail.page.desk"_s) && !commands.action(u"queue.next"_s));
        rig.key(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"page.cases"_s);

        window.setRoles(Roles(Role::Clerk) | Role::Trainer);
        rig.key(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"page.packs"_s);
        QVERIFY(rig.packsPage->isVisible());
        // In the order in which the pages were named, whoever came and went.
        QStringList entries;
        for (const QWidget *entry : rig.find(u"rail"_s)->findChildren<QWidget *>(QRegularExpression(u"^rail\\.page\\."_s))) entries << entry->objectName().mid(10);
        QCOMPARE(entries, (QStringList{u"desk"_s, u"cases"_s, u"packs"_s, u"devices"_s, u"web"_s, u"settings"_s}));
        QTRY_VERIFY(rig.find(u"rail.page.packs"_s)->y() > rig.find(u"rail.page.cases"_s)->y());
    }

    void keyCardIsOneSheet()
    {
        prepareApplication();
        const QByteArray pdf = keyCardPdf(CommandTable(), Role::Clerk);
        QVERIFY(pdf.startsWith("%PDF"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
    }
};

ZC_TEST(QApplication, TstCommands)
#include "tst_commands.moc"
