#include "pages/packs/packdocument.h"

#include <guidance/celltidy.h>

#include <QUndoCommand>

namespace zc::client {
using namespace guidance;
using namespace Qt::StringLiterals;

constexpr int kUndoSteps = 500;

// Cells of one sheet: keeps the texts alone, so that a table of a hundred thousand cells costs nothing a step.
class CellsStep : public QUndoCommand {
public:
    CellsStep(PackDocument &document, SheetRef sheet, QList<CellEdit> before, QList<CellEdit> after)
        : m_document(document), m_sheet(std::move(sheet)), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_document.writeCells(m_sheet, m_before); }
    void redo() override { m_document.writeCells(m_sheet, m_after); }

private:
    PackDocument &m_document;
    SheetRef m_sheet;
    QList<CellEdit> m_before, m_after;
};

// Everything else: the pack before and after, which share what did not change.
class PackStep : public QUndoCommand {
public:
    PackStep(PackDocument &document, const QString &what, std::optional<SheetRef> only, AuthoredPack before, AuthoredPack after)
        : QUndoCommand(what), m_document(document), m_only(std::move(only)), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_document.putPack(m_before, m_only); }
    void redo() override { m_document.putPack(m_after, m_only); }

private:
    PackDocument &m_document;
    std::optional<SheetRef> m_only;
    AuthoredPack m_before, m_after;
};

PackDocument::PackDocument(QObject *parent) : QObject(parent)
{
    m_undo.setUndoLimit(kUndoSteps);
}

void PackDocument::open(const AuthoredPack &pack)
{
    m_undo.clear();
    putPack(pack, std::nullopt);
}

void PackDocument::replaceAll(const AuthoredPack &pack, const QString &what)
{
    if (pack == m_pack) return;
    m_undo.push(new PackStep(*this, what, std::nullopt, m_pack, pack));
}

void PackDocument::writeCells(const SheetRef &sheet, const QList<CellEdit> &edits)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid()) return;
    QRect touched;
    for (const CellEdit &edit : edits) {
        grid.setText(m_pack, edit.row, edit.column, edit.text);
        touched |= QRect(edit.column, edit.row, 1, 1);
    }
    Q_EMIT cellsChanged(sheet, touched);
    Q_EMIT changed();
}

void PackDocument::putPack(const AuthoredPack &pack, const std::optional<SheetRef> &only)
{
    m_pack = pack;
    if (only) Q_EMIT sheetChanged(*only);
    else Q_EMIT packChanged();
    Q_EMIT changed();
}

void PackDocument::change(const QString &what, const std::optional<SheetRef> &only, const std::function<void(AuthoredPack &)> &how)
{
    AuthoredPack after = m_pack;
    how(after);
    if (!(after == m_pack)) m_undo.push(new PackStep(*this, what, only, m_pack, after));
}

void PackDocument::setCells(const SheetRef &sheet, QList<CellEdit> edits)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid()) return;
    if (sheet.kind == SheetRef::Kind::Rules) {
        const CellTidy tidy(m_pack);
        const auto table = std::find_if(m_pack.tables.cbegin(), m_pack.tables.cend(), [&](const AuthoredTable &one) { return one.name == sheet.name; });
        for (CellEdit &edit : edits) edit.text = tidy.cell(*table, edit.column, edit.text);
    }
    QList<CellEdit> before, after;
    bool names = false;
    for (const CellEdit &edit : std::as_const(edits)) {
        if (edit.row >= grid.rows(m_pack) || edit.column >= grid.columns(m_pack) || !grid.column(m_pack, edit.column).editable) continue;
        const QString old = grid.text(m_pack, edit.row, edit.column);
        if (old == edit.text) continue;
        before.append({edit.row, edit.column, old});
        after.append(edit);
        // Names go through the whole pack.
        names = names || (sheet.name == "facts.csv"_L1 && edit.column == 1) || (sheet.kind == SheetRef::Kind::Formulas && edit.column == 0);
    }
    if (after.isEmpty()) return;
    if (!names && sheet.kind != SheetRef::Kind::Info) {
        m_undo.push(new CellsStep(*this, sheet, before, after));
        return;
    }
    change(tr("Change"), names ? std::nullopt : std::optional(sheet), [&](AuthoredPack &pack) {
        for (const CellEdit &edit : std::as_const(after)) grid.setText(pack, edit.row, edit.column, edit.text);
    });
}

void PackDocument::insertRow(const SheetRef &sheet, int row)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || !grid.canChangeRows()) return;
    const bool facts = sheet.name == "facts.csv"_L1;
    change(tr("New row"), facts ? std::nullopt : std::optional(sheet), [&](AuthoredPack &pack) { grid.insertRow(pack, qBound(0, row, grid.rows(pack))); });
}

void PackDocument::removeRows(const SheetRef &sheet, int row, int count)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || row < 0 || count < 1 || row + count > grid.rows(m_pack)) return;
    const bool facts = sheet.name == "facts.csv"_L1;
    change(tr("Remove rows"), facts ? std::nullopt : std::optional(sheet), [&](AuthoredPack &pack) { grid.removeRows(pack, row, count); });
}

void PackDocument::moveRow(const SheetRef &sheet, int from, int to)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || !grid.canChangeRows() || from < 0 || to < 0 || from >= grid.rows(m_pack) || to >= grid.rows(m_pack) || from == to) return;
    const bool facts = sheet.name == "facts.csv"_L1;
    change(tr("Move the row"), facts ? std::nullopt : std::optional(sheet), [&](AuthoredPack &pack) { grid.moveRow(pack, from, to); });
}

void PackDocument::insertInput(const SheetRef &sheet, int column, const QString &expression)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || !grid.hasFreeColumns() || expression.trimmed().isEmpty()) return;
    change(tr("New column"), sheet, [&](AuthoredPack &pack) { grid.insertInput(pack, column, CellTidy(m_pack).expression(expression.trimmed())); });
}

void PackDocument::setColumnText(const SheetRef &sheet, int column, const QString &text)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || !grid.hasFreeColumns() || column < 0 || column >= grid.columns(m_pack) || text.trimmed().isEmpty()) return;
    const bool input = grid.column(m_pack, column).part == SheetColumn::Part::Input;
    change(tr("Change the column"), sheet, [&](AuthoredPack &pack) { grid.setColumnText(pack, column, input ? CellTidy(m_pack).expression(text.trimmed()) : text.trimmed()); });
}

void PackDocument::removeColumn(const SheetRef &sheet, int column)
{
    const SheetGrid grid(m_pack, sheet);
    if (!grid.isValid() || !grid.hasFreeColumns() || column < 0 || column >= grid.columns(m_pack)) return;
    // A table without outputs is none.
    const SheetColumn::Part part = grid.column(m_pack, column).part;
    if (part == SheetColumn::Part::Output) return;
    change(tr("Remove the column"), sheet, [&](AuthoredPack &pack) { grid.removeColumn(pack, column); });
}

void PackDocument::accept(const AuthoredInfo::Accepted &entry)
{
    change(tr("Accept a warning"), SheetRef{SheetRef::Kind::Info, {}}, [&](AuthoredPack &pack) {
        if (!pack.info.accepted.contains(entry)) pack.info.accepted.append(entry);
    });
}

} // namespace zc::client
