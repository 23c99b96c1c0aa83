#include "pages/desk/pageview.h"

#include <uikit/emptystate.h>
#include <uikit/pagepreview.h>

#include <QDropEvent>
#include <QScrollArea>
#include <QMimeData>
#include <QUrl>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PageView::PageView(QWidget *parent)
    : QStackedWidget(parent)
    , m_preview(new PagePreview)
    , m_scroll(new QScrollArea)
    , m_words(new EmptyState(Icon::File, {}))
{
    setObjectName(u"page.view"_s);
    m_preview->setObjectName(u"page.preview"_s);
    addWidget(m_words);
    m_scroll->setWidget(m_preview);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_preview->setAutoFillBackground(false);
    addWidget(m_scroll);
    setMinimumHeight(160);
}

void PageView::showPage(const QImage &page, const QString &name)
{
    m_page = page;
    m_preview->setPage(page);
    m_preview->setAccessibleName(name);
    setCurrentWidget(m_scroll);
    fit();
}

// A sheet is seen whole; of a slip, several times as long as wide, only what can be read.
void PageView::fit()
{
    constexpr double kSlip = 2.2;
    const bool slip = !m_page.isNull() && m_page.height() > kSlip * m_page.width();
    const Theme &t = themeOf(this);
    const int wide = std::min(width() - t.space(8), t.space(90));
    m_preview->setMinimumHeight(slip ? wide * m_page.height() / m_page.width() : 0);
}

void PageView::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    fit();
}

void PageView::showWords(const QString &headline, const QString &words)
{
    m_page = {};
    m_words->setWords(headline, words);
    setCurrentWidget(m_words);
}

void PageView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void PageView::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile()) paths.append(url.toLocalFile());
    if (!paths.isEmpty()) Q_EMIT filesDropped(paths);
}

} // namespace zc::client
