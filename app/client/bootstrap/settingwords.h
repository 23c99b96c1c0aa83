#pragma once
#include "pages/settings/settingsport.h"

#include <settings/settings.h>

namespace zc::client {

// How the page shows one key of the table: where, under which name, with which choices. Chinese by tr().
struct SettingWords {
    QString section, title, hint;
    SettingView::Kind kind = SettingView::Kind::Text;
    QList<QPair<QString, QString>> choices;     // value as the page hands it back, words
};
// Empty title: a key that this page does not know; a test holds that there is none.
SettingWords settingWords(const QString &key);

// The value of a key as text for the page and back. Choices, numbers and yes/no become the words' values; a list one line.
QString valueText(const settings::Key &key, const QJsonValue &value);
QJsonValue valueOf(const settings::Key &key, const QString &text);
// What the page shows where a value cannot be chosen here.
QString valueWords(const settings::Key &key, const QJsonValue &value);

// Who decided a value: "policy 10-hall.json", "chosen here", …
QString originWords(const settings::Settings::Origin &origin);
// One fault of the policy or of the user's file, in words, with code, place and what may have been meant.
SettingProblem problemWords(const settings::Problem &problem);

} // namespace zc::client
