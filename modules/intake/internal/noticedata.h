#pragma once
#include "internal/work.h"

namespace zc::intake::noticedata {

// The entries of each paper from the case as it stands; casework refuses a paper that lacks one.
casework::NoticeData materialReceipt(const CounterDesk::Work &work);                                       // N01
casework::NoticeData advice(const CounterDesk::Work &work);                                                // N02
casework::NoticeData correction(const CounterDesk::Work &work, const QList<MaterialView> &wanting);        // N03
casework::NoticeData refusal(const CounterDesk::Work &work, const QString &reason, const QString &basis);  // N07

} // namespace zc::intake::noticedata
