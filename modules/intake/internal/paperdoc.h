#pragma once
#include <base/result.h>
#include <intake/countercase.h>

namespace zc::intake {

// A paper as it is kept with the case (sealed case document "paper.N01"): the bytes handed out and their SHA-256.
QByteArray paperToDoc(const PaperView &paper);
Result<PaperView> paperFromDoc(const QByteArray &doc);     // INT-PAPER-DAMAGED: not such a document, or the digest differs
QString paperDocKind(const QString &noticeCode);

} // namespace zc::intake
