#pragma once
#include <QStyledItemDelegate>

namespace zc::client {

// Draws one line of the palette: kind at the left, title and detail, key at the right.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { Detail = Qt::UserRole + 1, Key, Kind, Id };
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace zc::client
