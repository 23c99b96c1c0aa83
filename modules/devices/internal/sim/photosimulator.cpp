#include <devices/photounpacker.h>
#include <devices/simulatedphoto.h>

#include "internal/sim/pretended.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestPhotoMs = 600'000;
constexpr int kWidth = CardPhoto::kWidth, kHeight = CardPhoto::kHeight;

Error simulatedPhotoFault(FaultClass cls)
{
    return toError({cls, {}, {}, false}, DeviceClass::PhotoDecoder);
}

struct Tint {
    uchar red = 0, green = 0, blue = 0;
};

// 样例, 32 × 16 points, the highest bit at the left.
constexpr std::array<quint32, 16> kSampleMark = {0x00000000, 0x10041802, 0x118417C2, 0x108C1312, 0x10883312, 0x7FFE3212, 0x102073D2, 0x38207652,
                                                 0x39FC74D2, 0x34203CD2, 0x70203B92, 0x50203192, 0xD3FE3192, 0x10203302, 0x10203202, 0x10203E1E};

// Flat shapes on the bytes of a picture; what lies outside is left out.
class Easel {
public:
    explicit Easel(uchar *bytes) : m_bytes(bytes) {}
    void put(int x, int y, Tint tint)
    {
        if (x < 0 || y < 0 || x >= kWidth || y >= kHeight)
            return;
        uchar *point = m_bytes + 3 * (y * kWidth + x);
        point[0] = tint.red;
        point[1] = tint.green;
        point[2] = tint.blue;
    }
    void ellipse(int cx, int cy, int rx, int ry, Tint tint)
    {
        for (int y = -ry; y <= ry; ++y)
            for (int x = -rx; x <= rx; ++x)
                if (x * x * ry * ry + y * y * rx * rx <= rx * rx * ry * ry)
                    put(cx + x, cy + y, tint);
    }
    void mark(int left, int top, Tint tint)
    {
        for (int y = 0; y < int(kSampleMark.size()); ++y)
            for (int x = 0; x < 32; ++x)
                if (kSampleMark[std::size_t(y)] >> (31 - x) & 1)
                    put(left + x, top + y, tint);
    }

private:
    uchar *const m_bytes;
};

} // namespace

struct PhotoSimulator::Private : sim::Stepwise {
    int msPerPhoto = 0, photos = 0;
    quint64 sitting = 0;

    Result<void> apply(const QByteArray &line)
    {
        static const QStringList kinds = {u"link"_s, u"nonsense"_s, u"defect"_s, u"deaf"_s, u"photo"_s}, steps = {u"start"_s, u"middle"_s, u"end"_s};
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"sitting" && value.toInt(-1) >= 0) {
            sitting = quint64(value.toInt());
        } else if (verb == u"set" && value.isObject()) {
            if (const QString strange = sim::strangeMember(details, {u"msPerPhoto"}); !strange.isEmpty())
                return sim::controlRefused(strange);
            msPerPhoto = qBound(0, details[u"msPerPhoto"_s].toInt(msPerPhoto), kLongestPhotoMs);
            setMood(details);
        } else if (verb == u"reset") {
            msPerPhoto = 0;
            sitting = 0;
            mend();
        } else if (!takes(*said, kinds, steps)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }
};

