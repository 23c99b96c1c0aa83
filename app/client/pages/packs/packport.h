#pragma once
#include <guidance/imports.h>

#include <QFuture>
#include <QList>
#include <QString>

namespace zc::client {

// A pack that can be opened.
struct PackEntry {
    QString folder, packId, name, version;
    bool own = false;                    // in the author's folder; the others are opened as a copy there
};

// What the page of packs knows of the desk. Bootstrap answers from the departments and the author's folder; tests from theirs.
class PackPort {
public:
    virtual ~PackPort() = default;
    virtual QFuture<QList<PackEntry>> packs() const = 0;         // from another thread
    virtual QString workFolder() const = 0;                      // where the author's packs lie, one folder each
    // Where a bundle's items are looked for: beside the pack in `folder` first. Any thread, and longer than the port lives.
    virtual guidance::ImportFinder imports(const QString &folder) const = 0;
    // How large the author made what can be dragged, as factors or shares in order; empty: as laid out. Kept from start to start.
    virtual QList<double> sizes(const QString &what) const = 0;
    virtual void keepSizes(const QString &what, const QList<double> &sizes) = 0;
};

} // namespace zc::client
