#pragma once
#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

namespace zc::store {

// The ways one 汉字 is read, without tones, lower case; ü as u and as v. Empty for other characters. Thread-safe, cached.
const QList<QByteArray> &syllablesOf(char32_t character);

// How a surname at the beginning of a name is read where that differs from the common reading; number of characters used, 0 if
// the table does not know it. Double surnames come first.
// Each reading is a list of syllables.
int surnameReadings(QStringView name, QList<QList<QByteArray>> &readings);

// All readings of a name, lower case: pairs of full reading and initials, at most eight.
QList<QPair<QByteArray, QByteArray>> nameReadings(const QString &plainName);
bool isHan(char32_t character);

} // namespace zc::store
