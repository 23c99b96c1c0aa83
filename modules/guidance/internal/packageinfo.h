#pragma once
#include <guidance/authoredpack.h>

#include <QJsonObject>

namespace zc::guidance {

// package.json ⇄ AuthoredInfo. `problem` names the member that is of another form than it should be; null = good.
AuthoredInfo infoFromJson(const QJsonObject &json, QString *problem);
// Members in the order of the design page, two blanks of indentation, empty lists on one line.
QByteArray infoToJson(const AuthoredInfo &info);

// LF alone, and one of them at the end.
QString normalNotice(QString text);

} // namespace zc::guidance
