#pragma once
#include "pages/cases/casefilter.h"

#include <QTimer>
#include <QWidget>

namespace zc::uikit {
class EmptyState;
class FilterList;
class GroupedTable;
class LineEdit;
class Surface;
}

namespace zc::client {

class CaseDetail;
class CaseModel;
class CasePort;
class CommandCentre;
class Peek;

// 办件: filters, one table grouped by urgency, the chosen case. Loads in the background; a search replaces the filter.
class CasesPage : public QWidget {
    Q_OBJECT
public:
    CasesPage(CasePort &cases, CommandCentre &commands, Peek &peek, QWidget *parent = nullptr);

    void setSeat(const Seat &seat);
    void reload();                          // keeps the chosen row, filter and search
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
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void search();
    void applyFilter(const CaseFilter &filter);
    void fitColumns();
    void refreshTable();
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
    CaseModel *m_model;
    uikit::LineEdit *m_search;
    uikit::FilterList *m_filters;
    uikit::GroupedTable *m_table;
    uikit::EmptyState *m_empty;
    CaseDetail *m_detail;
    uikit::Surface *m_left;
    QTimer m_searchTimer;
    bool m_arriving = false;            // shown, and no row was there yet to take the keys
    QUuid m_detailOf;
    QList<QPair<QString, QString>> m_papers;
};

} // namespace zc::client
