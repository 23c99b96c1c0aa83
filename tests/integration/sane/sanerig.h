#pragma once
#include "sanescript.h"

#include <devices/conformancerig.h>
#include <devices/hosteddriver.h>

#include <QTemporaryDir>

namespace zc::devices {

namespace sane {

// A configuration of SANE with nothing but its `test` backend, a script, and the settings of the driver that follows it.
struct SaneWorld {
    QTemporaryDir folder;
    std::unique_ptr<SaneScript> script;

    bool start(int devices = 1);                // false: no scanimage, or no `test` backend; sets SANE_CONFIG_DIR
    HostedDriverSettings settings(const QString &scanner) const;
};

// What the program writes for the first scanner, after SaneWorld::start(); null: it failed.
QByteArray scanimage(const QStringList &words);

} // namespace sane

// Null: see SaneWorld::start().
std::unique_ptr<ConformanceRig> makeSaneRig(const Clock &clock);

} // namespace zc::devices
