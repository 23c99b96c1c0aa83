#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace zc::catalog {

// A text without width, case, accents and punctuation: 食品经营许可（新办） and 食品经营许可(新办) are one.
QString plainText(const QString &text);

// One name, ready to be found. A character of several readings gives up to eight combinations.
struct Readings {
    QStringList pinyin;        // shipinjingyingxuke
    QStringList initials;      // spjyxk
    QStringList pinyinFrom;    // the same from every syllable on: pinjingyingxuke, jingyingxuke, …
    QStringList initialsFrom;
};
Readings readingsOf(const QString &plain);

// A code from every group of letters and digits on: DEMO-market-05 gives demomarket05, market05, 05.
QStringList codeFrom(const QString &code);

// Text for FTS5: a space around every CJK character makes each a token and a word a phrase.
QString spaced(const QString &plain);

// What a person typed: runs of Han characters, and runs of letters and digits (as they are compared: lv and nv as lu and nu).
struct Run { bool han = false; QString text; };
QList<Run> runsOf(const QString &query);

bool isHan(char32_t character);

} // namespace zc::catalog
