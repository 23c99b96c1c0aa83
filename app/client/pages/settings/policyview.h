#pragma once
#include "pages/settings/settingsport.h"

#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {
class Label;
}

namespace zc::client {

class CheckRow;

// What is wrong with the policy of this machine or with the person's own settings, one line each with code and place, and
// what waits for the next start. Empty where all is well: then the page does not show it.
class PolicyView : public QWidget {
    Q_OBJECT
public:
    explicit PolicyView(QWidget *parent = nullptr);
    void show(const QList<SettingProblem> &problems, const QStringList &waiting);
    bool isEmpty() const { return m_empty; }

private:
    uikit::Label *m_words, *m_waiting;
    QVBoxLayout *m_lines;
    QList<CheckRow *> m_rows;
    bool m_empty = true;
};

} // namespace zc::client
