#pragma once
#include <QString>

class QDate;

namespace zc {

// How personal data look outside the open case of the assigned clerk (domain page F2). Never unmasks; empty stays empty.
// Lengths are counted in characters, not in UTF-16 units: rare characters of names count once. Pure, any thread.
QString maskName(const QString &name);                // 张*, 欧**娜; Latin: first letter of each word
QString maskIdNumber(const QString &number);          // 18 characters: first 6, last 4 (430104********1234); others: maskDocument
QString maskDocument(const QString &number);          // first 1, last 3
QString maskPhone(const QString &phone);              // 138****5678
QString maskAddress(const QString &address);          // to the county: 湖南省长沙市岳麓区***
QString maskBirth(QDate birth);                       // the year only
QString maskBankAccount(const QString &account);      // last 4
QString maskWhole();                                  // minors under 14, health, faith, biometrics: ***

} // namespace zc
