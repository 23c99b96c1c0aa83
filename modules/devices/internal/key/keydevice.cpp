#include <devices/keytoken.h>

#include <crypto/certificate.h>

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace zc::devices {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr int kKeySliceMs = 10;
constexpr int kPresenceMs = 300;        // for a stack to say whether the key is there
constexpr int kConditionEveryMs = 2000;
constexpr int kStuckMs = 10'000;        // for a call that nobody waits for
const QString kDigestSetting = QStringLiteral("digest");

Error keyFault(FaultClass cls, const QString &suffix = {})
{
    return toError({cls, suffix, {}, false}, DeviceClass::Key);
}

// One thread that makes the calls into the stack, one after another.
class StackThread {
public:
    StackThread() : m_thread([this] { work(); }) {}
    ~StackThread()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    void begin(std::function<void()> call)
    {
        const std::lock_guard lock(m_mutex);
        m_call = std::move(call);
        m_busy = true;
        m_wake.notify_all();
    }
    bool waitIdle(int ms)
    {
        std::unique_lock lock(m_mutex);
        return m_idle.wait_for(lock, milliseconds(ms), [this] { return !m_busy; });
    }

private:
    void work()
    {
        for (;;) {
            std::function<void()> call;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [this] { return m_stopping || m_call; });
                if (!m_call)
                    return;
                call = std::exchange(m_call, {});
            }
            call();
            call = {};                  // with all it holds, before anybody hears of it
            const std::lock_guard lock(m_mutex);
            m_busy = false;
            m_idle.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake, m_idle;
    std::function<void()> m_call;
    bool m_busy = false, m_stopping = false;
    std::thread m_thread;
};

class KeyDevice final : public Device {
public:
    KeyDevice(std::unique_ptr<KeyToken> token, const QList<QByteArray> &certificates) : m_token(std::move(token)), m_identity(m_token->identity())
    {
        m_clock.start();
        describe(read(certificates));
    }
    ~KeyDevice() override { m_abandoned->store(true); }

    DeviceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return m_capabilities; }
    int conditionMs() const override { return kConditionEveryMs; }

    bool isOpen() override
    {
        if (m_gone)
            return false;
        if (!m_stack.waitIdle(0)) {
            if (m_abandonedAtMs < 0 || m_clock.elapsed() - m_abandonedAtMs < kStuckMs)
                return true;
            while (!m_stack.waitIdle(kPresenceMs)) {}       // the host process is not answering any more and will be ended
        }
        const auto there = std::make_shared<std::atomic<int>>(-1);
        m_stack.begin([token = m_token.get(), there] { *there = token->present(); });
        if (!m_stack.waitIdle(kPresenceMs))
            leave();
        m_gone = *there == 0;
        return !m_gone;
    }

    Condition condition(JobContext &context) override
    {
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const auto &) { return token.pinState(); });
        if (pin.ok() && pin->locked)
            return {Condition::Kind::NeedsPerson, keyFault(FaultClass::Denied, u"LOCKED"_s)};
        return {};
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return checkHealth(context);
        if (std::holds_alternative<ListCertificates>(operation))
            return list(context);
        if (const auto *what = std::get_if<SignDigest>(&operation))
            return sign(*what, context);
        return keyFault(FaultClass::Unsupported);
    }

