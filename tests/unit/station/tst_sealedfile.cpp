#include "support/testprogram.h"

#include <station/sealedfile.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::station;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPlain = "name and number of somebody who is a sample";

struct SealedPlace {
    QTemporaryDir dir{(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath()) + u"/zc-"_s};
    SystemClock clock;
    std::unique_ptr<store::Store> store;

    static store::KeySource keys()
    {
        store::KeySource source;
        source.password = u"Sample-Pass 1"_s;
        source.scrypt.n = 1024;
        return source;
    }
    explicit SealedPlace(const QString &name = u"store"_s)
    {
        auto opened = store::Store::open(dir.filePath(name), keys(), clock);
        if (!opened)
            qFatal("store: %s", qPrintable(opened.error().code));
        store = std::move(*opened);
    }
    QString file() const { return dir.filePath(u"sealed"_s); }
};

} // namespace

class TestSealedFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyItsStoreReadsItUnderItsName()
    {
        SealedPlace place, other;
        QVERIFY(writeSealed(place.file(), "profile", kPlain, *place.store).ok());
        QCOMPARE(*readSealed(place.file(), "profile", *place.store), kPlain);
        QCOMPARE(readSealed(place.file(), "another", *place.store).error().code, u"STN-SEALED"_s);
        QCOMPARE(readSealed(place.file(), "profile", *other.store).error().code, u"STN-SEALED"_s);
        QCOMPARE(readSealed(place.dir.filePath(u"absent"_s), "profile", *place.store).error().code, u"STN-SEALED"_s);
        QCOMPARE(QFile::permissions(place.file()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther), QFileDevice::Permissions());
        QFile file(place.file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("somebody"));
    }
    void everyByteIsGuarded()
    {
        SealedPlace place;
        QVERIFY(writeSealed(place.file(), "profile", kPlain, *place.store).ok());
        QFile file(place.file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        const auto put = [&](const QByteArray &bytes) { return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && (file.write(bytes), file.close(), true); };
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray altered = whole;
            altered[i] = char(altered[i] ^ 1);
            QVERIFY(put(altered));
            QVERIFY2(!readSealed(place.file(), "profile", *place.store).ok(), qPrintable(QString::number(i)));
        }
        QVERIFY(put(whole.first(whole.size() / 2)));
        QCOMPARE(readSealed(place.file(), "profile", *place.store).error().code, u"STN-SEALED"_s);
        QVERIFY(put(whole));
        QVERIFY(readSealed(place.file(), "profile", *place.store).ok());
    }
    void lockedKeysReadNothingAndAreNoDamage()
    {
        SealedPlace place;
        QVERIFY(writeSealed(place.file(), "profile", kPlain, *place.store).ok());
        place.store->lock();
        QCOMPARE(readSealed(place.file(), "profile", *place.store).error().code, u"STO-LOCKED"_s);
        QCOMPARE(writeSealed(place.file(), "profile", "other", *place.store).error().code, u"STO-LOCKED"_s);
        QVERIFY(place.store->unlock(SealedPlace::keys()).ok());
        QCOMPARE(*readSealed(place.file(), "profile", *place.store), kPlain);
    }
    void whatCannotBeWrittenLeavesTheOldOne()
    {
        SealedPlace place;
        QVERIFY(writeSealed(place.file(), "profile", kPlain, *place.store).ok());
        QCOMPARE(writeSealed(place.file(), "profile", QByteArray(100'000, 'x'), *place.store).error().code, u"STN-SEALED-WRITE"_s);
        QCOMPARE(*readSealed(place.file(), "profile", *place.store), kPlain);
        QCOMPARE(writeSealed(place.dir.filePath(u"no/such/folder/sealed"_s), "profile", kPlain, *place.store).error().code, u"STN-SEALED-WRITE"_s);
    }
};

ZC_TEST(QCoreApplication, TestSealedFile)
#include "tst_sealedfile.moc"
