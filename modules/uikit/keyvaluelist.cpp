#include <uikit/keyvaluelist.h>

#include "internal/accessible.h"
#include "internal/draw.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace zc::uikit {

// Where one row's parts lie; heights without the gap below.
struct KeyValueList::Plan {
    int keyWidth;
    int valueWidth;
    QSize tag;
    int height;
};

KeyValueList::KeyValueList(Layout layout, QWidget *parent) : Themed<QWidget>(parent), m_layout(layout)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setRole(this, QAccessible::List);
}

void KeyValueList::setRows(const QList<Row> &rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    m_selected = std::min(m_selected, int(rows.size()) - 1);
    QStringList words;
    for (const Row &row : rows)
        words << QStringList({row.key, row.value, row.tag}).join(u' ').simplified();
    setAccessibleDescription(words.join(u'\n'));
    applyTheme();
    updateGeometry();
    update();
}

void KeyValueList::setSelectable(bool selectable)
{
    m_selectable = selectable;
    setFocusPolicy(selectable ? Qt::StrongFocus : Qt::NoFocus);
    setProperty("zcOwnFocus", selectable);      // the chosen row carries the focus mark
}

void KeyValueList::setSelected(int row)
{
    m_selected = row >= 0 && row < m_rows.size() ? row : -1;
    update();
}

int KeyValueList::sidePadding() const { return m_selectable ? theme().space(2) : 0; }

int KeyValueList::totalsColumn() const
{
    int width = 0;
    for (const Row &row : m_rows)
        width = std::max(width, textWidth(theme(), row.strong ? Type::SmallStrong : Type::Small, row.value));
    return width;
}

KeyValueList::Plan KeyValueList::planFor(const Row &row, int width) const
{
    const Theme &t = theme();
    Plan plan;
    plan.tag = row.tag.isEmpty() ? QSize(0, 0) : tagSize(t, row.tag, Type::Tag, 1.25);
    const int tagRoom = row.tag.isEmpty() ? 0 : plan.tag.width() + (row.value.isEmpty() ? 0 : t.space(1.5));
    const int gap = t.space(2);
    // One pixel more than measured: lines are laid out in fractions of it, and "simulator" must not lose its last letter to the next.
    const int wanted = m_layout == Layout::Totals ? totalsColumn() : textWidth(t, row.strong ? Type::SmallStrong : Type::Small, row.value) + 1;
    const int key = textWidth(t, Type::Small, row.key);
    // The name keeps its width while the value can still have two fifths of the row.
    plan.valueWidth = row.value.isEmpty() ? 0 : std::min(wanted, std::max(width - key - gap - tagRoom, width * 2 / 5));
    plan.keyWidth = std::max(0, width - plan.valueWidth - tagRoom - (plan.valueWidth || tagRoom ? gap : 0));
    const int words = row.value.isEmpty() ? 0 : TextBlock(t, row.strong ? Type::SmallStrong : Type::Small, row.value, plan.valueWidth).height();
    plan.height = std::max({TextBlock(t, Type::Small, row.key, plan.keyWidth).height(), words, t.lineHeight(Type::Small)});
    return plan;
}

QSize KeyValueList::sizeHint() const
{
    int width = theme().space(40);
    for (const Row &row : m_rows)
        width = std::max(width, textWidth(theme(), Type::Small, row.key + row.value) + theme().space(8));
    return {std::min(width, theme().space(80)), int(m_rows.size()) * (theme().lineHeight(Type::Small) + theme().space(1.5))};
}

QSize KeyValueList::minimumSizeHint() const { return {theme().space(30), sizeHint().height()}; }

int KeyValueList::heightForWidth(int width) const
{
    int height = 0;
    for (const Row &row : m_rows)
        height += planFor(row, width - 2 * sidePadding()).height + theme().space(1.5);
    return height + (m_selected >= 0 ? theme().space(2) : 0);
}

void KeyValueList::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    m_heights.clear();
    int y = 0;
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const int side = sidePadding();
        const Plan plan = planFor(row, width() - 2 * side);
        const bool chosen = m_selectable && i == m_selected;
        if (chosen) {
            // The chosen row breathes: 4 px above and below, out to the edges of the list.
            const QRect band(0, y, width(), plan.height + t.space(2));
            drawBox(painter, band, t.px(Metric::RadiusSmall), t.color(Color::InkSoft));
            if (marksFocus(this))
                drawBox(painter, band, t.px(Metric::RadiusSmall), {}, t.color(Color::Ink), t.px(Metric::FocusWidth));
            y += t.space(1);
        }
        const QColor text = t.color(isEnabled() ? Color::Text : Color::TextDisabled);
        TextBlock(t, Type::Small, row.key, plan.keyWidth)
            .draw(painter, this, QRect(side, y, plan.keyWidth, plan.height), m_layout == Layout::Totals ? t.color(Color::TextMuted) : text);
        int right = width() - side;
        if (!row.tag.isEmpty()) {
            right -= plan.tag.width();
            const int line = t.lineHeight(Type::Small);
            drawTag(painter, this, QRect(QPoint(right, y + (line - plan.tag.height()) / 2), plan.tag), row.tag, Type::Tag, row.tone, Metric::RadiusTag);
            right -= row.value.isEmpty() ? 0 : t.space(1.5);
        }
        if (!row.value.isEmpty())
            TextBlock(t, row.strong ? Type::SmallStrong : Type::Small, row.value, plan.valueWidth)
                .draw(painter, this, QRect(right - plan.valueWidth, y, plan.valueWidth, plan.height), row.muted ? t.color(Color::TextMuted) : text,
                      m_layout == Layout::Totals ? Qt::AlignLeft : Qt::AlignRight);
        y += plan.height + t.space(1.5) + (chosen ? t.space(1) : 0);
        m_heights << y;
    }
}

void KeyValueList::mousePressEvent(QMouseEvent *event)
{
    if (!m_selectable)
        return QWidget::mousePressEvent(event);
    for (int i = 0; i < m_heights.size(); ++i) {
        if (event->position().y() < m_heights[i]) {
            setSelected(i);
            updateGeometry();
            Q_EMIT activated(i);
            return;
        }
    }
}

void KeyValueList::keyPressEvent(QKeyEvent *event)
{
    const int all = int(m_rows.size());
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_End ? all : event->key() == Qt::Key_Home ? -all : 0;
    if (m_selectable && step != 0 && !m_rows.isEmpty()) {
        setSelected(std::clamp(m_selected + step, 0, int(m_rows.size()) - 1));
        updateGeometry();
        return;
    }
    if (m_selectable && m_selected >= 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT activated(m_selected);
        return;
    }
    QWidget::keyPressEvent(event);
}

void KeyValueList::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_selectable && m_selected < 0 && !m_rows.isEmpty())
        setSelected(0);
}

} // namespace zc::uikit
