#include "pages/desk/pageview.h"

#include <uikit/emptystate.h>
#include <uikit/pagepreview.h>

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PageView::PageView(QWidget *parent)
    : QStackedWidget(parent)
    , m_preview(new PagePreview)
    , m_words(new EmptyState(Icon::File, {}))
{
    setObjectName(u"page.view"_s);
    m_preview->setObjectName(u"page.preview"_s);
    addWidget(m_words);
    addWidget(m_preview);
    setMinimumHeight(160);
}

void PageView::showPage(const QImage &page, const QString &name)
{
    m_page = page;
    m_preview->setPage(page);
    m_preview->setAccessibleName(name);
    setCurrentWidget(m_preview);
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
