#include "pages/desk/reasonsheet.h"
#include "shell/layouts.h"

#include <uikit/keycap.h>
#include <uikit/label.h>

#include <QAccessible>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

ReasonSheet::ReasonSheet(QWidget *page, QWidget *work)
    : FloatingPanel(page)
    , m_work(work)
    , m_title(new Label({}, Type::Section))
    , m_text(new Label({}, Type::Body))
{
    setObjectName(u"reason"_s);
    m_text->setObjectName(u"reason.text"_s);
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    auto *lines = column(this, 8);
    lines->addWidget(m_title);
    lines->addWidget(m_text);
    auto *foot = row(nullptr, 8);
    foot->addStretch(1);
    foot->addWidget(new KeyCap(u"Esc"_s));
    foot->addWidget(new Label(tr("close"), Type::Caption, Color::TextMuted));
    lines->addLayout(foot);
    setPadding(5, 4);
    connect(this, &FloatingPanel::closeRequested, this, &QWidget::hide);
    m_work->installEventFilter(this);
    hide();
}

void ReasonSheet::open(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(u"%1. %2"_s.arg(title, text));
    ensurePolished();       // before the first showing the labels have their fonts from here only: the height must be the real one
    for (QWidget *part : findChildren<QWidget *>()) part->ensurePolished();
    place();
    setVisible(true);
    raise();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ReasonSheet::place()
{
    const QRect area(m_work->mapTo(parentWidget(), QPoint()), m_work->size());
    layout()->activate();       // what lies deeper in it is measured anew only so, while the sheet is hidden
    const int width = std::min(area.width() - theme().space(8), theme().space(160));
    resize(width, std::min(area.height(), layout()->totalHeightForWidth(width)));
    move(area.left() + (area.width() - width) / 2, area.bottom() - height() - theme().space(18));
}

bool ReasonSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_work && isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Move)) place();
    return FloatingPanel::eventFilter(watched, event);
}

void ReasonSheet::mousePressEvent(QMouseEvent *) { hide(); }

} // namespace zc::client
