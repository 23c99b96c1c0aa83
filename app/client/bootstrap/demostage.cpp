#include "bootstrap/demostage.h"
#include "bootstrap/intakeport.h"

#include <training/demoworld.h>

namespace zc::client {
using namespace Qt::StringLiterals;

bool DemoStage::layCard(const QString &personId) { return m_world.layCard(personId).ok(); }

void DemoStage::setPlatformRunning(bool running)
{
    if (running) m_world.startPlatform();
    else m_world.stopPlatform();
}

void DemoStage::putScan(const QString &file) { m_world.putPapers({file}); }

QList<Stage::Paper> DemoStage::papers() const
{
    QList<Paper> list;
    if (!m_desk.hasCase()) return list;
    for (const auto &paper : m_desk.current().papers) list.append({paper.kind, paper.title, paper.pdf});
    return list;
}

} // namespace zc::client
