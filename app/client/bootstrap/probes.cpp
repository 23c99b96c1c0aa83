#include "bootstrap/probes.h"
#include "bootstrap/pluginpacks.h"
#include "bootstrap/settingwords.h"
#include "bootstrap/storenews.h"

#include <intake/ports.h>
#include <station/signon.h>
#include <store/store.h>
#include <uikit/theme.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QStorageInfo>
#include <QTemporaryFile>

namespace zc::client {
using namespace Qt::StringLiterals;
using upkeep::ProbeResult;
using upkeep::ProbeState;

namespace {

QString probeWords(const char *text) { return QCoreApplication::translate("Probes", text); }
constexpr int kPlatformMs = 2500;        // each of two questions
constexpr qint64 kLowDiskBytes = 2ll * 1024 * 1024 * 1024;

ProbeResult probeFolder(const QString &dataDir)
{
    QTemporaryFile file(QDir(dataDir).filePath(u"probe"_s));
    if (!file.open() || file.write("probe") != 5) return {ProbeState::Fail, probeWords(QT_TRANSLATE_NOOP("Probes", "The data folder cannot be written. Please ask IT for the right to it.")), u"APP-FOLDER"_s};
    const qint64 free = QStorageInfo(dataDir).bytesAvailable();
    const QString room = probeWords(QT_TRANSLATE_NOOP("Probes", "%1 GB free")).arg(double(free) / (1 << 30), 0, 'f', 1);
    if (free < kLowDiskBytes) return {ProbeState::Warn, room, u"APP-DISK-LOW"_s};
    return {ProbeState::Pass, room, {}};
}

ProbeResult probeFonts(const QStringList &families)
{
    for (const QString &wanted : {u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s, u"Microsoft YaHei"_s})
        if (families.contains(wanted)) return {ProbeState::Pass, wanted, {}};
    return {ProbeState::Warn, probeWords(QT_TRANSLATE_NOOP("Probes", "None of the usual Chinese fonts is installed; please install Noto Sans CJK SC.")), u"APP-FONT"_s};
}

ProbeResult probeDesk(const station::HallSetup &setup)
{
    if (setup.origin.isEmpty()) return {ProbeState::Warn, probeWords(QT_TRANSLATE_NOOP("Probes", "No platform is set up in the policy of this machine.")), u"APP-NO-PLATFORM"_s};
    const auto ahead = station::askPlatform(setup, SystemClock());
    if (!ahead) {
        ProbeResult result = upkeep::failedBecause(ahead.error());
        if (station::isAway(ahead.error())) result.state = ProbeState::Warn;      // the desk works without it
        return result;
    }
    if (std::abs(*ahead) > station::kClockTolerance)
        return {ProbeState::Fail, probeWords(QT_TRANSLATE_NOOP("Probes", "The clock of this machine is %1 s ahead of the platform's.")).arg(*ahead / 1000), u"STN-CLOCK"_s};
    const auto card = station::DeskCard::load(setup.dataDir);
    if (!card) {
        ProbeResult result = upkeep::failedBecause(card.error());
        if (card.error().kind == ErrorKind::NotFound) result.state = ProbeState::Warn;
        return result;
    }
    return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "hall %1, window %2; the platform answers")).arg(card->siteCode, card->windowNo), {}};
}

} // namespace

void addMachineProbes(upkeep::SelfCheck &checks, const QString &dataDir)
{
    checks.add(u"folder"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Data folder")), [dataDir] { return probeFolder(dataDir); });
    // The font database belongs to the GUI thread: ask here, judge there.
    checks.add(u"fonts"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Chinese fonts")), [families = QFontDatabase::families()] { return probeFonts(families); });
    checks.add(u"themes"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Colours and sizes")), [] {
        for (const uikit::Scheme scheme : {uikit::Scheme::Light, uikit::Scheme::Dark, uikit::Scheme::Contrast}) {
            uikit::Appearance appearance;
            appearance.scheme = scheme;
            if (const auto theme = uikit::Theme::load(appearance); !theme) return upkeep::failedBecause(theme.error());
        }
        return ProbeResult{ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "light, dark, high contrast")), {}};
    });
    checks.add(u"words"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Chinese words")), [] {
        const bool there = QFile::exists(u":/translations/zongchuang_zh_CN.qm"_s);
        return ProbeResult{there ? ProbeState::Pass : ProbeState::Fail, there ? probeWords(QT_TRANSLATE_NOOP("Probes", "complete")) : probeWords(QT_TRANSLATE_NOOP("Probes", "The program was built without its words.")), there ? QString() : u"APP-WORDS"_s};
    });
}

