// From the last question a card reader got, that is less than its last byte, to the fields painted on the real desk over counter, store,
// hub, driver and a reader on a pseudo-terminal. Argument: --quick for fewer rounds.
#include "figures.h"
#include "support/livedesk.h"

#include <devices/devicehub.h>
#include <devices/simulator.h>
#include <training/people.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using bench::share;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLookUs = 100;

// When the reader was last asked something, to a tenth of a millisecond.
class LastQuestion {
public:
    explicit LastQuestion(devices::ReaderSimulator &reader)
        : m_thread([this, &reader] {
            for (int seen = 0; !m_stop; std::this_thread::sleep_for(std::chrono::microseconds(kLookUs)))
                if (const int now = reader.requests({}); now != seen) {
                    seen = now;
                    m_ns = m_clock.nsecsElapsed();
                }
        })
    {
    }
    ~LastQuestion()
    {
        m_stop = true;
        m_thread.join();
    }
    double msAgo() const { return double(m_clock.nsecsElapsed() - m_ns) / 1e6; }

private:
    QElapsedTimer m_clock = [] { QElapsedTimer clock; clock.start(); return clock; }();
    std::atomic<qint64> m_ns = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

// The end of the paint that follows when a condition holds: an UpdateRequest paints all that is dirty in one go.
class PaintEnd : public QObject {
public:
    PaintEnd(std::function<bool()> holds, std::function<void()> painted) : m_holds(std::move(holds)), m_painted(std::move(painted)) { qApp->installEventFilter(this); }
    // In a loop of its own: waits that look now and then would be measured with it.
    bool wait()
    {
        QTimer::singleShot(LiveDesk::kPatienceMs, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::UpdateRequest && !m_seen && m_holds()) {
            m_seen = true;
            QMetaObject::invokeMethod(this, [this] { m_painted(), m_loop.quit(); }, Qt::QueuedConnection);
        }
        return false;
    }
    const std::function<bool()> m_holds;
    const std::function<void()> m_painted;
    bool m_seen = false;
    QEventLoop m_loop;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int rounds = application.arguments().contains(u"--quick"_s) ? 10 : 300;
    LiveDesk desk;
    if (!desk.world->reader()) return std::puts("card: no pseudo-terminal; not measured"), 0;
    LastQuestion question(*desk.world->reader());
    const QList<training::PracticePerson> people = desk.world->people();
    QList<double> times;
    for (int i = 0; i < rounds; ++i) {
        desk.world->liftCard();
        desk.port->closeCase();
        if (!QTest::qWaitFor([&] { return !desk.port->hasCase(); }, LiveDesk::kPatienceMs) || !desk.takeCase(desk.packs.items().first().code)) qFatal("no case");
        const QUuid before = desk.port->current().draft.caseId;
        if (!desk.world->layCard(people.at(i % people.size()).id).ok()) qFatal("no card");
        const auto filled = [&] { return !desk.port->current().draft.text(u"applicant.idNumber"_s).isEmpty() && desk.port->current().draft.caseId == before; };
        if (filled()) qFatal("filled before it was read");
        PaintEnd paint(filled, [&] { times << question.msAgo(); });
        QTimer::singleShot(0, &paint, [&desk] { desk.key(Qt::Key_F5); });
        if (!paint.wait()) qFatal("the card's fields were not painted");
    }
    std::printf("card to painted fields, %d cards in cases of their own: from the reader's last question p50 %.1f ms (goal 16), p99 %.1f ms (goal 33), at most %.1f ms\n", rounds, share(times, 0.5), share(times, 0.99), share(times, 1));
    return 0;
}
