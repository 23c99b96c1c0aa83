#include "pluginhost.h"

#include "internal/hostcontext.h"
#include "internal/quarantine.h"
#include "internal/resolve.h"

#include <base/logging.h>

#include <QDir>
#include <QElapsedTimer>
#include <QPluginLoader>

#include <algorithm>

ZC_LOGGING_CATEGORY(lcPlugins, "pluginhost")

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

QString pluginStateName(PluginState state)
{
    switch (state) {
    case PluginState::Checked: return u"checked"_s;
    case PluginState::Loaded: return u"loaded"_s;
    case PluginState::Refused: return u"refused"_s;
    case PluginState::Quarantined: return u"quarantined"_s;
    }
    return {};
}

struct PluginHost::Private {
    PluginHost *q = nullptr;
    PluginHostSettings settings;
    Quarantine quarantine;
    std::vector<Candidate> plugins;
    QMap<QString, plugin::DepartmentPlugin *> loaded;       // owned by Qt's plugin loader, alive to the end
    std::vector<std::unique_ptr<plugin::FieldValidator>> validators;
    std::vector<std::unique_ptr<plugin::FieldMapper>> mappers;

    explicit Private(const PluginHostSettings &how) : settings(how), quarantine(how.stateFolder) {}

    Candidate *find(const QString &id)
    {
        for (Candidate &candidate : plugins)
            if (candidate.entry.id == id)
                return &candidate;
        return nullptr;
    }
    Result<void> ensureLoaded(Candidate &candidate);
    Result<void> load(Candidate &candidate);
    Result<void> initialize(Candidate &candidate, QObject *instance);
};

PluginHost::PluginHost(const PluginHostSettings &settings, QObject *parent) : QObject(parent), d(std::make_unique<Private>(settings))
{
    d->q = this;
}

PluginHost::~PluginHost() = default;

void PluginHost::discover()
{
    const QDir root(d->settings.trustedFolder);
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        QElapsedTimer timer;
        timer.start();
        Candidate candidate;
        candidate.entry.id = name;
        const Result<CheckedFolder> checked = checkFolder(QDir::cleanPath(root.absoluteFilePath(name)), d->settings);
        if (checked.ok()) {
            candidate.checked = checked.value();
            candidate.entry.metadata = candidate.checked.metadata;
            candidate.entry.notes = candidate.checked.notes;
            for (const ItemPackEntry &pack : candidate.checked.packs)
                if (!pack.itemCode.isEmpty())
                    candidate.entry.itemCodes << pack.itemCode;
            if (d->quarantine.holds(name, candidate.checked.manifestHash)) {
                candidate.entry.state = PluginState::Quarantined;
                candidate.entry.error = Error{ErrorKind::Denied, u"PLG-CRASHED"_s, name};
            }
        } else {
            candidate.entry.state = PluginState::Refused;
            candidate.entry.error = checked.error();
        }
        candidate.entry.checkUs = timer.nsecsElapsed() / 1000;
        d->plugins.push_back(std::move(candidate));
    }
    resolve(d->plugins);
    for (const Candidate &candidate : d->plugins) {
        if (candidate.entry.state != PluginState::Checked)
            qCWarning(lcPlugins).noquote() << candidate.entry.id << pluginStateName(candidate.entry.state) << candidate.entry.error.code
                                           << candidate.entry.error.detail;
    }
}

QList<PluginEntry> PluginHost::plugins() const
{
    QList<PluginEntry> list;
    for (const Candidate &candidate : d->plugins)
        list << candidate.entry;
    return list;
}

QList<ItemPackEntry> PluginHost::itemPacks() const
{
    QList<ItemPackEntry> list;
    for (const Candidate &candidate : d->plugins)
        if (candidate.entry.state == PluginState::Checked || candidate.entry.state == PluginState::Loaded)
            list << candidate.checked.packs;
    return list;
}

Result<UsedItem> PluginHost::useItem(const QString &itemCode)
{
    for (const ItemPackEntry &pack : itemPacks()) {
        if (pack.itemCode != itemCode || itemCode.isEmpty())
            continue;
        Candidate *candidate = d->find(pack.pluginId);
        if (const Result<void> ready = d->ensureLoaded(*candidate); !ready.ok())
            return ready.error();
        const auto &offered = candidate->checked.packs;
        if (std::none_of(offered.begin(), offered.end(), [&](const ItemPackEntry &entry) { return entry.folder == pack.folder; }))
            return Error{ErrorKind::NotFound, u"PLG-ITEM"_s, itemCode};
        UsedItem used{pack, nullptr};
        if (candidate->entry.metadata.capabilities.contains(u"itemLogic"_s))
            used.logic = d->loaded.value(pack.pluginId)->logicFor(itemCode);
        return used;
    }
    // The item may belong to a plugin that is out of use: then its reason is the answer.
    for (const Candidate &candidate : d->plugins)
        if (candidate.entry.itemCodes.contains(itemCode))
            return candidate.entry.error;
    return Error{ErrorKind::NotFound, u"PLG-ITEM"_s, itemCode};
}

