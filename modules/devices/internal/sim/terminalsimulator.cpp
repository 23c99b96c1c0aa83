#include <devices/profileshelf.h>
#include <devices/terminalsimulator.h>

#include "internal/profile/links.h"
#include "internal/sim/wired.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTerminalNapMs = 100;
constexpr qsizetype kMostWaiting = 10'000;

struct TerminalFault {
    QString kind;
    int times = 1;
};

} // namespace

struct TerminalSimulator::Private final : sim::Wired {
    TerminalSimulator::What what = TerminalSimulator::What::Evaluation;
    QList<TerminalFault> faults;
    std::optional<QString> applicant;           // the key that is pressed at every question
    std::optional<QString> pressed;             // once
    QStringList queue;
    int endless = 0, lastNumber = 0;            // so many wait always
    int afterMs = 0, questions = 0;
    qint64 dueMs = 0;
    QString visit;                              // of the question on the screen
    QByteArray call;                            // that waits for its time
    QByteArray input;

    Result<void> apply(const QByteArray &text) override
    {
        static const QStringList kinds = {u"deaf"_s, u"nonsense"_s, u"defect"_s, u"busy"_s, u"refused"_s, u"stale"_s, u"long"_s};
        const auto said = sim::ControlLine::from(text);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"applicant" && (value.isString() || value.isNull())) {
            applicant = value.isString() ? std::optional(value.toString()) : std::nullopt;
            dueMs = clock.elapsed() + afterMs;
        } else if (verb == u"press" && value.isString()) {
            pressed = value.toString();
        } else if (verb == u"queue" && value.isArray() && value.toArray().size() <= kMostWaiting) {
            queue.clear();
            endless = 0;
            for (const QJsonValue &number : value.toArray())
                queue << number.toString();
        } else if (verb == u"queue" && value.isDouble()) {
            endless = qBound(0, value.toInt(), int(kMostWaiting));
        } else if (verb == u"fault" && kinds.contains(details[u"kind"_s].toString())) {
            faults << TerminalFault{details[u"kind"_s].toString(), qMax(1, details[u"times"_s].toInt(1))};
        } else if (verb == u"set" && value.isObject()) {
            for (auto it = details.begin(); it != details.end(); ++it)
                if (it.key() != u"afterMs" && it.key() != u"denied")
                    return sim::controlRefused(it.key());
            afterMs = qBound(0, details[u"afterMs"_s].toInt(afterMs), 600'000);
            dueMs = clock.elapsed() + afterMs;
            setMood(details);
        } else if (verb == u"unplugAt" && details[u"bytes"_s].toInt() > 0) {
            unplugAfter = details[u"bytes"_s].toInt();
        } else if (verb == u"reset") {
            faults.clear();
            applicant = u"5"_s;
            pressed.reset();
            queue.clear();
            endless = 12;
            afterMs = 0;
            unplugAfter = -1;
            clear();
            mend();
        } else if (verb == u"unplugAt" || !takes(*said)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }

    void clear()
    {
        visit.clear();
        call.clear();
        outgoing.clear();
    }

    // Text by text, with no help of what the driver reads with.
    static QByteArray quoted(const QString &text)
    {
        QByteArray out = "\"";
        for (const char c : text.toUtf8())
            if (c == '"' || c == '\\')
                out += '\\', out += c;
            else if (uchar(c) < 0x20)
                out += "\\u00" + QByteArray(1, c).toHex();
            else
                out += c;
        return out + '"';
    }
    void tell(const QByteArray &message) { outgoing += message + '\n'; }

    // A fault that is due turns the answer into something else. True: there is nothing more to say.
    bool spoils()
    {
        const auto fault = sim::takePlanned(faults, [](const TerminalFault &) { return true; });
        if (!fault)
            return false;
        note(u"fault "_s + fault->kind);
        if (fault->kind == u"nonsense")
            tell("!! no JSON at all {");
        else if (fault->kind == u"long")
            tell(QByteArray(20'000, 'x'));
        else if (fault->kind == u"stale")
            tell("{\"op\":\"rated\",\"visit\":\"00000000-0000-7000-8000-000000000000\",\"key\":\"1\"}");
        else if (fault->kind != u"deaf")
            tell("{\"op\":\"error\",\"reason\":" + quoted(fault->kind) + '}');
        return fault->kind != u"stale";
    }

    void take(const QByteArray &line)
    {
        const QJsonObject said = QJsonDocument::fromJson(line).object();
        const QString op = said[u"op"_s].toString();
        note(u"> "_s + op);
        if (op == u"ping") {
            const bool deaf = !faults.isEmpty() && faults.constFirst().kind == u"deaf" && faults.constFirst().times > 1000;
            if (!deaf)
                tell("{\"op\":\"pong\"}");
        } else if (op == u"stop") {
            if (said[u"visit"_s].toString() == visit)
                visit.clear();
        } else if (what == What::Evaluation && op == u"ask") {
            ++questions;
            if (spoils())
                return;
            visit = said[u"visit"_s].toString();
            dueMs = clock.elapsed() + afterMs;
            tell("{\"op\":\"shown\",\"visit\":" + quoted(visit) + '}');
        } else if (what == What::Queue && (op == u"next" || op == u"again" || op == u"skip")) {
            ++questions;
            if (spoils())
                return;
            dueMs = clock.elapsed() + afterMs;
            call = op == u"next" ? nextTicket() : op == u"again" ? ticket(said[u"number"_s].toString()) : QByteArray("{\"op\":\"done\"}");
        }
    }

    QByteArray ticket(const QString &number) const
    {
        return "{\"op\":\"ticket\",\"number\":" + quoted(number) + ",\"waiting\":" + QByteArray::number(qMax(qsizetype(endless), queue.size()))
            + ",\"service\":\"综合受理（样例）\"}";
    }
    QByteArray nextTicket()
    {
        if (!queue.isEmpty())
            return ticket(queue.takeFirst());
        if (endless == 0)
            return "{\"op\":\"nobody\"}";
        lastNumber = lastNumber % 999 + 1;
        return ticket(u"A%1"_s.arg(lastNumber, 3, 10, QLatin1Char('0')));
    }

    void act()
    {
        const bool due = clock.elapsed() >= dueMs;
        if (!call.isEmpty() && due)
            tell(std::exchange(call, {}));
        if (visit.isEmpty() || !(pressed || (applicant && due)))
            return;
        const QString key = pressed ? *std::exchange(pressed, std::nullopt) : *applicant;
        const QByteArray to = ",\"visit\":" + quoted(std::exchange(visit, {}));
        note(u"applicant answers"_s);
        tell(key == u"declined" ? "{\"op\":\"declined\"" + to + '}' : "{\"op\":\"rated\"" + to + ",\"key\":" + quoted(key) + '}');
    }

    int round() override
    {
        const std::lock_guard lock(mutex);
        if (plugged != wire->isOpen()) {
            clear();
            input.clear();
            plugged ? void(wire->open()) : wire->close();
        }
        if (!plugged)
            return kTerminalNapMs;
        std::array<char, 1024> buffer;
        for (qsizetype count; (count = wire->read(buffer.data(), buffer.size())) > 0;)
            input.append(buffer.data(), count);
        for (qsizetype end; (end = input.indexOf('\n')) >= 0; input.remove(0, end + 1))
            take(input.first(end));
        act();
        if (!outgoing.isEmpty())
            send(outgoing.size());
        if (!outgoing.isEmpty())
            return 1;
        const bool waits = !call.isEmpty() || (!visit.isEmpty() && applicant);
        return waits ? int(qBound(qint64(1), dueMs - clock.elapsed(), qint64(kTerminalNapMs))) : kTerminalNapMs;
    }
};

TerminalSimulator::TerminalSimulator(std::unique_ptr<Private> impl) : d(std::move(impl)) {}

Result<std::unique_ptr<TerminalSimulator>> TerminalSimulator::start(What what, Line line)
{
    auto impl = std::make_unique<Private>();
    impl->what = what;
    if (const Result<void> laid = impl->lay(line == Line::Terminal); !laid.ok())
        return laid.error();
    (void)impl->apply("{\"reset\":{}}");
    impl->begin();
    return std::unique_ptr<TerminalSimulator>(new TerminalSimulator(std::move(impl)));
}

TerminalSimulator::~TerminalSimulator() { d->end(); }

TerminalSimulator::What TerminalSimulator::what() const { return d->what; }
QString TerminalSimulator::portPath() const { return d->wire->path(); }

Result<void> TerminalSimulator::control(const QByteArray &line) { return d->obey(line); }
bool TerminalSimulator::refusesUsers() const { return d->refuses(); }
QStringList TerminalSimulator::transcript() const { return d->said(); }

int TerminalSimulator::questions() const
{
    const std::lock_guard lock(d->mutex);
    return d->questions;
}

bool TerminalSimulator::isAsking() const
{
    const std::lock_guard lock(d->mutex);
    return !d->visit.isEmpty();
}

std::unique_ptr<Driver> makeSimulatedTerminal(const DeviceId &slot, const QString &title, const std::shared_ptr<TerminalSimulator> &simulator)
{
    const bool evaluation = simulator->what() == TerminalSimulator::What::Evaluation;
    const DeviceClass cls = evaluation ? DeviceClass::Evaluation : DeviceClass::QueueCaller;
    const auto wire = simulator->d->memory;
    Q_ASSERT_X(wire, "makeSimulatedTerminal", "the simulator has a terminal; open that");
    TerminalSettings settings{slot, cls, title, {}, 0, [evaluation]() -> Result<TerminalSettings::Chosen> {
        auto sample = sampleTerminalProfile(evaluation ? u"sample-evl-serial"_s : u"sample-que-serial"_s);
        return sample.ok() ? Result<TerminalSettings::Chosen>(TerminalSettings::Chosen{std::move(*sample), {}}) : sample.error();
    }};
    return profile::makeLineTerminal(evaluation ? u"sim-evl"_s : u"sim-que"_s, settings,
                                     sim::memoryOpener(wire, [simulator] { return simulator->refusesUsers(); }, cls));
}

} // namespace zc::devices
