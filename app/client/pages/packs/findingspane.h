#pragma once
#include "pages/packs/findingmap.h"

#include <guidance/packcheck.h>
#include <uikit/groupedmodel.h>
#include <uikit/surface.h>

namespace zc::uikit {
class Button;
class GroupedTable;
class Label;
class LineEdit;
class LinkButton;
}

namespace zc::client {

// The findings as rows: errors, then warnings, then what somebody answers for.
class FindingsModel : public uikit::GroupedModel {
    Q_OBJECT
public:
    explicit FindingsModel(QObject *parent = nullptr);
    void setFindings(const QList<guidance::Finding> &findings, const QStringList &places, const QList<bool> &accepted);
    const guidance::Finding *findingAt(int row) const;
    int indexAt(int row) const;                     // into the list handed in; −1 outside

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    QList<guidance::Finding> m_findings;
    QStringList m_places;
    QList<int> m_order;
    int m_accepted = 0;                             // the last ones
};

// What the last check said, under the table: a row jumps to its cell; a situation can be tried out at the right; a warning can
// be answered for by name.
class FindingsPane : public uikit::Surface {
    Q_OBJECT
public:
    explicit FindingsPane(QWidget *parent = nullptr);

    void showBusy();
    void showStopped();
    void show(const guidance::PackCheck &check, const guidance::AuthoredPack &pack, qint64 elapsedMs);
    const FindingMap &map() const { return m_map; }
    void choose(int by);                            // next or previous
    void setKeys(const QString &tryIt, const QString &accept);
    void tryCurrent();
    uikit::GroupedTable *table() const { return m_table; }
    void askToAccept();                             // opens the line for reason and name

Q_SIGNALS:
    void placeChosen(const zc::client::FindingPlace &place);
    void situationChosen(const zc::guidance::Finding &finding);
    void acceptWanted(const zc::guidance::AuthoredInfo::Accepted &entry);
    void stopWanted();

private:
    void choosePlace(int row);
    bool canAccept() const;
    void offerActions();
    void finishAccept();

    FindingMap m_map;
    QList<guidance::Finding> m_shown;
    QStringList m_acceptedAs;
    FindingsModel *m_model;
    uikit::Label *m_state;
    uikit::LinkButton *m_stop;
    uikit::GroupedTable *m_table;
    uikit::Label *m_nothing;
    uikit::Button *m_try, *m_accept;
    uikit::Surface *m_acceptLine;
    uikit::LineEdit *m_reason, *m_by;
};

} // namespace zc::client
