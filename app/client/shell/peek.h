#pragma once
#include "shell/revealtally.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QWidget;

namespace zc::client {

class RevealReason;

// Which masked value is shown in full at this moment, if any: one at a time, for some seconds. Withdrawn when the time is over, the
// desk is locked, another window comes before this one, or conceal() is called. Holds no value: whoever shows one forgets it at
// changed(). Whether it may be shown at all is said by the audit log behind `ask`, never here. GUI thread.
class Peek : public QObject {
    Q_OBJECT
public:
    using Ask = std::function<void(const QString &reason)>;         // reason: a code, or empty while none is needed
    using Now = std::function<qint64()>;
    explicit Peek(QWidget *window, Now nowMs = {});

    // The key for it was pressed: withdraws what is shown under `key`; else asks, after a reason where many were shown in a row.
    void want(const QString &key, const Ask &ask);
    void show(const QString &key, int seconds);                     // the leave is there
    void conceal();
    bool shows(const QString &key) const { return !key.isEmpty() && key == m_key; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private:
    RevealReason *m_reason;
    RevealTally m_tally;
    Now m_now;
    QString m_key;
    QTimer m_timer;
};

} // namespace zc::client
