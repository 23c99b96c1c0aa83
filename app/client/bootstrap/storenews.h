#pragma once
#include <QString>

#include <optional>

namespace zc::store { struct OpenReport; }

namespace zc::client {

struct StoreNews {
    QString words;          // what happened, what is uncertain, what to do
    QString code;           // of the fault that made it necessary
};

// What a clerk must hear about the opening of her store: that it was damaged, from what it came back and what may be missing.
// Nothing where it simply opened.
std::optional<StoreNews> newsOf(const store::OpenReport &report);

} // namespace zc::client
