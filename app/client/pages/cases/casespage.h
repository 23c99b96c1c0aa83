#pragma once
#include "pages/cases/casefilter.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace zc::uikit {
class EmptyState;
class FilterList;
class GroupedTable;
class Label;
class LineEdit;
class ProgressRow;
class Surface;
}

namespace zc::client {

class CaseDetail;
class CaseModel;
class CasePort;
class CommandCentre;
class Peek;

// 办件: filters, one table grouped by urgency, the chosen case. Rows come in batches while the page is in front, then only what has
// changed; the chosen row and what is in sight stay. A search looks everywhere and stands in for the filter.
class CasesPage : public QWidget {
    Q_OBJECT
public:
    CasesPage(CasePort &cases, CommandCentre &commands, Peek &peek, QWidget *parent = nullptr);

    void setSeat(const Seat &seat);
    void refresh();                         // reads on, or what has changed; keeps the chosen row, filter and search
    void find(const QString &text);
    QUuid chosen() const;
    int shown() const;
    void setColumnFactors(const QList<double> &factors);     // as columnsChanged() gave them

Q_SIGNALS:
    void openWanted(const QUuid &caseId);
    void printWanted(const QUuid &caseId, const QString &kind, const QString &title, const QByteArray &pdf);
    void columnsChanged(const QList<double> &factors);
    void noteworthy(int tone, const QString &words, const QString &code);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void search();
    void applyFilter(const CaseFilter &filter);
    void arrange();
    void take(const intake::CaseArrangement &list, const intake::CaseQuery &query);
    void showRows(const QList<intake::CaseRef> &rows, bool another);
    void showProgress();
    void showEmpty();
    void openFound();
    void fitColumns();
    void showDetail();
    void openChosen();
    void printChosen();
    void reveal(const QString &path);
    void showNothing(const QString &title, const QString &words);

    CasePort &m_cases;
    CommandCentre &m_commands;
    Peek &m_peek;
    Seat m_seat;
    CaseFilter m_filter;
    intake::CaseQuery m_query;          // what the filters and the field ask for
    intake::CaseQuery m_shown;          // what the table shows an answer to
    intake::CaseArrangement m_list;     // that answer, without its rows
    CaseModel *m_model;
    uikit::LineEdit *m_search;
    uikit::FilterList *m_filters;
    uikit::GroupedTable *m_table;
    uikit::EmptyState *m_empty;
    uikit::Surface *m_foot;
    uikit::ProgressRow *m_progress;
    uikit::Label *m_note;
    CaseDetail *m_detail;
    uikit::Surface *m_left;
    QTimer m_searchTimer, m_refreshTimer;
    QString m_trouble;                  // code of what the last refresh met; said once
    QElapsedTimer m_readingSince;
    qint64 m_readBefore = 0;            // when that began
    bool m_reading = false;             // an advance() is under way
    bool m_answered = false;            // there was an answer
    bool m_moving = false;              // rows come and go; nobody chooses
    bool m_openFound = false;           // Enter was pressed before the search had answered
    bool m_arrived = false;             // everything had been read when the rows were last shown
    bool m_arriving = false;            // shown, and no row was there yet to take the keys
    QUuid m_detailOf;
    intake::CaseRowView m_detailRow;
    QList<QPair<QString, QString>> m_papers;
};

} // namespace zc::client
