#pragma once
#include <QElapsedTimer>
#include <QList>
#include <QObject>

namespace zc::client {

// Time from a key press to the end of the paint that follows it, in microseconds (ui.md §8: p95 ≤ 50 ms, never > 100 ms).
class PaintMeter : public QObject {
    Q_OBJECT
public:
    explicit PaintMeter(QObject *application);

    qsizetype count() const { return m_micros.size(); }
    double percentileMs(double share) const;       // 0.95; 0 without a measurement
    double maximumMs() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QElapsedTimer m_sinceKey;
    bool m_waiting = false;
    QList<qint64> m_micros;
};

} // namespace zc::client
