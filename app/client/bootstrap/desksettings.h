#pragma once
#include "bootstrap/preferences.h"
#include "pages/settings/settingsport.h"

#include <upkeep/selfcheck.h>

namespace zc::uikit {
class ZcStyle;
}

namespace zc::client {

// The page of settings over the preferences of this desk; a change of looks is seen before the key is up again.
class DeskSettings : public SettingsPort {
    Q_OBJECT
public:
    DeskSettings(Preferences &preferences, uikit::ZcStyle &style, QObject *parent = nullptr);

    upkeep::SelfCheck &checks() { return m_checks; }

    QList<SettingView> settings() const override;
    void change(const QString &key, const QString &value) override;
    void startSelfCheck() override;
    void zoomBy(int percent);                 // 0 = back to 100 %

Q_SIGNALS:
    void scanFolderChanged(const QString &folder);

private:
    void apply(const uikit::Appearance &appearance, const QString &key);
    Preferences &m_preferences;
    uikit::ZcStyle &m_style;
    upkeep::SelfCheck m_checks;
    bool m_checking = false;
};

} // namespace zc::client
