#pragma once
#include <QLoggingCategory>
#include <QString>

// One category per room, named zc.<room>. A room declares its own with ZC_LOGGING_CATEGORY in one of its sources.
#define ZC_LOGGING_CATEGORY(variable, room) Q_LOGGING_CATEGORY(variable, "zc." room, QtInfoMsg)

namespace zc {

// What may stand in a log instead of a personal text: its length and a salted hash, stable within one process only.
QString redacted(QStringView personal);

// Installs the message handler of all programs: one line `time level category message` on stderr, and every run of
// eleven or more digits (phones, id numbers) replaced, whatever the caller did. Call once, from main().
void installLogging();

// The masking step of the handler alone, for tests.
QString maskDigits(QString line);

} // namespace zc
