#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/finding.h>
#include <guidance/packfiles.h>

#include <sys/resource.h>

#include <csignal>

using namespace oracle;

// The files of a pack as bytes: the same from a folder and from memory, and never over something that is no pack.
class TestPackFiles : public QObject {
    Q_OBJECT

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
    }

private Q_SLOTS:
    void aFolderComesBackAsItWas()
    {
        const auto files = PackFiles::readFolder(ownPack());
        QVERIFY(files.ok());
        QVERIFY(files->content.contains(u"rules/main.dmn"_s) && files->content.contains(u"samples/M03.md"_s));
        QTemporaryDir dir;
        QVERIFY(files->writeFolder(dir.filePath(u"new/pack"_s)).ok());
        const auto again = PackFiles::readFolder(dir.filePath(u"new/pack"_s));
        QVERIFY(again.ok() && *again == *files);
        QCOMPARE(again->contentHash(), files->contentHash());
        QCOMPARE(files->contentHash(), loadPack(ownPack())->contentHash());
    }
    void memoryAndFolderGiveTheSamePack()
    {
        const auto files = PackFiles::readFolder(ownPack());
        const auto pack = Pack::loadNow(*files);
        QVERIFY(pack.ok());
        QCOMPARE((*pack)->contentHash(), loadPack(ownPack())->contentHash());
        QCOMPARE(*(*pack)->sample(u"samples/M03.md"_s), bytesOf(ownPack() + u"/samples/M03.md"_s));
        QCOMPARE(*(*pack)->sample(u"samples/../samples/M03.md"_s), bytesOf(ownPack() + u"/samples/M03.md"_s));
        for (const QString &path : {u"../book-stall/facts.csv"_s, u"/etc/passwd"_s, u"samples/none.md"_s, u""_s})
            QCOMPARE((*pack)->sample(path).error().code, u"PACK-MISSING"_s);
        QVERIFY(verifyFiles(*files).findings.isEmpty());
        PackFiles broken = *files;
        broken.content.remove(u"rules/main.dmn"_s);
        QVERIFY(verifyFiles(broken).hasErrors());
        QCOMPARE(Pack::loadNow(broken).error().code, u"PACK-MISSING"_s);
    }
    void whatAReleaseAddsIsNoContent()
    {
        const PackCopy copy(ownPack());
        const QByteArray hash = PackFiles::readFolder(copy.path())->contentHash();
        copy.write(u"MANIFEST"_s, "x\ty\n");
        copy.write(u"SIGNATURE"_s, "z");
        const auto files = PackFiles::readFolder(copy.path());
        QCOMPARE(files->contentHash(), hash);
        QVERIFY(files->writeFolder(copy.path()).ok());
        QVERIFY(!QFile::exists(copy.path() + u"/MANIFEST"_s));
    }
    void writingReplacesAndRemoves()
    {
        const PackCopy copy(ownPack());
        auto files = *PackFiles::readFolder(copy.path());
        files.content.remove(u"samples/M03.md"_s);
        files.content[u"notice.md"_s] = "new";
        files.content[u"samples/deep/x.md"_s] = "x";
        QVERIFY(files.writeFolder(copy.path()).ok());
        QVERIFY(*PackFiles::readFolder(copy.path()) == files);
        QVERIFY(!QFile::exists(copy.path() + u"/samples/M03.md"_s));
    }
    // No room for the last file: the first ones must not have been replaced by then.
    void aFullDiskLeavesThePackAsItWas()
    {
        const PackCopy copy(ownPack());
        const PackFiles before = *PackFiles::readFolder(copy.path());
        PackFiles after = before;
        after.content[u"facts.csv"_s] = "changed";
        after.content[u"samples/z-large.md"_s] = QByteArray(512 * 1024, 'x');
        after.content.remove(u"samples/M03.md"_s);
        rlimit room{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &room), 0);
        const rlim_t usual = std::exchange(room.rlim_cur, 256 * 1024);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &room), 0);
        const auto written = after.writeFolder(copy.path());
        room.rlim_cur = usual;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &room), 0);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(written.error().code, u"PACK-WRITE"_s);
        QVERIFY(*PackFiles::readFolder(copy.path()) == before);
        QVERIFY(after.writeFolder(copy.path()).ok());
        QVERIFY(*PackFiles::readFolder(copy.path()) == after);
        // Nothing is left beside the pack.
        const QDir beside = QFileInfo(copy.path()).absoluteDir();
        QVERIFY(beside.entryList({u".writing*"_s}, QDir::Dirs | QDir::Hidden).isEmpty());
    }
    void foreignFoldersStayAsTheyAre()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"letter.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("dear") == 4);
        file.close();
        const auto files = PackFiles::readFolder(ownPack());
        QCOMPARE(files->writeFolder(dir.path()).error().code, u"PACK-WRITE"_s);
        QCOMPARE(files->writeFolder(file.fileName()).error().code, u"PACK-WRITE"_s);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"letter.txt"_s});
        QCOMPARE(PackFiles::readFolder(dir.path()).error().code, u"PACK-MISSING"_s);
        QCOMPARE(PackFiles::readFolder(dir.filePath(u"none"_s)).error().code, u"PACK-MISSING"_s);
    }
    void linksLeadNowhere()
    {
        const PackCopy copy(ownPack());
        QVERIFY(QFile::link(u"/etc/hostname"_s, copy.path() + u"/samples/link.md"_s));
        QVERIFY(!PackFiles::readFolder(copy.path())->content.contains(u"samples/link.md"_s));
    }
};

ZC_TEST(QCoreApplication, TestPackFiles)
#include "tst_packfiles.moc"
