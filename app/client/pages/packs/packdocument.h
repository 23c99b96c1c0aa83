#pragma once
#include "pages/packs/sheetref.h"

#include <QObject>
#include <QRect>
#include <QUndoStack>

namespace zc::client {

struct CellEdit {
    int row = 0, column = 0;
    QString text;
};

// The pack an author works on, with undo over everything. Cells are kept as they are typed, rule cells in the form that rules
// have (guidance::CellTidy). Copies of pack() are cheap and may go to another thread. GUI thread.
class PackDocument : public QObject {
    Q_OBJECT
public:
    explicit PackDocument(QObject *parent = nullptr);

    void open(const guidance::AuthoredPack &pack);               // forgets what could be undone
    void replaceAll(const guidance::AuthoredPack &pack, const QString &what);      // an import: one step of undo
    const guidance::AuthoredPack &pack() const { return m_pack; }
    QUndoStack &undoStack() { return m_undo; }

    // Each is one step of undo; nothing happens where nothing changes.
    void setCells(const SheetRef &sheet, QList<CellEdit> edits);
    void insertRow(const SheetRef &sheet, int row);
    void removeRows(const SheetRef &sheet, int row, int count);
    void moveRow(const SheetRef &sheet, int from, int to);
    void insertInput(const SheetRef &sheet, int column, const QString &expression);
    void setColumnText(const SheetRef &sheet, int column, const QString &text);
    void removeColumn(const SheetRef &sheet, int column);
    void accept(const guidance::AuthoredInfo::Accepted &entry);   // answers for a warning

Q_SIGNALS:
    void cellsChanged(const zc::client::SheetRef &sheet, const QRect &cells);      // x = column, y = row
    void sheetChanged(const zc::client::SheetRef &sheet);        // rows or columns of one sheet
    void packChanged();                                          // anything may be different, sheets too
    void changed();                                              // after each of the others

private:
    friend class CellsStep;
    friend class PackStep;
    void writeCells(const SheetRef &sheet, const QList<CellEdit> &edits);
    void putPack(const guidance::AuthoredPack &pack, const std::optional<SheetRef> &only);
    void change(const QString &what, const std::optional<SheetRef> &only, const std::function<void(guidance::AuthoredPack &)> &how);

    guidance::AuthoredPack m_pack;
    QUndoStack m_undo;
};

} // namespace zc::client
