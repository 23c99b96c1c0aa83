#pragma once
#include "pages/devices/devicesport.h"

#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {
class Label;
class ProgressRow;
}

namespace zc::client {

class CheckRow;

// The self-test of one device: how far it is with a way to stop it, then what was found, faults first. What could not be checked
// here says why; it never counts as passed.
class SelfTestPanel : public QWidget {
    Q_OBJECT
public:
    explicit SelfTestPanel(QWidget *parent = nullptr);
    void show(const SelfTestView &test);

Q_SIGNALS:
    void stopWanted();

private:
    void list(const SelfTestView &test);

    uikit::Label *m_words;
    uikit::ProgressRow *m_progress;
    QVBoxLayout *m_rows;
    QList<CheckRow *> m_lines;
};

} // namespace zc::client
