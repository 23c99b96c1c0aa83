#include "bootstrap/demostage.h"
#include "bootstrap/intakeport.h"

#include <training/demoworld.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace zc::client {
using namespace Qt::StringLiterals;

bool DemoStage::layCard(const QString &personId) { return m_world.layCard(personId).ok(); }

void DemoStage::setPlatformRunning(bool running)
{
    if (running) m_world.startPlatform();
    else m_world.stopPlatform();
}

void DemoStage::putScan(const QString &file)
{
    // A new name each time: a scanner never writes over its last page.
    static int count = 0;
    const QString target = QDir(m_scanFolder).filePath(u"%1-%2"_s.arg(++count, 3, 10, QLatin1Char('0')).arg(QFileInfo(file).fileName()));
    QFile::copy(file, target);
}

QList<Stage::Paper> DemoStage::papers() const
{
    QList<Paper> list;
    if (!m_desk.hasCase()) return list;
    for (const auto &paper : m_desk.current().papers) list.append({paper.kind, paper.title, paper.pdf});
    return list;
}

} // namespace zc::client
