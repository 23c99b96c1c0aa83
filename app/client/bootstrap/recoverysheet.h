#pragma once
#include <QByteArray>
#include <QString>

namespace zc::client {

// One A4 sheet for the envelope: the passphrase in large type, what it is for, where it came from. Names nobody.
QByteArray recoverySheetPdf(const QString &passphrase, const QString &siteCode, const QString &windowNo);

} // namespace zc::client
