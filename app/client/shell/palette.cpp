#include "shell/palette.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"
#include "shell/palettedelegate.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <uikit/field.h>
#include <uikit/floatingpanel.h>
#include <uikit/label.h>

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>

#include <algorithm>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kShownEntries = 60;          // more than anyone reads; the list scrolls
constexpr int kRowsInSight = 9;

Palette::Palette(CommandCentre &centre, QWidget *window)
    : Themed(window)
    , m_centre(centre)
    , m_field(new LineEdit)
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
    , m_nothing(new Label({}, Type::Small, Color::TextMuted))
    , m_sheet(new FloatingPanel(this))
{
    setObjectName(u"palette"_s);
    m_field->setObjectName(u"palette.field"_s);
    m_field->setAccessibleName(tr("Search items, cases and commands"));
    m_field->setFrame(false);
    m_list->setObjectName(u"palette.list"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setWordWrap(true);
    m_nothing->setObjectName(u"palette.nothing"_s);
    auto *lines = column(m_sheet);
    lines->addWidget(m_field);
    lines->addWidget(m_list, 1);
    lines->addWidget(m_nothing);
    m_sheet->setPadding(1, 2);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_list, &QListView::clicked, this, &Palette::choose);
    applyTheme();
    hide();
}

void Palette::applyTheme()
{
    const Theme &t = theme();
    m_sheet->layout()->setSpacing(t.space(2));
    m_field->setFont(t.font(Type::Option));
    m_field->setFixedHeight(t.space(11));
    m_field->setTextMargins(t.space(3), 0, t.space(3), 0);
    m_nothing->setContentsMargins(t.space(4.5), t.space(2), t.space(4.5), t.space(3));
    if (isVisible()) place();
}

void Palette::open(bool itemsOnly, const QString &typed)
{
    m_itemsOnly = itemsOnly;
    if (!isVisible()) m_focusBefore = QApplication::focusWidget();
    m_field->setPlaceholderText(itemsOnly ? tr("Item: name, first letters, code") : tr("Item, case or command"));
    m_field->setText(typed);
    search(typed);
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void Palette::close()
{
    if (!isVisible()) return;
    hide();
    if (m_focusBefore) m_focusBefore->setFocus(Qt::OtherFocusReason);
}

int Palette::resultCount() const { return int(m_entries.size()); }

void Palette::search(const QString &text)
{
    const QString wanted = text.trimmed();
    m_entries.clear();
    for (const PaletteSource &source : m_sources) m_entries += source(wanted, kShownEntries);
    if (m_itemsOnly) {
        m_entries.removeIf([](const PaletteEntry &entry) { return entry.kind != PaletteEntry::Kind::Item; });
    } else {
        m_entries += matchingCommands(m_centre, wanted, kShownEntries);
        std::stable_sort(m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) { return a.rank < b.rank; });
    }
    m_wanted = wanted;
    m_trouble.clear();
    m_moved = false;
    m_chooseFound = false;
    m_waiting = m_caseSource && !m_itemsOnly && !wanted.isEmpty();
    list({});
    if (m_waiting) searchCases(wanted);
}

void Palette::searchCases(const QString &wanted)
{
    whenDone(m_caseSource(wanted, kShownEntries), this, [this, wanted](const Result<intake::CaseHits> &hits) {
        if (wanted != m_wanted || m_itemsOnly || !m_waiting) return;         // an older answer
        m_waiting = false;
        if (hits) m_entries += caseEntries(*hits);
        else m_trouble = ErrorTexts().sentence(hits.error());
        // Who has gone to a line keeps it.
        const int at = m_list->currentIndex().row();
        const QString kept = m_moved && at >= 0 ? m_model->index(at, 0).data(PaletteDelegate::Id).toString() : QString();
        std::stable_sort(m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) { return a.rank < b.rank; });
        list(kept);
        if (m_chooseFound && m_entries.size() == 1) choose();
    });
}

void Palette::list(const QString &choose)
{
    m_model->clear();
    int chosen = 0;
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        auto *item = new QStandardItem(entry.title);
        item->setData(entry.detail, PaletteDelegate::Detail);
        item->setData(entry.key, PaletteDelegate::Key);
        item->setData(int(entry.kind), PaletteDelegate::Kind);
        item->setData(entry.id, PaletteDelegate::Id);
        item->setData(u"%1, %2 %3"_s.arg(entry.title, entry.detail, entry.key), Qt::AccessibleTextRole);
        if (!choose.isEmpty() && entry.id == choose) chosen = m_model->rowCount();
        m_model->appendRow(item);
    }
    if (!m_entries.isEmpty()) m_list->setCurrentIndex(m_model->index(chosen, 0));
    m_nothing->setVisible(m_entries.isEmpty() && !m_waiting);
    m_list->setVisible(!m_entries.isEmpty());
    m_nothing->setText(!m_trouble.isEmpty() ? m_trouble
                                            : tr("Nothing is called “%1”. Try fewer letters, the first letters of the pinyin, or the number of the case.").arg(m_wanted));
    place();
}

void Palette::choose()
{
    const int at = m_list->currentIndex().row();
    // A number from a scanner ends with Enter before the case has been found.
    m_chooseFound = m_waiting && m_entries.isEmpty() && isVisible();
    if (at < 0 || at >= m_entries.size()) return;
    const PaletteEntry entry = m_entries.at(at);
    close();
    if (entry.kind == PaletteEntry::Kind::Command) m_centre.run(entry.id);
    else Q_EMIT entryChosen(entry);
}

void Palette::place()
{
    const Theme &t = theme();
    setGeometry(parentWidget()->rect());
    const int width = std::min(parentWidget()->width() - t.space(16), t.space(160));
    const int row = t.lineHeight(Type::Body) + t.space(4);
    const int rows = std::min<int>(kRowsInSight, int(m_entries.size()));
    m_list->setFixedHeight(std::min(rows * row, std::max(row, parentWidget()->height() - t.space(40))));
    QLayout *lines = m_sheet->layout();
    lines->activate();
    // Without the sentence for "nothing found" no line of the sheet depends on its width.
    m_sheet->resize(width, lines->hasHeightForWidth() ? lines->totalHeightForWidth(width) : lines->totalSizeHint().height());
    m_sheet->move((parentWidget()->width() - width) / 2, t.space(14));
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Color::Scrim));
}

void Palette::mousePressEvent(QMouseEvent *) { close(); }

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched == m_field && event->type() == QEvent::FocusOut && isVisible() && isActiveWindow()) {
        // A tab out of the field would leave a scrim without a field: the palette goes with the focus.
        if (!isAncestorOf(QApplication::focusWidget())) hide();
        return false;
    }
    if (watched != m_field || event->type() != QEvent::KeyPress) return Themed::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int at = m_list->currentIndex().row();
    const int last = m_model->rowCount() - 1;
    int to = -1;
    switch (key) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    case Qt::Key_Down: to = at >= last ? 0 : at + 1; break;
    case Qt::Key_Up: to = at <= 0 ? last : at - 1; break;
    case Qt::Key_PageDown: to = std::min(last, at + kRowsInSight); break;
    case Qt::Key_PageUp: to = std::max(0, at - kRowsInSight); break;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: return true;
    default: return false;
    }
    if (last < 0) return true;
    m_moved = true;
    m_list->setCurrentIndex(m_model->index(to, 0));
    return true;
}

} // namespace zc::client
