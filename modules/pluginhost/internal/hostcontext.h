#pragma once
#include "internal/gate.h"

#include <vector>

namespace zc::pluginhost {

// What one plugin registered; moved into the host when its initialize() succeeded, dropped otherwise.
class HostContext final : public plugin::PluginContext {
public:
    explicit HostContext(const CheckedFolder &checked) : m_checked(checked) {}
    QString folder() const override;
    QStringList packFolders() const override;
    Result<void> registerItemPack(const QString &folder) override;
    Result<void> registerValidator(std::unique_ptr<plugin::FieldValidator> validator) override;
    Result<void> registerMapper(std::unique_ptr<plugin::FieldMapper> mapper) override;

    QStringList registeredPacks;
    std::vector<std::unique_ptr<plugin::FieldValidator>> validators;
    std::vector<std::unique_ptr<plugin::FieldMapper>> mappers;

private:
    Result<void> demand(const QString &capability) const;
    bool ownsId(const QString &id) const;
    const CheckedFolder &m_checked;
};

} // namespace zc::pluginhost
