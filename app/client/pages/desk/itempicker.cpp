#include "pages/desk/itempicker.h"
#include "shell/layouts.h"
#include "shell/palettedelegate.h"

#include <uikit/field.h>
#include <uikit/label.h>

#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kShown = 80;

ItemPicker::ItemPicker(QWidget *parent)
    : Surface(Color::SurfaceSunken, {}, parent)
    , m_field(new LineEdit)
    , m_caption(new Label({}, Type::Caption, Color::TextMuted))
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"picker"_s);
    setProperty("pane", true);
    m_field->setObjectName(u"picker.field"_s);
    m_field->setAccessibleName(tr("Which matter?"));
    m_field->setPlaceholderText(tr("Name, first letters, code"));
    m_list->setObjectName(u"picker.list"_s);
    m_list->setAccessibleName(tr("Matters of this window"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    auto *center = row(this);
    auto *sheet = new QWidget;
    sheet->setMaximumWidth(760);
    auto *lines = column(sheet);
    lines->addWidget(new Label(tr("Which matter is it today?"), Type::Question));
    lines->addSpacing(6);
    lines->addWidget(new Label(tr("Type a few letters and press Enter; or lay the card on the reader first"), Type::Body, Color::TextMuted));
    lines->addSpacing(18);
    lines->addWidget(m_field);
    lines->addSpacing(18);
    lines->addWidget(m_caption);
    lines->addSpacing(6);
    auto *card = new Surface(Color::Surface);
    card->setHairlines(Qt::TopEdge | Qt::LeftEdge | Qt::RightEdge | Qt::BottomEdge);
    column(card)->addWidget(m_list);
    card->setPadding(1, 2, 1, 2);
    lines->addWidget(card, 1);
    center->addStretch(1);
    center->addWidget(sheet, 20);
    center->addStretch(1);
    setPadding(10, 12, 10, 10);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &ItemPicker::search);
    connect(m_list, &QListView::clicked, this, &ItemPicker::choose);
}

void ItemPicker::setSource(PaletteSource source)
{
    m_source = std::move(source);
    refresh();
}

void ItemPicker::enter()
{
    refresh();
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
}

void ItemPicker::refresh() { search(m_field->text()); }

void ItemPicker::search(const QString &text)
{
    const QString wanted = text.trimmed();
    m_entries = m_source ? m_source(wanted, kShown) : QList<PaletteEntry>();
    m_model->clear();
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        auto *item = new QStandardItem(entry.title);
        item->setData(entry.detail, PaletteDelegate::Detail);
        item->setData(entry.key, PaletteDelegate::Key);
        item->setData(int(entry.kind), PaletteDelegate::Kind);
        m_model->appendRow(item);
    }
    if (!m_entries.isEmpty()) m_list->setCurrentIndex(m_model->index(0, 0));
    setProperty("first", m_entries.isEmpty() ? QString() : m_entries.first().id);      // what rehearsals wait for
    m_caption->setText(!m_entries.isEmpty() ? (wanted.isEmpty() ? tr("Matters of this window") : tr("%n found", nullptr, int(m_entries.size())))
            : wanted.isEmpty()              ? tr("No matter is installed. The settings (Ctrl+,) say which packs are missing.")
                                            : tr("Nothing is called “%1”. Try fewer letters, or the first letters of the pinyin.").arg(wanted));
}

void ItemPicker::choose()
{
    const int at = m_list->currentIndex().row();
    if (at < 0 || at >= m_entries.size()) return;
    const QString code = m_entries.at(at).id;
    m_field->clear();
    Q_EMIT itemChosen(code);
}

bool ItemPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress || m_field->isComposing()) return Surface::eventFilter(watched, event);
    const int at = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    case Qt::Key_Down: m_list->setCurrentIndex(m_model->index(std::min(at + 1, m_model->rowCount() - 1), 0)); return true;
    case Qt::Key_Up: m_list->setCurrentIndex(m_model->index(std::max(at - 1, 0), 0)); return true;
    default: return false;
    }
}

} // namespace zc::client
