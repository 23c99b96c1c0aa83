#pragma once
#include <base/error.h>

#include <QPointer>
#include <QStringList>
#include <QWidget>

class QStackedLayout;
class QVBoxLayout;

namespace zc::uikit {
class Banner;
class Button;
class Label;
}

namespace zc::client {

// Where pages of departments are shown: a list of the sites this machine may open, and above an open one a line of ours that names its
// origin in full. Knows no engine; the widget with the page comes from outside. GUI thread.
class WebPage : public QWidget {
    Q_OBJECT
public:
    explicit WebPage(const QStringList &origins, QWidget *parent = nullptr);

    void showView(QWidget *view);                   // takes it as a child
    void setShown(const QString &origin, const QString &title);
    void showSites();                               // nothing is open
    void showProblem(const Error &error);           // in the list of sites
    bool isOpen() const;

Q_SIGNALS:
    void openWanted(const QString &origin);
    void leaveWanted();

private:
    QStackedLayout *m_stack;
    QWidget *m_sites, *m_open;
    QVBoxLayout *m_lines;
    uikit::Banner *m_problem;
    uikit::Label *m_origin, *m_title;
    uikit::Button *m_leave;
    uikit::Button *m_first = nullptr;
    QPointer<QWidget> m_view;
};

} // namespace zc::client
