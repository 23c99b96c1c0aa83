#pragma once
#include <QElapsedTimer>
#include <QList>
#include <QString>

namespace zc::client {

// Measures the order of the start. Each phase is logged as `start <phase> <ms> <total ms>`; the list feeds self-check and bench.
class Startup {
public:
    struct Phase { QString name; qint64 ms = 0; qint64 totalMs = 0; };

    Startup() { m_timer.start(); }
    void reached(const QString &phase);
    const QList<Phase> &phases() const { return m_phases; }

private:
    QElapsedTimer m_timer;
    qint64 m_lastMs = 0;
    QList<Phase> m_phases;
};

} // namespace zc::client
