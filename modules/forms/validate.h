#pragma once
#include <forms/fieldspec.h>

#include <QDate>

namespace zc::forms {

// The text as it is stored: trimmed, numbers of papers in half width and upper case, dates as 2026-11-21, digits in half width.
// Text that fits no rule comes back trimmed, never dropped.
QString normalText(const FieldSpec &spec, const QString &text);

// A sentence for the clerk (what is wrong, what to do), or nothing. `text` is taken as normalText() of it. `today` decides the future.
QString faultOf(const FieldSpec &spec, const QString &text, QDate today);

// True when enough is typed to judge the field while typing (a paper's number of full length); shorter texts are left in peace.
bool judgedWhileTyping(const FieldSpec &spec, const QString &text);

// Accepts 2026-11-21, 20261121, 2026/11/21, 2026.11.21, 2026年11月21日; invalid otherwise.
QDate dateFromText(const QString &text);

} // namespace zc::forms
