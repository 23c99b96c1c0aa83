#include "internal/cborcursor.h"
#include "sealed.h"

#include <QCborArray>
#include <QCborMap>
#include <QRandomGenerator>
#include <QTest>

using namespace zc::store;
using namespace Qt::StringLiterals;

class TestCborCursor : public QObject {
    Q_OBJECT

    static QCborValue randomValue(QRandomGenerator &dice, int depth)
    {
        switch (dice.bounded(depth > 0 ? 11 : 9)) {
        case 0: return qint64(dice.generate64() >> dice.bounded(64));
        case 1: return -qint64(dice.generate() >> dice.bounded(32));
        case 2: return QString(dice.bounded(400), u'样');
        case 3: return QByteArray(dice.bounded(300), 'b');
        case 4: return dice.generateDouble() * 1e9;
        case 5: return bool(dice.bounded(2));
        case 6: return QCborValue(QCborValue::Null);
        case 7: return QCborValue(QCborKnownTags(1), qint64(1795000000));
        case 8: return QString();
        case 9: {
            QCborArray array;
            for (int i = dice.bounded(30); i > 0; --i)
                array.append(randomValue(dice, depth - 1));
            return array;
        }
        default: return randomMap(dice, depth - 1);
        }
    }
    static QCborMap randomMap(QRandomGenerator &dice, int depth)
    {
        QCborMap map;
        for (int i = dice.bounded(30); i > 0; --i)
            map.insert(u"名%1"_s.arg(dice.bounded(1000)), randomValue(dice, depth));
        return map;
    }

private Q_SLOTS:
    // Every member stands where Qt's reader finds it, whatever it holds, and nothing is left over.
    void readsWhatQtReads()
    {
        QRandomGenerator dice(17);
        for (int round = 0; round < 300; ++round) {
            const QCborMap map = randomMap(dice, 3);
            const QByteArray bytes = canonicalCbor(map);
            CborCursor skipped(bytes);
            skipped.skip();
            QVERIFY(skipped.ok());
            QCOMPARE(skipped.offset(), bytes.size());
            CborCursor cursor(bytes);
            QVERIFY(cursor.isMap());
            QCOMPARE(cursor.enterMap(), quint64(map.size()));
            for (qsizetype i = 0; i < map.size(); ++i) {
                const QString name = QString::fromUtf8(cursor.text());
                const QCborValue wanted = map.value(name);
                if (wanted.isString()) {
                    QVERIFY(cursor.isText());
                    QCOMPARE(QString::fromUtf8(cursor.text()), wanted.toString());
                } else {
                    QCOMPARE(cursor.isArray(), wanted.isArray());
                    const QByteArrayView item = cursor.item();
                    QCOMPARE(QCborValue::fromCbor(item.toByteArray()), QCborValue::fromCbor(canonicalCbor(wanted)));
                }
            }
            QVERIFY(cursor.ok());
            QCOMPARE(cursor.offset(), bytes.size());
        }
    }
    void asksForTheRightKind()
    {
        const QByteArray bytes = canonicalCbor(QCborMap{{u"a"_s, 1}});
        CborCursor cursor(bytes);
        QVERIFY(!cursor.isArray() && !cursor.isText());
        QCOMPARE(cursor.enterArray(), quint64(0));
        QVERIFY(!cursor.ok());
        QVERIFY(!cursor.isMap());                     // after a fault nothing is read any more
        QVERIFY(cursor.text().isEmpty() && cursor.item().isEmpty());
    }
    void indefiniteLengthsAreAFault()
    {
        for (const char *hex : {"9f01ff", "bf6161ff", "7f6161ff", "5f4161ff", "1c", "fc"}) {
            const QByteArray bytes = QByteArray::fromHex(hex);
            CborCursor walked(bytes);
            walked.skip();
            QVERIFY2(!walked.ok(), hex);
        }
    }
    // Cut off or changed anywhere: it ends, inside its bytes, and says so or has read something else.
    void damagedBytesEnd()
    {
        QRandomGenerator dice(23);
        const QByteArray whole = canonicalCbor(randomMap(dice, 3));
        for (int round = 0; round < 4000; ++round) {
            QByteArray bytes = round % 2 ? whole.first(dice.bounded(int(whole.size()))) : whole;
            for (int i = dice.bounded(4); i > 0 && !bytes.isEmpty(); --i)
                bytes[dice.bounded(int(bytes.size()))] = char(dice.bounded(256));
            bytes.squeeze();
            CborCursor cursor(bytes);
            for (quint64 left = cursor.enterMap(); left > 0 && cursor.ok(); --left) {
                (void)cursor.text();
                cursor.skip();
            }
            QVERIFY(cursor.offset() <= bytes.size());
            if (round % 2 && bytes == whole.first(bytes.size()))
                QVERIFY(!cursor.ok());                // a part is never taken for the whole
        }
    }
};

QTEST_GUILESS_MAIN(TestCborCursor)
#include "tst_cborcursor.moc"
