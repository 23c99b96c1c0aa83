#pragma once
#include <intake/scanview.h>

#include <QWidget>

namespace zc::uikit {
class Combo;
class ProgressRow;
}

namespace zc::client {

class Callout;
class CommandCentre;
class DeskPort;

// What stands between the buttons and the page while a scanner is used: what it can be told (drawn from its capabilities), how far
// it is with a way to stop it, and how the last scan ended. Takes no room while there is nothing to say.
class ScanBar : public QWidget {
    Q_OBJECT
public:
    ScanBar(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::ScanView &scan, bool mayScan);
    void forget();                                          // how the last scan ended
    devices::SettingValues wanted() const;                  // as chosen here, kept from scan to scan

Q_SIGNALS:
    void landed(const QString &requirementId);              // new pages lie in the material

private:
    void offer(const intake::ScanView &scan);
    void tell(const intake::ScanOutcome &outcome);
    void say(int tone, const QString &headline, const QString &explanation, bool ofDevice);
    QString nameOf(const QString &requirementId) const;

    DeskPort &m_desk;
    QWidget *m_choices;
    uikit::ProgressRow *m_progress;
    Callout *m_told;
    bool m_ofDevice = false;            // what is told is the state of the device: it goes when the device is ready
    QList<std::pair<QString, uikit::Combo *>> m_options;
    devices::SettingValues m_wanted;
};

} // namespace zc::client
