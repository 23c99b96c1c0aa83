#pragma once
#include <QJsonObject>

namespace zc::devices {

class CardRecord;

// One reader exchange replayed on a virtual clock, as `zcctl device decode` prints it. Input:
// {"id","command":"3001","today":"YYYYMMDD","deadlineMs":n,"request":hex,"chunks":[[atMs,hex],…]}; answer:
// {"id","outcome":"card|ok|nothing|error",…} or {"id","error":{"code":"DEV-DECODE-INPUT",…}} when the line is unusable.
// Pure. The answer holds the card's data in clear: print it to a terminal, never to a log.
QJsonObject decodeExchange(const QJsonObject &line);

// {"outcome":"card","kind","fields","warnings","photoBytes","fingerprintBytes"}; holds the card's data in clear as well.
QJsonObject describeCard(const CardRecord &card);

} // namespace zc::devices
