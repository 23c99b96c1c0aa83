#include "pages/packs/sheettable.h"
#include "pages/packs/sheetmodel.h"

#include <uikit/field.h>
#include <uikit/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

namespace {

// Draws a cell from tokens, without the style's item machinery: a table scrolls at the cost of its text.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &t = themeOf(option.widget);
        const QVariant mark = index.data(SheetModel::ToneRole);
        const bool selected = option.state.testFlag(QStyle::State_Selected), focus = option.state.testFlag(QStyle::State_HasFocus);
        QColor fill = t.color(selected ? Color::InkSoft : Color::Surface);
        if (mark.isValid() && !selected) fill = t.wash(Tone(mark.toInt()));
        painter->fillRect(option.rect, fill);
        const int hairline = t.px(Metric::Hairline);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - hairline + 1, option.rect.width(), hairline), t.color(Color::Line));
        painter->fillRect(QRect(option.rect.right() - hairline + 1, option.rect.top(), hairline, option.rect.height()), t.color(Color::Line));
        if (mark.isValid()) {
            // Never by colour alone: a corner says that there is something to read.
            const int side = t.space(2);
            const QPoint corner = option.rect.topRight() + QPoint(1 - hairline, 0);
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.strong(Tone(mark.toInt())));
            const QPoint triangle[] = {corner, corner - QPoint(side, 0), corner + QPoint(0, side)};
            painter->drawPolygon(triangle, 3);
        }
        const QString text = index.data(Qt::DisplayRole).toString();
        if (!text.isEmpty()) {
            const QRect box = option.rect.adjusted(t.space(2), 0, -t.space(2), 0);
            const auto part = SheetColumn::Part(index.data(SheetModel::PartRole).toInt());
            const bool idle = part == SheetColumn::Part::Input && text == "-"_L1;
            painter->setFont(option.font);
            painter->setPen(t.color(idle ? Color::TextFaint : Color::Text));
            const QString line = text.contains(u'\n') ? QString(text).replace(u'\n', u' ') : text;
            painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                              option.fontMetrics.horizontalAdvance(line) <= box.width() ? line : option.fontMetrics.elidedText(line, Qt::ElideRight, box.width()));
        }
        if (focus) {
            const int width = t.px(Metric::FocusWidth);
            painter->setPen(QPen(t.color(Color::Ink), width));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(option.rect).adjusted(width / 2.0, width / 2.0, -width / 2.0 - hairline, -width / 2.0 - hairline));
        }
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        auto *edit = new LineEdit(parent);
        edit->setFrame(false);
        edit->setObjectName(u"packs.cell"_s);
        edit->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        const QStringList choices = index.data(SheetModel::ChoicesRole).toStringList();
        if (!choices.isEmpty()) {
            auto *completer = new QCompleter(choices, edit);
            completer->setFilterMode(Qt::MatchContains);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            edit->setCompleter(completer);
        }
        return edit;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        // Once: a check that ends while somebody types refreshes every cell, and must not touch this one.
        if (editor->property("filled").toBool()) return;
        editor->setProperty("filled", true);
        static_cast<LineEdit *>(editor)->setText(index.data(Qt::EditRole).toString().replace(u'\n', u'\u21B5'));
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        const QString text = static_cast<LineEdit *>(editor)->text().replace(u'\u21B5', u'\n');
        if (text != index.data(Qt::EditRole).toString()) model->setData(index, text);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {themeOf(option.widget).space(20), themeOf(option.widget).tableRowHeight()};
    }
};

// Titles of columns with what they are for, titles of rows with the marks of the check.
class SheetHeader : public QHeaderView {
public:
    using QHeaderView::QHeaderView;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme &t = themeOf(this);
        const bool columns = orientation() == Qt::Horizontal;
        const QVariant mark = model()->headerData(section, orientation(), SheetModel::ToneRole);
        const auto part = columns ? SheetColumn::Part(model()->headerData(section, orientation(), SheetModel::PartRole).toInt()) : SheetColumn::Part::Plain;
        const bool output = part == SheetColumn::Part::Output;
        painter->fillRect(rect, mark.isValid() ? t.wash(Tone(mark.toInt())) : t.color(output ? Color::InkWash : Color::SurfaceSunken));
        const int hairline = t.px(Metric::Hairline);
        painter->fillRect(QRect(rect.left(), rect.bottom() - hairline + 1, rect.width(), hairline), t.color(Color::LineStrong));
        painter->fillRect(QRect(rect.right() - hairline + 1, rect.top(), hairline, rect.height()), t.color(Color::Line));
        const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
        const QFont font = t.font(columns ? Type::CaptionStrong : Type::Caption);
        const QFontMetrics metrics(font);
        const QRect box = rect.adjusted(t.space(2), 0, -t.space(1), 0);
        painter->setFont(font);
        painter->setPen(mark.isValid() ? t.strong(Tone(mark.toInt())) : t.color(output ? Color::Ink : columns ? Color::Text : Color::TextMuted));
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, box.width()));
    }
};

} // namespace

