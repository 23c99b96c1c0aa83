#include "support/testprogram.h"

#include <audit/checkpoint.h>

#include <QFile>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::audit;
using namespace Qt::StringLiterals;

class TestCheckpoint : public QObject {
    Q_OBJECT
    crypto::SigningKey m_key = *crypto::SigningKey::generate();
    const Line m_line = *nextLine({}, {u"case.open"_s, u"clerk"_s, {}, {}}, 5, 1);

private Q_SLOTS:
    void signedAndRead()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"outside/checkpoints.jsonl"_s);
        const auto checkpoint = signCheckpoint(m_line, 99, u"k1"_s, m_key);
        QVERIFY(appendCheckpoint(path, *checkpoint).ok());
        QVERIFY(appendCheckpoint(path, *checkpoint).ok());
        const auto back = readCheckpoints(path);
        QCOMPARE(back->size(), 2);
        const QList<Anchor> anchors = anchorsOf(*back, m_key.verifyKey());
        QCOMPARE(anchors.size(), 2);
        QCOMPARE(anchors[0].head, m_line.hash);
    }
    void everyMemberIsSigned()
    {
        const Checkpoint good = *signCheckpoint(m_line, 99, u"k1"_s, m_key);
        QList<Checkpoint> bad(5, good);
        bad[0].epoch = 2;
        bad[1].seq = 2;
        bad[2].head = QByteArray(32, 'x');
        bad[3].atMs = 100;
        bad[4].keyId = u"k2"_s;
        int refused = 0;
        QVERIFY(anchorsOf(bad, m_key.verifyKey(), &refused).isEmpty());
        QCOMPARE(refused, 5);
        QVERIFY(anchorsOf({good}, crypto::SigningKey::generate()->verifyKey()).isEmpty());
        QVERIFY(anchorsOf({good}, {}).isEmpty());
    }
    void aTornLineHarmsOnlyItself()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"c.jsonl"_s);
        const auto checkpoint = signCheckpoint(m_line, 99, u"k1"_s, m_key);
        QVERIFY(appendCheckpoint(path, *checkpoint).ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        for (qsizetype cut = 6; cut < whole.size() - 1; cut += 7) {
            QVERIFY(file.resize(0));
            file.seek(0);
            file.write(whole + whole.first(cut));
            file.flush();
            QCOMPARE(readCheckpoints(path)->size(), 1);
            QVERIFY(appendCheckpoint(path, *checkpoint).ok());
            QCOMPARE(readCheckpoints(path)->size(), 2);
        }
    }
    void otherFilesAreRefused()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"c.jsonl"_s);
        QCOMPARE(readCheckpoints(path).error().code, u"AUD-CHECKPOINT-FILE"_s);
        for (const char *text : {"hello\n", "{}\n", "[]\n", "{\"at\":1,\"epoch\":0}\n"}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(text);
            file.close();
            QVERIFY2(!readCheckpoints(path).ok(), text);
        }
    }
    void aPlaceThatCannotBeWrittenIsSaid()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"plain"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(appendCheckpoint(dir.filePath(u"plain/c"_s), *signCheckpoint(m_line, 1, u"k"_s, m_key)).error().code, u"AUD-CHECKPOINT"_s);
    }
};

ZC_TEST(QCoreApplication, TestCheckpoint)
#include "tst_checkpoint.moc"
