#pragma once
#include <pluginapi/departmentplugin.h>
#include <pluginhost/pluginmetadata.h>

#include <QObject>

#include <memory>

namespace zc::pluginhost {

struct PluginHostSettings {
    QString trustedFolder;          // one folder a plugin, written by the installer
    QString stateFolder;            // the user's own: markers and quarantine
    QVersionNumber productVersion;
    QStringList allowed = {QStringLiteral("*")};    // ids, or *
};

enum class PluginState { Checked, Loaded, Refused, Quarantined };
QString pluginStateName(PluginState state);

struct PluginEntry {
    QString id;                     // the folder's name while the metadata is unreadable
    PluginMetadata metadata;
    PluginState state = PluginState::Checked;
    Error error;                    // why it is refused or quarantined; says it in words through the error list
    QStringList itemCodes;
    QStringList notes;              // packs that were left out, for IT
    qint64 checkUs = 0;             // what the plugin cost so far, microseconds
    qint64 loadUs = 0;
    qint64 initializeUs = 0;
};

struct ItemPackEntry {
    QString pluginId, packId, itemCode, itemName, version;
    bool demo = false;
    QString folder;
};

struct UsedItem {
    ItemPackEntry pack;
    plugin::ItemLogic *logic = nullptr;     // null: data is enough
};

// Department plugins of one program. GUI thread. discover() runs no code of a plugin; a library is opened by useItem() of
// one of its items or by loadStartup(), after its folder was checked again and a marker written. A marker found by
// discover() means that the last load ended the process: that plugin and its dependents stay disabled until another
// build of it is installed or IT releases it. Loaded plugins are never unloaded. Codes: PLG-* in the error list.
class PluginHost : public QObject {
    Q_OBJECT
public:
    explicit PluginHost(const PluginHostSettings &settings, QObject *parent = nullptr);
    ~PluginHost() override;

    void discover();                                    // once
    QList<PluginEntry> plugins() const;                 // in load order, the refused ones last
    QList<ItemPackEntry> itemPacks() const;             // of all usable plugins, opened or not
    Result<UsedItem> useItem(const QString &itemCode);
    void loadStartup();                                 // those that say load: startup
    void releaseFromQuarantine(const QString &id);      // takes effect with the next start

    // Of the plugins loaded so far, for one data element.
    QList<plugin::FieldProblem> checkField(const QString &element, const QString &value, const plugin::FieldValues &all) const;
    const plugin::FieldMapper *mapperFor(const QString &source) const;

Q_SIGNALS:
    void pluginChanged(const QString &id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::pluginhost