private:
    using Abandoned = std::function<bool()>;

    void leave()
    {
        m_abandoned->store(true);
        m_abandoned = std::make_shared<std::atomic<bool>>(false);
        m_abandonedAtMs = m_clock.elapsed();
    }

    // Until the stack is free, or somebody says stop. Empty code: free.
    Error waitFor(JobContext &context)
    {
        while (!m_stack.waitIdle(kKeySliceMs)) {
            if (context.stopRequested())
                return keyFault(FaultClass::Cancelled);
            if (context.remainingMs() <= 0)
                return keyFault(FaultClass::Timeout);
        }
        return {};
    }

    template <class T, class F>
    Result<T> call(JobContext &context, F what)
    {
        if (const Error busy = waitFor(context); !busy.code.isEmpty())
            return busy;
        const auto answer = std::make_shared<std::optional<Result<T>>>();
        m_stack.begin([token = m_token.get(), abandoned = m_abandoned, answer, what] {
            const Abandoned left = [abandoned] { return abandoned->load(); };
            *answer = what(*token, left);
        });
        if (const Error ended = waitFor(context); !ended.code.isEmpty()) {
            leave();                    // the answer goes with the closure, to nobody
            return ended;
        }
        m_abandonedAtMs = -1;
        if (!(*answer)->ok() && faultClassOf((*answer)->error().code) == FaultClass::NoDevice)
            m_gone = true;
        return std::move(**answer);
    }

    static QList<Certificate> read(const QList<QByteArray> &ders)
    {
        QList<Certificate> list;
        for (const QByteArray &der : ders)      // what is of another algorithm is not for us, and no fault of the key
            if (auto certificate = certificateFrom(der))
                list << *certificate;
        return list;
    }

    void describe(const QList<Certificate> &certificates)
    {
        Capabilities can;
        can.cls = DeviceClass::Key;
        can.operations = {u"ListCertificates"_s, u"CheckHealth"_s};
        QStringList digests;
        for (const Certificate &certificate : certificates)
            if (certificate.signs && !digests.contains(certificate.digest()))
                digests << certificate.digest();
        digests.sort();
        if (!digests.isEmpty()) {
            can.operations << u"SignDigest"_s;
            can.settings << SettingCapability{kDigestSetting, u"choice"_s, 0, 0, digests, digests.contains(u"sm3"_s) ? u"sm3"_s : digests.first()};
            can.notes << u"needs the PIN for every signature"_s;
        }
        m_capabilities = can;
    }

    Result<QList<Certificate>> look(JobContext &context)
    {
        const auto found = call<QList<QByteArray>>(context, [](KeyToken &token, const Abandoned &) { return token.certificates(); });
        if (!found)
            return found.error();
        const QList<Certificate> certificates = read(*found);
        describe(certificates);
        return certificates;
    }

    Result<AnyAnswer> checkHealth(JobContext &context)
    {
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const Abandoned &) { return token.pinState(); });
        if (!pin)
            return pin.error();
        HealthReport report;
        report.ok = !pin->locked;
        report.serial = m_identity.serial;
        if (pin->locked)
            report.notes << u"the PIN is locked"_s;
        else if (pin->left)
            report.notes << u"tries left: %1"_s.arg(*pin->left);
        return AnyAnswer(report);
    }

    Result<AnyAnswer> list(JobContext &context)
    {
        const auto certificates = look(context);
        if (!certificates)
            return certificates.error();
        const auto pin = call<KeyToken::PinState>(context, [](KeyToken &token, const Abandoned &) { return token.pinState(); });
        if (!pin)
            return pin.error();
        return AnyAnswer(KeyContents{*certificates, pin->locked ? 0 : pin->left.value_or(-1)});
    }

    Result<AnyAnswer> sign(const SignDigest &what, JobContext &context)
    {
        const QString digest = m_capabilities.value(what.settings, kDigestSetting);
        if (!m_capabilities.refusedSetting(what.settings).isEmpty() || what.digest.size() != SignDigest::kDigestBytes)
            return keyFault(FaultClass::Unsupported);
        if (what.pin.isEmpty())
            return keyFault(FaultClass::Denied, u"LOGIN"_s);
        const auto certificates = look(context);
        if (!certificates)
            return certificates.error();
        const auto fits = [&](const Certificate &one) {
            return one.signs && one.digest() == digest && (what.certificate.isEmpty() || what.certificate == one.id);
        };
        const auto chosen = std::find_if(certificates->begin(), certificates->end(), fits);
        if (chosen == certificates->end())
            return keyFault(FaultClass::MediaRejected);
        const auto value = call<QByteArray>(context, [certificate = *chosen, bytes = what.digest, pin = what.pin](KeyToken &token, const Abandoned &abandoned) {
            Result<QByteArray> signature = keyFault(FaultClass::Cancelled);
            pin.use([&](QByteArrayView typed) { signature = token.sign({certificate, bytes, typed, abandoned}); });
            return signature;
        });
        if (!value)
            return value.error();
        const QByteArray signature = chosen->algorithm == KeyAlgorithm::Rsa ? *value : crypto::derSignature(*value);
        if (!verifies(*chosen, what.digest, signature))
            return keyFault(FaultClass::Protocol);
        return AnyAnswer(DigitalSignature{*chosen, signature});
    }

    const std::unique_ptr<KeyToken> m_token;
    const DeviceIdentity m_identity;
    Capabilities m_capabilities;
    QElapsedTimer m_clock;
    std::shared_ptr<std::atomic<bool>> m_abandoned = std::make_shared<std::atomic<bool>>(false);
    qint64 m_abandonedAtMs = -1;
    bool m_gone = false;
    StackThread m_stack;                // its end comes first: no call outlives the token
};

} // namespace

KeyToken::~KeyToken() = default;

std::unique_ptr<Device> makeKeyDevice(std::unique_ptr<KeyToken> token, const QList<QByteArray> &certificates)
{
    return std::make_unique<KeyDevice>(std::move(token), certificates);
}

} // namespace zc::devices
