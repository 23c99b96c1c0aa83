#include "signaturescript.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace zc::devices {

using namespace Qt::StringLiterals;
using sim::ControlLine;
using sim::controlRefused;
using std::chrono::milliseconds;

namespace {

constexpr int kPadNapMs = 5, kLongestPadMs = 600'000;
constexpr int kShortPoints = 4;

} // namespace

void SignatureSimulator::Private::reset()
{
    signature.reset();
    tool = InkTool::Pen;
    afterMs = msPerPoint = unplugAtPoint = 0;
    faults.clear();
    broken.reset();
    mend();
}

bool SignatureSimulator::Private::defect()
{
    broken.reset();
    return sim::takePlanned(faults, [](const PadFault &fault) { return fault.kind == u"defect"; }).has_value();
}

QString SignatureSimulator::Private::begin()
{
    ++captures;
    note(u"capture"_s);
    const auto fault = sim::takePlanned(faults, [](const PadFault &planned) { return planned.kind != u"defect"; });
    if (fault)
        note(u"fault "_s + fault->kind);
    return fault ? fault->kind : QString();
}

Result<void> SignatureSimulator::Private::set(const QJsonObject &details)
{
    static const QMap<QString, InkTool> tools = {{u"pen"_s, InkTool::Pen}, {u"finger"_s, InkTool::Finger}, {u"mouse"_s, InkTool::Mouse}};
    int after = afterMs, perPoint = msPerPoint;
    InkTool with = tool;
    for (auto it = details.begin(); it != details.end(); ++it) {
        if (it.key() == u"afterMs")
            after = qBound(0, it.value().toInt(), kLongestPadMs);
        else if (it.key() == u"msPerPoint")
            perPoint = qBound(0, it.value().toInt(), 1000);
        else if (it.key() == u"tool" && tools.contains(it.value().toString()))
            with = tools.value(it.value().toString());
        else if (it.key() != u"denied" && it.key() != u"busy")
            return controlRefused(it.key());
    }
    afterMs = after;
    msPerPoint = perPoint;
    tool = with;
    setMood(details);
    return {};
}

Result<void> SignatureSimulator::Private::apply(const QByteArray &line)
{
    static const QStringList kinds = {u"short"_s, u"nonsense"_s, u"backwards"_s, u"flood"_s, u"clear"_s, u"deaf"_s, u"link"_s, u"defect"_s};
    const Result<ControlLine> said = ControlLine::from(line);
    if (!said)
        return said.error();
    const auto &[verb, value, details] = *said;
    const PadFault fault{details[u"kind"_s].toString(), details[u"times"_s].toInt(1)};
    if (verb == u"sign" && (value.isNull() || details[u"seed"_s].isDouble())) {
        signature = value.isNull() ? std::nullopt : std::optional(quint64(details[u"seed"_s].toInteger()));
    } else if (verb == u"fault" && kinds.contains(fault.kind) && fault.times >= 1) {
        faults << fault;
    } else if (verb == u"set") {
        if (auto done = set(details); !done)
            return done;
    } else if (verb == u"unplugAt" && details[u"point"_s].toInt() >= 1) {
        unplugAtPoint = details[u"point"_s].toInt();
    } else if (verb == u"reset") {
        reset();
    } else if (!takes(*said)) {
        return controlRefused(verb);
    }
    note(verb);
    return {};
}

bool SignatureSimulator::Private::goOn(quint64 session)
{
    if (inlet->awaited() != session)
        return false;
    const std::lock_guard lock(mutex);
    return !stopping && plugged;
}

// The session as a person would: after a while, stroke by stroke, and then somebody confirms.
void SignatureSimulator::Private::sign(quint64 session)
{
    QElapsedTimer waited;
    waited.start();
    QString fault;
    {
        const std::lock_guard lock(mutex);
        fault = begin();
    }
    for (;; std::this_thread::sleep_for(milliseconds(kPadNapMs))) {
        if (!goOn(session))
            return;
        const std::lock_guard lock(mutex);
        if (signature && waited.elapsed() >= afterMs)
            break;
    }
    std::vector<InkPoint> points;
    int perPoint = 0;
    {
        const std::lock_guard lock(mutex);
        points = written(*signature);
        perPoint = msPerPoint;
        for (InkPoint &point : points)
            point.tool = tool;
    }
    const std::size_t middle = points.size() / 2;
    if (fault == u"short")
        points.resize(kShortPoints);
    else if (fault == u"nonsense")
        points[middle].x = 1.5;
    else if (fault == u"backwards")
        points[middle].tMs = points.front().tMs - 1;
    else if (fault == u"flood")
        points.resize(Ink::kMostPoints + 1, points.back());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (perPoint > 0)
            std::this_thread::sleep_for(milliseconds(perPoint));
        {
            const std::lock_guard lock(mutex);
            if (unplugAtPoint > 0 && i + 1 >= std::size_t(unplugAtPoint)) {
                unplugAtPoint = 0;
                pullOut();
            }
            if (fault == u"link" && i == middle)
                broken = FaultClass::Transport;
            if (stopping || !plugged || broken)
                return;
        }
        inlet->push(session, points[i]);
    }
    if (fault == u"clear")
        inlet->clear(session);
    else if (fault != u"deaf")
        inlet->confirm(session);
}

void SignatureSimulator::Private::run()
{
    quint64 signedLast = 0;
    for (;;) {
        {
            const std::lock_guard lock(mutex);
            if (stopping)
                return;
        }
        quint64 session = 0;
        {
            std::unique_lock lock(inlet->d->mutex);
            inlet->d->came.wait_for(lock, milliseconds(50), [&] { return inlet->d->awaited && inlet->d->session != signedLast; });
            if (inlet->d->awaited && inlet->d->session != signedLast)
                session = inlet->d->session;
        }
        if (session == 0)
            continue;
        sign(session);
        signedLast = session;
    }
}

// A loop after a loop, as hurried hands write; from the seed alone, nobody's name.
std::vector<InkPoint> SignatureSimulator::written(quint64 seed)
{
    std::mt19937_64 random(seed);
    const auto between = [&random](double least, double most) { return least + (most - least) * double(random() >> 11) / double(1ULL << 53); };
    constexpr int kPointMs = 8, kLiftMs = 90, kPointsOfStroke = 14;
    const int strokes = 4 + int(random() % 4);
    std::vector<InkPoint> points;
    qint64 atMs = 0;
    for (int stroke = 0; stroke < strokes; ++stroke) {
        const double left = 0.1 + 0.7 * stroke / strokes, middle = between(0.4, 0.6), high = between(0.15, 0.3), turn = between(0, 2 * std::numbers::pi);
        for (int i = 0; i < kPointsOfStroke; ++i, atMs += kPointMs) {
            const double along = double(i) / (kPointsOfStroke - 1);
            points.push_back({left + 0.12 * along + 0.03 * std::cos(turn + 6 * along), middle + high * std::sin(turn + 5 * along),
                              0.25 + 0.6 * std::sin(std::numbers::pi * along), atMs, true, InkTool::Pen});
        }
        points.push_back({points.back().x, points.back().y, 0, atMs, false, InkTool::Pen});
        atMs += kLiftMs;
    }
    return points;
}

} // namespace zc::devices
