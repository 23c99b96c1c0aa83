#include "bootstrap/desksettings.h"
#include "bootstrap/settingwords.h"

#include <base/whendone.h>
#include <base/errortext.h>
#include <devices/devicefactory.h>
#include <uikit/zcstyle.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace uikit;
using Kind = SettingView::Kind;

namespace {

const QString kPrinters = QStringLiteral("printers.map"), kDevices = QStringLiteral("devices.slots"), kScan = QStringLiteral("scan.folder"), kZoom = QStringLiteral("ui.zoom");
const QString kScannerSlot = QStringLiteral("scn-1");
const QString kEveryPaper = QStringLiteral("*");       // the entry of printers.map for papers without one of their own

// Sections in the order of the page; inside them as the table of keys gives it, most used first.
const QStringList kOrder = {u"ui.theme"_s, kZoom, u"ui.density"_s, u"ui.largeType"_s, u"ui.reducedMotion"_s, u"ui.language"_s, kDevices, kScan, kPrinters,
    u"papers.receiptSize"_s, u"devices.idCardPort"_s, u"session.idleLockSeconds"_s, u"privacy.revealSeconds"_s};

} // namespace

Appearance appearanceOf(const settings::Settings &settings)
{
    Appearance a;
    const QString scheme = settings.text(u"ui.theme"_s), density = settings.text(u"ui.density"_s);
    a.scheme = scheme == "dark"_L1 ? Scheme::Dark : scheme == "contrast"_L1 ? Scheme::Contrast : Scheme::Light;
    a.density = density == "compact"_L1 ? Density::Compact : density == "roomy"_L1 ? Density::Relaxed : Density::Standard;
    a.zoomPercent = int(settings.integer(kZoom));
    a.largeType = settings.boolean(u"ui.largeType"_s);
    a.reducedMotion = settings.boolean(u"ui.reducedMotion"_s);
    return a;
}

DeskSettings::DeskSettings(settings::Settings &settings, ZcStyle &style, QObject *parent)
    : SettingsPort(parent)
    , m_settings(settings)
    , m_style(style)
{
    connect(&m_settings, &settings::Settings::changed, this, &DeskSettings::follow);
    connect(&m_settings, &settings::Settings::problemsChanged, this, [this] {
        // A policy that came or went changes locks as well as values.
        for (const settings::Key &key : settings::allKeys()) Q_EMIT changed(key.name);
        Q_EMIT problemsChanged();
    });
}

SettingView DeskSettings::view(const settings::Key &key) const
{
    const SettingWords words = settingWords(key.name);
    const QJsonValue value = m_settings.value(key.name);
    const settings::Settings::Origin origin = m_settings.origin(key.name);
    SettingView view{key.name, words.section, words.title, words.hint, words.kind, words.choices, valueText(key, value), {}, originWords(origin), origin.from == "user"_L1};
    if (view.kind == Kind::Shown) {
        view.value = valueWords(key, value);
        return view;
    }
    // A value of the program's own, or chosen here (the way back says so), needs no words.
    if (origin.from != "recommended"_L1) view.source.clear();
    if (m_settings.isLocked(key.name))
        view.lockedBy = origin.from == "managed"_L1 ? originWords(origin) : tr("the strictest setting, because a policy file has a fault");
    if (key.name == kScan) view.value = scanFolder();
    if (key.name == kDevices) view.value = value.toObject().value(kScannerSlot).toString();
    if (key.name == kPrinters)
        for (const QString &name : m_printers) view.choices.append({name, name});
    // A value between two choices (a policy may set 137 %) is shown as it is.
    const bool listed = std::any_of(view.choices.cbegin(), view.choices.cend(), [&view](const auto &choice) { return choice.first == view.value; });
    if (view.kind == Kind::Choice && !listed) view.choices.append({view.value, valueWords(key, value)});
    return view;
}

QList<SettingView> DeskSettings::settings() const
{
    QList<SettingView> list, shown;
    for (const QString &name : kOrder)
        if (const settings::Key *key = settings::findKey(name)) list.append(view(*key));
    for (const settings::Key &key : settings::allKeys())
        if (!kOrder.contains(key.name) && key.inEffect) shown.append(view(key));      // a value that nothing follows would be a lie
    return list + shown;
}

QList<SettingProblem> DeskSettings::problems() const
{
    QList<SettingProblem> list;
    for (const settings::Problem &problem : m_settings.problems()) list.append(problemWords(problem));
    std::stable_sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.blocks > b.blocks; });
    return list;
}

