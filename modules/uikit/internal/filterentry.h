#pragma once
#include <uikit/filterlist.h>

#include <QAbstractButton>

namespace zc::uikit {

// One line of FilterList.
class FilterEntry : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    explicit FilterEntry(QWidget *parent);
    void setEntry(const FilterList::Entry &entry);
    const QString &id() const { return m_id; }
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString nameFor(int width) const;                 // its end goes where there is no room; the tool tip has it all
    QString m_id;
    QString m_count;
};

} // namespace zc::uikit
