#include "internal/paperdoc.h"

#include <QCborMap>
#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace zc::intake {

QByteArray paperToDoc(const PaperView &paper)
{
    const QByteArray digest = QCryptographicHash::hash(paper.pdf, QCryptographicHash::Sha256);
    return QCborMap{{u"kind"_s, paper.kind}, {u"title"_s, paper.title}, {u"number"_s, paper.number},
                    {u"issuedMs"_s, paper.issuedAt.toMSecsSinceEpoch()}, {u"pdf"_s, paper.pdf}, {u"sha256"_s, digest}}
        .toCborValue()
        .toCbor();
}

Result<PaperView> paperFromDoc(const QByteArray &doc)
{
    const QCborMap map = QCborValue::fromCbor(doc).toMap();
    PaperView paper{map.value(u"kind"_s).toString(), map.value(u"title"_s).toString(), map.value(u"number"_s).toString(),
                    QDateTime::fromMSecsSinceEpoch(map.value(u"issuedMs"_s).toInteger()), map.value(u"pdf"_s).toByteArray()};
    if (paper.kind.isEmpty() || paper.pdf.isEmpty()
        || QCryptographicHash::hash(paper.pdf, QCryptographicHash::Sha256) != map.value(u"sha256"_s).toByteArray())
        return Error{ErrorKind::Corrupt, u"INT-PAPER-DAMAGED"_s, paper.kind};
    return paper;
}

QString paperDocKind(const QString &noticeCode)
{
    return u"paper."_s + noticeCode;
}

} // namespace zc::intake
