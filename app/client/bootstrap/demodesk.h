#pragma once
#include "bootstrap/demostage.h"
#include "bootstrap/deskstart.h"
#include "bootstrap/options.h"

#include <training/demoworld.h>
#include <training/simulatordoor.h>

#include <memory>

namespace zc::client {

class IntakePort;
class MainWindow;
class SettingsPort;

// A desk to practise at: its own province, people who come when they are called and hand over a card, and the rehearsals that
// drive the window by keys. The secret of its lock stands on the lock screen: it guards nothing but made-up people.
class DemoDesk : public DeskStart {
    Q_OBJECT
public:
    DemoDesk(const Options &options, const QString &dataDir, MainWindow &window, IntakePort &desk, SettingsPort &settings);
    ~DemoDesk() override;

    void begin(const Parts &parts) override;
    station::Station *station() override;
    QFuture<Result<void>> open(const QString &secret, int failedTries) override;
    LockScreen::Asks asks() const override;
    void attached() override;
    void nextComes() override;
    Pretend pretend() override;

private:
    void startRehearsal();
    void startGallery(const QUuid &caseId);
    bool layCardOf(int person);
    void handOverCard();

    Options m_options;
    QString m_dataDir;
    MainWindow &m_window;
    IntakePort &m_desk;
    SettingsPort &m_settings;
    Parts m_parts;
    std::unique_ptr<training::DemoWorld> m_world;
    std::unique_ptr<DemoStage> m_stage;
    std::unique_ptr<training::SimulatorDoor> m_door;       // for `zcctl device simulate --desk`
    int m_person = -1;
    bool m_cardLaid = false;
    bool m_scanning = false;
    bool m_photographing = false;
    QString m_cardOnReader;                  // practice person whose card lies on the simulated reader
};

} // namespace zc::client
