#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace zc::client {

// Knows how long nobody has touched this program: keys, pointer, wheel, finger, input method; what the program does by itself
// does not count. GUI thread.
class IdleWatch : public QObject {
    Q_OBJECT
public:
    explicit IdleWatch(QObject *parent = nullptr);
    void setLimit(int seconds);            // 0: never idle
    qint64 idleMs() const { return m_since.elapsed(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void idle();                           // once, when the limit is reached; again after the next touch

private:
    void look();
    QElapsedTimer m_since;
    QTimer m_timer;
    qint64 m_limitMs = 0;
    bool m_said = false;
};

} // namespace zc::client
