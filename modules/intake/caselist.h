#pragma once
#include <base/result.h>

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QString>
#include <QUuid>

namespace zc::intake {

struct CounterPorts;

// Urgency as the table of cases groups it.
enum class Urgency { Overdue, Today, ThreeDays, Normal };
enum class Lamp { Green, Yellow, Red, Grey };

// One row of 办件. Names are masked (domain F2) except for the open case.
struct CaseRowView {
    QUuid caseId;
    QString number;                   // formal, else provisional
    QString applicant, itemName, departmentId, departmentName;
    QString state, stateName;         // code and words
    QString sync, syncName;
    QDate due;                        // invalid if there is none yet
    int remaining = 0;                // working days; negative = overdue by
    bool suspended = false;
    Lamp lamp = Lamp::Grey;
    Urgency urgency = Urgency::Normal;
    QString clerkNo, windowNo;
    qint64 updatedMs = 0;
    friend bool operator==(const CaseRowView &, const CaseRowView &) = default;
};

struct TimelineView {
    QString what, when, who;
};

// One datum of a person outside the open case: how it looks, and where its clear text is.
struct MaskedView {
    QString path;                     // applicant.idNumber
    QString label, masked;
};

struct CaseDetailView {
    CaseRowView row;
    QString provisionalNumber, formalNumber;
    QString attention;                // headline of the box, empty if none
    QString attentionDetail;
    QList<MaskedView> person;
    QList<TimelineView> timeline;
    QList<QPair<QString, QString>> papers;     // kind, title of what can be printed again
};

struct CaseHits {
    QList<CaseRowView> rows;          // best first
    int total = 0;                    // how many fit; more than `rows` where the limit was reached
    bool indexing = false;            // the index is still being built: more may fit
};

bool isDiscarded(const QString &state);        // such a case is in no list

// Reads stored cases off the GUI thread. All of them at once: CaseBook.
class CaseList {
    Q_DECLARE_TR_FUNCTIONS(zc::intake::CaseList)
public:
    explicit CaseList(const CounterPorts &ports);
    // By name, first letters, end of the ID number, and both numbers of the case.
    QFuture<Result<CaseHits>> find(const QString &text, int limit) const;
    QFuture<Result<CaseDetailView>> detail(const QUuid &caseId) const;
    // The clear text behind a MaskedView. The caller has the leave of the audit log before asking. Empty: the case does not say it.
    QFuture<Result<QString>> field(const QUuid &caseId, const QString &path) const;
    QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const;   // byte for byte as handed out

private:
    const CounterPorts &m_ports;
};

} // namespace zc::intake
