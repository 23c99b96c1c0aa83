#pragma once
#include <QElapsedTimer>
#include <QList>

#include <algorithm>

namespace zc::bench {

// The value below which this part of them lies: 0.5 the median, 1 the largest. Of at least one value.
inline double share(QList<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.at(qMin(values.size() - 1, qsizetype(double(values.size()) * part)));
}

inline double msOf(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

} // namespace zc::bench
