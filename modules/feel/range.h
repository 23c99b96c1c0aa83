#pragma once
#include <feel/value.h>

namespace zc::feel {

// [low..high] and its open forms. A null end is no end: (<10) has no start, (>=10) no end; such a side is never included.
struct Range {
    Value low, high;
    bool lowIncluded = false, highIncluded = false;

    friend bool operator==(const Range &, const Range &) = default;
};

} // namespace zc::feel