void PluginHost::loadStartup()
{
    for (Candidate &candidate : d->plugins)
        if (candidate.entry.state == PluginState::Checked && candidate.entry.metadata.load == LoadTime::Startup)
            if (const Result<void> ready = d->ensureLoaded(candidate); !ready.ok())
                qCWarning(lcPlugins).noquote() << candidate.entry.id << ready.error().code;
}

void PluginHost::releaseFromQuarantine(const QString &id)
{
    d->quarantine.release(id);
}

QList<plugin::FieldProblem> PluginHost::checkField(const QString &element, const QString &value, const plugin::FieldValues &all) const
{
    QList<plugin::FieldProblem> problems;
    for (const auto &validator : d->validators)
        if (validator->elements().contains(element))
            problems << validator->check(element, value, all);
    return problems;
}

const plugin::FieldMapper *PluginHost::mapperFor(const QString &source) const
{
    for (const auto &mapper : d->mappers)
        if (mapper->source() == source)
            return mapper.get();
    return nullptr;
}

Result<void> PluginHost::Private::ensureLoaded(Candidate &candidate)
{
    if (candidate.entry.state == PluginState::Loaded)
        return {};
    if (candidate.entry.state != PluginState::Checked)
        return candidate.entry.error;
    Result<void> outcome;
    for (const Requirement &need : candidate.entry.metadata.requirements) {
        outcome = ensureLoaded(*find(need.id));     // resolve() has made sure that it exists and that there is no circle
        if (!outcome.ok()) {
            outcome = Error{ErrorKind::NotFound, u"PLG-REQUIRES"_s, need.id};
            break;
        }
    }
    if (outcome.ok())
        outcome = load(candidate);
    candidate.entry.state = outcome.ok() ? PluginState::Loaded : PluginState::Refused;
    if (!outcome.ok())
        candidate.entry.error = outcome.error();
    qCInfo(lcPlugins).noquote() << candidate.entry.id << pluginStateName(candidate.entry.state) << candidate.entry.error.code
                                << "load" << candidate.entry.loadUs << "us, initialize" << candidate.entry.initializeUs << "us";
    Q_EMIT q->pluginChanged(candidate.entry.id);
    return outcome;
}

Result<void> PluginHost::Private::load(Candidate &candidate)
{
    // Again, because the folder was checked at the start and the library is opened perhaps hours later.
    const Result<QString> unchanged = checkManifest(QFileInfo(candidate.checked.file).absolutePath());
    if (!unchanged.ok())
        return unchanged.error();
    if (unchanged.value() != candidate.checked.manifestHash)
        return Error{ErrorKind::Corrupt, u"PLG-HASH"_s, u"changed since the start"_s};
    if (const Result<void> marked = quarantine.mark(candidate.entry.id, candidate.checked.manifestHash); !marked.ok())
        return marked;

    QElapsedTimer timer;
    timer.start();
    QPluginLoader loader(candidate.checked.file);
    loader.setLoadHints(QLibrary::PreventUnloadHint | QLibrary::ResolveAllSymbolsHint);
    Result<void> outcome;
    try {
        QObject *instance = loader.instance();
        candidate.entry.loadUs = timer.nsecsElapsed() / 1000;
        timer.restart();
        outcome = initialize(candidate, instance);
        candidate.entry.initializeUs = timer.nsecsElapsed() / 1000;
    } catch (...) {
        outcome = Error{ErrorKind::Internal, u"PLG-INIT"_s, u"exception"_s};
    }
    quarantine.unmark(candidate.entry.id);
    return outcome;
}

Result<void> PluginHost::Private::initialize(Candidate &candidate, QObject *instance)
{
    auto *department = qobject_cast<plugin::DepartmentPlugin *>(instance);
    if (!department)
        return Error{ErrorKind::Corrupt, u"PLG-LOAD"_s, candidate.entry.id};
    HostContext context(candidate.checked);
    const Result<void> initialized = department->initialize(context);
    if (!initialized.ok())
        return initialized;
    loaded.insert(candidate.entry.id, department);
    // A pack that the plugin did not register is not offered: the plugin may know why.
    QList<ItemPackEntry> offered;
    for (const ItemPackEntry &pack : candidate.checked.packs) {
        if (context.registeredPacks.contains(pack.folder))
            offered << pack;
        else
            candidate.entry.notes << u"not registered: "_s + pack.packId;
    }
    candidate.checked.packs = offered;
    for (auto &validator : context.validators)
        validators.push_back(std::move(validator));
    for (auto &mapper : context.mappers)
        mappers.push_back(std::move(mapper));
    return {};
}

} // namespace zc::pluginhost
