#pragma once
#include "rehearsal/stage.h"

namespace zc::training {
class DemoWorld;
}

namespace zc::client {

class IntakePort;

// What happens around the desk of the demo, for rehearsals.
class DemoStage : public Stage {
public:
    DemoStage(training::DemoWorld &world, const IntakePort &desk) : m_world(world), m_desk(desk) {}
    bool layCard(const QString &personId) override;
    void setPlatformRunning(bool running) override;
    void putScan(const QString &file) override;
    QList<Paper> papers() const override;

private:
    training::DemoWorld &m_world;
    const IntakePort &m_desk;
};

} // namespace zc::client