void addPolicyProbe(upkeep::SelfCheck &checks, const settings::Settings &settings)
{
    // Reading is pure, so the check asks the disk itself, off the GUI thread.
    checks.add(u"policy"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Policy of this machine")), [place = settings.policyPlace(), own = settings.userProblems()]() -> ProbeResult {
        const settings::Policy policy = settings::readPolicy(place);
        for (const bool error : {true, false})
            for (const settings::Problem &problem : policy.problems + own) {
                if (problem.error != error) continue;
                const SettingProblem shown = problemWords(problem);
                return {error ? ProbeState::Fail : ProbeState::Warn, u"%1%2 %3"_s.arg(shown.sentence, shown.next, shown.place), shown.code};
            }
        if (policy.state == settings::PolicyState::None) return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "none; built-in values")), {}};
        return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "%1 files in effect")).arg(policy.sources.size()), {}};
    });
}

void addDeskProbe(upkeep::SelfCheck &checks, const settings::Settings &settings, const QString &dataDir)
{
    station::HallSetup setup;
    setup.dataDir = dataDir;
    setup.origin = settings.list(u"server.urls"_s).value(0).toUtf8();
    setup.environment = settings.text(u"environment"_s);
    setup.answerMs = kPlatformMs;
    checks.add(u"desk"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Window and platform")), [setup] { return probeDesk(setup); });
}

void addDepartmentProbe(upkeep::SelfCheck &checks, const PluginPacks &packs)
{
    const int count = int(packs.items().size());
    const auto unreadable = packs.unreadable();
    checks.add(u"departments"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Departments and item packs")), [count, unreadable]() -> ProbeResult {
        if (!unreadable.isEmpty()) {
            ProbeResult result = upkeep::failedBecause(unreadable.first().second);
            result.words = u"%1: %2"_s.arg(unreadable.first().first, result.words);
            return result;
        }
        if (count == 0) return {ProbeState::Fail, probeWords(QT_TRANSLATE_NOOP("Probes", "No item is installed. Please install a department package.")), u"APP-NO-ITEMS"_s};
        return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "%1 items")).arg(count), {}};
    });
}

void addServiceProbes(upkeep::SelfCheck &checks, const intake::CounterPorts &ports)
{
    checks.add(u"store"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Store")), [&ports]() -> ProbeResult {
        if (ports.store.isLocked()) return {ProbeState::Warn, probeWords(QT_TRANSLATE_NOOP("Probes", "locked")), u"APP-LOCKED"_s};
        if (const auto news = newsOf(ports.store.openReport())) return {ProbeState::Warn, news->words, news->code};
        return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "open, %1 changes kept")).arg(ports.store.lastCommitNo()), {}};
    });
    checks.add(u"reader"_s, probeWords(QT_TRANSLATE_NOOP("Probes", "Card reader")), [&ports]() -> ProbeResult {
        if (!ports.devices || (ports.workplace.readerSlot.isEmpty() && ports.workplace.socialReaderSlot.isEmpty())) return {ProbeState::Warn, probeWords(QT_TRANSLATE_NOOP("Probes", "none set up; names can be typed")), u"APP-NO-READER"_s};
        return {ProbeState::Pass, probeWords(QT_TRANSLATE_NOOP("Probes", "set up")), {}};
    });
}

} // namespace zc::client
