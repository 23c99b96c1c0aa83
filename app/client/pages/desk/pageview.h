#pragma once
#include <QImage>
#include <QStackedWidget>

class QScrollArea;

namespace zc::uikit {
class EmptyState;
class PagePreview;
}

namespace zc::client {

// One page as a sheet of paper on the desk, or words where there is none yet. A slip from a roll keeps a width that can be read
// and scrolls. Takes files that are dropped on it.
class PageView : public QStackedWidget {
    Q_OBJECT
public:
    explicit PageView(QWidget *parent = nullptr);
    void showPage(const QImage &page, const QString &name);
    void showWords(const QString &headline, const QString &words);   // nothing to show yet, and what to do
    void setDropWanted(bool wanted) { setAcceptDrops(wanted); }
    bool hasPage() const { return !m_page.isNull(); }

Q_SIGNALS:
    void filesDropped(const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QImage m_page;
    uikit::PagePreview *m_preview;
    QScrollArea *m_scroll;
    uikit::EmptyState *m_words;
};

} // namespace zc::client
