#pragma once
#include "pages/cases/casefilter.h"

#include <uikit/groupedmodel.h>

#include <optional>

namespace zc::client {

// The cases in sight, grouped by urgency. Holds values only; 100,000 rows cost an index each, so that scrolling and
// filtering stay within a frame.
class CaseModel : public uikit::GroupedModel {
    Q_OBJECT
public:
    enum Field { Number, Applicant, Item, State, Due, Left, Sync };

    explicit CaseModel(QObject *parent = nullptr);

    void setCases(const QList<intake::CaseRowView> &rows);
    void setFilter(const CaseFilter &filter, const Seat &seat);
    void setFound(const std::optional<QSet<QUuid>> &found);      // of a search; nothing = no search
    const QList<intake::CaseRowView> &cases() const { return m_cases; }
    const intake::CaseRowView *caseOf(int row) const;            // nullptr outside
    int rowOf(const QUuid &caseId) const;
    // Shares `steps` (4 px at 100 %) among the columns; true: too narrow for all of them.
    bool fit(double steps);

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    void rebuild();
    QString words(const intake::CaseRowView &row, int column) const;

    QList<intake::CaseRowView> m_cases;
    double m_scale = 0;
    QList<int> m_order;                                          // data row → index into m_cases
    CaseFilter m_filter;
    Seat m_seat;
    std::optional<QSet<QUuid>> m_found;
};

} // namespace zc::client
