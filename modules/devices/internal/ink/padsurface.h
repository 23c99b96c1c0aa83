#pragma once
#include <devices/signaturepad.h>

#include <condition_variable>
#include <mutex>

namespace zc::devices {

// What surface and driver share, under its mutex.
struct InkInlet::Private {
    enum class Said { Nothing, Confirmed, Cleared };

    mutable std::mutex mutex;
    std::condition_variable came;
    InkTools tools;
    bool substitutes = true;        // finger and mouse may write as well
    quint64 session = 0;
    bool open = false;              // the session takes ink
    bool awaited = false;           // a job waits for it
    bool broken = false;            // a point was none
    Said said = Said::Nothing;
    Ink ink;

    quint64 begin(double ratio);    // with the mutex held, like all of these
    void end();
    bool hears(InkTool tool) const;
    bool hearsAnybody() const;
};

namespace ink {

std::unique_ptr<Device> makePad(const QString &model, std::shared_ptr<InkInlet::Private> inlet);

} // namespace ink
} // namespace zc::devices
