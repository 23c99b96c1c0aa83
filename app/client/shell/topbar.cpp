#include "shell/topbar.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/demoribbon.h>
#include <uikit/label.h>
#include <uikit/searchbox.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

TopBar::TopBar(QWidget *parent)
    : Surface(Color::Surface, Qt::BottomEdge, parent)
    , m_search(new SearchBox(tr("Search items, cases, licences, commands")))
    , m_ticket(new Label({}, Type::Body, Color::TextMuted))
    , m_arrived(new Label({}, Type::BodyMedium))
    , m_next(new Button(tr("Call next")))
    , m_ribbon(new DemoRibbon)
{
    setObjectName(u"topbar"_s);
    m_next->setObjectName(u"topbar.next"_s);
    m_search->setObjectName(u"topbar.search"_s);
    m_search->setOpener(true);
    m_ribbon->setObjectName(u"topbar.demo"_s);
    auto *line = row(this);
    auto *place = new Surface(Color::Surface);
    column(place)->addWidget(m_search);
    place->setFixedWidth(Metric::Search);
    line->addWidget(place, 0, Qt::AlignVCenter);
    line->addStretch(1);
    auto *queue = row();
    queue->addWidget(m_ticket);
    queue->addSpacing(8);
    queue->addWidget(m_arrived);
    line->addLayout(queue);
    line->addWidget(m_next, 0, Qt::AlignVCenter);
    line->addWidget(m_ribbon, 0, Qt::AlignVCenter);
    setPadding(4, 0, 4, 0);
    setSpacing(4);
    setFixedHeight(Metric::TopHeight);
    m_ribbon->hide();
    connect(m_search, &SearchBox::opened, this, &TopBar::searchWanted);
    connect(m_next, &QAbstractButton::clicked, this, &TopBar::nextWanted);
}

void TopBar::setSearchKey(const QString &caption) { m_search->setKeyCap(caption); }
void TopBar::setNextKey(const QString &caption) { m_next->setKeyCap(caption); }

void TopBar::setQueue(const QString &ticket, const QString &words)
{
    m_ticket->setText(ticket);
    m_ticket->setVisible(!ticket.isEmpty());
    m_arrived->setText(words);
}

void TopBar::setQueueAvailable(bool available)
{
    m_ticket->setVisible(available && !m_ticket->text().isEmpty());
    m_arrived->setVisible(available);
    m_next->setVisible(available);
}

void TopBar::setDemo(bool demo) { m_ribbon->setVisible(demo); }

} // namespace zc::client
