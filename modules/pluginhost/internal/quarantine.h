#pragma once
#include <base/result.h>

#include <QString>

namespace zc::pluginhost {

// Remembers across a crash which plugin was being loaded. One small file a plugin in the user's state folder:
// ID.loading while it loads, ID.quarantine after a start found that file. Both name the build by its manifest hash.
class Quarantine {
public:
    explicit Quarantine(const QString &stateFolder);

    // Turns a marker left behind into a quarantine; true while this very build is locked in. Another build is let out.
    bool holds(const QString &id, const QString &manifestHash);
    Result<void> mark(const QString &id, const QString &manifestHash);      // PLG-MARKER: without a marker nothing is loaded
    void unmark(const QString &id);
    void release(const QString &id);

private:
    QString path(const QString &id, const char *suffix) const;
    QString m_folder;
};

} // namespace zc::pluginhost
