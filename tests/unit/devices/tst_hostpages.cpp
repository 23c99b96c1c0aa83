#include "internal/host/hostpages.h"
#include "support/testprogram.h"


#include <thread>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::host;

namespace {

// Writes down what arrives.
class KeptPages final : public PageSink {
public:
    Result<void> begin(const PageHeader &page) override
    {
        told << u"begin %1"_s.arg(page.number);
        rowsOfPage.clear();
        return {};
    }
    Result<void> rows(QByteArrayView lines) override
    {
        rowsOfPage += lines;
        return refuseRows ? Result<void>(Error{ErrorKind::Internal, u"FULL"_s, {}}) : Result<void>();
    }
    Result<void> finish(int height) override
    {
        told << u"finish %1"_s.arg(height);
        return {};
    }
    void abandon() override { told << u"abandon"_s; }
    Result<void> encoded(const PageHeader &page, const QString &mediaType, const QByteArray &bytes) override
    {
        told << u"encoded %1 %2 %3"_s.arg(page.number).arg(mediaType).arg(bytes.size());
        rowsOfPage = bytes;
        return {};
    }
    QStringList told;
    QByteArray rowsOfPage;
    bool refuseRows = false;
};

WireValue of(qint64 job)
{
    return WireValue::map().set(u"job"_s, job);
}

PageHeader header(int height)
{
    return {1, PixelFormat::Gray8, 100, height, 100, 300};
}

// A sender and a receiver with the frames between them.
struct Line {
    std::shared_ptr<KeptPages> sink = std::make_shared<KeptPages>();
    PageReceiver receiver{7, sink};
    bool accepted = true;
    bool stop = false;
    qint64 mostOnTheWay = 0;
    PageSender sender{7, [this](const QString &name, WireValue message) { pass(name, message); }, [this] { return stop; }};

    void pass(const QString &name, const WireValue &message)
    {
        qint64 credit = 0;
        const Result<WireValue> arrived = WireValue::decoded(message.encoded());
        accepted = accepted && arrived.ok() && receiver.take(name, arrived.value(), &credit);
        mostOnTheWay = qMax(mostOnTheWay, credit);
        if (credit > 0)
            sender.credit(credit);
    }
};

QByteArray pixels(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    return bytes;
}

} // namespace

