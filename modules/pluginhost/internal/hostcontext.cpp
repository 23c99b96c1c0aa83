#include "hostcontext.h"

#include <QDir>
#include <QFileInfo>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

QString HostContext::folder() const
{
    return QFileInfo(m_checked.file).absolutePath();
}

QStringList HostContext::packFolders() const
{
    QStringList folders;
    for (const ItemPackEntry &pack : m_checked.packs)
        folders << pack.folder;
    return folders;
}

Result<void> HostContext::demand(const QString &capability) const
{
    if (m_checked.metadata.capabilities.contains(capability))
        return {};
    return Error{ErrorKind::Denied, u"PLG-CAPABILITY"_s, capability};
}

// A name that begins with the plugin's own id cannot be taken from another plugin.
bool HostContext::ownsId(const QString &id) const
{
    return id.startsWith(m_checked.metadata.id + u'.');
}

Result<void> HostContext::registerItemPack(const QString &folder)
{
    if (const Result<void> may = demand(u"itemPacks"_s); !may.ok())
        return may;
    const QString clean = QDir::cleanPath(folder);
    if (!packFolders().contains(clean) || registeredPacks.contains(clean))
        return Error{ErrorKind::Invalid, u"PLG-PACK"_s, QFileInfo(clean).fileName()};
    registeredPacks << clean;
    return {};
}

Result<void> HostContext::registerValidator(std::unique_ptr<plugin::FieldValidator> validator)
{
    if (const Result<void> may = demand(u"validators"_s); !may.ok())
        return may;
    if (!validator || !ownsId(validator->id()))
        return Error{ErrorKind::Invalid, u"PLG-REGISTER"_s, validator ? validator->id() : QString()};
    validators.push_back(std::move(validator));
    return {};
}

Result<void> HostContext::registerMapper(std::unique_ptr<plugin::FieldMapper> mapper)
{
    if (const Result<void> may = demand(u"mappers"_s); !may.ok())
        return may;
    if (!mapper || !ownsId(mapper->id()) || mapper->source().isEmpty())
        return Error{ErrorKind::Invalid, u"PLG-REGISTER"_s, mapper ? mapper->id() : QString()};
    mappers.push_back(std::move(mapper));
    return {};
}

} // namespace zc::pluginhost
