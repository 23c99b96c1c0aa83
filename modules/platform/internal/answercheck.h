#pragma once
#include <base/result.h>
#include <net/message.h>
#include <platform/platformclient.h>

namespace zc::platform::internal {

// application/json or application/problem+json, with or without a charset.
bool isJsonType(const QByteArray &contentType);

// An answer to an operation (sync.md §5.1).
OperationAnswer checkOperation(const QUuid &opId, const net::Response &response);

// The body of an answer to a reading call, if the answer is the platform's: complete, JSON, with the platform's clock, and
// with a digest that fits where one stands. A refusal becomes its PLT- error, anything else PLT-FOREIGN.
Result<QByteArray> checkRead(const net::Response &response);

} // namespace zc::platform::internal
