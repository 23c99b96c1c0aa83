#include "internal/paths.h"

#include <QHash>

namespace zc::intake {

std::optional<QString> pathOfElement(const QString &element)
{
    static const QHash<QString, QString> paths = {
        {QStringLiteral("DE-0001"), path::kName},      {QStringLiteral("DE-0002"), path::kIdNumber},
        {QStringLiteral("DE-0003"), path::kSex},       {QStringLiteral("DE-0004"), path::kBirth},
        {QStringLiteral("DE-0005"), path::kNation},    {QStringLiteral("DE-0006"), path::kAddress},
        {QStringLiteral("DE-0007"), path::kPhone},     {QStringLiteral("DE-0008"), path::kValidTo},
        {QStringLiteral("DE-1005"), path::kAgentName}, {QStringLiteral("DE-1006"), path::kAgentIdNumber},
    };
    const auto found = paths.constFind(element);
    return found == paths.cend() ? std::nullopt : std::optional(*found);
}

} // namespace zc::intake
