// The photo of a card: its way through a decoder, what is no photo, and what becomes of its bytes.
#include <devices/devicehub.h>
#include <devices/photounpacker.h>
#include <devices/simulatedphoto.h>

#include "internal/host/hostcodec.h"
#include "internal/sim/cardencoder.h"

#include <base/clock.h>

#include <QElapsedTimer>
#include <QTest>

#include <support/memorysearch.h>
#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::host;
using namespace std::chrono_literals;

namespace {

QByteArray codedPhoto(char filling = 'p')
{
    return QByteArray::fromHex("574C66007E00").leftJustified(DecodePhoto::kCodedBytes, filling);
}

// A simulated decoder, a hub and a claim.
struct PhotoDesk {
    PhotoDesk()
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedPhotoDecoder(u"pho-1"_s, u"样例解码组件"_s, decoder));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return info().state == wanted; }, 20'000); }
    bool tell(const QByteArray &line) const { return decoder->control(line).ok(); }
    Result<CardPhoto> decode(const QByteArray &coded, std::chrono::milliseconds limit = DecodePhoto::kLimit)
    {
        if (claim.isNull())
            claim = hub->claim(u"pho-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = hub->submit(claim, DecodePhoto{PrivateBytes::copyOf(coded)}, {limit});
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 30'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }

    SystemClock clock;
    std::shared_ptr<PhotoSimulator> decoder = std::make_shared<PhotoSimulator>();
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

// Gives pictures of whatever size a test wants.
class OddUnpacker final : public PhotoUnpacker {
public:
    OddUnpacker(qsizetype size, int *calls) : m_size(size), m_calls(calls) {}
    DeviceIdentity identity() const override { return {u"odd"_s, {}}; }
    Result<PrivateBytes> unpack(QByteArrayView, const std::function<bool()> &) override
    {
        ++*m_calls;
        return PrivateBytes::copyOf(QByteArray(m_size, 'x'));
    }

private:
    const qsizetype m_size;
    int *const m_calls;
};

struct PatientContext final : JobContext {
    bool stopRequested() const override { return stopped; }
    int remainingMs() const override { return left; }
    qint64 nowMs() const override { return 0; }
    void reportMedia(Media) override {}
    void reportProgress(const Progress &) override {}
    void reportCondition(const Condition &) override {}
    bool stopped = false;
    int left = 1000;
};

QString codeOf(const Result<AnyAnswer> &answer) { return answer.ok() ? u"done"_s : answer.error().code; }

} // namespace

class TestCardPhoto : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void privateBytesAreSharedAndGoWithTheLast()
    {
        QVERIFY(PrivateBytes().isEmpty() && PrivateBytes::copyOf({}).isEmpty() && PrivateBytes::made(0, [](uchar *) { QFAIL("called"); }).isEmpty());
        PrivateBytes copy;
        {
            const PrivateBytes bytes = PrivateBytes::copyOf("abc");
            copy = bytes;
            QCOMPARE(static_cast<const void *>(copy.view().data()), static_cast<const void *>(bytes.view().data()));
        }
        QCOMPARE(copy.view(), QByteArrayView("abc"));
        QCOMPARE(PrivateBytes::made(3, [](uchar *bytes) { bytes[1] = 'b'; }).view(), QByteArrayView("\0b\0", 3));
    }
    void privateBytesAreWiped()
    {
        const PlantedSecret secret(500);        // too long to be left over in a register
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        PrivateBytes bytes;
        secret.uncovered([&](QByteArray &plain) { bytes = PrivateBytes::copyOf(plain); });
        QCOMPARE(secret.places(), 1);
        bytes = PrivateBytes();
        QCOMPARE(secret.places(), 0);
    }

    void aPhotoBecomesAPicture()
    {
        PhotoDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.info().cls, DeviceClass::PhotoDecoder);
        QCOMPARE(desk.info().capabilities.operations, (QStringList{u"DecodePhoto"_s, u"CheckHealth"_s}));
        const auto photo = desk.decode(codedPhoto());
        QVERIFY(photo);
        QCOMPARE(photo->pixels.size(), qsizetype(38'556));
        QCOMPARE(photo->pixels.view(), PhotoSimulator::drawn(codedPhoto()).view());
        QVERIFY(desk.decode(codedPhoto('q'))->pixels.view() != photo->pixels.view());
    }
    void peopleOfPracticeLookDifferent()
    {
        const auto photoOf = [](quint64 seed) { return sim::readAnswerData(SimulatedCard::generated(seed), false).last(DecodePhoto::kCodedBytes); };
        QVERIFY(photoOf(1).startsWith(QByteArray::fromHex("574C66007E00")));
        QCOMPARE(photoOf(1), photoOf(1));
        QVERIFY(photoOf(1) != photoOf(2));
        // The fixed cards of the test data have an empty one.
        QCOMPARE(sim::readAnswerData(*SimulatedCard::fromDeck(u"R"_s), false).last(1018), QByteArray(1018, '\0'));
    }

    void whatIsNoPhotoNeverReachesTheLibrary_data()
    {
        QTest::addColumn<QByteArray>("coded");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one short") << codedPhoto().chopped(1);
        QTest::newRow("one more") << codedPhoto() + 'x';
        QTest::newRow("zeros") << QByteArray(DecodePhoto::kCodedBytes, '\0');
        QTest::newRow("blanks") << QByteArray(DecodePhoto::kCodedBytes, '\xFF');
    }
    void whatIsNoPhotoNeverReachesTheLibrary()
    {
        QFETCH(QByteArray, coded);
        PhotoDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const auto photo = desk.decode(coded);
        QVERIFY(!photo);
        QCOMPARE(photo.error().code, u"DEV-PHOTO-REJECTED"_s);
        QCOMPARE(desk.decoder->photos(), 0);
        QVERIFY(desk.decode(codedPhoto()));
    }
    void onlyThePictureOfACardIsOne_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("code");
        for (const int size : {0, 1, 38'555, 38'557, 102 * 126 * 4, 1 << 20})
            QTest::newRow(qPrintable(QString::number(size))) << size << u"DEV-PHOTO-PROTOCOL"_s;
        QTest::newRow("38556") << 38'556 << u"done"_s;
    }
    void onlyThePictureOfACardIsOne()
    {
        QFETCH(int, size);
        QFETCH(QString, code);
        int calls = 0;
        const auto device = makePhotoDevice(std::make_unique<OddUnpacker>(size, &calls));
        PatientContext context;
        QCOMPARE(codeOf(device->run(DecodePhoto{PrivateBytes::copyOf(codedPhoto())}, context)), code);
        QCOMPARE(codeOf(device->run(Scan{}, context)), u"DEV-PHOTO-UNSUPPORTED"_s);
        QCOMPARE(codeOf(device->run(CheckHealth{HealthLevel::External}, context)), u"DEV-PHOTO-UNSUPPORTED"_s);
        QCOMPARE(codeOf(device->run(CheckHealth{HealthLevel::Internal}, context)), u"done"_s);
        context.stopped = true;
        QCOMPARE(codeOf(device->run(DecodePhoto{PrivateBytes::copyOf(codedPhoto())}, context)), u"DEV-CANCELLED"_s);
        context.stopped = false;
        context.left = 0;
        QCOMPARE(codeOf(device->run(DecodePhoto{PrivateBytes::copyOf(codedPhoto())}, context)), u"DEV-PHOTO-TIMEOUT"_s);
        QCOMPARE(calls, 3);
    }
    void oneThatIsTooSlowIsGivenUpAfterASecond()
    {
        PhotoDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell("{\"fault\":{\"kind\":\"deaf\"}}"));
        QElapsedTimer passed;
        passed.start();
        const auto photo = desk.decode(codedPhoto());
        QCOMPARE(photo.error().code, u"DEV-PHOTO-TIMEOUT"_s);
        QVERIFY2(passed.elapsed() >= 990 && passed.elapsed() < 1500, qPrintable(QString::number(passed.elapsed())));
        QVERIFY(desk.decode(codedPhoto()));
    }
    void faultsHaveTheirWords_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("photo") << QByteArray("photo") << u"DEV-PHOTO-REJECTED"_s;
        QTest::newRow("nonsense") << QByteArray("nonsense") << u"DEV-PHOTO-PROTOCOL"_s;
        QTest::newRow("defect") << QByteArray("defect") << u"DEV-PHOTO-FAULT"_s;
    }
    void faultsHaveTheirWords()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QString, code);
        PhotoDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell("{\"fault\":{\"kind\":\"" + kind + "\"}}"));
        QCOMPARE(desk.decode(codedPhoto()).error().code, code);
        QVERIFY(desk.decode(codedPhoto()));
    }
    void linesThatTheSimulatorDoesNotKnowChangeNothing()
    {
        PhotoDesk desk;
        for (const char *line : {"", "{}", "[]", "{\"fault\":{\"kind\":\"magic\"}}", "{\"fault\":{\"kind\":\"photo\",\"times\":0}}", "{\"sitting\":-1}", "{\"set\":{\"colour\":1}}",
                                 "{\"unplugAt\":\"never\"}", "{\"card\":null}"})
            QVERIFY2(!desk.tell(line), line);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.decode(codedPhoto()));
    }

    void theWireCarriesBothWays()
    {
        const auto wire = toWire(AnyOperation(DecodePhoto{PrivateBytes::copyOf(codedPhoto())}));
        QVERIFY(wire);
        const auto read = operationFrom(*wire);
        QVERIFY(read);
        QCOMPARE(std::get<DecodePhoto>(*read).coded.view(), QByteArrayView(codedPhoto()));
        const auto answered = toWire(AnyAnswer(CardPhoto{PhotoSimulator::drawn(codedPhoto())}));
        QVERIFY(answered);
        const auto photo = answerFrom(DecodePhoto{}, *answered, QDate(2026, 6, 1));
        QVERIFY(photo);
        QCOMPARE(std::get<CardPhoto>(*photo).pixels.view(), PhotoSimulator::drawn(codedPhoto()).view());
    }
    void theWireRefusesOtherSizes()
    {
        for (const qsizetype size : {0, 1, 1023, 1025, 38'556}) {
            QVERIFY(!toWire(AnyOperation(DecodePhoto{PrivateBytes::copyOf(QByteArray(size, 'x'))})));
            const WireValue asked = WireValue::map().set(u"name"_s, u"DecodePhoto"_s).set(u"coded"_s, WireValue::bytes(QByteArray(size, 'x')));
            QVERIFY(!operationFrom(asked));
        }
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"DecodePhoto"_s)));
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"DecodePhoto"_s).set(u"coded"_s, QString(1024, u'x'))));
        for (const qsizetype size : {0, 1024, 38'555, 38'557}) {
            const auto photo = answerFrom(DecodePhoto{}, WireValue::map().set(u"pixels"_s, WireValue::bytes(QByteArray(size, 'x'))), QDate(2026, 6, 1));
            QVERIFY(!photo);
            QCOMPARE(photo.error().code, u"DEV-HOST-FRAME"_s);
        }
    }
};

ZC_TEST(QCoreApplication, TestCardPhoto)
#include "tst_cardphoto.moc"
