#pragma once
#include "internal/sheet.h"

#include <base/result.h>
#include <casework/notice.h>
#include <papers/paper.h>

namespace zc::papers {

// Type, space and order of a notice on A4, and on a roll. Errors as in paper.h.
Result<Document> layOut(const casework::NoticeContent &content, const PaperOptions &options);
Result<Document> layOutSlip(const casework::NoticeContent &content, const PaperOptions &options);

} // namespace zc::papers
