#include "oracle.h"
#include "packcopy.h"

#include "internal/ziparchive.h"
#include "support/testprogram.h"

#include <guidance/authoredpack.h>
#include <guidance/packbuild.h>
#include <guidance/packshelf.h>
#include <guidance/release.h>

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace oracle;
using crypto::MinisignSigner;

// Building, signing and opening releases: what is altered anywhere does not get in, and what was in force stays.
class TestRelease : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    static PackFiles own() { return *PackFiles::readFolder(ownPack()); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }
    static QByteArray rezipped(const QByteArray &release, const std::function<void(QMap<QString, QByteArray> &)> &change)
    {
        auto entries = *readZip(release);
        change(entries);
        QList<QPair<QString, QByteArray>> list;
        for (auto it = entries.cbegin(); it != entries.cend(); ++it)
            list << std::pair(it.key(), *it);
        return *writeZip(list, ZipForm::Stored);
    }
    static PackFiles versioned(const QString &version, const std::function<void(AuthoredPack &)> &change = {})
    {
        AuthoredPack pack = *AuthoredPack::read(own());
        pack.info.version = version;
        if (change)
            change(pack);
        return pack.write();
    }

private Q_SLOTS:
    void aReleaseIsTheSameEverywhere()
    {
        const QByteArray release = *writeRelease(own(), nullptr);
        QCOMPARE(*writeRelease(own(), nullptr), release);
        const auto opened = openRelease(release, {});
        QVERIFY(opened.ok());
        QVERIFY(opened->files == own());
        QCOMPARE(opened->signature, QString());
        const auto entries = *readZip(release);
        QCOMPARE(QCryptographicHash::hash(entries.value(u"MANIFEST"_s), QCryptographicHash::Sha256), own().contentHash());
        // Entries in order, every time the same: what a peer program says about the archive.
        const QString path = write(u"a.zcpack"_s, release);
        QCOMPARE((*Pack::loadNow(path))->contentHash(), own().contentHash());
        QCOMPARE((*Pack::loadNow(path))->sample(u"samples/M03.md"_s)->size(), own().content.value(u"samples/M03.md"_s).size());
        QVERIFY(verifyFolder(path)->findings.isEmpty());
        QVERIFY(release.indexOf("MANIFEST") < release.indexOf("asserts.csv") && release.indexOf("asserts.csv") < release.indexOf("rules/main.dmn"));
        QCOMPARE(releaseName(u"food-licence"_s, u"1.0.0"_s), u"food-licence-1.0.0.zcpack"_s);
    }
    void signedReleases()
    {
        const MinisignSigner signer = MinisignSigner::generate(), stranger = MinisignSigner::generate();
        const QByteArray plain = *writeRelease(own(), nullptr), release = *writeRelease(own(), &signer);
        QCOMPARE(*signRelease(plain, signer), release);
        QCOMPARE(*signRelease(*writeRelease(own(), &stranger), signer), release);
        const ReleaseTrust trust{{stranger.publicKey(), signer.publicKey()}, true};
        QCOMPARE(openRelease(release, trust)->signature, u"zc-pack id=book-stall version=1.0.0"_s);
        QVERIFY(openRelease(plain, {{signer.publicKey()}, false}).ok());
        QCOMPARE(openRelease(plain, trust).error().code, u"PACK-SIGNATURE"_s);
        QCOMPARE(openRelease(release, {{stranger.publicKey()}, true}).error().code, u"PACK-SIGNATURE"_s);
        QCOMPARE(openRelease(release, {{stranger.publicKey()}, false}).error().code, u"PACK-SIGNATURE"_s);
        QCOMPARE(openRelease(release, {{}, true}).error().code, u"PACK-SIGNATURE"_s);
        QCOMPARE(openRelease(release, {})->signature, QString());
        LoadOptions options;
        options.trust = trust;
        QVERIFY(Pack::loadNow(write(u"b.zcpack"_s, release), options).ok());
        QCOMPARE(Pack::loadNow(write(u"c.zcpack"_s, plain), options).error().code, u"PACK-SIGNATURE"_s);
        // A signature for another version over the same manifest is no signature for this one.
        const QByteArray other = *signer.sign(own().manifest(), u"zc-pack id=book-stall version=9"_s);
        QCOMPARE(openRelease(rezipped(release, [&](auto &entries) { entries[u"SIGNATURE"_s] = other; }), trust).error().code, u"PACK-SIGNATURE"_s);
    }
    void whatIsAlteredDoesNotOpen()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        const QByteArray release = *writeRelease(own(), &signer);
        const ReleaseTrust trust{{signer.publicKey()}, true};
        const auto code = [&](const std::function<void(QMap<QString, QByteArray> &)> &change) { return openRelease(rezipped(release, change), trust).error().code; };
        const QStringList names = own().content.keys();
        for (const QString &name : names) {
            QCOMPARE(code([&](auto &entries) { entries[name] += 'x'; }), u"PACK-HASH"_s);
            QCOMPARE(code([&](auto &entries) { entries.remove(name); }), u"PACK-HASH"_s);
        }
        QCOMPARE(code([](auto &entries) { entries[u"samples/more.md"_s] = "x"; }), u"PACK-HASH"_s);
        QCOMPARE(code([](auto &entries) { entries.remove(u"MANIFEST"_s); }), u"PACK-HASH"_s);
        QCOMPARE(code([](auto &entries) { entries[u"MANIFEST"_s] += "x"; }), u"PACK-HASH"_s);
        QCOMPARE(code([](auto &entries) { entries.remove(u"SIGNATURE"_s); }), u"PACK-SIGNATURE"_s);
        QCOMPARE(code([](auto &entries) { entries[u"SIGNATURE"_s] = "x"; }), u"PACK-SIGNATURE"_s);
        // File and manifest together: then the signature does not hold.
        QCOMPARE(code([](auto &entries) {
                     PackFiles files;
                     files.content = entries;
                     files.content.remove(u"MANIFEST"_s);
                     files.content.remove(u"SIGNATURE"_s);
                     files.content[u"notice.md"_s] += "x";
                     entries[u"notice.md"_s] += "x";
                     entries[u"MANIFEST"_s] = files.manifest();
                 }), u"PACK-SIGNATURE"_s);
        QVERIFY(openRelease(release, trust).ok());
    }
    void everyFlippedByteIsSeen()
    {
        const MinisignSigner signer = MinisignSigner::generate();
        const QByteArray release = *writeRelease(own(), &signer);
        const ReleaseTrust trust{{signer.publicKey()}, true};
        QRandomGenerator random(11);
        for (int i = 0; i < 2000; ++i) {
            QByteArray changed = release;
            const qsizetype at = random.bounded(int(changed.size()));
            changed[at] = char(changed.at(at) ^ (1 << random.bounded(8)));
            const auto opened = openRelease(changed, trust);
            // Times, attributes and names of the archive's own book-keeping carry nothing of the pack.
            if (opened.ok())
                QVERIFY2(opened->files == own(), qPrintable(QString::number(at)));
        }
        for (qsizetype size = 0; size < release.size(); size += 97)
            QVERIFY(!openRelease(release.left(size), trust).ok());
    }
    void hostileArchives()
    {
        QCOMPARE(openRelease({}, {}).error().code, u"PACK-HASH"_s);
        QCOMPARE(openRelease("no zip at all", {}).error().code, u"PACK-ARCHIVE"_s);
        QCOMPARE(openRelease(*writeZip({{u"../a"_s, "x"}}, ZipForm::Stored), {}).error().code, u"PACK-ARCHIVE"_s);
        QCOMPARE(openRelease(*writeZip({{u"/a"_s, "x"}}, ZipForm::Stored), {}).error().code, u"PACK-ARCHIVE"_s);
        QCOMPARE(openRelease(*writeZip({{u"a\\b"_s, "x"}}, ZipForm::Stored), {}).error().code, u"PACK-ARCHIVE"_s);
        QCOMPARE(openRelease(*writeZip({{u"bomb"_s, QByteArray(60 << 20, 'x')}}, ZipForm::Deflated), {}).error().code, u"PACK-ARCHIVE"_s);
        QCOMPARE(signRelease("no zip", MinisignSigner::generate()).error().code, u"PACK-ARCHIVE"_s);
    }
    void validityIsOfTheDay()
    {
        const auto codeOn = [](const QDate &day) {
            LoadOptions options;
            options.inForceOn = day;
            const auto pack = Pack::loadNow(versioned(u"1.0.0"_s, [](AuthoredPack &pack) { pack.info.validTo = u"2026-12-31"_s; }), options);
            return pack.ok() ? QString() : pack.error().code;
        };
        QCOMPARE(codeOn(QDate(2025, 12, 31)), u"PACK-NOT-IN-FORCE"_s);
        QCOMPARE(codeOn(QDate(2026, 1, 1)), QString());
        QCOMPARE(codeOn(QDate(2026, 12, 31)), QString());
        QCOMPARE(codeOn(QDate(2027, 1, 1)), u"PACK-NOT-IN-FORCE"_s);
        QCOMPARE(codeOn({}), QString());
    }

    void buildingSealsWhatIsClean()
    {
        const PackBuild build = buildPack(own());
        QVERIFY2(build.files, qPrintable(build.error.detail));
        QVERIFY(build.sealed && build.refused.isEmpty() && build.accepted.isEmpty());
        QCOMPARE(QJsonDocument::fromJson(build.files->content.value(u"package.json"_s)).object().value(u"seal").toString(), u"已验证"_s);
        QVERIFY(*buildPack(*build.files).files == *build.files);
        // Made anew: the requirements that the file did not have.
        QVERIFY(build.files->content.value(u"rules/main.dmn"_s).contains("requiredDecision"));
        QVERIFY(Pack::loadNow(*build.files).ok());
    }
    void buildingRefusesDefects()
    {
        const PackCopy hole(ownPack());
        hole.deleteRule(u"p5"_s);
        const PackBuild build = buildPack(*PackFiles::readFolder(hole.path()));
        QVERIFY(!build.files);
        QCOMPARE(build.error.code, u"PACK-FINDINGS"_s);
        QCOMPARE(build.refused.constFirst().code, u"V03"_s);
        PackFiles broken = own();
        broken.content[u"facts.csv"_s] = "x\n";
        QCOMPARE(buildPack(broken).error.code, u"PACK-FORMAT"_s);
        QVERIFY(!buildPack(broken).refused.isEmpty());
    }
    void warningsAreAnsweredForByName()
    {
        const PackFiles idle = versioned(u"1.0.1"_s, [](AuthoredPack &pack) {
            pack.sheet(u"materials.csv"_s)->rows << u"M06,CL-9006,多余材料,原件,1,-,,false,,申请人,L01,"_s.split(u',');
        });
        const PackBuild refused = buildPack(idle);
        QVERIFY(!refused.files);
        QCOMPARE(refused.refused.constFirst().code, u"V09"_s);
        const QString place = refused.refused.constFirst().place(), file = refused.refused.constFirst().file;
        const auto withEntry = [&](const QString &code, const QString &where, const QString &reason, const QString &by) {
            AuthoredPack pack = *AuthoredPack::read(idle);
            pack.info.accepted << AuthoredInfo::Accepted{code, where, reason, by};
            return buildPack(pack.write());
        };
        QVERIFY(withEntry(u"V09"_s, place, u"明年才用"_s, u"样例校核人"_s).files);
        QCOMPARE(withEntry(u"V09"_s, file, u"明年才用"_s, u"样例校核人"_s).accepted.size(), 1);
        QVERIFY(withEntry(u"V09"_s, file, u"明年才用"_s, u"样例校核人"_s).sealed);
        QVERIFY(!withEntry(u"V09"_s, place, {}, u"样例校核人"_s).files);
        QVERIFY(!withEntry(u"V09"_s, place, u"明年才用"_s, {}).files);
        QVERIFY(!withEntry(u"V07"_s, place, u"明年才用"_s, u"样例校核人"_s).files);
        QVERIFY(!withEntry(u"V09"_s, u"facts.csv"_s, u"明年才用"_s, u"样例校核人"_s).files);
        // An error stays an error.
        const PackCopy hole(ownPack());
        hole.deleteRule(u"p5"_s);
        AuthoredPack pack = *AuthoredPack::read(*PackFiles::readFolder(hole.path()));
        pack.info.accepted << AuthoredInfo::Accepted{u"V03"_s, u"提交方式"_s, u"就这样"_s, u"样例校核人"_s};
        QVERIFY(!buildPack(pack.write()).files);
    }
    void beyondTheProfileThereIsNoSeal()
    {
        const PackFiles files = versioned(u"1.0.2"_s, [](AuthoredPack &pack) {
            pack.sheet(u"asserts.csv"_s)->rows << QStringList{u"A99"_s, u"subitem"_s, {}, u"承诺工作日 * 2 <= 400"_s, u"error"_s, u"样例"_s};
            pack.info.seal = u"已验证"_s;
            pack.info.accepted << AuthoredInfo::Accepted{u"V19"_s, u"asserts.csv"_s, u"样例"_s, u"样例校核人"_s};
        });
        const PackBuild build = buildPack(files);
        QVERIFY2(build.files, qPrintable(build.error.detail));
        QVERIFY(!build.sealed);
        QVERIFY(!build.files->content.value(u"package.json"_s).contains("seal"));
    }
    void theBlankPackIsSound()
    {
        const PackFiles files = blankPack(u"my-item"_s, QDate(2026, 3, 1));
        QVERIFY(verifyFiles(files).findings.isEmpty());
        QVERIFY(buildPack(files).files);
        QCOMPARE((*Pack::loadNow(files))->id(), u"my-item"_s);
        QCOMPARE((*Pack::loadNow(files))->info().validFrom, QDate(2026, 3, 1));
        QCOMPARE(AuthoredPack::read(files)->write(), files);
    }

    void theShelfKeepsWhatIsInForce()
    {
        PackShelf shelf;
        QVERIFY(!shelf.inForce(u"book-stall"_s));
        const auto put = [&](const QString &name, const PackFiles &files) { return shelf.offer(write(name, *writeRelease(files, nullptr))); };
        QVERIFY(put(u"1.zcpack"_s, versioned(u"1.9.0"_s)).taken);
        QCOMPARE(shelf.inForce(u"book-stall"_s)->version(), u"1.9.0"_s);
        // Holes, broken files, altered archives and older versions change nothing.
        const auto hole = put(u"2.zcpack"_s, versioned(u"1.10.0"_s, [](AuthoredPack &pack) { pack.table(u"提交方式"_s)->rules.removeLast(); }));
        QVERIFY(!hole.taken);
        QCOMPARE(hole.error.code, u"PACK-FINDINGS"_s);
        QVERIFY(!hole.findings.isEmpty());
        QCOMPARE(hole.pack->version(), u"1.9.0"_s);
        const auto unsound = put(u"3.zcpack"_s, versioned(u"1.10.0"_s, [](AuthoredPack &pack) { pack.table(u"材料"_s)->rules[0].cells[0] = u"没有这个"_s; }));
        QCOMPARE(unsound.error.code, u"PACK-FORMAT"_s);
        QCOMPARE(unsound.findings.constFirst().code, u"V01"_s);
        const auto wording = put(u"4.zcpack"_s, versioned(u"1.10.0"_s, [](AuthoredPack &pack) { pack.sheet(u"materials.csv"_s)->rows[0][10].clear(); }));
        QCOMPARE(wording.error.code, u"PACK-FINDINGS"_s);
        QCOMPARE(wording.findings.constFirst().code, u"V14"_s);
        QCOMPARE(shelf.offer(write(u"5.zcpack"_s, "nonsense")).error.code, u"PACK-ARCHIVE"_s);
        QCOMPARE(shelf.offer(m_dir.filePath(u"none"_s)).error.code, u"PACK-MISSING"_s);
        QCOMPARE(put(u"6.zcpack"_s, versioned(u"1.8.9"_s)).error.code, u"PACK-OLDER"_s);
        QCOMPARE(put(u"7.zcpack"_s, versioned(u"1.9.0"_s, [](AuthoredPack &pack) { pack.notice += u"多一行\n"_s; })).error.code, u"PACK-OLDER"_s);
        QVERIFY(put(u"8.zcpack"_s, versioned(u"1.9.0"_s)).taken);
        QCOMPARE(shelf.inForce(u"book-stall"_s)->version(), u"1.9.0"_s);
        QVERIFY(put(u"9.zcpack"_s, versioned(u"1.10.0"_s)).taken);
        QCOMPARE(shelf.inForce(u"book-stall"_s)->version(), u"1.10.0"_s);
    }
    void versionsCompareByNumber()
    {
        QVERIFY(compareVersions(u"1.10"_s, u"1.9"_s) > 0);
        QVERIFY(compareVersions(u"1.0"_s, u"1"_s) == 0);
        QVERIFY(compareVersions(u"1.0.1"_s, u"1"_s) > 0);
        QVERIFY(compareVersions(u"2026.a"_s, u"2026.b"_s) < 0);
        QVERIFY(compareVersions({}, u"1"_s) < 0);
    }
};

ZC_TEST(QCoreApplication, TestRelease)
#include "tst_release.moc"
