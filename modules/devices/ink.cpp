#include "ink.h"

#include "internal/idcard/cardcontent.h"

#include <base/strictjson.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kFewestPoints = 10;
constexpr qint64 kShortestMs = 300;
constexpr double kSmallestShare = 0.05;                     // of the pad, by the box around the ink
constexpr int kPlaces = 10'000, kPressures = 1000, kRatios = 1000;
constexpr auto kForm = "zc-ink-1"_L1;

bool isShare(double value) { return value >= 0 && value <= 1; }     // false for what is no number

qint64 inUnits(double share, int units) { return std::llround(share * units); }

Error notInk(const char *what)
{
    return toError({FaultClass::Protocol, {}, QString::fromLatin1(what), false}, DeviceClass::SignaturePad);
}

std::optional<InkTool> toolNamed(QStringView name)
{
    for (const InkTool tool : {InkTool::Pen, InkTool::Finger, InkTool::Mouse})
        if (inkToolName(tool) == name)
            return tool;
    return std::nullopt;
}

} // namespace

QString inkToolName(InkTool tool)
{
    switch (tool) {
    case InkTool::Pen: return u"pen"_s;
    case InkTool::Finger: return u"finger"_s;
    case InkTool::Mouse: return u"mouse"_s;
    }
    return {};
}

Ink::Ink(double ratio) : m_ratio(ratio) {}
Ink::Ink(Ink &&) noexcept = default;

Ink &Ink::operator=(Ink &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_points = std::move(other.m_points);
        m_starts = std::move(other.m_starts);
        m_ratio = other.m_ratio;
        m_writing = other.m_writing;
    }
    return *this;
}

Ink::~Ink() { wipe(); }

void Ink::wipe()
{
    devices::wipe(m_points.data(), m_points.size() * sizeof(InkPoint));
    m_points.clear();
    m_starts.clear();
    m_writing = false;
}

bool Ink::add(const InkPoint &point)
{
    const bool sound = isShare(point.x) && isShare(point.y) && isShare(point.pressure);
    if (!sound || m_points.size() == kMostPoints || (!m_points.empty() && point.tMs < m_points.back().tMs))
        return false;
    if (!point.penDown) {
        endStroke();
        return true;
    }
    if (m_points.capacity() == 0)
        m_points.reserve(kMostPoints);
    if (!m_writing || m_points.back().tool != point.tool)
        m_starts.push_back(m_points.size());
    m_points.push_back(point);
    m_writing = true;
    return true;
}

void Ink::endStroke() { m_writing = false; }

bool Ink::takeBack()
{
    if (m_starts.empty())
        return false;
    const std::size_t from = m_starts.back();
    devices::wipe(m_points.data() + from, (m_points.size() - from) * sizeof(InkPoint));
    m_points.resize(from);
    m_starts.pop_back();
    m_writing = false;
    return true;
}

Ink::Stroke Ink::stroke(std::size_t index) const
{
    const std::size_t from = m_starts.at(index), to = index + 1 < m_starts.size() ? m_starts[index + 1] : m_points.size();
    return Stroke(m_points).subspan(from, to - from);
}

InkTool Ink::tool() const
{
    InkTool least = InkTool::Pen;
    for (const InkPoint &point : m_points)
        least = std::max(least, point.tool);
    return least;
}

qint64 Ink::durationMs() const { return m_points.empty() ? 0 : m_points.back().tMs - m_points.front().tMs; }

std::optional<Fault> Ink::problem() const
{
    if (m_points.empty())
        return Fault{FaultClass::NoMedia, {}, {}, true};
    const auto [left, right] = std::minmax_element(m_points.begin(), m_points.end(), [](const InkPoint &a, const InkPoint &b) { return a.x < b.x; });
    const auto [top, bottom] = std::minmax_element(m_points.begin(), m_points.end(), [](const InkPoint &a, const InkPoint &b) { return a.y < b.y; });
    const double share = (right->x - left->x) * (bottom->y - top->y);
    if (m_points.size() < kFewestPoints || durationMs() < kShortestMs || share < kSmallestShare)
        return Fault{FaultClass::UserAction, {}, {}, false};
    return std::nullopt;
}

QByteArray Ink::document() const
{
    const qint64 began = m_points.empty() ? 0 : m_points.front().tMs;
    QJsonArray all;
    for (std::size_t index = 0; index < strokes(); ++index) {
        QJsonArray points;
        for (const InkPoint &point : stroke(index))
            points.append(QJsonArray{inUnits(point.x, kPlaces), inUnits(point.y, kPlaces), inUnits(point.pressure, kPressures), point.tMs - began});
        all.append(QJsonObject{{u"tool"_s, inkToolName(stroke(index).front().tool)}, {u"points"_s, points}});
    }
    return QJsonDocument(QJsonObject{{u"form"_s, QString(kForm)}, {u"ratio"_s, inUnits(m_ratio, kRatios)}, {u"strokes"_s, all}}).toJson(QJsonDocument::Compact);
}

Result<Ink> Ink::fromDocument(const QByteArray &document)
{
    constexpr JsonLimits limits{4 << 20, 6, int(kMostPoints), 8};
    const Result<QJsonValue> read = parseStrictJson(document, limits);
    if (!read)
        return notInk("json");
    const QJsonObject all = read->toObject();
    const qint64 ratio = all[u"ratio"_s].toInteger();
    if (all[u"form"_s].toString() != kForm || ratio < kRatios / 100 || ratio > kRatios * 100LL)
        return notInk("form");
    Ink ink(double(ratio) / kRatios);
    for (const QJsonValue stroke : all[u"strokes"_s].toArray()) {
        const auto tool = toolNamed(stroke[u"tool"_s].toString());
        const QJsonArray points = stroke[u"points"_s].toArray();
        if (!tool || points.isEmpty())
            return notInk("stroke");
        for (const QJsonValue point : points) {
            const QJsonArray numbers = point.toArray();
            const bool whole = numbers.size() == 4 && std::all_of(numbers.begin(), numbers.end(), [](const QJsonValue &n) { return n.isDouble(); });
            if (!whole || !ink.add({double(numbers[0].toInteger()) / kPlaces, double(numbers[1].toInteger()) / kPlaces,
                                    double(numbers[2].toInteger()) / kPressures, numbers[3].toInteger(), true, *tool}))
                return notInk("point");
        }
        ink.endStroke();
    }
    return ink;
}

} // namespace zc::devices
