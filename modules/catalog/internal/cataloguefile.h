#pragma once
#include <base/result.h>
#include <catalog/catalog.h>

#include "internal/searchtext.h"

#include <memory>
#include <utility>

namespace zc::catalog {

// The one place of this room that knows SQL: items, their search text, and the FTS5 index over it. Not thread-safe.
class CatalogueFile {
public:
    CatalogueFile(const QString &path);
    ~CatalogueFile();

    // Opens, or begins anew where the file is missing, damaged or of another format (`*anew` says damaged or other). CAT-OPEN.
    Result<void> open(bool *anew);
    // CAT-WRITE
    Result<void> replace(const QString *packPath, const QList<CatalogItem> &items);       // no path: everything
    Result<QList<std::pair<qint64, CatalogItem>>> all();
    Result<QList<qint64>> matching(const QList<Run> &runs);                               // CAT-READ

private:
    struct Handle;
    Result<void> create();
    bool sound() const;
    void removeFiles() const;
    QString m_path;
    std::unique_ptr<Handle> m_handle;
};

} // namespace zc::catalog
