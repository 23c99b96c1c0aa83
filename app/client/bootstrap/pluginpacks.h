#pragma once
#include <intake/folderpacks.h>
#include <pluginhost/pluginhost.h>

#include <memory>

namespace zc::client {

// Item packs of the department plugins: listed from their metadata, compiled at first use, and the plugin's library opened
// then and not before. GUI thread, as the plugin host demands.
class PluginPacks final : public intake::PackLibrary {
public:
    PluginPacks(const QString &trustedFolder, const QString &stateFolder, bool allowDemo, const QStringList &allowed = {QStringLiteral("*")});

    pluginhost::PluginHost &host() { return m_host; }
    QList<catalog::CatalogItem> items() const { return m_packs->items(); }
    QList<QPair<QString, Error>> unreadable() const;
    QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &itemCode) override;

private:
    pluginhost::PluginHost m_host;
    std::unique_ptr<intake::FolderPacks> m_packs;
};

// Where the departments lie beside the program: of an installation, else of a build tree.
QString departmentsFolder();

} // namespace zc::client
