#pragma once
#include <uikit/surface.h>

namespace zc::uikit {
class Button;
class DemoRibbon;
class Label;
class SearchBox;
}

namespace zc::client {

// Search at the left; who is at the window, the queue and the demo ribbon at the right.
class TopBar : public uikit::Surface {
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    void setSearchKey(const QString &caption);
    void setNextKey(const QString &caption);
    // Empty ticket: nobody called yet, the words stand alone. Without a queue the whole group is not shown.
    void setQueue(const QString &ticket, const QString &words);
    void setQueueAvailable(bool available);
    void setDemo(bool demo);

Q_SIGNALS:
    void searchWanted(const QString &typed);
    void nextWanted();

private:
    uikit::SearchBox *m_search;
    uikit::Label *m_ticket;
    uikit::Label *m_arrived;
    uikit::Button *m_next;
    uikit::DemoRibbon *m_ribbon;
};

} // namespace zc::client
