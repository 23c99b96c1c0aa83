#include <devices/fingersensor.h>

#include "internal/core/stackcalls.h"

#include <crypto/secretbytes.h>

#include <algorithm>
#include <vector>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBetweenLooksMs = 10;
constexpr int kSensorHangsMs = 1000;        // a call that takes longer at the deadline is to blame, not the person
constexpr int kMostPresses = 5, kUsualPresses = 3;
const QString kPressesSetting = QStringLiteral("presses");

Error fingerFault(FaultClass cls, const QString &suffix = {})
{
    return toError({cls, suffix, {}, false}, DeviceClass::FingerprintReader);
}

struct CardFinger {
    int number = 0;                 // 1 or 2
    crypto::SecretBytes record;
};
using CardFingers = std::shared_ptr<const std::vector<CardFinger>>;     // one call or more may hold them; wiped with the last

// A record of zeros is none: the card was made with one finger.
CardFingers fingersOf(const FingerFeatures &features)
{
    std::vector<CardFinger> fingers;
    features.use([&fingers](QByteArrayView bytes) {
        for (int number = 1; number * FingerFeatures::kRecordBytes <= bytes.size(); ++number) {
            const QByteArrayView record = bytes.sliced((number - 1) * FingerFeatures::kRecordBytes, FingerFeatures::kRecordBytes);
            if (std::any_of(record.begin(), record.end(), [](char byte) { return byte != 0; }))
                fingers.push_back({number, crypto::SecretBytes::copyOf(record)});
        }
    });
    return std::make_shared<const std::vector<CardFinger>>(std::move(fingers));
}

// What the person has to do now.
enum class Wanted { PutOn, Press, Lift };

Error wantedWords(Wanted wanted)
{
    switch (wanted) {
    case Wanted::PutOn: return fingerFault(FaultClass::NoMedia);
    case Wanted::Press: return fingerFault(FaultClass::UserAction, u"PRESS"_s);
    case Wanted::Lift: return fingerFault(FaultClass::UserAction, u"LIFT"_s);
    }
    return {};
}

// How far the comparison on the library's thread is, for the driver's.
struct FingerTalk {
    std::atomic<bool> begun = false;            // false: an earlier comparison has not come back yet
    std::atomic<Wanted> wanted = Wanted::PutOn;
    std::atomic<bool> lies = false;
    std::atomic<int> compared = 0;              // presses
    std::atomic<qint64> callSinceMs = -1;       // of the call into the library that runs
    QElapsedTimer clock;
};

// One comparison from light on to light off, on the library's thread.
class Comparison {
    using Seen = FingerSensor::Seen;

    template <class F>
    auto timed(F call)
    {
        m_talk.callSinceMs = m_talk.clock.elapsed();
        auto answer = call();
        m_talk.callSinceMs = -1;
        return answer;
    }

    Error waitFor(Seen wanted)
    {
        for (;; std::this_thread::sleep_for(std::chrono::milliseconds(kBetweenLooksMs))) {
            if (m_abandoned())
                return fingerFault(FaultClass::Cancelled);
            const auto seen = timed([this] { return m_sensor.look(m_abandoned); });
            if (!seen)
                return seen.error();
            m_talk.lies = *seen != Seen::Nothing;
            if (*seen == wanted)
                return {};
            if (wanted == Seen::Finger)
                m_talk.wanted = *seen == Seen::Weak ? Wanted::Press : Wanted::PutOn;
        }
    }

public:
    Comparison(FingerSensor &sensor, FingerTalk &talk, const StackCalls::Abandoned &abandoned) : m_sensor(sensor), m_talk(talk), m_abandoned(abandoned) {}
    ~Comparison()
    {
        if (m_begun)
            m_sensor.end();
    }

    Result<FingerMatch> run(const std::vector<CardFinger> &fingers, int presses)
    {
        m_talk.begun = m_begun = true;          // whatever begin() says: what it has left on goes off
        if (const auto begun = timed([this] { return m_sensor.begin(); }); !begun)
            return begun.error();
        FingerMatch best{false, -1, fingers.front().number};
        for (int press = 1;; ++press) {
            if (const Error ended = waitFor(FingerSensor::Seen::Finger); !ended.code.isEmpty())
                return ended;
            for (const CardFinger &finger : fingers) {
                const auto likeness = timed([&] { return m_sensor.compare(finger.number, finger.record.view(), m_abandoned); });
                if (!likeness)
                    return likeness.error();
                if (likeness->score < 0 || likeness->score > 100)
                    return fingerFault(FaultClass::Protocol);
                if (likeness->same > best.same || (likeness->same == best.same && likeness->score > best.score))
                    best = FingerMatch{likeness->same, likeness->score, finger.number};
            }
            m_talk.compared = press;
            if (best.same || press == presses)
                return best;
            m_talk.wanted = Wanted::Lift;
            if (const Error ended = waitFor(FingerSensor::Seen::Nothing); !ended.code.isEmpty())
                return ended;
        }
    }

private:
    FingerSensor &m_sensor;
    FingerTalk &m_talk;
    const StackCalls::Abandoned &m_abandoned;
    bool m_begun = false;
};

