#pragma once
#include "pages/packs/findingmap.h"
#include "pages/packs/packport.h"

#include <base/error.h>

#include <QWidget>

class QSplitter;
class QTabBar;

namespace zc::uikit {
class Button;
class EmptyState;
class FilterList;
class Label;
class LineEdit;
class Surface;
class Tag;
}

namespace zc::client {

class CommandCentre;
class FindingsPane;
class PackWorkshop;
class SheetModel;
class SheetTable;
class TryoutPane;

// 事项包: the packs at the left, the sheets of one in the middle with the result of the check under them, the interview over it
// at the right. Everything typed is checked behind the typing and kept by itself.
class PacksPage : public QWidget {
    Q_OBJECT
public:
    PacksPage(PackPort &packs, CommandCentre &commands, QWidget *parent = nullptr);
    ~PacksPage() override;

    PackWorkshop &workshop() { return *m_workshop; }
    // False: something typed is not kept yet. It is written now, and the window closes by itself when it is; asked again after a
    // writing that failed, the author knows and it is true.
    bool mayClose();
    void reload();                                               // the list of packs
    void openPack(const QString &folder);
    void showSheet(const SheetRef &sheet);
    SheetRef sheet() const;

Q_SIGNALS:
    void noteworthy(int tone, const QString &words, const QString &code);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildHead(QLayout *into);
    void connectWorkshop();
    void registerCommands();
    void fillTabs();
    void showOpened();
    void showState();
    void goTo(const FindingPlace &place);
    void editRow(int kind);
    void askColumn(bool fresh);
    void finishColumn();
    void askFile(int purpose);
    void layPanes();
    void playThrough();
    QString sizesOf(const SheetRef &sheet) const;
    void stepSheet(int by);
    int row() const;

    PackPort &m_port;
    CommandCentre &m_commands;
    PackWorkshop *m_workshop;
    QList<PackEntry> m_entries;
    QList<SheetRef> m_sheets;
    SheetModel *m_model;
    uikit::FilterList *m_list;
    uikit::Surface *m_left;
    QWidget *m_bench;                                            // all that needs an open pack
    uikit::EmptyState *m_empty;
    uikit::Label *m_title, *m_saved;
    uikit::Tag *m_version, *m_cases;
    QTabBar *m_tabs;
    QSplitter *m_parts;
    SheetTable *m_table;
    uikit::Surface *m_columnLine;
    uikit::LineEdit *m_columnText;
    FindingsPane *m_findings;
    TryoutPane *m_tryout;
    QString m_chosen;                                            // the folder in the list that was opened
    bool m_freshColumn = false, m_playing = false, m_leaving = false;
    int m_columnAt = 0;
};

} // namespace zc::client
