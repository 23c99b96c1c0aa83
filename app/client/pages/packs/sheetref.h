#pragma once
#include <guidance/authoredpack.h>

namespace zc::client {

// Which sheet of a pack is meant, by what it is and its name: a CSV file, a table, or one of the three single ones.
struct SheetRef {
    enum class Kind : quint8 { Info, Csv, Formulas, Rules, Notice };
    Kind kind = Kind::Info;
    QString name;                        // "facts.csv", "材料"; empty for the single ones
    friend bool operator==(const SheetRef &, const SheetRef &) = default;
};

// One column as it is shown.
struct SheetColumn {
    enum class Part : quint8 { Plain, Input, Output, Basis };
    QString title, tip;
    Part part = Part::Plain;
    QStringList choices;                 // what may stand there; typing anything else is allowed and judged by the check
    int steps = 24;                      // width in grid steps of 4 px
    bool editable = true;
};

// Reads and changes the cells of one sheet of a pack, whatever it is made of. Pure functions over a value; the document adds
// undo and tells views.
class SheetGrid {
public:
    static QList<SheetRef> sheetsOf(const guidance::AuthoredPack &pack);       // in the order of the tabs
    static QString title(const SheetRef &sheet);                               // 事实, 规则·材料

    // Stays valid while no sheet is added, removed or moved.
    SheetGrid(const guidance::AuthoredPack &pack, const SheetRef &sheet);
    const SheetRef &sheet() const { return m_sheet; }
    bool isValid() const { return m_index >= 0; }

    int rows(const guidance::AuthoredPack &pack) const;
    int columns(const guidance::AuthoredPack &pack) const;
    SheetColumn column(const guidance::AuthoredPack &pack, int column) const;
    QString rowTitle(const guidance::AuthoredPack &pack, int row) const;       // id of a rule, number of a line
    QString text(const guidance::AuthoredPack &pack, int row, int column) const;

    void setText(guidance::AuthoredPack &pack, int row, int column, const QString &text) const;
    void insertRow(guidance::AuthoredPack &pack, int row) const;               // a rule or row with an id of its own
    void removeRows(guidance::AuthoredPack &pack, int row, int count) const;
    void moveRow(guidance::AuthoredPack &pack, int from, int to) const;
    bool canChangeRows() const { return m_sheet.kind != SheetRef::Kind::Info; }
    // Columns of a rule table: an input after `column`, another text for one, one less.
    bool hasFreeColumns() const { return m_sheet.kind == SheetRef::Kind::Rules; }
    void insertInput(guidance::AuthoredPack &pack, int column, const QString &expression) const;
    void setColumnText(guidance::AuthoredPack &pack, int column, const QString &text) const;
    void removeColumn(guidance::AuthoredPack &pack, int column) const;

private:
    SheetRef m_sheet;
    qsizetype m_index = -1;              // into sheets or tables of the pack; 0 for the single ones
};

// Another name for a fact in every expression that uses it; what stands between quotes stays.
void renameFact(guidance::AuthoredPack &pack, const QString &from, const QString &to);

} // namespace zc::client
