#pragma once
#include <QList>
#include <QString>

namespace zc::store {

// The ways one 汉字 is read, without tones, lower case; ü as u and as v. Empty for other characters. Thread-safe, cached.
QStringList syllablesOf(char32_t character);

// How a surname at the beginning of a name is read where that differs from the common reading; number of characters used, 0 if
// the table does not know it. Double surnames come first.
int surnameReadings(const QString &name, QStringList &readings);

} // namespace zc::store
