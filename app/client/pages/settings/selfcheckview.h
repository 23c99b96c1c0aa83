#pragma once
#include "pages/settings/settingsport.h"

#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

class CheckRow;

// What works on this machine and what does not, one line each, with the next step where something is wrong.
class SelfCheckView : public QWidget {
    Q_OBJECT
public:
    SelfCheckView(SettingsPort &settings, const QString &key, QWidget *parent = nullptr);
    void run();

private:
    SettingsPort &m_settings;
    uikit::Label *m_words;
    uikit::Button *m_run;
    QVBoxLayout *m_lines;
    QList<CheckRow *> m_rows;
    int m_done = 0;
    int m_bad = 0;
};

} // namespace zc::client
