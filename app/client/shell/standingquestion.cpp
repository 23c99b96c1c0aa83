#include "shell/standingquestion.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/label.h>

#include <QApplication>
#include <QKeyEvent>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

StandingQuestion::StandingQuestion(const QString &name, const QString &yes, const QString &no, QWidget *window)
    : FloatingPanel(window)
    , m_lines(column(nullptr, 10))
    , m_yes(new Button(yes, Button::Kind::Primary))
    , m_no(new Button(no))
{
    setObjectName(name + u".question"_s);
    m_yes->setObjectName(name + u".yes"_s);
    m_no->setObjectName(name + u".no"_s);
    auto *whole = column(this, 10);
    whole->addLayout(m_lines);
    auto *foot = row(nullptr, 8);
    foot->addStretch(1);
    foot->addWidget(m_no);
    foot->addWidget(m_yes);
    whole->addLayout(foot);
    setPadding(5, 4);
    for (Button *button : {m_yes, m_no}) button->setFocusPolicy(Qt::TabFocus);       // a click takes no focus away from the work either
    connect(m_yes, &QAbstractButton::clicked, this, [this] {
        if (m_seen.isValid() && m_seen.elapsed() >= kSeenMs) answer(true);
    });
    connect(m_no, &QAbstractButton::clicked, this, [this] { answer(false); });
    connect(this, &FloatingPanel::closeRequested, this, [this] { escape(); });
    hide();
}

void StandingQuestion::setNoKey(const QString &key) { m_no->setKeyCap(key); }

Label *StandingQuestion::addLine(const QString &name, Type type, Color color)
{
    auto *line = new Label({}, type, color);
    line->setObjectName(name);
    line->setWordWrap(true);
    m_lines->addWidget(line);
    return line;
}

void StandingQuestion::addEntry(QWidget *entry)
{
    m_entry = entry;
    m_lines->addWidget(entry);
}

void StandingQuestion::setYesEnabled(bool enabled) { m_yes->setEnabled(enabled); }
void StandingQuestion::pressYes() { m_yes->click(); }

void StandingQuestion::stand()
{
    if (!isAncestorOf(QApplication::focusWidget())) m_before = QApplication::focusWidget();
    place();
    show();
    place();                             // fonts of another size reach a hidden question only now
    raise();
    m_seen.start();                      // of this question, not of the one before it
}

void StandingQuestion::leave()
{
    giveFocusBack();
    hide();
}

void StandingQuestion::giveFocusBack()
{
    if (isAncestorOf(QApplication::focusWidget()) && m_before) m_before->setFocus(Qt::OtherFocusReason);
}

void StandingQuestion::place()
{
    const QRect area = parentWidget()->rect();
    const int width = std::min(area.width() - theme().space(8), theme().space(130));
    resize(width, std::min(area.height(), layout()->totalHeightForWidth(width)));
    move((area.width() - width) / 2, theme().space(16));
}

void StandingQuestion::takeFocus()
{
    if (!isVisible()) return;
    if (!isAncestorOf(QApplication::focusWidget())) m_before = QApplication::focusWidget();
    (m_entry ? m_entry : m_no)->setFocus(Qt::ShortcutFocusReason);
}

void StandingQuestion::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) return escape();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_yes->hasFocus()) return m_yes->click();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_no->hasFocus()) return m_no->click();
    FloatingPanel::keyPressEvent(event);
}

void StandingQuestion::showEvent(QShowEvent *event)
{
    FloatingPanel::showEvent(event);
    m_seen.start();
}

} // namespace zc::client
