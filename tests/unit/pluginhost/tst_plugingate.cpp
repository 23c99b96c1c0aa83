#include "internal/gate.h"
#include "internal/hostcontext.h"
#include "internal/quarantine.h"
#include "support/testprogram.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace zc::pluginhost;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray line(const QByteArray &path, const QByteArray &bytes)
{
    return path + '\t' + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() + '\n';
}

struct Folder {
    QTemporaryDir root;
    QString path = root.filePath(u"sample"_s);
    Folder()
    {
        put(path + u"/a.txt"_s, "one");
        put(path + u"/packs/p/package.json"_s, "{}");
        put(path + u"/MANIFEST"_s, line("a.txt", "one") + line("packs/p/package.json", "{}"));
    }
    QString code() const
    {
        const auto checked = checkManifest(path);
        return checked.ok() ? u"ok"_s : checked.error().code;
    }
};

class NamedValidator final : public zc::plugin::FieldValidator {
public:
    explicit NamedValidator(const QString &id) : m_id(id) {}
    QString id() const override { return m_id; }
    QStringList elements() const override { return {}; }
    QList<zc::plugin::FieldProblem> check(const QString &, const QString &, const zc::plugin::FieldValues &) const override { return {}; }

private:
    QString m_id;
};

} // namespace

class TestPluginGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeFolderPasses()
    {
        const Folder folder;
        QCOMPARE(folder.code(), u"ok"_s);
    }

    void anyDifferenceIsRefused()
    {
        Folder changed;
        put(changed.path + u"/a.txt"_s, "two");
        QCOMPARE(changed.code(), u"PLG-HASH"_s);
        Folder extra;
        put(extra.path + u"/packs/b.txt"_s, "x");
        QCOMPARE(extra.code(), u"PLG-HASH"_s);
        Folder hidden;
        put(hidden.path + u"/.hidden"_s, "x");
        QCOMPARE(hidden.code(), u"PLG-HASH"_s);
        Folder missing;
        QVERIFY(QFile::remove(missing.path + u"/packs/p/package.json"_s));
        QCOMPARE(missing.code(), u"PLG-HASH"_s);
        Folder none;
        QVERIFY(QFile::remove(none.path + u"/MANIFEST"_s));
        QCOMPARE(none.code(), u"PLG-HASH"_s);
        Folder linked;
        QVERIFY(QFile::remove(linked.path + u"/a.txt"_s));
        put(linked.root.filePath(u"elsewhere"_s), "one");
        QVERIFY(QFile::link(linked.root.filePath(u"elsewhere"_s), linked.path + u"/a.txt"_s));
        QCOMPARE(linked.code(), u"PLG-HASH"_s);
    }

    void manifestItselfIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray a = line("a.txt", "one"), p = line("packs/p/package.json", "{}");
        QTest::newRow("unsorted") << p + a;
        QTest::newRow("twice") << a + a + p;
        QTest::newRow("short hash") << QByteArray("a.txt\tabcd\n") + p;
        QTest::newRow("upper case hash") << QByteArray("a.txt\t") + QCryptographicHash::hash("one", QCryptographicHash::Sha256).toHex().toUpper() + "\n" + p;
        QTest::newRow("no tab") << QByteArray("a.txt\n") + p;
        QTest::newRow("leaves the folder") << line("../a.txt", "one") + a + p;
        QTest::newRow("absolute") << line("/etc/hostname", "one") + a + p;
        QTest::newRow("not clean") << line("./a.txt", "one") + p;
        QTest::newRow("names itself") << line("MANIFEST", "one") + a + p;
    }
    void manifestItselfIsRead()
    {
        QFETCH(QByteArray, text);
        Folder folder;
        put(folder.path + u"/MANIFEST"_s, text);
        QCOMPARE(folder.code(), u"PLG-HASH"_s);
    }

    void foldersWritableByOthersAreRefused()
    {
        Folder folder;
        const QString inner = folder.path + u"/packs"_s;
        QVERIFY(QFile::setPermissions(inner, QFile::permissions(inner) | QFileDevice::WriteOther));
        QCOMPARE(folder.code(), u"PLG-OWNER"_s);
        Folder outer;
        QVERIFY(QFile::setPermissions(outer.path, QFile::permissions(outer.path) | QFileDevice::WriteOther));
        const auto checked = checkFolder(outer.path, {});
        QCOMPARE(checked.error().code, u"PLG-OWNER"_s);
    }

    void folderWithoutLibraryIsRefused()
    {
        const Folder folder;
        const auto checked = checkFolder(folder.path, {});
        QCOMPARE(checked.error().code, u"PLG-METADATA"_s);
    }

    void quarantineKeepsOneBuildOut()
    {
        const QTemporaryDir state;
        const QString build(64, u'a'), other(64, u'b');
        Quarantine quarantine(state.filePath(u"plugins"_s));
        QVERIFY(!quarantine.holds(u"x"_s, build));
        QVERIFY(quarantine.mark(u"x"_s, build).ok());
        quarantine.unmark(u"x"_s);
        QVERIFY(!quarantine.holds(u"x"_s, build));
        QVERIFY(quarantine.mark(u"x"_s, build).ok());
        QVERIFY(quarantine.holds(u"x"_s, build));           // as at the next start
        QVERIFY(quarantine.holds(u"x"_s, build));           // and every start after it
        QVERIFY(!quarantine.holds(u"y"_s, build));
        QVERIFY(!quarantine.holds(u"x"_s, other));          // another build gets its chance
        QVERIFY(quarantine.mark(u"x"_s, build).ok());
        QVERIFY(quarantine.holds(u"x"_s, build));
        quarantine.release(u"x"_s);
        QVERIFY(!quarantine.holds(u"x"_s, build));
        put(state.filePath(u"plugins/x.quarantine"_s), "torn");
        QVERIFY(quarantine.holds(u"x"_s, build));
    }

    void markerThatCannotBeWrittenStopsTheLoad()
    {
        const QTemporaryDir state;
        put(state.filePath(u"file"_s), "x");
        Quarantine quarantine(state.filePath(u"file"_s));
        const auto marked = quarantine.mark(u"x"_s, QString(64, u'a'));
        QVERIFY(!marked.ok());
        QCOMPARE(marked.error().code, u"PLG-MARKER"_s);
    }

    void doorsNeedTheirCapability()
    {
        CheckedFolder checked;
        checked.file = u"/x/sample/sample.so"_s;
        checked.metadata.id = u"sample"_s;
        checked.packs = {ItemPackEntry{u"sample"_s, u"p"_s, u"DEMO"_s, {}, {}, true, u"/x/sample/packs/p"_s}};
        HostContext closed(checked);
        QCOMPARE(closed.registerItemPack(u"/x/sample/packs/p"_s).error().code, u"PLG-CAPABILITY"_s);
        QCOMPARE(closed.registerValidator(std::make_unique<NamedValidator>(u"sample.a"_s)).error().code, u"PLG-CAPABILITY"_s);
        QCOMPARE(closed.registerMapper(nullptr).error().code, u"PLG-CAPABILITY"_s);
        checked.metadata.capabilities = {u"itemPacks"_s, u"validators"_s, u"mappers"_s};
        HostContext open(checked);
        QCOMPARE(open.folder(), u"/x/sample"_s);
        QVERIFY(open.registerItemPack(u"/x/sample/packs/./p"_s).ok());
        QCOMPARE(open.registerItemPack(u"/x/sample/packs/p"_s).error().code, u"PLG-PACK"_s);
        QCOMPARE(open.registerItemPack(u"/etc"_s).error().code, u"PLG-PACK"_s);
        QVERIFY(open.registerValidator(std::make_unique<NamedValidator>(u"sample.a"_s)).ok());
        QCOMPARE(open.registerValidator(std::make_unique<NamedValidator>(u"other.a"_s)).error().code, u"PLG-REGISTER"_s);
        QCOMPARE(open.registerMapper(nullptr).error().code, u"PLG-REGISTER"_s);
    }
};

ZC_TEST(QCoreApplication, TestPluginGate)
#include "tst_plugingate.moc"
