#include "shell/calllistpanel.h"
#include "shell/layouts.h"

#include <uikit/field.h>
#include <uikit/keycap.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>

#include <QApplication>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kRowsShown = 10;

CallListPanel::CallListPanel(QWidget *window)
    : FloatingPanel(window)
    , m_number(new Field(tr("Number (empty: the next running one)")))
    , m_said(new Label({}, Type::Body, Color::TextMuted))
    , m_more(new Label({}, Type::Caption, Color::TextMuted))
    , m_next(new Label({}, Type::Caption, Color::TextMuted))
    , m_rows(column(nullptr, 4))
{
    setObjectName(u"calls.panel"_s);
    m_number->setObjectName(u"calls.number"_s);
    m_said->setObjectName(u"calls.said"_s);
    m_said->setWordWrap(true);
    auto *lines = column(this, 10);
    lines->addWidget(new Label(tr("Numbers that wait at this window"), Type::Section));
    lines->addWidget(m_number);
    lines->addWidget(m_said);
    lines->addLayout(m_rows);
    lines->addWidget(m_more);
    auto *foot = row(nullptr, 8);
    foot->addWidget(m_next);
    foot->addStretch(1);
    foot->addWidget(new KeyCap(u"Enter"_s));
    foot->addWidget(new Label(tr("put on the list"), Type::Caption, Color::TextMuted));
    foot->addWidget(new KeyCap(u"Esc"_s));
    foot->addWidget(new Label(tr("close"), Type::Caption, Color::TextMuted));
    lines->addLayout(foot);
    setPadding(5, 4);
    setAccessibleName(tr("Numbers that wait at this window"));
    connect(m_number, &Field::confirmed, this, [this] { Q_EMIT addWanted(m_number->text().trimmed()); });
    connect(m_number, &Field::textEdited, this, [this] { m_number->setError({}); });
    connect(this, &FloatingPanel::closeRequested, this, &CallListPanel::close);
    setWaiting({});
    hide();
}

void CallListPanel::setNextKey(const QString &caption) { m_next->setText(tr("%1 calls the first of them").arg(caption)); }

void CallListPanel::setWaiting(const QStringList &numbers)
{
    const bool inside = isAncestorOf(QApplication::focusWidget()) && !m_number->isAncestorOf(QApplication::focusWidget());
    for (QWidget *old : std::as_const(m_shown)) {
        old->hide();
        old->deleteLater();
    }
    m_shown.clear();
    for (const QString &number : numbers.first(qMin<qsizetype>(kRowsShown, numbers.size()))) {
        auto *holder = new QWidget;
        auto *line = row(holder, 8);
        line->addWidget(new Label(number, Type::Body));
        line->addStretch(1);
        auto *off = new LinkButton(tr("Take off"));
        off->setObjectName(u"calls.off."_s + number);
        off->setAccessibleName(tr("Take %1 off the list").arg(number));
        connect(off, &QAbstractButton::clicked, this, [this, number] { Q_EMIT removeWanted(number); });
        line->addWidget(off);
        m_rows->addWidget(holder);
        m_shown.append(holder);
    }
    const int more = int(numbers.size()) - int(m_shown.size());
    m_more->setText(numbers.isEmpty() ? tr("nobody waits") : tr("and %n more", nullptr, more));
    m_more->setVisible(numbers.isEmpty() || more > 0);
    if (inside) m_number->edit()->setFocus(Qt::OtherFocusReason);          // the row that had it is gone
    place();
}

void CallListPanel::accepted(const QString &number)
{
    m_number->setText({});
    m_number->setError({});
    m_said->setText(tr("%1 stands on the list").arg(number));
    m_said->show();
    place();
}

void CallListPanel::refused(const QString &sentence)
{
    m_said->hide();
    m_number->setError(sentence);
    m_number->edit()->selectAll();
    place();
}

void CallListPanel::place()
{
    if (!isVisible()) return;
    const QRect area = parentWidget()->rect();
    const int width = std::min(area.width() - theme().space(8), theme().space(110));
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->totalSizeHint().height();
    resize(width, std::min(area.height(), height));
    move(area.width() - width - theme().space(4), theme().space(13));      // below the number that is at the window
}

void CallListPanel::open()
{
    if (!isVisible()) m_before = QApplication::focusWidget();
    m_said->hide();
    m_number->setError({});
    show();
    raise();
    place();
    m_number->edit()->setFocus(Qt::OtherFocusReason);
}

void CallListPanel::close()
{
    if (!isVisible()) return;
    hide();
    if (m_before) m_before->setFocus(Qt::OtherFocusReason);
}

} // namespace zc::client
