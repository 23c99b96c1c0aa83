// What a page sends, mutated: raw texts, raw binary messages, raw frames, and commands whose parts are chosen by the bytes. The page may
// print and nothing else, and holds no claim: whatever it says, no device does anything, and no word of the card that lies on the
// reader leaves. One session after the other over one hub with simulated devices; the session's clock is the target's own.
#include "internal/frames/framereader.h"
#include "internal/messages/catalogue.h"
#include "internal/pairing/tokenstore.h"

#include <base/clock.h>
#include <bridge/session.h>
#include <devices/devicehub.h>
#include <devices/simulatedprinters.h>
#include <devices/simulator.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QThread>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;
using namespace zc::devices;

namespace {

const QByteArray kPersonalWord = "测试甲";
const QString kFuzzOrigin = u"https://window.example.test"_s;
constexpr int kLookEvery = 1000;

[[noreturn]] void found(const char *what, QByteArrayView input)
{
    std::fprintf(stderr, "fuzz_bridge: %s after %s\n", what, input.toByteArray().toHex().constData());
    std::abort();
}

// Allows nothing.
class SilentClerk final : public ClerkPort {
public:
    void ask(const ClerkQuestion &, Answer answer) override { answer(false); }
    void withdraw(quint64) override {}
};

struct FuzzDesk {
    int argc = 1;
    char name[8] = "fuzz";
    char *argv[2] = {name, nullptr};
    QCoreApplication application{argc, argv};
    SystemClock real;
    ManualClock clock{1'760'000'000'000};
    SilentClerk clerk;
    TokenStore tokens{clock};
    std::shared_ptr<ReaderSimulator> reader;
    std::shared_ptr<PrinterSimulator> printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    std::unique_ptr<DeviceHub> hub;
    std::unique_ptr<SessionWorld> world;
    std::unique_ptr<Session> session;
    QByteArrayView input;                   // the present one
    bool left = false;
    int requests = 0, lastId = 0, inputs = 0;

    FuzzDesk()
    {
        QLoggingCategory::setFilterRules(u"zc.*=false"_s);
        ReaderSimulator::Options options;
        options.inMemory = true;
        reader = ReaderSimulator::start(options).value();
        reader->lay(SimulatedCard::fromDeck(u"R"_s).value());
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"idr"_s, reader, real));
        drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"prn"_s, printer, nullptr));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), real);
        BridgePolicy policy;
        policy.origins = {{kFuzzOrigin, false, {u"Print.Job"_s}, {}}};
        world.reset(new SessionWorld{*hub, clerk, clock, tokens, policy, {}, false, {}});
        for (bool ready = false; !ready; QThread::msleep(5)) {
            const auto devices = hub->devices();
            ready = std::all_of(devices.begin(), devices.end(), [](const DeviceInfo &info) { return info.state == DeviceState::Ready; });
        }
        requests = reader->requests({});
    }
    void say(const QString &command, const QJsonObject &payload)
    {
        const QJsonObject header{{u"type"_s, u"command"_s}, {u"name"_s, command}, {u"requestId"_s, ++lastId}, {u"version"_s, u"1.0"_s}};
        session->receive(QJsonDocument(QJsonObject{{u"header"_s, header}, {u"payload"_s, payload}}).toJson(QJsonDocument::Compact));
    }
    void begin()
    {
        left = false;
        lastId = 0;
        session = std::make_unique<Session>(*world, Caller{kFuzzOrigin, false});
        QObject::connect(session.get(), &Session::say, session.get(), [this](const QByteArray &text) {
            if (text.contains(kPersonalWord))
                found("a personal word", input);
            if (!QJsonDocument::fromJson(text).isObject())
                found("an answer that is no JSON", input);
        });
        QObject::connect(session.get(), &Session::leave, session.get(), [this] { left = true; });
        say(u"Common.Hello"_s, {{u"client"_s, u"fuzz"_s}});
    }
    void look()
    {
        QCoreApplication::processEvents();
        if (reader->requests({}) != requests)
            found("a request to the reader", input);
        if (printer->jobs() != 0)
            found("a print", input);
    }
};

