#pragma once
#include <settings/settings.h>
#include <upkeep/selfcheck.h>

#include <QString>

namespace zc::intake {
struct CounterPorts;
}

namespace zc::client {

class PluginPacks;

// What this program needs of the machine: fonts, theme, words, place to write, departments.
void addMachineProbes(upkeep::SelfCheck &checks, const QString &dataDir);
// The policy as it lies on the disk now, and what was wrong with the person's own file at the start.
void addPolicyProbe(upkeep::SelfCheck &checks, const settings::Settings &settings);
// A desk of a hall: is it enrolled, does its platform answer, is the clock right. Sends nothing of the desk; waits 5 s at most.
void addDeskProbe(upkeep::SelfCheck &checks, const settings::Settings &settings, const QString &dataDir);
void addDepartmentProbe(upkeep::SelfCheck &checks, const PluginPacks &packs);
// What it needs of its own services, once they run. The ports outlive the checks.
void addServiceProbes(upkeep::SelfCheck &checks, const intake::CounterPorts &ports);

} // namespace zc::client
