#pragma once
#include "pages/settings/settingsport.h"

#include <intake/deskstatus.h>
#include <settings/settings.h>
#include <uikit/theme.h>
#include <upkeep/selfcheck.h>

#include <functional>

namespace zc::uikit {
class ZcStyle;
}

namespace zc::client {

// The looks that the settings ask for.
uikit::Appearance appearanceOf(const settings::Settings &settings);

// The page of settings over the settings of this desk; what changes (by a person or by a policy rolled out meanwhile) is
// seen at once. Nothing is kept here: the one copy is settings::Settings. GUI thread.
class DeskSettings : public SettingsPort {
    Q_OBJECT
public:
    DeskSettings(settings::Settings &settings, uikit::ZcStyle &style, QObject *parent = nullptr);

    upkeep::SelfCheck &checks() { return m_checks; }
    const settings::Settings &values() const { return m_settings; }

    QList<SettingView> settings() const override;
    QList<SettingProblem> problems() const override;
    QStringList waitingForRestart() const override;
    void change(const QString &key, const QString &value) override;
    void reset(const QString &key) override;
    void startSelfCheck() override;
    // Between the wish and the change: writes it down first. Without one a change takes effect at once (nobody signed on yet).
    using Gate = std::function<void(const QString &key, std::function<void()> effect, std::function<void(const Error &)> refuse)>;
    void setGate(Gate gate) { m_gate = std::move(gate); }

    void zoomBy(int percent);                          // 0 = back to 100 %

    // For the strip: empty while the policy is in order.
    intake::DeskStatus::Cell policyCell() const;

    QString scanFolder() const;
    void setPrinters(const QStringList &names);        // of this machine, for the choice
    QString printer(const QString &kind = {}) const;           // of a kind of paper (N01); none of its own: the one for all                           // empty: the system's

Q_SIGNALS:
    void scanFolderChanged(const QString &folder);
    void printerChanged(const QString &name);

private:
    SettingView view(const settings::Key &key) const;
    // `wanted` is asked when its turn comes: a key pressed twice counts from what the first press did.
    void set(const QString &key, std::function<QJsonValue()> wanted);
    void gated(const QString &key, std::function<void()> effect);
    void answer(const QString &key, const Result<void> &done);
    void follow(const QString &key);

    settings::Settings &m_settings;
    uikit::ZcStyle &m_style;
    upkeep::SelfCheck m_checks;
    Gate m_gate;
    QStringList m_printers;
    bool m_checking = false;
};

} // namespace zc::client
