#pragma once
#include "internal/idcard/cardcontent.h"

#include <QDate>

namespace zc::devices {

// The 256 text bytes of a card (UTF-16LE cells, four layouts) as a record with its warnings. `today` decides `expired`.
// Null when every name and the number are blank. Values are never altered; damaged code units become U+FFFD.
std::unique_ptr<CardRecord::Content> decodeCardText(QByteArrayView text, QDate today);

// The newest address (70 bytes) into an existing record.
void decodeNewestAddress(CardRecord::Content &content, QByteArrayView address);

// GB/T 3304: the name for a two-digit code, empty if the code is not in the table.
QString ethnicNameForCode(QStringView code);

} // namespace zc::devices
