#pragma once
#include <devices/simulator.h>

#include <QByteArray>

namespace zc::devices::sim {

// The simulated card's own way to bytes. It shares nothing with the decoder of the driver, so that one cannot hide the
// other's mistakes; both follow the published layouts.
QByteArray textBytes(const SimulatedCard &card);                // 256 bytes
QByteArray addressBytes(const SimulatedCard &card);             // 70 bytes
QByteArray answerFrame(quint8 sw3, const QByteArray &data);
QByteArray readAnswerData(const SimulatedCard &card, bool fingerprints);

} // namespace zc::devices::sim