// Pages on their way from a driver's process into the client. An incomplete page is never delivered.
class TestHostPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesArriveByteForByte()
    {
        Line line;
        const QByteArray page = pixels(100 * 3000);
        QVERIFY(line.sender.begin(header(-1)).ok());
        for (qsizetype at = 0; at < page.size(); at += 100 * 700)
            QVERIFY(line.sender.rows(QByteArrayView(page).sliced(at, qMin<qsizetype>(100 * 700, page.size() - at))).ok());
        QVERIFY(line.sender.finish(3000).ok());
        QVERIFY(line.accepted);
        QCOMPARE(line.sink->told, (QStringList{u"begin 1"_s, u"finish 3000"_s}));
        QCOMPARE(line.sink->rowsOfPage, page);
        QVERIFY(line.mostOnTheWay <= kChunk);
        const QByteArray file = pixels(500'000);
        QVERIFY(line.sender.encoded(header(100), u"image/jpeg"_s, file).ok());
        QVERIFY(line.accepted);
        QCOMPARE(line.sink->told.last(), u"encoded 1 image/jpeg 500000"_s);
        QCOMPARE(line.sink->rowsOfPage, file);
        QCOMPARE(line.receiver.finished(), 2);
    }
    void senderWaitsForCredit()
    {
        qint64 sent = 0;
        std::atomic<bool> stop = false;
        PageSender sender(1, [&](const QString &, WireValue message) { sent += message[u"bytes"].toBytes().size(); }, [&] { return stop.load(); });
        QVERIFY(sender.begin(header(-1)).ok());
        std::thread stopper([&] { std::this_thread::sleep_for(std::chrono::milliseconds(50)); stop = true; });
        const Result<void> result = sender.rows(pixels(4 * kPageWindow / 100 * 100));      // nobody takes anything
        stopper.join();
        QCOMPARE(result.ok() ? QString() : result.error().code, u"DEV-CANCELLED"_s);
        QVERIFY(sent <= kPageWindow && sent > kPageWindow - kChunk);
        sender.credit(qint64(1) << 40);         // more than was ever on the way opens no larger window
        sent = 0;
        QVERIFY(!sender.rows(pixels(4 * kPageWindow / 100 * 100)).ok());
        QVERIFY(sent <= kPageWindow);
    }
    void incompletePagesAreNotDelivered_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("lines");
        QTest::addColumn<int>("claimed");
        QTest::addColumn<bool>("whole");
        QTest::newRow("whole") << 10 << 10 << 10 << true;
        QTest::newRow("whole, height unknown") << -1 << 10 << 10 << true;
        QTest::newRow("a line short") << 10 << 9 << 10 << false;
        QTest::newRow("a line short, and said so") << 10 << 9 << 9 << false;
        QTest::newRow("claims more") << -1 << 10 << 11 << false;
        QTest::newRow("no line") << -1 << 0 << 0 << false;
        QTest::newRow("a line long") << 10 << 11 << 11 << false;
    }
    void incompletePagesAreNotDelivered()
    {
        QFETCH(int, height);
        QFETCH(int, lines);
        QFETCH(int, claimed);
        QFETCH(bool, whole);
        Line line;
        QVERIFY(line.sender.begin(header(height)).ok());
        QVERIFY(line.sender.rows(pixels(100 * lines)).ok());
        QVERIFY(line.sender.finish(claimed).ok());
        QCOMPARE(line.accepted, whole);
        QCOMPARE(line.sink->told.contains(u"finish %1"_s.arg(claimed)), whole);
    }
    void brokenRulesAreSeen()
    {
        qint64 credit = 0;
        auto sink = std::make_shared<KeptPages>();
        const auto chunk = [](qsizetype size) { return of(7).set(u"bytes"_s, WireValue::bytes(pixels(size))); };
        const auto page = [](const WireValue &header) { return of(7).set(u"page"_s, WireValue::decoded(header.encoded()).value()); };
        const WireValue good = WireValue::map().set(u"number"_s, 1).set(u"format"_s, 1).set(u"width"_s, 100).set(u"height"_s, -1)
            .set(u"bytesPerLine"_s, 100).set(u"dpi"_s, 300);
        const auto fresh = [&](bool begun) {
            auto receiver = std::make_unique<PageReceiver>(7, sink);
            if (begun)
                receiver->take(u"page"_s, page(good), &credit);
            return receiver;
        };
        QVERIFY(fresh(false)->take(u"page"_s, page(good), &credit));
        QVERIFY(!fresh(false)->take(u"chunk"_s, chunk(100), &credit));                          // before a page
        QVERIFY(!fresh(false)->take(u"pageEnd"_s, of(7).set(u"height"_s, 1), &credit));
        QVERIFY(!fresh(true)->take(u"page"_s, page(good), &credit));                            // inside a page
        QVERIFY(!fresh(true)->take(u"chunk"_s, chunk(150), &credit));                           // half a line
        QVERIFY(!fresh(true)->take(u"chunk"_s, chunk(0), &credit));
        QVERIFY(!fresh(true)->take(u"chunk"_s, chunk(PageSink::kStripBytes + 56), &credit));    // whole lines, but too many
        QVERIFY(!fresh(true)->take(u"pageEnd"_s, of(7), &credit));
        QVERIFY(!fresh(true)->take(u"pageEnd"_s, WireValue::map(), &credit));                   // of no job
        for (const char16_t *key : {u"number", u"format", u"width", u"height", u"bytesPerLine", u"dpi"}) {
            WireValue odd = WireValue::map();
            for (const QString &own : good.keys())
                odd.set(own, own == QStringView(key) ? WireValue(-5) : WireValue(good[own].toInteger()));
            QVERIFY2(!fresh(false)->take(u"page"_s, page(odd), &credit), qPrintable(QString::fromUtf16(key)));
        }
        sink->told.clear();
        QVERIFY(fresh(true)->take(u"chunk"_s, WireValue::map().set(u"job"_s, 6).set(u"bytes"_s, WireValue::bytes("x")), &credit));  // of a job that has gone
        QCOMPARE(credit, 0);
        QVERIFY(sink->rowsOfPage.isEmpty());
        QCOMPARE(sink->told, (QStringList{u"begin 1"_s, u"abandon"_s}));        // and the page that did not end was given up
    }
    void encodedPageHasALimit()
    {
        Line line;
        QVERIFY(line.sender.encoded(header(-1), u"image/png"_s, QByteArray(kLargestEncodedPage, 'x')).ok());
        QVERIFY(line.accepted);
        QCOMPARE(line.sink->told.size(), 1);
        Line over;
        QVERIFY(over.sender.encoded(header(-1), u"image/png"_s, QByteArray(kLargestEncodedPage + 1, 'x')).ok());
        QVERIFY(!over.accepted);
        QVERIFY(over.sink->told.isEmpty());
    }
    void faultOfTheSinkStays()
    {
        Line line;
        line.sink->refuseRows = true;
        QVERIFY(line.sender.begin(header(-1)).ok());
        QVERIFY(line.sender.rows(pixels(1000)).ok());
        QVERIFY(line.sender.finish(10).ok());
        QVERIFY(line.accepted);
        QCOMPARE(line.receiver.failed().code, u"FULL"_s);
        QCOMPARE(line.sink->told.last(), u"abandon"_s);
        QCOMPARE(line.receiver.finished(), 0);
    }
};

ZC_TEST(QCoreApplication, TestHostPages)
#include "tst_hostpages.moc"
