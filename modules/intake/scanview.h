#pragma once
#include <base/error.h>
#include <devices/capabilities.h>

#include <optional>

namespace zc::intake {

enum class PageSource { Scanner, Camera };

// The scanner or the document camera of this window and what it is doing, as pages show them. Values only.
struct ScanView {
    PageSource source = PageSource::Scanner;
    bool present = false;                 // one is set up at this window
    QString device;                       // its title
    bool ready = false;
    std::optional<Error> trouble;         // why it is not ready, where it said so
    QList<devices::SettingCapability> settings;   // what a person may choose; what the device cannot do is not in it
    bool running = false;
    QString requirementId;                // of the material the pages are for
    int pages = 0;                        // that are finished
    int ofPages = -1;                     // -1: not known; of a camera the sides that are wanted

    const devices::SettingCapability *setting(QStringView id) const
    {
        for (const devices::SettingCapability &entry : settings)
            if (entry.id == id)
                return &entry;
        return nullptr;
    }
};

// How a scan, or taking a picture, ended. One that was stopped leaves the material as it was; after a fault the pages before it are kept and
// `error` says what happened to the page behind them.
struct ScanOutcome {
    PageSource source = PageSource::Scanner;
    QString requirementId;
    int pages = 0;                        // that lie in the material now
    bool stopped = false;
    std::optional<Error> error;
};

} // namespace zc::intake
