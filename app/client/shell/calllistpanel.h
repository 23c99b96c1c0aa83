#pragma once
#include <uikit/floatingpanel.h>

#include <QPointer>
#include <QStringList>

class QVBoxLayout;

namespace zc::uikit {
class Field;
class Label;
}

namespace zc::client {

// The numbers that wait at a window without a queue caller: type one and Enter, or Enter alone for the next running number; take one
// off. Esc goes back to where the focus was. GUI thread.
class CallListPanel : public uikit::FloatingPanel {
    Q_OBJECT
public:
    explicit CallListPanel(QWidget *window);
    void setNextKey(const QString &caption);             // of calling, said at the foot
    void setWaiting(const QStringList &numbers);
    void accepted(const QString &number);                // stands there now: the field is free for the next one
    void refused(const QString &sentence);
    void open();
    void close();

Q_SIGNALS:
    void addWanted(const QString &number);               // empty: the next running one
    void removeWanted(const QString &number);

private:
    void place();

    uikit::Field *m_number;
    uikit::Label *m_said, *m_more, *m_next;
    QVBoxLayout *m_rows;
    QList<QWidget *> m_shown;
    QPointer<QWidget> m_before;
};

} // namespace zc::client
