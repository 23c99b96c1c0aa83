#include "bootstrap/pluginpacks.h"

#include <QCoreApplication>
#include <QDir>

namespace zc::client {
using namespace Qt::StringLiterals;

QString departmentsFolder()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    for (const QString &place : {u"../lib/zongchuang/departments"_s, u"../plugins/departments"_s})
        if (programs.exists(place)) return QDir::cleanPath(programs.filePath(place));
    return {};
}

PluginPacks::PluginPacks(const QString &trustedFolder, const QString &stateFolder, bool allowDemo, const QStringList &allowed)
    : m_host(pluginhost::PluginHostSettings{trustedFolder, stateFolder, QVersionNumber::fromString(QCoreApplication::applicationVersion()), allowed})
{
    // No folder beside the program: nothing is installed. An empty name would mean the working directory.
    if (!trustedFolder.isEmpty()) m_host.discover();
    QList<intake::FolderPacks::Department> departments;
    for (const auto &plugin : m_host.plugins())
        if (plugin.state == pluginhost::PluginState::Checked || plugin.state == pluginhost::PluginState::Loaded)
            departments.append({plugin.id, plugin.metadata.name, QDir(trustedFolder).filePath(plugin.id + u"/packs"_s)});
    m_packs = std::make_unique<intake::FolderPacks>(departments, allowDemo);
}

QList<QPair<QString, Error>> PluginPacks::unreadable() const
{
    QList<QPair<QString, Error>> list = m_packs->unreadable();
    for (const auto &plugin : m_host.plugins())
        if (plugin.state == pluginhost::PluginState::Refused || plugin.state == pluginhost::PluginState::Quarantined) list.append({plugin.id, plugin.error});
    return list;
}

QFuture<Result<std::shared_ptr<const guidance::Pack>>> PluginPacks::pack(const QString &itemCode)
{
    // A plugin that cannot be opened takes its items with it, in words: a case must not begin on half of a department.
    if (const auto used = m_host.useItem(itemCode); !used)
        return QtFuture::makeReadyFuture(Result<std::shared_ptr<const guidance::Pack>>(used.error()));
    return m_packs->pack(itemCode);
}

} // namespace zc::client
