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

// What stands between the buttons and the page while scanner or camera are used: what they can be told (drawn from their
// capabilities), how far they are with a way to stop them, and how the last scan or shot ended. Takes no room while there is nothing to say.
class ScanBar : public QWidget {
    Q_OBJECT
public:
    ScanBar(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const QList<intake::ScanView> &sources, bool mayScan);
    void forget();                                          // how the last scan ended
    devices::SettingValues wanted(intake::PageSource source) const;     // as chosen here, kept from scan to scan

Q_SIGNALS:
    void landed(const QString &requirementId);              // new pages lie in the material

private:
    struct Offer {
        intake::PageSource source;
        devices::SettingCapability setting;
    };
    struct Option {
        intake::PageSource source;
        QString id;
        uikit::Combo *combo;
        bool offers(const Offer &offer) const;
    };
    void offer(const QList<intake::ScanView> &sources, bool mayScan);
    void report(const intake::ScanView &running);
    void tell(const intake::ScanOutcome &outcome);
    void say(int tone, const QString &headline, const QString &explanation, bool ofDevice);
    QString nameOf(const QString &requirementId) const;

    DeskPort &m_desk;
    QWidget *m_choices;
    uikit::ProgressRow *m_progress;
    Callout *m_told;
    bool m_ofDevice = false;            // what is told is the state of the device: it goes when the device is ready
    QList<Option> m_options;
    devices::SettingValues m_wanted;
};

} // namespace zc::client