// Says on the driver's thread what has changed since it last looked.
class FingerNews {
public:
    FingerNews(FingerTalk &talk, JobContext &context, int presses) : m_talk(talk), m_context(context), m_presses(presses) {}
    ~FingerNews()
    {
        m_context.reportMedia(Media::None);     // the light is off: nobody sees what lies there
        m_context.reportCondition({});
    }
    void tell()
    {
        if (const Wanted wanted = m_talk.wanted; wanted != m_wanted) {
            m_wanted = wanted;
            m_context.reportCondition({Condition::Kind::NeedsPerson, wantedWords(wanted)});
        }
        if (const bool lies = m_talk.lies; lies != m_lies) {
            m_lies = lies;
            m_context.reportMedia(lies ? Media::Present : Media::None);
        }
        if (const int compared = m_talk.compared; compared != m_compared) {
            m_compared = compared;
            m_context.reportProgress({compared, m_presses, 0});
        }
    }
    // Of a comparison that the deadline ended.
    Error atDeadline() const
    {
        const qint64 since = m_talk.callSinceMs;
        const bool hangs = !m_talk.begun || (since >= 0 && m_talk.clock.elapsed() - since >= kSensorHangsMs);
        return hangs ? fingerFault(FaultClass::Timeout) : wantedWords(m_talk.wanted);
    }

private:
    FingerTalk &m_talk;
    JobContext &m_context;
    const int m_presses;
    std::optional<Wanted> m_wanted;
    bool m_lies = false;
    int m_compared = 0;
};

class FingerDevice final : public Device {
public:
    explicit FingerDevice(std::unique_ptr<FingerSensor> sensor) : m_sensor(std::move(sensor)), m_identity(m_sensor->identity())
    {
        m_capabilities.cls = DeviceClass::FingerprintReader;
        m_capabilities.operations = {u"MatchFinger"_s, u"CheckHealth"_s};
        m_capabilities.settings = {{kPressesSetting, u"integer"_s, 1, kMostPresses, {}, QString::number(kUsualPresses)}};
    }

    DeviceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return m_capabilities; }
    bool isOpen() override
    {
        return m_calls.isThere([sensor = m_sensor.get()] { return sensor->present(); });
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return checkHealth(context);
        if (const auto *what = std::get_if<MatchFinger>(&operation))
            return match(*what, context);
        return fingerFault(FaultClass::Unsupported);
    }

private:
    Result<AnyAnswer> checkHealth(JobContext &context)
    {
        const auto there = m_calls.call<bool>(context, [sensor = m_sensor.get()](const auto &) { return Result<bool>(sensor->present()); });
        if (!there)
            return there.error();
        return *there ? Result<AnyAnswer>(AnyAnswer(HealthReport{true, m_identity.serial, {}})) : fingerFault(FaultClass::NoDevice);
    }

    Result<AnyAnswer> match(const MatchFinger &what, JobContext &context)
    {
        if (!m_capabilities.refusedSetting(what.settings).isEmpty())
            return fingerFault(FaultClass::Unsupported);
        const CardFingers fingers = fingersOf(what.features);
        if (fingers->empty())
            return fingerFault(FaultClass::MediaRejected);
        const int presses = m_capabilities.value(what.settings, kPressesSetting).toInt();
        const auto talk = std::make_shared<FingerTalk>();
        talk->clock.start();
        FingerNews news(*talk, context, presses);
        const auto compare = [sensor = m_sensor.get(), fingers, presses, talk](const StackCalls::Abandoned &abandoned) {
            return Comparison(*sensor, *talk, abandoned).run(*fingers, presses);
        };
        const auto answer = m_calls.call<FingerMatch>(context, compare, [&news] { news.tell(); });
        if (answer)
            return AnyAnswer(*answer);
        if (answer.error() == fingerFault(FaultClass::Timeout) && context.remainingMs() <= 0)
            return news.atDeadline();
        return answer.error();
    }

    const std::unique_ptr<FingerSensor> m_sensor;
    const DeviceIdentity m_identity;
    Capabilities m_capabilities;
    StackCalls m_calls{DeviceClass::FingerprintReader};     // its end comes first: no call outlives the sensor
};

} // namespace

FingerSensor::~FingerSensor() = default;

std::unique_ptr<Device> makeFingerDevice(std::unique_ptr<FingerSensor> sensor)
{
    return std::make_unique<FingerDevice>(std::move(sensor));
}

} // namespace zc::devices
