#pragma once
#include <devices/socialcard.h>

#include <array>

namespace zc::devices {

// The heap block behind a SocialCard, as CardRecord::Content is for an ID card.
struct SocialCard::Content {
    static constexpr int kFields = int(SocialField::Birth) + 1;
    static constexpr int kUnits = 32;           // the longest value: 30 bytes of a name

    struct Value {
        std::array<char16_t, kUnits> units{};
        int count = 0;
    };
    QUuid id;
    std::array<Value, kFields> values{};
    QStringList notes;

    Content() = default;
    Content(const Content &) = delete;
    Content &operator=(const Content &) = delete;
    ~Content();
    bool set(SocialField field, QStringView text);      // false: too long
};

} // namespace zc::devices
