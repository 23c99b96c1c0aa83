#pragma once
#include <uikit/icons.h>
#include <uikit/themed.h>

#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {

class Button;
class Label;

// What stands where a list has nothing to show: one sentence what it is, one what to do next, at most one action.
class EmptyState : public Themed<QWidget> {
    Q_OBJECT
public:
    EmptyState(Icon icon, const QString &title, const QString &next = {}, QWidget *parent = nullptr);
    void setWords(const QString &title, const QString &next);
    void setAction(const QString &text, const QString &keyCap = {});    // empty text: none

Q_SIGNALS:
    void actionTriggered();

protected:
    void applyTheme() override;

private:
    Icon m_icon;
    QVBoxLayout *m_column;
    Label *m_picture;
    Label *m_title;
    Label *m_next;
    Button *m_action;
};

} // namespace zc::uikit
