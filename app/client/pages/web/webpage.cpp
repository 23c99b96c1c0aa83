#include "pages/web/webpage.h"
#include "shell/layouts.h"

#include <base/errortext.h>
#include <uikit/banner.h>
#include <uikit/button.h>
#include <uikit/label.h>
#include <uikit/surface.h>

#include <QStackedLayout>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

WebPage::WebPage(const QStringList &origins, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
    , m_problem(new Banner(Tone::Neutral))
    , m_origin(new Label({}, Type::BodyStrong))
    , m_title(new Label({}, Type::Small, Color::TextMuted))
    , m_leave(new Button(tr("Leave the page")))
{
    m_problem->setObjectName(u"web.problem"_s);
    m_origin->setObjectName(u"web.origin"_s);
    m_title->setObjectName(u"web.title"_s);
    m_leave->setObjectName(u"web.leave"_s);

    auto *sites = new Surface(Color::Surface);
    auto *list = column(sites, 12);
    sites->setPadding(6, 6, 6, 6);
    list->addWidget(new Label(tr("Web pages of departments"), Type::Section));
    auto *words = new Label(tr("Only these sites can be opened here. What a page wants to do with a device of this desk is asked of you first, or set up by IT."), Type::Small, Color::TextMuted);
    words->setWordWrap(true);
    list->addWidget(words);
    list->addWidget(m_problem);
    m_problem->hide();
    for (const QString &origin : origins) {
        auto *site = new Button(origin);
        site->setObjectName(u"web.site"_s);
        site->setGlyph(Icon::External);
        site->setSpread(true);
        connect(site, &QAbstractButton::clicked, this, [this, origin] { Q_EMIT openWanted(origin); });
        list->addWidget(site);
        if (!m_first) m_first = site;
    }
    list->addStretch(1);
    m_sites = sites;
    m_sites->setProperty("pane", true);

    m_open = new QWidget;
    m_lines = column(m_open);
    auto *head = new Surface(Color::SurfaceRaised, Qt::BottomEdge);
    auto *line = row(head, 12);
    head->setPadding(4, 2, 4, 2);
    line->addWidget(m_origin);
    line->addWidget(m_title, 1);
    line->addWidget(m_leave);
    m_lines->addWidget(head);
    connect(m_leave, &QAbstractButton::clicked, this, &WebPage::leaveWanted);

    m_stack->addWidget(m_sites);
    m_stack->addWidget(m_open);
    setFocusProxy(m_first);
}

bool WebPage::isOpen() const { return m_stack->currentWidget() == m_open; }

void WebPage::showView(QWidget *view)
{
    m_problem->hide();
    if (m_view != view) {
        m_view = view;
        m_lines->addWidget(view, 1);
    }
    m_stack->setCurrentWidget(m_open);
    view->setFocus(Qt::OtherFocusReason);
}

void WebPage::setShown(const QString &origin, const QString &title)
{
    m_origin->setText(origin);
    m_title->setText(title.left(200).simplified());         // the page's words, beside its origin and smaller
    setAccessibleName(origin);
}

void WebPage::showSites()
{
    setShown({}, {});
    const bool held = isOpen();
    m_stack->setCurrentWidget(m_sites);
    if (held && m_first) m_first->setFocus(Qt::OtherFocusReason);
}

void WebPage::showProblem(const Error &error)
{
    const ErrorTexts texts;
    m_problem->setMessage(Tone::Neutral, u"%1 (%2)"_s.arg(texts.sentence(error), error.code));
    m_problem->show();
    showSites();
}

} // namespace zc::client
