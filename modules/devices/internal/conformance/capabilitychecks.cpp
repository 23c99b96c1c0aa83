#include "trial.h"

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Verdict everyListedOperationWorks(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    const QStringList listed = t.info().capabilities.operations;
    QStringList done;
    quint64 seed = 10;
    for (const QString &name : listed) {
        const bool quiet = name == u"CheckHealth";
        if (!quiet && !t.mayRepeat())
            continue;
        t.rig.prepare(++seed);
        const auto job = startNamed(t.hub(), claim, name, {}, 20s);
        if (!job)
            return failed(name + u" is no operation"_s);
        if (!job->wait(30'000))
            return failed(name + u" does not end"_s);
        const Ending ending = job->take();
        if (!ending.ok)
            return failed(name + u": "_s + ending.error.code);
        done << name;
    }
    return passed(Words::tr("done: %1").arg(done.join(u", "_s)));
}

Verdict everyOtherOperationIsRefused(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    const QStringList listed = t.info().capabilities.operations;
    const int before = t.rig.writes();
    for (const QString &name : allOperations()) {
        if (listed.contains(name))
            continue;
        const auto job = startNamed(t.hub(), claim, name, {}, 5s);
        if (!job->wait(10'000))
            return failed(name + u" does not end"_s);
        const Ending ending = job->take();
        if (ending.ok || faultClassOf(ending.error.code) != FaultClass::Unsupported)
            return failed(u"%1: %2"_s.arg(name, ending.ok ? u"done"_s : ending.error.code));
    }
    return t.rig.writes() == before || t.rig.harmless() == false ? passed() : failed(u"the device was asked all the same"_s);
}

Verdict documentIsSound(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const Capabilities can = t.info().capabilities;
    if (can.cls != t.rig.cls())
        return failed(u"class "_s + deviceClassName(can.cls));
    const QStringList problems = can.problems();
    return problems.isEmpty() ? passed() : failed(problems.join(u"; "_s));
}

Verdict documentComesBack(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const Capabilities can = t.info().capabilities;
    const Result<Capabilities> back = Capabilities::fromJson(can.toJson());
    if (!back.ok())
        return failed(back.error().detail);
    return back.value() == can ? passed() : failed(u"differs after writing and reading"_s);
}

// Asks with one setting at `value`; says whether it was refused as unsupported.
std::optional<bool> refuses(Trial &t, const ClaimId &claim, const QString &id, const QString &value)
{
    t.rig.prepare(3);
    const auto job = startNamed(t.hub(), claim, mainOperation(t.rig.cls()), {{id, value}}, 20s);
    if (!job || !job->wait(30'000))
        return std::nullopt;
    const Ending ending = job->take();
    return !ending.ok && faultClassOf(ending.error.code) == FaultClass::Unsupported;
}

Verdict settingsHold(Trial &t, const std::function<QList<std::pair<QString, bool>>(const SettingCapability &)> &probes)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    int tried = 0;
    for (const SettingCapability &setting : t.info().capabilities.settings) {
        for (const auto &[value, allowed] : probes(setting)) {
            if (allowed && !t.mayRepeat())
                continue;
            const auto refused = refuses(t, claim, setting.id, value);
            if (!refused)
                return failed(u"%1 = %2 does not end"_s.arg(setting.id, value));
            if (*refused == allowed)
                return failed(u"%1 = %2 is %3"_s.arg(setting.id, value, allowed ? u"refused"_s : u"taken"_s));
            ++tried;
        }
    }
    return tried > 0 ? passed(Words::tr("%n value(s) tried", nullptr, tried)) : skipped(Because::NotInThisClass);
}

Verdict lowerEndsHold(Trial &t)
{
    return settingsHold(t, [](const SettingCapability &setting) -> QList<std::pair<QString, bool>> {
        if (setting.type != u"integer" || !setting.values.isEmpty())
            return {};
        return {{QString::number(setting.minimum), true}, {QString::number(setting.minimum - 1), false}};
    });
}

Verdict upperEndsHold(Trial &t)
{
    return settingsHold(t, [](const SettingCapability &setting) -> QList<std::pair<QString, bool>> {
        if (setting.type != u"integer" || !setting.values.isEmpty())
            return {};
        return {{QString::number(setting.maximum), true}, {QString::number(qint64(setting.maximum) + 1), false}};
    });
}

Verdict choicesHold(Trial &t)
{
    return settingsHold(t, [](const SettingCapability &setting) {
        QList<std::pair<QString, bool>> list;
        for (const QString &value : setting.values)
            list.emplaceBack(value, true);
        if (setting.type == u"switch")
            list << std::pair{u"on"_s, true} << std::pair{u"off"_s, true};
        if (setting.type != u"integer" || !setting.values.isEmpty())
            list << std::pair{u"no such value"_s, false} << std::pair{QString(), false};
        return list;
    });
}

Verdict strangeSettingIsRefused(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    if (t.info().capabilities.settings.isEmpty())       // operations without settings have nowhere to put one
        return skipped(Because::NotInThisClass);
    const auto job = startNamed(t.hub(), t.claim(), mainOperation(t.rig.cls()), {{u"no such setting"_s, u"1"_s}}, 5s);
    if (!job || !job->wait(10'000))
        return failed(u"does not end"_s);
    const Ending ending = job->take();
    return !ending.ok && faultClassOf(ending.error.code) == FaultClass::Unsupported ? passed() : failed(ending.ok ? u"taken"_s : ending.error.code);
}

} // namespace

void addCapabilityChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"abilities.listed", QT_TRANSLATE_NOOP("Conformance", "Can do everything it claims to do"), everyListedOperationWorks},
        {"abilities.unlisted", QT_TRANSLATE_NOOP("Conformance", "Refuses what it does not claim, without asking the device"), everyOtherOperationIsRefused},
        {"abilities.sound", QT_TRANSLATE_NOOP("Conformance", "Its list of abilities is sound"), documentIsSound},
        {"abilities.written", QT_TRANSLATE_NOOP("Conformance", "Its list of abilities can be written and read back"), documentComesBack},
        {"abilities.lower", QT_TRANSLATE_NOOP("Conformance", "Takes the lowest value of each range and none below"), lowerEndsHold},
        {"abilities.upper", QT_TRANSLATE_NOOP("Conformance", "Takes the highest value of each range and none above"), upperEndsHold},
        {"abilities.choices", QT_TRANSLATE_NOOP("Conformance", "Takes every listed choice and no other"), choicesHold},
        {"abilities.strange", QT_TRANSLATE_NOOP("Conformance", "Refuses a setting that it does not know"), strangeSettingIsRefused},
    });
}

} // namespace zc::devices::conformance