QStringList DeskSettings::waitingForRestart() const
{
    QStringList titles;
    for (const QString &key : m_settings.waitingForRestart()) titles.append(settingWords(key).title);
    return titles;
}

intake::DeskStatus::Cell DeskSettings::policyCell() const
{
    using intake::Health;
    if (m_settings.state() == settings::PolicyState::LockedDown) return {Health::Bad, tr("Faulty policy: strictest settings")};
    const QList<settings::Problem> problems = m_settings.problems();
    if (std::any_of(problems.cbegin(), problems.cend(), [](const auto &problem) { return problem.error; })) return {Health::Bad, tr("New policy is faulty and not in effect")};
    if (!problems.isEmpty()) return {Health::Attention, tr("Policy: %n remark(s)", nullptr, int(problems.size()))};
    if (!m_settings.waitingForRestart().isEmpty()) return {Health::Attention, tr("Policy changed: in effect from the next start")};
    return {};
}

QString DeskSettings::scanFolder() const
{
    return m_settings.text(kScan);
}

QString DeskSettings::printer(const QString &kind) const
{
    const auto map = m_settings.map(kPrinters);
    return map.value(kind, map.value(kEveryPaper));
}

void DeskSettings::setPrinters(const QStringList &names)
{
    if (names == m_printers) return;
    m_printers = names;
    Q_EMIT changed(kPrinters);
}

void DeskSettings::change(const QString &key, const QString &value)
{
    const settings::Key *row = settings::findKey(key);
    if (!row) return answer(key, Error{ErrorKind::Invalid, u"SET-KEY"_s, key});
    if (key == kScan && !value.isEmpty() && !QDir(value).exists()) {
        Q_EMIT refused(key, tr("There is no such folder. Please choose one that exists."), u"SET-VALUE"_s);
        return;
    }
    if (key == kPrinters)
        return set(key, [this, key, value]() -> QJsonValue {
            QJsonObject map = m_settings.value(key).toObject();
            if (value.isEmpty()) map.remove(kEveryPaper);
            else map.insert(kEveryPaper, value);
            return map;
        });
    if (key == kDevices) {
        if (!value.isEmpty())
            if (const auto entry = devices::deviceEntry(kScannerSlot + u'=' + value); !entry) return answer(key, entry.error());
        return set(key, [this, key, value]() -> QJsonValue {
            QJsonObject all = m_settings.value(key).toObject();
            if (value.isEmpty()) all.remove(kScannerSlot);
            else all.insert(kScannerSlot, value);
            return all;
        });
    }
    if (const auto good = settings::checkValue(*row, valueOf(*row, value)); !good) return answer(key, good);
    set(key, [wanted = valueOf(*row, value)] { return wanted; });
}

void DeskSettings::reset(const QString &key)
{
    gated(key, [this, key] { answer(key, m_settings.reset(key)); });
}

void DeskSettings::set(const QString &key, std::function<QJsonValue()> wanted)
{
    if (m_settings.isLocked(key)) return answer(key, Error{ErrorKind::Denied, u"POL-LOCKED"_s, key});
    gated(key, [this, key, wanted = std::move(wanted)] { answer(key, m_settings.set(key, wanted())); });
}

void DeskSettings::gated(const QString &key, std::function<void()> effect)
{
    if (!m_gate) return effect();
    m_gate(key, std::move(effect), [this, key](const Error &error) { answer(key, error); });
}

void DeskSettings::answer(const QString &key, const Result<void> &done)
{
    if (!done) {
        Q_EMIT refused(key, ErrorTexts().sentence(done.error()), done.error().code);
        return;
    }
    Q_EMIT changed(key);             // also where only the source of the value is another
}

void DeskSettings::zoomBy(int percent)
{
    set(kZoom, [this, percent]() -> QJsonValue { return percent ? std::clamp<qint64>(m_settings.integer(kZoom) + percent, 100, 200) : 100; });
}

void DeskSettings::follow(const QString &key)
{
    if (key.startsWith("ui."_L1)) {
        if (const auto done = m_style.setAppearance(appearanceOf(m_settings)); !done) Q_EMIT refused(key, ErrorTexts().sentence(done.error()), done.error().code);
    }
    if (key == kScan) Q_EMIT scanFolderChanged(scanFolder());
    if (key == kPrinters) Q_EMIT printerChanged(printer());
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
