#pragma once
#include <intake/caseshelf.h>
#include <uikit/groupedmodel.h>

namespace zc::client {

// The cases in sight, grouped by urgency. Sorted, filtered and counted elsewhere; here only pointers are compared, so that taking
// over a list of 100,000 rows that differs little from the one before stays within a frame, and the view hears of what differs.
class CaseModel : public uikit::GroupedModel {
    Q_OBJECT
public:
    enum Field { Number, Applicant, Item, State, Due, Left, Sync };

    explicit CaseModel(QObject *parent = nullptr);

    // Another list in its order (intake::comesBefore). Rows that differ are inserted, removed and changed run by run; where very many
    // runs differ the model is reset.
    void show(const QList<intake::CaseRef> &rows);
    const intake::CaseRowView *caseOf(int row) const;            // nullptr outside
    int rowOf(const QUuid &caseId) const;
    // Shares `steps` (4 px at 100 %) among the columns; true: too narrow for all of them.
    bool fit(double steps);

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    void reset(const QList<intake::CaseRef> &rows);
    void insert(int at, const QList<intake::CaseRef> &rows);
    void remove(int at, int count);
    int groupStart(int group) const;
    QString words(const intake::CaseRowView &row, int column) const;

    QList<intake::CaseRef> m_rows;
    double m_scale = 0;
};

} // namespace zc::client
