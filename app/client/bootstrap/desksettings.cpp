#include "bootstrap/desksettings.h"

#include <base/whendone.h>
#include <base/errortext.h>
#include <uikit/zcstyle.h>

#include <QDir>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace uikit;
using Kind = SettingView::Kind;

DeskSettings::DeskSettings(Preferences &preferences, ZcStyle &style, QObject *parent)
    : SettingsPort(parent)
    , m_preferences(preferences)
    , m_style(style)
{
}

QList<SettingView> DeskSettings::settings() const
{
    const Appearance a = m_style.theme().appearance();
    const QString looks = tr("Appearance"), pages = tr("Scanning");
    const auto yesNo = QList<QPair<QString, QString>>{{u"no"_s, tr("No")}, {u"yes"_s, tr("Yes")}};
    QList<QPair<QString, QString>> zooms;
    for (int percent = 100; percent <= 200; percent += 25) zooms.append({QString::number(percent), u"%1 %"_s.arg(percent)});
    if (a.zoomPercent % 25) zooms.append({QString::number(a.zoomPercent), u"%1 %"_s.arg(a.zoomPercent)});
    return {
        {u"appearance.scheme"_s, looks, tr("Colours"), {}, Kind::Choice, {{u"light"_s, tr("Light")}, {u"dark"_s, tr("Dark")}, {u"contrast"_s, tr("High contrast")}},
            a.scheme == Scheme::Dark ? u"dark"_s : a.scheme == Scheme::Contrast ? u"contrast"_s : u"light"_s, {}},
        {u"appearance.zoom"_s, looks, tr("Size of everything"), tr("Ctrl++ and Ctrl+- change it anywhere; Ctrl+0 brings 100 % back."), Kind::Choice, zooms, QString::number(a.zoomPercent), {}},
        {u"appearance.density"_s, looks, tr("Height of rows"), {}, Kind::Choice, {{u"compact"_s, tr("Compact")}, {u"standard"_s, tr("Standard")}, {u"relaxed"_s, tr("Relaxed")}},
            a.density == Density::Compact ? u"compact"_s : a.density == Density::Relaxed ? u"relaxed"_s : u"standard"_s, {}},
        {u"appearance.largeType"_s, looks, tr("Large print"), {}, Kind::Choice, yesNo, a.largeType ? u"yes"_s : u"no"_s, {}},
        {u"appearance.reducedMotion"_s, looks, tr("No motion"), {}, Kind::Choice, yesNo, a.reducedMotion ? u"yes"_s : u"no"_s, {}},
        {u"scan.folder"_s, pages, tr("Folder of the scanner"), tr("F8 takes the pages that the scanner puts there; the files stay where they are."), Kind::Folder, {}, m_preferences.scanFolder(), {}},
    };
}

void DeskSettings::change(const QString &key, const QString &value)
{
    Appearance a = m_style.theme().appearance();
    if (key == "appearance.scheme"_L1) a.scheme = value == "dark"_L1 ? Scheme::Dark : value == "contrast"_L1 ? Scheme::Contrast : Scheme::Light;
    else if (key == "appearance.zoom"_L1) a.zoomPercent = std::clamp(value.toInt(), 100, 200);
    else if (key == "appearance.density"_L1) a.density = value == "compact"_L1 ? Density::Compact : value == "relaxed"_L1 ? Density::Relaxed : Density::Standard;
    else if (key == "appearance.largeType"_L1) a.largeType = value == "yes"_L1;
    else if (key == "appearance.reducedMotion"_L1) a.reducedMotion = value == "yes"_L1;
    else if (key == "scan.folder"_L1) {
        if (!value.isEmpty() && !QDir(value).exists()) {
            Q_EMIT refused(key, tr("There is no such folder. Please choose one that exists."));
            return;
        }
        m_preferences.setScanFolder(value);
        Q_EMIT scanFolderChanged(value);
        Q_EMIT changed(key);
        return;
    }
    apply(a, key);
}

void DeskSettings::zoomBy(int percent)
{
    Appearance a = m_style.theme().appearance();
    a.zoomPercent = percent ? std::clamp(a.zoomPercent + percent, 100, 200) : 100;
    apply(a, u"appearance.zoom"_s);
}

void DeskSettings::apply(const Appearance &appearance, const QString &key)
{
    if (const auto done = m_style.setAppearance(appearance); !done) {
        Q_EMIT refused(key, ErrorTexts().sentence(done.error()));
        return;
    }
    m_preferences.setAppearance(appearance);
    Q_EMIT changed(key);
}

void DeskSettings::startSelfCheck()
{
    if (m_checking) return;
    m_checking = true;
    whenDone(m_checks.run(), this, [this](const upkeep::SelfCheckReport &report) {
        m_checking = false;
        for (const auto &probe : report.probes) {
            const auto state = probe.result.state == upkeep::ProbeState::Pass ? CheckView::State::Good
                : probe.result.state == upkeep::ProbeState::Warn               ? CheckView::State::Attention
                                                                                : CheckView::State::Bad;
            Q_EMIT checked({probe.id, state, probe.title, probe.result.words, int(probe.elapsedMs)});
        }
        Q_EMIT checksDone();
    });
}

} // namespace zc::client
