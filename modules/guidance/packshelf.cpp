#include "packshelf.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

int compareVersions(const QString &a, const QString &b)
{
    const QStringList left = a.split(u'.'), right = b.split(u'.');
    for (qsizetype i = 0; i < qMax(left.size(), right.size()); ++i) {
        bool leftNumber = true, rightNumber = true;
        const QString x = left.value(i, u"0"_s), y = right.value(i, u"0"_s);
        const qulonglong m = x.toULongLong(&leftNumber), n = y.toULongLong(&rightNumber);
        const int order = leftNumber && rightNumber ? (m < n ? -1 : m > n ? 1 : 0) : x.compare(y);
        if (order != 0)
            return order;
    }
    return 0;
}

PackShelf::Offer PackShelf::offer(const QString &path)
{
    Offer offer;
    const auto report = verifyFolder(path, m_options.trust);
    if (!report.ok()) {
        offer.error = report.error();
        return offer;
    }
    offer.findings = report->findings;
    offer.pack = inForce(report->packId);
    const auto loaded = Pack::loadNow(path, m_options);
    if (!loaded.ok()) {
        offer.error = loaded.error();
        return offer;
    }
    const std::shared_ptr<const Pack> &pack = *loaded;
    const bool sound = std::none_of(offer.findings.cbegin(), offer.findings.cend(), [](const Finding &f) { return f.level == Finding::Level::Error; });
    const QMutexLocker lock(&m_mutex);
    const std::shared_ptr<const Pack> present = m_packs.value(pack->id());
    const int order = present ? compareVersions(pack->version(), present->version()) : 1;
    if (!sound) {
        offer.error = {ErrorKind::Invalid, u"PACK-FINDINGS"_s, pack->id() + u' ' + pack->version()};
    } else if (order < 0 || (order == 0 && pack->contentHash() != present->contentHash())) {
        offer.error = {ErrorKind::Conflict, u"PACK-OLDER"_s, pack->id() + u' ' + pack->version()};
    } else {
        offer.taken = true;
        m_packs.insert(pack->id(), pack);
    }
    offer.pack = m_packs.value(pack->id());
    return offer;
}

std::shared_ptr<const Pack> PackShelf::inForce(const QString &packId) const
{
    const QMutexLocker lock(&m_mutex);
    return m_packs.value(packId);
}

} // namespace zc::guidance
