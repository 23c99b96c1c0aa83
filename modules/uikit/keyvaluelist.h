#pragma once
#include <uikit/themed.h>

#include <QList>
#include <QWidget>

namespace zc::uikit {

// Name at the left, value and its source at the right, one line each; long values wrap. Spread: values at the right edge.
// Totals: values in one column (费用, 承诺时限, 最迟办结). Selectable lists take focus: Up/Down choose, Enter activates;
// the chosen row's band needs 8 px at either side, so place such a list 8 px further out.
class KeyValueList : public Themed<QWidget> {
    Q_OBJECT
public:
    enum class Layout { Spread, Totals };
    struct Row {
        QString key;
        QString value;
        QString tag;                    // 身份证, 免交, 2 个问题
        Tone tone = Tone::Ok;           // of the tag
        bool strong = false;            // value in bold
        bool muted = false;             // value in the muted colour
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit KeyValueList(Layout layout = Layout::Spread, QWidget *parent = nullptr);
    void setRows(const QList<Row> &rows);
    const QList<Row> &rows() const { return m_rows; }
    void setSelectable(bool selectable);
    void setSelected(int row);          // -1 for none
    int selected() const { return m_selected; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void activated(int row);

protected:
    void applyTheme() override { m_heights.clear(); }
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    struct Plan;
    Plan planFor(const Row &row, int width) const;
    int totalsColumn() const;
    int sidePadding() const;
    Layout m_layout;
    QList<Row> m_rows;
    bool m_selectable = false;
    int m_selected = -1;
    mutable QList<int> m_heights;       // bottoms of the rows at the last painted width
};

} // namespace zc::uikit