SheetTable::SheetTable(QWidget *parent) : Themed<QTableView>(parent)
{
    setItemDelegate(new CellDelegate(this));
    setHorizontalHeader(new SheetHeader(Qt::Horizontal, this));
    setVerticalHeader(new SheetHeader(Qt::Vertical, this));
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setFocusPolicy(Qt::NoFocus);
    setEditTriggers(QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(true);                                   // so that Tab comes to keyPressEvent()
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setCornerButtonEnabled(false);
    m_dragged.setSingleShot(true);
    m_dragged.setInterval(300);
    connect(&m_dragged, &QTimer::timeout, this, [this] {
        m_factors = columnFactors();
        Q_EMIT columnsDragged();
    });
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_laying) m_dragged.start();
    });
    connect(horizontalHeader(), &QHeaderView::sectionDoubleClicked, this, &SheetTable::columnOpened);
    SheetTable::applyTheme();
}

void SheetTable::setModel(QAbstractItemModel *model)
{
    if (this->model()) this->model()->disconnect(this);
    QTableView::setModel(model);
    layColumns();
    const auto *sheet = qobject_cast<const SheetModel *>(model);
    if (!sheet) return;
    // Rows come and go with a reset; who typed in a cell is in that place afterwards.
    connect(sheet, &SheetModel::modelAboutToBeReset, this, [this, sheet] {
        m_left = sheet->sheet();
        m_leftAt = currentIndex().isValid() ? QPoint(currentIndex().column(), currentIndex().row()) : QPoint(-1, -1);
    });
    connect(sheet, &SheetModel::modelReset, this, [this, sheet] {
        layColumns();
        if (m_leftAt.y() < 0 || !(sheet->sheet() == m_left)) return;
        setCurrentIndex(sheet->index(qMin(m_leftAt.y(), sheet->rowCount() - 1), qMin(m_leftAt.x(), sheet->columnCount() - 1)));
    });
}

void SheetTable::finishEditing()
{
    if (!isEditing()) return;
    if (QWidget *editor = indexWidget(currentIndex())) {
        commitData(editor);
        closeEditor(editor, QAbstractItemDelegate::NoHint);
    }
}

void SheetTable::applyTheme()
{
    setFont(theme().font(Type::Body));
    horizontalHeader()->setFixedHeight(theme().rowHeight() + theme().px(Metric::Hairline));
    verticalHeader()->setFixedWidth(theme().space(14));
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(theme().tableRowHeight());
    horizontalHeader()->setMinimumSectionSize(theme().space(8));
    layColumns();
}

void SheetTable::layColumns()
{
    const auto *sheet = qobject_cast<const SheetModel *>(model());
    if (!sheet) return;
    m_laying = true;
    const bool own = m_factors.size() == sheet->columns().size();
    for (int i = 0; i < sheet->columns().size(); ++i)
        horizontalHeader()->resizeSection(i, qRound(theme().space(sheet->columns().at(i).steps) * (own ? m_factors.at(i) : 1)));
    m_laying = false;
}

void SheetTable::setColumnFactors(const QList<double> &factors)
{
    m_factors = factors;
    const bool sane = std::all_of(factors.cbegin(), factors.cend(), [](double factor) { return factor >= 0.1 && factor <= 20; });
    if (!sane) m_factors.clear();
    layColumns();
}

QList<double> SheetTable::columnFactors() const
{
    const auto *sheet = qobject_cast<const SheetModel *>(model());
    QList<double> factors;
    for (int i = 0; sheet && i < sheet->columns().size(); ++i) factors.append(double(columnWidth(i)) / theme().space(sheet->columns().at(i).steps));
    return factors;
}

void SheetTable::goTo(int row, int column)
{
    if (!model()) return;
    const QModelIndex index = model()->index(qBound(0, row, model()->rowCount() - 1), qBound(0, column, model()->columnCount() - 1));
    if (!index.isValid()) return;
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
}

QString SheetTable::copyText() const
{
    QMap<int, QMap<int, QString>> cells;
    for (const QModelIndex &index : selectedIndexes()) cells[index.row()][index.column()] = index.data(Qt::EditRole).toString();
    QStringList lines;
    for (const auto &row : std::as_const(cells)) {
        QStringList texts;
        for (QString text : row) {
            if (text.contains(u'\t') || text.contains(u'\n') || text.startsWith(u'"')) text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
            texts.append(text);
        }
        lines.append(texts.join(u'\t'));
    }
    return lines.join(u'\n');
}

