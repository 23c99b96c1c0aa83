#pragma once
#include <devices/wedge.h>

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWindow>

#include <memory>
#include <vector>

namespace zc::client {

// Takes what a scanner types out of the keyboard before any window, field or shortcut sees it, and gives it as one code. Keys that may
// be a person's are held back until that is clear, and then passed on in their order. One filter on the application, above
// all others; GUI thread. Input methods of the system come before it: docs/scanners-and-cards.md says what that means.
class WedgeFilter : public QObject {
    Q_OBJECT
public:
    WedgeFilter(QObject *application, const devices::WedgeSettings &settings);
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void scanned(const QString &code);

private:
    struct Held {
        QPointer<QWindow> window;
        std::unique_ptr<QKeyEvent> event;
    };
    bool pressed(QWindow *window, const QKeyEvent &event);
    bool released(QWindow *window, const QKeyEvent &event);
    devices::WedgeKey keyOf(const QKeyEvent &event) const;
    void passOn();

    devices::WedgeDetector m_detector;
    QElapsedTimer m_clock;
    QTimer m_wait;
    std::vector<Held> m_held;
    QSet<int> m_swallowed;              // keys that are down and whose press nobody saw
    bool m_passing = false;
};

} // namespace zc::client
