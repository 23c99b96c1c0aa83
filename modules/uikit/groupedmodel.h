#pragma once
#include <uikit/tokens.h>

#include <QAbstractTableModel>
#include <QList>

namespace zc::uikit {

// Rows of a table under group headings (已超期 1, 今天到期 2 …). A subclass answers cells lazily, so 100,000 rows cost nothing
// until they are seen. "Row" below counts data rows through all groups from 0; "view row" also counts the headings.
class GroupedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Column {
        QString title;
        bool number = false;        // aligned right
        qreal steps = 25;           // width the column asks for, in grid steps; what is over is shared in proportion
    };
    struct Group {
        QString title;              // empty: its rows stand without a heading
        int count = 0;
    };
    enum Role { LampRole = Qt::UserRole + 1, MutedRole };   // LampRole: int(Tone) of the square before the words; MutedRole: bool

    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(const QList<Column> &columns);
    const QList<Column> &columns() const { return m_columns; }
    void setGroups(const QList<Group> &groups);     // resets the model; the rows behind it may have changed entirely
    void rowChanged(int row);
    // Runs of rows that come and go without a reset. The subclass changes what lies behind its rows between begin and end. `group`
    // counts the groups of setGroups(), empty ones too; `at` counts its rows. A heading comes with the first row and goes with the last.
    void beginInsertInto(int group, int at, int count);
    void endInsertInto();
    void beginRemoveFrom(int group, int at, int count);
    void endRemoveFrom();
    const QList<Group> &groups() const { return m_groups; }

    int dataRows() const { return m_dataRows; }
    int rowAt(int viewRow) const;                   // -1 for a heading or outside
    int viewRowOf(int row) const;                   // -1 outside
    bool isHeading(int viewRow) const;
    QList<int> headings() const;                    // view rows

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    virtual QVariant cell(int row, int column, int role) const = 0;     // DisplayRole, LampRole, MutedRole, ToolTipRole

private:
    struct Span {
        int viewStart;
        int rowStart;
        int count;
        bool heading;
        QString title;
    };
    const Span *spanAt(int viewRow) const;
    int viewStartOf(int group) const;               // where its heading stands, or would stand
    void laySpans();
    void changeGroup();
    void tellHeading();
    QList<Column> m_columns;
    QList<Group> m_groups;
    QList<Span> m_spans;
    int m_changing = 0;                             // group and by how much, between begin and end
    int m_changingBy = 0;
    QString m_heldTitle;                            // of its heading, until the change of the rows has been told
    int m_dataRows = 0;
    int m_viewRows = 0;
};

} // namespace zc::uikit