// Takes its decisions from the input; zeros when it is used up.
class Choices {
public:
    explicit Choices(QByteArrayView bytes) : m_bytes(bytes) {}
    int next(int below)
    {
        const int value = m_at < m_bytes.size() ? quint8(m_bytes[m_at]) : 0;
        ++m_at;
        return value % below;
    }
    QString text() { return QString::fromUtf8(m_bytes.sliced(qMin(m_at, m_bytes.size()), qMin<qsizetype>(next(40), qMax<qsizetype>(0, m_bytes.size() - m_at)))); }
    QJsonValue value(int depth = 0)
    {
        static const QStringList known{u"idr-1"_s, u"prn-1"_s, u"00000000-0000-7000-8000-000000000000"_s, u"exclusive"_s, u"shared"_s, u"internal"_s, u"application/pdf"_s,
                                       QString(64, u'0'), u"name"_s, u"IdCard.Read"_s, u"Print.Job"_s};
        switch (next(depth > 2 ? 7 : 9)) {
        case 0: return next(2) == 1;
        case 1: return next(256) - 3;
        case 2: return double(next(256)) * 1e9;
        case 3: return QJsonValue();
        case 4: return text();
        case 7: {
            QJsonArray list;
            for (int i = next(5); i > 0; --i)
                list.append(value(depth + 1));
            return list;
        }
        case 8: {
            QJsonObject object;
            for (int i = next(5); i > 0; --i)
                object.insert(text(), value(depth + 1));
            return object;
        }
        default: return known[next(int(known.size()))];
        }
    }

private:
    const QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

QString commandOf(Choices &choices)
{
    static const QStringList names = [] {
        QStringList all{u"Device.Write"_s, u""_s};
        for (const char16_t *family : {u"Common", u"Bridge", u"Device", u"Transfer", u"IdCard", u"ScCard", u"Scan", u"Camera", u"Sign", u"Print", u"Receipt", u"Evaluate", u"Queue", u"Key"})
            all << commandsOfFamily(family);
        return all;
    }();
    return names[choices.next(int(names.size()))];
}

QJsonObject payloadOf(Choices &choices)
{
    static const QStringList members{u"device"_s, u"claim"_s, u"mode"_s, u"ttlMs"_s, u"fields"_s, u"photo"_s, u"settings"_s, u"transfer"_s, u"copies"_s, u"lines"_s, u"bytes"_s,
                                     u"sha256"_s, u"mediaType"_s, u"frames"_s, u"requestIds"_s, u"operations"_s, u"reason"_s, u"level"_s, u"client"_s, u"token"_s, u"digest"_s};
    QJsonObject payload;
    for (int i = choices.next(7); i > 0; --i) {
        const QString name = members[choices.next(int(members.size()))];
        payload.insert(name, choices.value());
    }
    return payload;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static auto *desk = new FuzzDesk;
    const QByteArrayView input(reinterpret_cast<const char *>(data), qsizetype(size));
    desk->input = input;
    if (!desk->session || desk->left || desk->inputs % 50 == 0)
        desk->begin();
    desk->clock.advance(60);                     // slower than the limit, so that messages are read
    Choices choices(input);
    const QByteArray rest = input.isEmpty() ? QByteArray() : input.sliced(1).toByteArray();
    switch (choices.next(4)) {
    case 0: desk->session->receive(rest); break;
    case 1: desk->session->receiveBinary(rest); break;
    case 2: {
        FrameReader frames;
        frames.feed(rest);
        while (const auto incoming = frames.next()) {
            if (incoming->kind == Incoming::Kind::Text)
                desk->session->receive(incoming->payload);
            else if (incoming->kind == Incoming::Kind::Binary)
                desk->session->receiveBinary(incoming->payload);
        }
        break;
    }
    default:
        for (int i = 1 + choices.next(3); i > 0; --i) {
            const QString command = commandOf(choices);
            desk->say(command, payloadOf(choices));
        }
    }
    if (++desk->inputs % kLookEvery == 0)
        desk->look();
    return 0;
}
