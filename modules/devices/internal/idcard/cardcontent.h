#pragma once
#include <devices/cardrecord.h>

#include <array>

namespace zc::devices {

// The heap block behind a CardRecord: moving a record moves a pointer, so that no copy of the text stays behind.
struct CardRecord::Content {
    struct Span {
        CardField field;
        quint16 offset;
        quint16 length;
    };
    static constexpr int kTextBytes = 256;
    static constexpr int kPhotoBytes = 1024;
    static constexpr int kLargestFingerprints = 1024;
    static constexpr int kAddressUnits = 35;

    QUuid id;
    CardKind kind = CardKind::Resident;
    QStringList warnings;
    std::array<Span, 16> spans{};
    int spanCount = 0;
    QString ethnicName;                                     // one of the compiled-in names, shared, not personal by itself
    int photoBytes = 0;
    int fingerprintBytes = 0;
    int addressUnits = 0;
    bool hasAddress = false;

    std::array<char, kTextBytes> raw{};
    std::array<char16_t, kTextBytes / 2> text{};            // the fields one after another
    std::array<char, kPhotoBytes> photo{};
    std::array<char, kLargestFingerprints> fingerprints{};
    std::array<char16_t, kAddressUnits> address{};

    Content() = default;
    Content(const Content &) = delete;
    Content &operator=(const Content &) = delete;
    ~Content();
    void wipePhoto();
};

// Overwrites memory in a way the optimiser keeps.
void wipe(void *memory, std::size_t bytes);

} // namespace zc::devices
