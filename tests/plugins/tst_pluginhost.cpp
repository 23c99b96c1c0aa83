#include <pluginhost/pluginhost.h>

#include <base/errortext.h>

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::pluginhost;

namespace {

// A trusted folder with copies of some plugins, a state folder, and the trace that plugin code leaves.
struct Desk {
    QTemporaryDir root;
    QString trusted = root.filePath(u"departments"_s);
    QString state = root.filePath(u"state"_s);
    QString trace = root.filePath(u"trace"_s);

    explicit Desk(const QStringList &ids)
    {
        qputenv("ZC_PLUGIN_TRACE", trace.toLocal8Bit());
        for (const QString &id : ids)
            install(id);
    }
    void install(const QString &id, const QString &from = QStringLiteral(ZC_BINARY_DIR "/test-plugins/"))
    {
        QDirIterator files(from + id, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString source = files.next();
            const QString target = trusted + u'/' + id + source.mid(from.size() + id.size());
            QDir().mkpath(QFileInfo(target).absolutePath());
            QVERIFY(QFile::copy(source, target));
        }
    }
    PluginHostSettings settings() const { return {trusted, state, QVersionNumber(0, 1, 0), {u"*"_s}}; }
    QStringList traced() const
    {
        QFile file(trace);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts) : QStringList();
    }
    // Uses an item in a process of its own, because the process may die.
    QByteArray useInChild(const QString &item, int *exitCode) const
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {u"--use"_s, trusted, state, item});
        child.waitForFinished(120'000);
        *exitCode = child.exitStatus() == QProcess::CrashExit ? -1 : child.exitCode();
        return child.readAllStandardOutput().trimmed();
    }
};

PluginEntry entryOf(const PluginHost &host, const QString &id)
{
    for (const PluginEntry &entry : host.plugins())
        if (entry.id == id)
            return entry;
    return {};
}

QString codeOf(const Result<UsedItem> &used)
{
    return used.ok() ? u"ok"_s : used.error().code;
}

int useItemAndExit(const QStringList &words)
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    PluginHost host({words[2], words[3], QVersionNumber(0, 1, 0), {u"*"_s}});
    host.discover();
    std::printf("%s\n", qPrintable(codeOf(host.useItem(words[4]))));
    return 0;
}

} // namespace

class TestPluginHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void discoveryRunsNoCodeAndKnowsTheItems()
    {
        const Desk desk({u"good"_s, u"dependent"_s, u"crash_constructor"_s, u"crash_static"_s, u"throwing"_s});
        PluginHost host(desk.settings());
        host.discover();
        QCOMPARE(host.plugins().size(), 5);
        for (const PluginEntry &entry : host.plugins())
            QCOMPARE(entry.state, PluginState::Checked);
        QCOMPARE(host.itemPacks().size(), 5);
        QCOMPARE(host.itemPacks().constFirst().itemCode.left(5), u"DEMO-"_s);
        QVERIFY(desk.traced().isEmpty());
        QVERIFY(host.checkField(u"DE-good"_s, {}, {}).isEmpty());
    }

    void anItemOpensItsPluginAndWhatThatRequires()
    {
        const Desk desk({u"good"_s, u"dependent"_s, u"throwing"_s});
        PluginHost host(desk.settings());
        host.discover();
        const auto used = host.useItem(u"DEMO-dependent-01"_s);
        QCOMPARE(codeOf(used), u"ok"_s);
        QVERIFY(used.value().logic);
        QVERIFY(QFile::exists(used.value().pack.folder + u"/package.json"_s));
        QCOMPARE(desk.traced(), (QStringList{u"static"_s, u"constructor"_s, u"initialize"_s, u"static"_s, u"constructor"_s, u"initialize"_s}));
        QCOMPARE(entryOf(host, u"good"_s).state, PluginState::Loaded);
        QCOMPARE(entryOf(host, u"throwing"_s).state, PluginState::Checked);
        QVERIFY(entryOf(host, u"good"_s).checkUs > 0 && entryOf(host, u"good"_s).loadUs > 0);
        QCOMPARE(host.checkField(u"DE-good"_s, {}, {}).size(), 1);
        QCOMPARE(codeOf(host.useItem(u"DEMO-dependent-01"_s)), u"ok"_s);
        QCOMPARE(desk.traced().size(), 6);
        QVERIFY(QDir(desk.state).entryList(QDir::Files).isEmpty());         // no marker stays
        QCOMPARE(codeOf(host.useItem(u"DEMO-nowhere-01"_s)), u"PLG-ITEM"_s);
        QCOMPARE(codeOf(host.useItem({})), u"PLG-ITEM"_s);
    }

    void refusedBeforeAnyOfTheirCodeRuns_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("code");
        QTest::newRow("iid") << u"wrong_iid"_s << u"PLG-IID"_s;
        QTest::newRow("api") << u"wrong_api"_s << u"PLG-API"_s;
        QTest::newRow("dependency") << u"lonely"_s << u"PLG-REQUIRES"_s;
    }
    void refusedBeforeAnyOfTheirCodeRuns()
    {
        QFETCH(QString, id);
        QFETCH(QString, code);
        const Desk desk({id, u"good"_s});
        PluginHost host(desk.settings());
        host.discover();
        QCOMPARE(entryOf(host, id).state, PluginState::Refused);
        QCOMPARE(entryOf(host, id).error.code, code);
        QVERIFY(!codeOf(host.useItem(u"DEMO-%1-01"_s.arg(id))).startsWith(u"ok"));
        host.loadStartup();
        QVERIFY(desk.traced().isEmpty());
        QCOMPARE(codeOf(host.useItem(u"DEMO-good-01"_s)), u"ok"_s);         // the others go on
        QVERIFY(!ErrorTexts().sentence(entryOf(host, id).error).contains(code));
    }

    void alteredFilesAreRefusedAtTheStart()
    {
        for (const QString &file : {u"good.so"_s, u"plugin.json"_s, u"packs/good-pack/package.json"_s}) {
            const Desk desk({u"good"_s});
            QFile altered(desk.trusted + u"/good/"_s + file);
            QVERIFY(altered.open(QIODevice::Append));
            altered.write(" ");
            altered.close();
            PluginHost host(desk.settings());
            host.discover();
            QCOMPARE(entryOf(host, u"good"_s).error.code, u"PLG-HASH"_s);
            QCOMPARE(codeOf(host.useItem(u"DEMO-good-01"_s)), u"PLG-ITEM"_s);
            QVERIFY(desk.traced().isEmpty());
        }
    }

    void alteredAfterTheStartIsRefusedAsWell()
    {
        const Desk desk({u"good"_s});
        PluginHost host(desk.settings());
        host.discover();
        QFile altered(desk.trusted + u"/good/good.so"_s);
        QVERIFY(altered.open(QIODevice::Append));
        altered.write(" ");
        altered.close();
        QCOMPARE(codeOf(host.useItem(u"DEMO-good-01"_s)), u"PLG-HASH"_s);
        QCOMPARE(entryOf(host, u"good"_s).state, PluginState::Refused);
        QVERIFY(desk.traced().isEmpty());
    }

    void folderMustCarryItsName()
    {
        const Desk desk({u"good"_s});
        QVERIFY(QDir(desk.trusted).rename(u"good"_s, u"better"_s));
        PluginHost host(desk.settings());
        host.discover();
        QCOMPARE(entryOf(host, u"better"_s).error.code, u"PLG-NAME"_s);
        const Desk listed({u"good"_s});
        PluginHostSettings settings = listed.settings();
        settings.allowed = {u"sample"_s};
        PluginHost strict(settings);
        strict.discover();
        QCOMPARE(entryOf(strict, u"good"_s).error.code, u"PLG-NAME"_s);
    }

    void productVersionMustHold()
    {
        Desk desk({});
        desk.install(u"sample"_s, QStringLiteral(ZC_BINARY_DIR "/plugins/departments/"));
        PluginHostSettings settings = desk.settings();
        settings.productVersion = QVersionNumber(1, 0, 0);
        PluginHost host(settings);
        host.discover();
        QCOMPARE(entryOf(host, u"sample"_s).error.code, u"PLG-PRODUCT"_s);
    }

    void crashIsQuarantinedAtTheNextStart_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("constructor") << u"crash_constructor"_s;
        QTest::newRow("static initialiser") << u"crash_static"_s;
    }
    void crashIsQuarantinedAtTheNextStart()
    {
        QFETCH(QString, id);
        const Desk desk({id, u"needs_crash"_s, u"good"_s});
        int exitCode = 0;
        desk.useInChild(u"DEMO-%1-01"_s.arg(id), &exitCode);
        QCOMPARE(exitCode, -1);
        QVERIFY(desk.traced().contains(u"static"_s));
        QVERIFY(QFile::remove(desk.trace));

        // The next start: told in words, its dependents out, the rest works, and nothing of it runs again.
        for (int start = 0; start < 2; ++start) {
            PluginHost host(desk.settings());
            host.discover();
            QCOMPARE(entryOf(host, id).state, PluginState::Quarantined);
            QCOMPARE(entryOf(host, id).error.code, u"PLG-CRASHED"_s);
            QCOMPARE(codeOf(host.useItem(u"DEMO-%1-01"_s.arg(id))), u"PLG-CRASHED"_s);
            QCOMPARE(entryOf(host, u"needs_crash"_s).state, PluginState::Refused);
            QCOMPARE(entryOf(host, u"needs_crash"_s).error.code, u"PLG-REQUIRES"_s);
            QVERIFY(desk.traced().isEmpty());
        }
        QCOMPARE(desk.useInChild(u"DEMO-good-01"_s, &exitCode), QByteArray("ok"));
        QCOMPARE(exitCode, 0);

        PluginHost host(desk.settings());
        host.discover();
        host.releaseFromQuarantine(id);
        PluginHost released(desk.settings());
        released.discover();
        QCOMPARE(entryOf(released, id).state, PluginState::Checked);
    }

    void exceptionAndGreedAreRefusedAlone()
    {
        const Desk desk({u"throwing"_s, u"greedy"_s, u"good"_s});
        PluginHost host(desk.settings());
        host.discover();
        QCOMPARE(codeOf(host.useItem(u"DEMO-throwing-01"_s)), u"PLG-INIT"_s);
        QCOMPARE(codeOf(host.useItem(u"DEMO-greedy-01"_s)), u"PLG-CAPABILITY"_s);
        QCOMPARE(codeOf(host.useItem(u"DEMO-throwing-01"_s)), u"PLG-INIT"_s);
        QVERIFY(host.checkField(u"DE-greedy"_s, {}, {}).isEmpty());
        QCOMPARE(codeOf(host.useItem(u"DEMO-good-01"_s)), u"ok"_s);
        QVERIFY(QDir(desk.state).entryList(QDir::Files).isEmpty());
    }

    void sampleWorks()
    {
        Desk desk({});
        desk.install(u"sample"_s, QStringLiteral(ZC_BINARY_DIR "/plugins/departments/"));
        PluginHost host(desk.settings());
        host.discover();
        QCOMPARE(host.itemPacks().size(), 1);
        QCOMPARE(codeOf(host.useItem(u"DEMO-sample-01"_s)), u"ok"_s);
        QVERIFY(host.checkField(u"DE-9901"_s, u"2026-06-01"_s, {}).isEmpty());
        QCOMPARE(host.checkField(u"DE-9901"_s, u"2026-06-06"_s, {}).size(), 1);
        QCOMPARE(host.checkField(u"DE-9901"_s, u"2026-02-30"_s, {}).size(), 1);
        QVERIFY(host.checkField(u"DE-0001"_s, u"x"_s, {}).isEmpty());
    }

    void shippedDepartmentsPassTheGate()
    {
        const QTemporaryDir state;
        PluginHost host({QStringLiteral(ZC_BINARY_DIR "/plugins/departments"), state.path(), QVersionNumber(0, 1, 0), {u"*"_s}});
        host.discover();
        for (const PluginEntry &entry : host.plugins()) {
            QVERIFY2(entry.state == PluginState::Checked, qPrintable(entry.id + u' ' + entry.error.code + u' ' + entry.error.detail));
            QVERIFY2(entry.notes.isEmpty(), qPrintable(entry.id + u' ' + entry.notes.join(u' ')));
            for (const QString &item : entry.itemCodes)
                QCOMPARE(codeOf(host.useItem(item)), u"ok"_s);
        }
    }

    void emptyAndAbsentFoldersAreNoFault()
    {
        const QTemporaryDir root;
        PluginHost host({root.filePath(u"nowhere"_s), root.path(), QVersionNumber(0, 1, 0), {u"*"_s}});
        host.discover();
        QVERIFY(host.plugins().isEmpty());
        QVERIFY(host.itemPacks().isEmpty());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == u"--use")
        return useItemAndExit(QCoreApplication::arguments());
    TestPluginHost test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_pluginhost.moc"
