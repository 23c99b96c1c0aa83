#pragma once
#include <devices/terminalprofile.h>

#include <memory>

namespace zc::devices {

// Where the profiles of terminals lie: NAME.json, and NAME.json.minisig where profiles are signed, as policies are. A profile that
// is refused never takes the place of one that was good: the last good one is kept in a folder of this user's. Thread-safe.
class ProfileShelf {
public:
    struct Options {
        QString folder = QStringLiteral("/etc/zongchuang/terminals");
        QString keep;                   // of the last good ones; empty: none are kept
        QList<QByteArray> signers;      // texts of minisign public keys; with any, every profile must be signed by one of them
        bool mustBeSigned = false;      // also where no key is known: then none is good
    };
    explicit ProfileShelf(Options options);

    // The profile NAME; with a remark where it is the last good one instead of what lies there now. The samples of the program
    // (sample-…) are there where nothing must be signed. DEV-PROFILE-FILE, DEV-PROFILE-SIGNED, DEV-PROFILE.
    Result<TerminalSettings::Chosen> profile(const QString &name) const;

private:
    Result<TerminalSettings::Chosen> read(const QString &folder, const QString &name) const;

    const Options m_options;
};

// A sample that the program brings. DEV-PROFILE-FILE for a name that is none.
Result<TerminalProfile> sampleTerminalProfile(const QString &name);

} // namespace zc::devices
