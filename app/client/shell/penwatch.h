#pragma once
#include <devices/signaturepad.h>

#include <QTimer>

#include <memory>

namespace zc::client {

// Tells the pad's driver what can write here: pen tablets and touch screens as the system knows them, looked at every other second,
// since nobody tells when one is plugged in. GUI thread.
class PenWatch : public QObject {
    Q_OBJECT
public:
    explicit PenWatch(std::shared_ptr<devices::InkInlet> inlet);
    static devices::InkTools toolsNow();

private:
    const std::shared_ptr<devices::InkInlet> m_inlet;
    QTimer m_timer;
};

} // namespace zc::client
