#pragma once
#include <guidance/finding.h>
#include <guidance/pack.h>

#include <QHash>
#include <QMutex>

namespace zc::guidance {

// The packs in force. A pack that is offered takes the place of its former version only when nothing at all is wrong with it;
// otherwise it is refused with its findings and what was in force stays. Thread-safe; offering takes what verification takes,
// so it belongs on a worker thread.
class PackShelf {
public:
    struct Offer {
        bool taken = false;
        Error error;                                   // why not
        QList<Finding> findings;                       // of a pack that could be read; warnings of a taken one too
        std::shared_ptr<const Pack> pack;              // in force for its packId after the offer; null when there is none
    };

    explicit PackShelf(const LoadOptions &options = {}) : m_options(options) {}

    // A folder or a release. The codes of Pack::loadNow; PACK-FINDINGS: the verifier found errors; PACK-OLDER (Conflict): a newer
    // version is in force, or the same version with other content.
    Offer offer(const QString &path);
    std::shared_ptr<const Pack> inForce(const QString &packId) const;

private:
    const LoadOptions m_options;
    mutable QMutex m_mutex;
    QHash<QString, std::shared_ptr<const Pack>> m_packs;
};

// "1.10.0" after "1.9": numbers between dots as numbers, everything else as text.
int compareVersions(const QString &a, const QString &b);

} // namespace zc::guidance
