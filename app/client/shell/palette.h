#pragma once
#include "shell/palettesource.h"

#include <uikit/themed.h>

#include <QPointer>
#include <QWidget>

class QListView;
class QStandardItemModel;

namespace zc::uikit {
class FloatingPanel;
class LineEdit;
class Label;
}

namespace zc::client {

class CommandCentre;

// Ctrl+K: one field over the window that finds commands, items and cases by 汉字, 全拼, 首字母, code or number.
// A child of the window, not a window: input methods, focus and the screen reader behave as everywhere else.
// Esc puts the focus back where it was.
class Palette : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    Palette(CommandCentre &centre, QWidget *window);

    void setSources(const QList<PaletteSource> &sources) { m_sources = sources; }
    void setCaseSource(const CaseSource &source) { m_caseSource = source; }
    // Only items, for F3 and for the empty desk.
    void open(bool itemsOnly = false, const QString &typed = {});
    void close();
    bool isOpen() const { return isVisible(); }
    int resultCount() const;

Q_SIGNALS:
    void entryChosen(const zc::client::PaletteEntry &entry);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void searchCases(const QString &wanted);
    void list(const QString &choose);
    void choose();
    void place();

    CommandCentre &m_centre;
    QList<PaletteSource> m_sources;
    CaseSource m_caseSource;
    QList<PaletteEntry> m_entries;
    QString m_wanted;
    QString m_trouble;                  // why no case could be looked for
    bool m_waiting = false;             // for the cases
    bool m_chooseFound = false;         // Enter was pressed meanwhile
    bool m_moved = false;               // the person has gone to another line
    bool m_itemsOnly = false;
    uikit::LineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_model;
    uikit::Label *m_nothing;
    uikit::FloatingPanel *m_sheet;
    QPointer<QWidget> m_focusBefore;
};

} // namespace zc::client
