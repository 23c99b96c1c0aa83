#pragma once
#include "internal/idcard/cardtext.h"
#include "internal/idcard/sdtcommand.h"

namespace zc::devices {

// The data of a successful ReadText or ReadAll answer (lengths already checked) as a record; null: nothing on it.
std::unique_ptr<CardRecord::Content> recordFromAnswer(sdt::Command command, QByteArrayView data, QDate today);

} // namespace zc::devices
