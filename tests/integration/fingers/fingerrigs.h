#pragma once
#include "fingerscript.h"

#include <devices/conformancerig.h>
#include <devices/fingermatch.h>
#include <devices/hosteddriver.h>

#include <QTemporaryDir>

// A folder with the library of a reader in it, its script, and the settings of the driver that uses it.
class FingerWorld {
public:
    bool start();
    zc::devices::HostedDriverSettings settings(const QString &slot = QStringLiteral("fpr-1")) const;
    QString sdkFile() const { return folder.filePath(QStringLiteral("fingersdk.so")); }
    // A finger that is `score` of 100 like this record.
    void lay(QByteArrayView record, int score) const;
    void reset() const;                 // everything but what was counted

    QTemporaryDir folder;
    std::unique_ptr<FingerScript> script;
};

// The world must have started and outlives the rig.
std::unique_ptr<zc::devices::ConformanceRig> makeHostedFingerRig(FingerWorld &world, const zc::Clock &clock);
