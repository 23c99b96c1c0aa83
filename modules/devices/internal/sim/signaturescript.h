#pragma once
#include <devices/signaturepad.h>

#include "internal/ink/padsurface.h"
#include "internal/sim/pretended.h"

#include <thread>

namespace zc::devices {

struct PadFault {
    QString kind;
    int times = 1;
};

// Everything the simulated pad knows, shared by script, driver and the thread that signs, under its mutex. Never taken while the
// inlet's is held.
struct SignatureSimulator::Private : sim::Pretended {
    std::shared_ptr<InkInlet> inlet = std::make_shared<InkInlet>();
    std::optional<quint64> signature;
    InkTool tool = InkTool::Pen;
    int afterMs = 0, msPerPoint = 0;
    QList<PadFault> faults;
    int unplugAtPoint = 0;          // of the next signature; 0: not
    std::optional<FaultClass> broken;       // ends the job that runs
    int captures = 0;
    bool stopping = false;
    std::thread writer;

    std::shared_ptr<InkInlet::Private> surface() const { return inlet->d; }
    void reset();
    bool defect();                  // of the job that begins now
    Result<void> apply(const QByteArray &line);
    void sign(quint64 session);     // the writer's, without the mutex
    void run();

private:
    Result<void> set(const QJsonObject &details);
    bool goOn(quint64 session);
    QString begin();                // the fault of this signature
};

} // namespace zc::devices
