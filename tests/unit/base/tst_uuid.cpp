#include "support/testprogram.h"

#include <base/uuid.h>

#include <QSet>
#include <QThread>

using namespace zc;

class TestUuid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void layoutFollowsRfc9562()
    {
        // The example of RFC 9562, appendix A.6.
        const QUuid id = makeUuidV7At(0x017F22E279B0, 0xCC3, 0x18C4DC0C0C07398F);
        QCOMPARE(uuidText(id), QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }
    void idsRiseAndNeverRepeat()
    {
        QString last;
        for (int i = 0; i < 20000; ++i) {
            const QString id = uuidText(makeUuidV7());
            QVERIFY2(last < id, qPrintable(last + QLatin1Char(' ') + id));
            last = id;
        }
    }
    void threadsShareNoId()
    {
        QList<QList<QUuid>> made(4);
        QList<QThread *> threads;
        for (auto &list : made)
            threads << QThread::create([&list] { for (int i = 0; i < 5000; ++i) list << makeUuidV7(); });
        for (auto *thread : threads)
            thread->start();
        for (auto *thread : threads) {
            QVERIFY(thread->wait(20000));
            delete thread;
        }
        QSet<QUuid> all;
        for (const auto &list : made)
            all.unite(QSet<QUuid>(list.begin(), list.end()));
        QCOMPARE(all.size(), 20000);
    }
    void onlyCanonicalTextIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("braces") << QStringLiteral("{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}");
        QTest::newRow("upper") << QStringLiteral("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
        QTest::newRow("short") << QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398");
        QTest::newRow("empty") << QString();
    }
    void onlyCanonicalTextIsRead()
    {
        QFETCH(QString, text);
        QVERIFY(uuidFromCanonicalText(text).isNull());
    }
    void canonicalTextRoundTrips()
    {
        const QUuid id = makeUuidV7();
        QCOMPARE(uuidFromCanonicalText(uuidText(id)), id);
    }
};

ZC_TEST(QCoreApplication, TestUuid)
#include "tst_uuid.moc"
