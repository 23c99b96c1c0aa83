#pragma once
#include "internal/work.h"

#include <QCoreApplication>

namespace zc::intake {

// The entries of each paper from the case as it stands. casework refuses a paper that lacks a required one, by name.
class NoticeEntries {
    Q_DECLARE_TR_FUNCTIONS(zc::intake::NoticeEntries)
public:
    explicit NoticeEntries(const CounterDesk::Work &work);
    casework::NoticeData materialReceipt(const QList<ItemCase> &items = {}) const;       // N01; of a bundle with its items
    static QStringList signatureNotes(const SignatureRef &signature);                    // when, and with what if not with a pen
    casework::NoticeData advice() const;                                                 // N02
    casework::NoticeData correction(const QList<MaterialView> &wanted) const;            // N03
    casework::NoticeData refusal(const QString &kind, const QString &reason, const QString &basis) const;   // N07

private:
    casework::NoticeData common() const;                                                 // 共同要素
    const CounterDesk::Work &m_work;
    guidance::Outcome m_outcome;
    QDateTime m_now;                                                                     // UTC+8
};

} // namespace zc::intake