void SheetTable::paste(const QString &text)
{
    if (!currentIndex().isValid() || text.isEmpty()) return;
    const QModelIndexList chosen = selectedIndexes();
    int top = currentIndex().row(), left = currentIndex().column(), bottom = top, right = left;
    for (const QModelIndex &index : chosen) {
        top = qMin(top, index.row());
        left = qMin(left, index.column());
        bottom = qMax(bottom, index.row());
        right = qMax(right, index.column());
    }
    // Cells between quotes may hold tabs and line feeds.
    QList<QStringList> rows{{QString()}};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        QString &cell = rows.last().last();
        if (c == u'"' && (quoted || cell.isEmpty())) {
            if (quoted && i + 1 < text.size() && text.at(i + 1) == u'"') cell += text.at(i++);
            else quoted = !quoted;
        } else if (!quoted && c == u'\t') {
            rows.last().append(QString());
        } else if (!quoted && c == u'\n') {
            rows.append({QString()});
        } else if (c != u'\r') {
            cell += c;
        }
    }
    if (rows.size() > 1 && rows.last() == QStringList{QString()}) rows.removeLast();
    // One cell fills the whole selection.
    const bool fill = rows.size() == 1 && rows.first().size() == 1;
    QList<QPair<QPoint, QString>> cells;
    const int height = fill ? bottom - top + 1 : int(rows.size());
    for (int y = 0; y < height && top + y < model()->rowCount(); ++y) {
        const QStringList &row = fill ? rows.first() : rows.at(y);
        const int width = fill ? right - left + 1 : int(row.size());
        for (int x = 0; x < width && left + x < model()->columnCount(); ++x) cells.append({QPoint(left + x, top + y), fill ? row.first() : row.at(x)});
    }
    Q_EMIT cellsTyped(cells);
}

void SheetTable::clearChosen()
{
    QList<QPair<QPoint, QString>> cells;
    for (const QModelIndex &index : selectedIndexes()) cells.append({QPoint(index.column(), index.row()), QString()});
    if (!cells.isEmpty()) Q_EMIT cellsTyped(cells);
}

void SheetTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(copyText());
    } else if (event->matches(QKeySequence::Paste)) {
        paste(QApplication::clipboard()->text());
    } else if (event->matches(QKeySequence::Cut)) {
        QApplication::clipboard()->setText(copyText());
        clearChosen();
    } else if (event->key() == Qt::Key_Delete && plain) {
        clearChosen();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && plain && currentIndex().isValid()) {
        edit(currentIndex());
    } else if (event->key() == Qt::Key_Backtab || (event->key() == Qt::Key_Tab && plain)) {
        // Inside the sheet Tab goes from cell to cell and leaves it at its ends; F6 leaves it anywhere.
        const int columns = model()->columnCount(), at = currentIndex().row() * columns + currentIndex().column() + (event->key() == Qt::Key_Tab ? 1 : -1);
        if (!currentIndex().isValid() || at < 0 || at >= model()->rowCount() * columns) return event->ignore();
        setCurrentIndex(model()->index(at / columns, at % columns));
    } else if (event->key() == Qt::Key_Home && event->modifiers() == Qt::ControlModifier) {
        goTo(0, 0);
    } else if (event->key() == Qt::Key_End && event->modifiers() == Qt::ControlModifier) {
        goTo(model()->rowCount() - 1, model()->columnCount() - 1);
    } else if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) {
        // Keys of the command table are no typing.
        if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_A)
            Themed<QTableView>::keyPressEvent(event);
        else
            event->ignore();
    } else {
        Themed<QTableView>::keyPressEvent(event);
    }
}

void SheetTable::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    const QModelIndex here = currentIndex();
    const int step = hint == QAbstractItemDelegate::EditNextItem ? 1 : hint == QAbstractItemDelegate::EditPreviousItem ? -1 : 0;
    // A name that goes through the whole pack has laid the sheet anew by now, and this editor is gone.
    if (indexWidget(here) == editor) Themed<QTableView>::closeEditor(editor, QAbstractItemDelegate::NoHint);
    if (step != 0) {
        if (const QModelIndex next = here.siblingAtColumn(here.column() + step); next.isValid()) setCurrentIndex(next);
    } else if (hint == QAbstractItemDelegate::SubmitModelCache) {
        if (const QModelIndex below = here.siblingAtRow(here.row() + 1); below.isValid()) setCurrentIndex(below);
    }
    setFocus(Qt::OtherFocusReason);
}

void SheetTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    Themed<QTableView>::currentChanged(current, previous);
    Q_EMIT currentMoved(current.row(), current.column());
}

void SheetTable::focusInEvent(QFocusEvent *event)
{
    Themed<QTableView>::focusInEvent(event);
    if (model() && !currentIndex().isValid() && model()->rowCount() > 0) goTo(0, 0);
}

} // namespace zc::client
