#pragma once
#include <base/result.h>

#include <QJsonObject>
#include <QJsonValue>
#include <QList>

#include <optional>

namespace zc::devices::sim {

// What a simulator answers to a control line that it does not take.
Error controlRefused(const QString &what);

// One line of a script: a JSON object of exactly one member, {"verb":value}.
struct ControlLine {
    QString verb;
    QJsonValue value;
    QJsonObject details;        // value, where it is an object

    static Result<ControlLine> from(const QByteArray &line);    // DEV-SIM-CONTROL
};

// The first thing of the script that fits what happens now; `times` counts how often it still will.
template <class Planned, class Fits>
std::optional<Planned> takePlanned(QList<Planned> &planned, Fits fits)
{
    for (qsizetype i = 0; i < planned.size(); ++i) {
        if (!fits(planned[i]))
            continue;
        const Planned now = planned[i];
        if (--planned[i].times <= 0)
            planned.removeAt(i);
        return now;
    }
    return std::nullopt;
}

} // namespace zc::devices::sim
