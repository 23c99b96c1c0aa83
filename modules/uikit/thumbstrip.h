#pragma once
#include <uikit/themed.h>

#include <QImage>
#include <QList>
#include <QWidget>

namespace zc::uikit {

// The pages of one material: small pictures with number and lamp, a gap where a document begins, and a tile that adds one.
// Left/Right choose, Ctrl+Left/Right move the page, Delete asks for removal, Enter on the last tile asks for a new page; the mouse
// chooses, drags and scrolls. The strip only asks: the owner changes its pages and calls setPages(). What does not fit scrolls;
// the chosen page is always seen.
class ThumbStrip : public Themed<QWidget> {
    Q_OBJECT
public:
    struct Page {
        QImage picture;             // may be null: the number alone
        Tone lamp = Tone::Neutral;  // Neutral: no lamp
        QString finding;            // words for the lamp, for screen readers and the tool tip
        bool begins = false;        // another document begins here
    };

    explicit ThumbStrip(QWidget *parent = nullptr);
    void setPages(const QList<Page> &pages);
    void setAddable(bool addable);
    void setCurrent(int index);
    int current() const { return m_current; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pageChosen(int index);
    void moveRequested(int from, int to);
    void removeRequested(int index);
    void addRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int left(int index) const;                  // of a tile, in the whole strip
    QRect tile(int index) const;
    void scrollTo(int offset);
    void showCurrent();
    int tileAt(const QPoint &point) const;      // pages, then the adding tile, -1 outside
    int tiles() const { return int(m_pages.size()) + (m_addable ? 1 : 0); }
    void choose(int index);
    QList<Page> m_pages;
    bool m_addable = true;
    int m_current = -1;
    int m_scroll = 0;
    int m_dragged = -1;
    int m_target = -1;
};

} // namespace zc::uikit
