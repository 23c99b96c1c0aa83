#include "rehearsal/player.h"
#include "rehearsal/paintmeter.h"
#include "rehearsal/stage.h"

#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QWidget>
#include <QWindow>

namespace zc::client {
using namespace Qt::StringLiterals;
using Verb = ScriptLine::Verb;

constexpr int kBetweenKeysMs = 20;          // a hand is slower; long enough for every queued event and paint
constexpr int kPollMs = 15;

Player::Player(QWidget *window, Stage &stage, const QList<ScriptLine> &script, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_stage(stage)
    , m_script(script)
    , m_folder(folder)
    , m_meter(new PaintMeter(qApp))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Player::step);
}

void Player::start()
{
    QDir().mkpath(m_folder);
    m_keyboard.append(Keyboard(m_window->windowHandle()));
    m_phases.append({u"start"_s, 0, 0});
    m_total.start();
    m_timer.start(kBetweenKeysMs);
}

void Player::step()
{
    if (m_at >= m_script.size()) return end(true);
    const ScriptLine &line = m_script.at(m_at);
    if (!m_inWait) {
        m_inWait = true;
        m_waiting.start();
    }
    if (play(line)) {
        m_inWait = false;
        ++m_at;
        m_timer.start(kBetweenKeysMs);
        return;
    }
    if (m_waiting.elapsed() > line.timeoutMs) {
        shot(u"stuck"_s, u"line %1"_s.arg(line.number));
        return end(false, u"line %1: %2 did not come within %3 ms"_s.arg(line.number).arg(line.first).arg(line.timeoutMs));
    }
    m_timer.start(kPollMs);
}

bool Player::holds(const QString &condition) const
{
    const QString name = condition.section(u'=', 0, 0);
    const QString wanted = condition.contains(u'=') ? condition.section(u'=', 1) : QString();
    // Object names hold dots; a property is asked for after the last one, and only with a value.
    const QString object = wanted.isNull() ? name : name.section(u'.', 0, -2);
    for (QWidget *widget : m_window->findChildren<QWidget *>(object)) {
        if (!widget->isVisible()) continue;
        if (wanted.isNull()) return true;
        if (widget->property(name.section(u'.', -1).toLatin1().constData()).toString() == wanted) return true;
    }
    return false;
}

bool Player::play(const ScriptLine &line)
{
    Keyboard &keyboard = m_keyboard.first();
    switch (line.verb) {
    case Verb::Key:
        if (!keyboard.press(line.first)) {
            end(false, u"line %1: no such key: %2"_s.arg(line.number).arg(line.first));
            return true;
        }
        return true;
    case Verb::Type: keyboard.type(line.first); return true;
    case Verb::Ime: keyboard.compose(line.first, line.second); return true;
    case Verb::Wait: return holds(line.first);
    case Verb::Shot: shot(line.first, line.second); return true;
    case Verb::Card:
        if (!m_stage.layCard(line.first)) end(false, u"line %1: no such card: %2"_s.arg(line.number).arg(line.first));
        return true;
    case Verb::Platform: m_stage.setPlatformRunning(line.first == "start"_L1); return true;
    case Verb::Scan: m_stage.putScan(line.first); return true;
    case Verb::Leave: return true;
    case Verb::Phase:
        m_phases.last().keys = keyboard.pressed() - m_keysBefore;
        m_phases.last().ms = m_total.elapsed() - m_msBefore;
        m_keysBefore = keyboard.pressed();
        m_msBefore = m_total.elapsed();
        m_phases.append({line.first, 0, 0});
        return true;
    }
    return true;
}

void Player::shot(const QString &name, const QString &caption)
{
    const QString file = u"%1-%2.png"_s.arg(m_shots.size() + 1, 2, 10, QLatin1Char('0')).arg(name);
    if (m_window->grab().save(QDir(m_folder).filePath(file))) m_shots.append({file, caption});
}

void Player::writePapers()
{
    for (const Stage::Paper &paper : m_stage.papers()) {
        const QString file = u"%1-%2.pdf"_s.arg(paper.kind, paper.title);
        QSaveFile target(QDir(m_folder).filePath(file));
        if (target.open(QIODevice::WriteOnly) && target.write(paper.pdf) == paper.pdf.size() && target.commit()) m_papers.append(file);
    }
}

void Player::end(bool ok, const QString &reason)
{
    m_timer.stop();
    m_at = m_script.size() + 1;
    m_phases.last().keys = m_keyboard.first().pressed() - m_keysBefore;
    m_phases.last().ms = m_total.elapsed() - m_msBefore;
    writePapers();
    writeSummary(ok, reason);
    Q_EMIT finished(ok);
}

void Player::writeSummary(bool ok, const QString &reason) const
{
    QJsonArray phases, shots;
    QString text = tr("# A case from card to receipt, played by keys") + u"\n\n"_s;
    text += (ok ? tr("Result: finished.") : tr("Result: stopped. %1").arg(reason)) + u"\n\n"_s;
    text += tr("| Phase | Keys | Seconds |") + u"\n|---|---:|---:|\n"_s;
    for (const Phase &phase : m_phases) {
        if (!phase.keys && phase.ms < 100) continue;
        phases.append(QJsonObject{{u"name"_s, phase.name}, {u"keys"_s, phase.keys}, {u"ms"_s, phase.ms}});
        text += u"| %1 | %2 | %3 |\n"_s.arg(phase.name).arg(phase.keys).arg(double(phase.ms) / 1000, 0, 'f', 1);
    }
    const int keys = m_keyboard.first().pressed();
    text += u"| %1 | %2 | %3 |\n\n"_s.arg(tr("all")).arg(keys).arg(double(m_total.elapsed()) / 1000, 0, 'f', 1);
    text += tr("From key to paint: 95 % within %1 ms, longest %2 ms, %3 measured.").arg(m_meter->percentileMs(0.95), 0, 'f', 1).arg(m_meter->maximumMs(), 0, 'f', 1).arg(m_meter->count())
        + u"\n\n"_s;
    for (const Shot &picture : m_shots) {
        shots.append(picture.file);
        text += u"- %1 %2\n"_s.arg(picture.file, picture.caption);
    }
    for (const QString &paper : m_papers) text += u"- %1\n"_s.arg(paper);
    const QJsonObject json{{u"ok"_s, ok}, {u"reason"_s, reason}, {u"keys"_s, keys}, {u"ms"_s, m_total.elapsed()}, {u"phases"_s, phases}, {u"shots"_s, shots},
        {u"papers"_s, QJsonArray::fromStringList(m_papers)}, {u"keyToPaintP95Ms"_s, m_meter->percentileMs(0.95)}, {u"keyToPaintMaxMs"_s, m_meter->maximumMs()}};
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QSaveFile file(QDir(m_folder).filePath(name));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(bytes);
            file.commit();
        }
    };
    write(u"summary.md"_s, text.toUtf8());
    write(u"summary.json"_s, QJsonDocument(json).toJson());
}

} // namespace zc::client
