#pragma once
#include <QLayout>

namespace zc::client {

// A row that goes on in the next line where the width ends: buttons and choices at large type or in a narrow window. Items keep
// their size hint and stand in the middle of their line; hidden ones take no room.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    FlowLayout(QWidget *parent, int spacing);       // spacing in px, between items and between lines
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;             // of the widest item
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const;       // the height it takes
    QList<QLayoutItem *> m_items;
};

} // namespace zc::client
