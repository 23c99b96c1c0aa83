#include "support/testprogram.h"

#include <base/uuid.h>
#include <intake/pageorder.h>

#include <QRandomGenerator>

using namespace zc;
using namespace zc::intake;
using namespace Qt::StringLiterals;

class TestPageOrder : public QObject {
    Q_OBJECT

    const QUuid m_first = makeUuidV7(), m_second = makeUuidV7();

    QList<AttachmentRef> files() const
    {
        return {{m_first, u"合同"_s, u"application/pdf"_s, 10, 1, QByteArray(32, '\x01')}, {m_second, u"附件"_s, u"image/png"_s, 10, 1, QByteArray(32, '\x02')}};
    }
    QList<PageRef> five() const
    {
        return pagesInOrder({Seen::NotSeen, {}, false, files(), {}}, {{m_first, 3}, {m_second, 2}});
    }
    static QList<std::pair<QUuid, int>> faces(QList<PageRef> pages)
    {
        QList<std::pair<QUuid, int>> list;
        for (const PageRef &page : pages)
            list << std::pair(page.attId, page.index);
        std::sort(list.begin(), list.end());
        return list;
    }

private Q_SLOTS:
    void asTakenInUntilSomebodyArranges()
    {
        QCOMPARE(five().size(), 5);
        QCOMPARE(five().at(3), (PageRef{m_second, 0, 0, false}));
        MaterialState state{Seen::NotSeen, {}, false, files(), {{m_second, 1, 90, false}}};
        const QList<PageRef> pages = pagesInOrder(state, {{m_first, 3}, {m_second, 2}});
        QCOMPARE(pages.size(), 4);                       // page 1 of the second was taken out; the first file came later
        QCOMPARE(pages.first(), (PageRef{m_second, 1, 90, false}));
        QCOMPARE(pages.last(), (PageRef{m_first, 2, 0, false}));
        QVERIFY(pagesInOrder({Seen::NotSeen, {}, false, files(), {}}, {}).isEmpty());     // not read yet
    }
    void turnsAreQuarters()
    {
        QCOMPARE(turned(five(), 1, 90).at(1).turn, 90);
        QCOMPARE(turned(five(), 1, -90).at(1).turn, 270);
        QCOMPARE(turned(turned(five(), 1, 270), 1, 180).at(1).turn, 90);
        QCOMPARE(turned(five(), 1, 45), five());
        QCOMPARE(turned(five(), 9, 90), five());
    }
    void aDocumentBeginsWhereItBegan()
    {
        const QList<PageRef> two = divided(five(), 3);
        QCOMPARE(documentsIn(two), 2);
        QCOMPARE(documentOf(two, 2), 0);
        QCOMPARE(documentOf(two, 3), 1);
        QCOMPARE(divided(two, 3), five());
        QCOMPARE(divided(five(), 0), five());            // the first page begins one anyway
        QCOMPARE(documentOf(moved(two, 3, 0), 4), 1);    // its first page went forward: the next one begins it
        QCOMPARE(documentsIn(moved(two, 3, 0)), 2);
        QCOMPARE(documentsIn(without(two, 3)), 2);
        QCOMPARE(documentsIn(without(without(two, 3), 3)), 1);
        QCOMPARE(documentsIn({}), 0);
    }
    void positionsOutsideChangeNothing()
    {
        for (const int at : {-1, 5, 99}) {
            QCOMPARE(moved(five(), at, 0), five());
            QCOMPARE(moved(five(), 0, at), five());
            QCOMPARE(without(five(), at), five());
            QCOMPARE(divided(five(), at), five());
        }
    }
    void anyChangesKeepEveryPageOnce()
    {
        QRandomGenerator random(20261121);
        for (int run = 0; run < 400; ++run) {
            QList<PageRef> pages = five();
            qsizetype gone = 0;
            for (int step = 0; step < 30; ++step) {
                const qsizetype at = random.bounded(-1, 7), to = random.bounded(-1, 7);
                const qsizetype before = pages.size();
                switch (random.bounded(4)) {
                case 0: pages = turned(pages, at, 90 * random.bounded(-5, 6)); break;
                case 1: pages = moved(pages, at, to); break;
                case 2: pages = divided(pages, at); break;
                default:
                    if (random.bounded(6) == 0)
                        pages = without(pages, at);
                }
                gone += before - pages.size();
                QVERIFY(pagesFit(files(), pages));
                QVERIFY(pages.isEmpty() || !pages.first().begins);
                QVERIFY(documentsIn(pages) <= pages.size());
                const auto back = pagesFromText(pagesToText(pages));
                QVERIFY(back && *back == pages);
            }
            QCOMPARE(pages.size(), 5 - gone);
            const auto all = faces(five());
            for (const auto &face : faces(pages))
                QVERIFY(all.contains(face));
        }
    }
    void whatCannotBeIsRefused()
    {
        QVERIFY(pagesFit(files(), five()));
        QVERIFY(!pagesFit({}, five()));
        QVERIFY(!pagesFit(files(), five() + QList<PageRef>{five().first()}));        // twice
        QVERIFY(!pagesFit(files(), {{m_first, -1, 0, false}}));
        QVERIFY(!pagesFit(files(), {{m_first, 0, 45, false}}));
        QVERIFY(!pagesFit(files(), {{m_first, 0, 360, false}}));
        QVERIFY(!pagesFit(files(), {{makeUuidV7(), 0, 0, false}}));
        QList<PageRef> many;
        for (int i = 0; i < 5001; ++i)
            many << PageRef{m_first, i, 0, false};
        QVERIFY(!pagesFit(files(), many));
        many.removeLast();
        QVERIFY(pagesFit(files(), many));
    }
    void linesAreReadStrictly_data()
    {
        QTest::addColumn<QString>("line");
        const QString id = uuidText(makeUuidV7());
        for (const QString &line : {QString(), u" "_s, id, id + u" 1"_s, id + u" x 0"_s, id + u" 1 y"_s, id + u" 1 0 old"_s, id + u" 1 0 new more"_s, id + u"  1 0"_s,
                                    id.toUpper() + u" 1 0"_s, u"not-a-uuid 1 0"_s})
            QTest::addRow("%s", qPrintable(line)) << line;
    }
    void linesAreReadStrictly()
    {
        QFETCH(QString, line);
        QVERIFY(!pagesFromText({line}));
    }
};

ZC_TEST(QCoreApplication, TestPageOrder)
#include "tst_pageorder.moc"
