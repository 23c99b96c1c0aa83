#pragma once
#include <intake/countercase.h>
#include <uikit/noticerow.h>
#include <uikit/tokens.h>

namespace zc::client {

// The words and tones of the desk for what the intake room answers in kinds.
QString sourceWords(intake::Source source);                     // empty for None and Applicant
QString seenWords(intake::Seen seen);                           // 未看, 已看缺, 已看不符, 符合
uikit::Tone seenTone(intake::Seen seen);
QString modeWords(intake::NoticeLine::Mode mode);               // 需交, 免交, 容缺, 承诺
uikit::NoticeRow::Sign modeSign(intake::NoticeLine::Mode mode);
// A setting of a scanner or camera and one of its values; what is not known is shown as the device calls it.
QString scanSettingTitle(const QString &id);
QString scanSettingWords(const QString &id, const QString &value);
QString inkToolWords(const QString &tool);                      // what a signature was written with
QString stepTitle(intake::Step step);
QString dayWords(const QString &isoDate);                       // 11月27日（周五）; unknown text comes back as it is

} // namespace zc::client
