#pragma once
#include "pages/devices/devicesport.h"

#include <devices/devicehub.h>

namespace zc::client {

// The words of the page of devices for what the room of devices answers in kinds.
intake::Health healthOf(devices::DeviceState state);
QString deviceStateWords(devices::DeviceState state);
WordPairs abilityWords(const devices::Capabilities &capabilities);
WordPairs figureWords(const devices::DeviceStatistics &figures);
QString errorWords(const Error &error);         // what is wrong, what to do, the code; empty for what was cancelled
// What a simulated device of this class can be made to do: id, words; and the lines that make it so.
QList<QPair<QString, QString>> pretencesOf(devices::DeviceClass cls);
QList<QByteArray> pretenceLines(devices::DeviceClass cls, const QString &pretence);

} // namespace zc::client