namespace {

class SimulatedUnpacker final : public PhotoUnpacker {
public:
    explicit SimulatedUnpacker(std::shared_ptr<PhotoSimulator::Private> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"Simulated photo decoder"_s, u"SIM-PHO-1"_s}; }
    bool present() override
    {
        const std::lock_guard lock(m_state->mutex);
        return there();
    }
    Result<PrivateBytes> unpack(QByteArrayView coded, const std::function<bool()> &abandoned) override
    {
        QString fault;
        quint64 sitting = 0;
        {
            const std::lock_guard lock(m_state->mutex);
            ++m_state->photos;
            m_state->note(u"photo"_s);
            if (!m_state->stepDone(u"start"_s, m_pulls))
                return simulatedPhotoFault(FaultClass::NoDevice);
            fault = m_state->nextFault();
            sitting = m_state->sitting;
        }
        if (const auto ended = m_state->wait(fault == u"deaf" ? nullptr : &m_state->msPerPhoto, m_pulls, abandoned))
            return simulatedPhotoFault(*ended);
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->stepDone(u"middle"_s, m_pulls) || !m_state->stepDone(u"end"_s, m_pulls))
            return simulatedPhotoFault(FaultClass::NoDevice);
        if (fault == u"link")
            return simulatedPhotoFault(FaultClass::Transport);
        if (fault == u"defect")
            return simulatedPhotoFault(FaultClass::DeviceFault);
        if (fault == u"photo")
            return simulatedPhotoFault(FaultClass::MediaRejected);
        const PrivateBytes picture = PhotoSimulator::drawn(coded, sitting);
        return fault == u"nonsense" ? PrivateBytes::copyOf(picture.view().chopped(1)) : picture;
    }

private:
    bool there() const { return m_state->plugged && m_state->pulls == m_pulls; }

    const std::shared_ptr<PhotoSimulator::Private> m_state;
    const int m_pulls;
};

} // namespace

PhotoSimulator::PhotoSimulator() : d(std::make_shared<Private>()) {}
PhotoSimulator::~PhotoSimulator() = default;

Result<void> PhotoSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

void PhotoSimulator::listen(std::function<void(const QString &)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

int PhotoSimulator::photos() const
{
    const std::lock_guard lock(d->mutex);
    return d->photos;
}

QStringList PhotoSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

PrivateBytes PhotoSimulator::drawn(QByteArrayView coded, quint64 sitting)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(coded);
    hash.addData(QByteArray::number(sitting));
    const QByteArray trait = hash.result();
    const auto of = [&trait](int index, int count) { return int(uchar(trait[index])) % count; };
    constexpr Tint kSkins[] = {{241, 208, 178}, {229, 190, 156}, {214, 172, 138}}, kHairs[] = {{32, 30, 34}, {58, 48, 44}, {112, 112, 116}},
                   kClothes[] = {{44, 62, 98}, {86, 52, 58}, {48, 84, 72}, {92, 92, 100}, {118, 88, 44}}, kGround = {222, 232, 242}, kMark = {240, 242, 246};
    return PrivateBytes::made(CardPhoto::kBytes, [&](uchar *bytes) {
        Easel easel(bytes);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                easel.put(x, y, kGround);
        const int middle = kWidth / 2, wide = 19 + of(0, 5), tall = 25 + of(1, 5), head = 52;
        const Tint skin = kSkins[of(2, 3)], hair = kHairs[of(3, 3)], cloth = kClothes[of(4, 5)];
        const bool longHair = of(5, 2) == 1;
        easel.ellipse(middle, head - 6, wide + 4, tall + 1, hair);
        if (longHair)
            easel.ellipse(middle, head + 14, wide + 6, tall + 4, hair);
        easel.ellipse(middle, kHeight + 6, 42 + of(6, 6), 38, cloth);
        easel.ellipse(middle, head + tall, 8, 14, skin);
        easel.ellipse(middle, head + 3, wide, tall, skin);
        if (of(7, 3) == 0)
            easel.ellipse(middle, head - 17, wide, 13, hair);            // a fringe
        for (const int side : {-1, 1})
            easel.ellipse(middle + side * 8, head + 1, 2, 2, hair);
        easel.ellipse(middle, head + 15, 5, 1, kSkins[2]);
        easel.mark(middle - 16, kHeight - 20, kMark);
    });
}

std::unique_ptr<Driver> makeSimulatedPhotoDecoder(const DeviceId &slot, const QString &title, const std::shared_ptr<PhotoSimulator> &simulator)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-pho"_s, DeviceClass::PhotoDecoder, slot, title},
                                    {state, [state, simulator] { return makePhotoDevice(std::make_unique<SimulatedUnpacker>(state)); }});
}

} // namespace zc::devices
