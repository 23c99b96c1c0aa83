#pragma once
#include <QStringList>

namespace zc::uikit {

// The names of the tokens as the theme files write them, in the order of the enums in tokens.h.
const QStringList &colorNames();
const QStringList &metricNames();
const QStringList &typeNames();
const QStringList &densityNames();
const QStringList &schemeNames();

} // namespace zc::uikit
