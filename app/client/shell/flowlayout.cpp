#include "shell/flowlayout.h"

#include <QWidget>

namespace zc::client {

FlowLayout::FlowLayout(QWidget *parent, int spacing)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem *item) { m_items.append(item); }
int FlowLayout::count() const { return int(m_items.size()); }
QLayoutItem *FlowLayout::itemAt(int index) const { return m_items.value(index); }
QLayoutItem *FlowLayout::takeAt(int index) { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }
int FlowLayout::heightForWidth(int width) const { return arrange({0, 0, width, 0}, false); }

QSize FlowLayout::sizeHint() const
{
    int width = 0, height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty()) continue;
        width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty()) least = least.expandedTo(item->minimumSize());
    return least;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    int top = rect.top();
    qsizetype first = 0;
    while (first < m_items.size()) {
        int width = 0, height = 0;
        qsizetype end = first;
        for (; end < m_items.size(); ++end) {
            if (m_items.at(end)->isEmpty()) continue;
            const QSize size = m_items.at(end)->sizeHint();
            const int wider = width + size.width() + (width > 0 ? spacing() : 0);
            if (width > 0 && wider > rect.width()) break;
            width = wider;
            height = std::max(height, size.height());
        }
        int left = rect.left();
        for (qsizetype i = first; apply && i < end; ++i) {
            if (m_items.at(i)->isEmpty()) continue;
            const QSize size = m_items.at(i)->sizeHint().boundedTo({rect.width(), QLAYOUTSIZE_MAX});
            m_items.at(i)->setGeometry({left, top + (height - size.height()) / 2, size.width(), size.height()});
            left += size.width() + spacing();
        }
        first = end;
        top += height + (height > 0 && end < m_items.size() ? spacing() : 0);
    }
    return top - rect.top();
}

} // namespace zc::client
