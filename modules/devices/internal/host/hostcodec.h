#pragma once
#include "internal/host/wirevalue.h"

#include <devices/device.h>

#include <QDate>
#include <QJsonObject>

#include <optional>

// The values of the model as values of a frame. Reading believes nothing: lengths, names and ranges are checked, and a card is
// decoded again from its bytes, so that a driver process cannot hand over a record that no card could give.
// Errors of reading: DEV-HOST-FRAME. Pure.
namespace zc::devices::host {

WireValue toWire(const Capabilities &capabilities);
Result<Capabilities> capabilitiesFrom(const WireValue &value);

WireValue toWire(const QJsonObject &settings);                  // deeper than a frame allows: cut to null
QJsonObject jsonFrom(const WireValue &value);                   // whole numbers stay whole

// Nothing: this operation does not leave the process.
std::optional<WireValue> toWire(const AnyOperation &operation);
Result<AnyOperation> operationFrom(const WireValue &value);

std::optional<WireValue> toWire(const AnyAnswer &answer);
Result<AnyAnswer> answerFrom(const AnyOperation &asked, const WireValue &value, QDate today);

// An error of a device of this class, or DEV-HOST-LOAD; any other code becomes a device fault, any other text of the detail is dropped.
WireValue toWire(const Error &error);
Error errorFrom(const WireValue &value, DeviceClass cls);

WireValue toWire(const Progress &progress);
Result<Progress> progressFrom(const WireValue &value);

WireValue toWire(const Condition &condition);
Result<Condition> conditionFrom(const WireValue &value, DeviceClass cls);

WireValue toWire(const PageHeader &page);
Result<PageHeader> pageFrom(const WireValue &value);

WireValue toWire(Media media);
Media mediaFrom(const WireValue &value);

} // namespace zc::devices::host
