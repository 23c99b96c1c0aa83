#pragma once
#include <devices/devicehub.h>
#include <devices/hosteddriver.h>

#include <base/clock.h>

#include <QElapsedTimer>

#include <atomic>

// What the tests of the device host share: a context that the test commands, and short limits.
class BenchContext final : public zc::devices::JobContext {
public:
    explicit BenchContext(int deadlineMs) : m_deadlineMs(deadlineMs) { m_passed.start(); }
    bool stopRequested() const override { return stop || (stopAfterMs >= 0 && m_passed.elapsed() >= stopAfterMs); }
    int remainingMs() const override { return int(qMax(qint64(0), m_deadlineMs - m_passed.elapsed())); }
    qint64 nowMs() const override { return m_clock.bootMs(); }
    void reportMedia(zc::devices::Media media) override { lastMedia = media; }
    void reportProgress(const zc::devices::Progress &) override {}
    void reportCondition(const zc::devices::Condition &) override {}

    std::atomic<bool> stop = false;
    int stopAfterMs = -1;
    zc::devices::Media lastMedia = zc::devices::Media::Unknown;

private:
    zc::SystemClock m_clock;
    QElapsedTimer m_passed;
    const int m_deadlineMs;
};

inline zc::devices::HostedDriverSettings faultySettings(const QString &driver)
{
    zc::devices::HostedDriverSettings settings;
    settings.program = QStringLiteral(ZC_BINARY_DIR "/tests/faultyhost");
    settings.driver = driver;
    settings.slot = QStringLiteral("idr-1");
    settings.title = QStringLiteral("样例阅读器");
    return settings;
}
