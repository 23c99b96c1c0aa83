#include "controlline.h"

#include <QJsonDocument>

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

Error controlRefused(const QString &what)
{
    return Error{ErrorKind::Invalid, u"DEV-SIM-CONTROL"_s, what};
}

Result<ControlLine> ControlLine::from(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (object.size() != 1)
        return controlRefused(u"one member a line"_s);
    const QJsonValue value = object.begin().value();
    return ControlLine{object.begin().key(), value, value.toObject()};
}

} // namespace zc::devices::sim
