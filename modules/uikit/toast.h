#pragma once
#include <uikit/themed.h>

#include <QList>
#include <QPointer>
#include <QWidget>

namespace zc::uikit {

class ToastCard;

// Short news at the foot of a window: what happened, at most one action. At most three at a time, the oldest leaves first.
// They never take the focus, stay while the pointer rests on them, and are announced to screen readers.
class ToastStack : public QObject {
    Q_OBJECT
public:
    explicit ToastStack(QWidget *window);       // also its parent
    // ms 0: stays until clicked away. The action answers through actionTriggered(id).
    void show(Tone tone, const QString &text, int ms = 4000, const QString &action = {}, const QString &actionId = {});
    void clear();
    int count() const;
    QStringList texts() const;

Q_SIGNALS:
    void actionTriggered(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    QWidget *m_window;
    QList<QPointer<ToastCard>> m_cards;
};

} // namespace zc::uikit
