#pragma once
#include "keyworld.h"

#include <devices/conformancerig.h>

// The world must have started and outlives the rig.
std::unique_ptr<zc::devices::ConformanceRig> makeKeyRig(KeyWorld &world, const zc::Clock &clock);
