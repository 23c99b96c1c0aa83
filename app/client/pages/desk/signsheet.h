#pragma once
#include <base/error.h>
#include <uikit/surface.h>

#include <QPointer>

class QScrollArea;

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

class Callout;
class CommandCentre;
class DeskPort;
class InkSurface;

// The applicant's sheet: what was agreed in large print, and the place to sign below it. Fills the second screen where there is one
// (the clerk's page stays in sight), else the window. Enter takes the signature, Backspace the last stroke back, Delete makes the
// surface blank, Esc gives it up; no other key of the desk is heard while it is open. Closes by itself when signing has ended.
class SignSheet : public uikit::Surface {
    Q_OBJECT
public:
    struct Line { QString name, value; };
    SignSheet(DeskPort &desk, CommandCentre &commands, QWidget *window);
    void open(QWidget *window, const QString &title, const QList<Line> &lines);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool) override { return true; }   // the hands stay here until it closes
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    void put(QWidget *window);
    void close();
    void give();

    DeskPort &m_desk;
    CommandCentre &m_commands;
    QPointer<QWidget> m_window, m_focus;        // that it came from
    quint64 m_session = 0;
    uikit::Label *m_title, *m_words;
    QWidget *m_lines;
    QScrollArea *m_scroll;
    Callout *m_trouble;
    InkSurface *m_surface;
    uikit::Button *m_stop, *m_back, *m_clear, *m_give;
};

} // namespace zc::client
