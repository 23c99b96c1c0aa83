#pragma once
#include "rehearsal/keyboard.h"
#include "rehearsal/script.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace zc::client {

class PaintMeter;
class Stage;

// Plays a script through the real window: presses keys, waits for what the screen shows, takes pictures, counts. Writes
// NN-name.png, the PDFs of the case, summary.md and summary.json into the folder. GUI thread; runs by timers, so that the
// program lives between two keys as it does under real hands.
class Player : public QObject {
    Q_OBJECT
public:
    Player(QWidget *window, Stage &stage, const QList<ScriptLine> &script, const QString &folder, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(bool ok);

private:
    void step();
    bool holds(const QString &condition) const;
    bool play(const ScriptLine &line);          // false: wait and try again
    void shot(const QString &name, const QString &caption);
    void end(bool ok, const QString &reason = {});
    void writePapers();
    void writeSummary(bool ok, const QString &reason) const;

    QWidget *m_window;
    Stage &m_stage;
    QList<ScriptLine> m_script;
    QString m_folder;
    QList<Keyboard> m_keyboard;                 // one, made when the window exists
    PaintMeter *m_meter;
    qsizetype m_at = 0;
    QElapsedTimer m_total, m_waiting;
    bool m_inWait = false;
    QTimer m_timer;
    struct Phase { QString name; int keys = 0; qint64 ms = 0; };
    QList<Phase> m_phases;
    int m_keysBefore = 0;
    qint64 m_msBefore = 0;
    struct Shot { QString file, caption; };
    QList<Shot> m_shots;
    QStringList m_papers;
};

} // namespace zc::client
