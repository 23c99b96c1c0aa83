#pragma once
#include "shell/commandcentre.h"

#include <uikit/icons.h>
#include <uikit/surface.h>

#include <QPointer>

#include <functional>

class QStackedWidget;

namespace zc::client {

class LockScreen;
class Peek;
class Palette;
class Rail;
class StatusStrip;
class TopBar;

// The frame of the desk: rail, top bar, page, strip, and what floats over them. Knows pages as widgets with a command id.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    MainWindow(const CommandTable &table, Roles roles, QWidget *parent = nullptr);

    CommandCentre &commands() { return *m_commands; }
    TopBar &topBar() { return *m_topBar; }
    StatusStrip &strip() { return *m_strip; }
    Palette &palette() { return *m_palette; }
    LockScreen &lockScreen() { return *m_lock; }
    Peek &peek() { return *m_peek; }

    // Who sits here now: pages that none of these roles may see leave the rail and the front, where the first one of theirs comes instead.
    // A page that was built stays as it is: whoever may see it again finds it so.
    void setRoles(Roles roles);

    // `command` brings the page to the front, where the roles may see it. A page that comes as a maker is built when it is first wanted,
    // at the latest by buildPages() if the roles have it: the first frame does not wait for what it does not show.
    using PageMaker = std::function<QWidget *()>;
    void addPage(const QString &command, uikit::Icon icon, const QString &title, QWidget *page, bool atFoot = false);
    void addPage(const QString &command, uikit::Icon icon, const QString &title, const PageMaker &make, bool atFoot = false);
    void buildPages();
    bool showPage(const QString &command);          // false: no such page, or not for these roles
    // Shown instead of every page but the settings and the item packs, which hold no case and nothing personal, until it is taken
    // away (nullptr). Not owned before, a child afterwards.
    void setCover(QWidget *cover);
    QString currentPage() const { return m_current; }
    // Asked before the window closes; false: it stays.
    void setCloseGuard(const std::function<bool()> &mayClose) { m_mayClose = mayClose; }

    // F6: panes of the page in front, in reading order. A page names its panes with the dynamic property "pane".
    void movePane(int by);

Q_SIGNALS:
    void pageShown(const QString &command);
    void closing();
    void painted();                     // once, after the first frame

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Page { QString command; uikit::Icon icon; QString title; bool atFoot; PageMaker make; QWidget *widget; };      // one of the last two
    void buildCommands();
    void addPage(const Page &page);
    void addEntry(const Page &page);
    void buildPage(Page &page);
    Page *mine(const QString &command);             // null: no such page, or not for these roles
    void front();
    CommandCentre *m_commands;
    Rail *m_rail;
    TopBar *m_topBar;
    QStackedWidget *m_pages;
    StatusStrip *m_strip;
    Palette *m_palette;
    LockScreen *m_lock;
    Peek *m_peek;
    QList<Page> m_known;                            // in the order of the rail, also those of other roles
    QString m_current;
    QPointer<QWidget> m_cover;
    std::function<bool()> m_mayClose;
};

} // namespace zc::client
