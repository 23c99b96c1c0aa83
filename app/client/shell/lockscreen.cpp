#include "shell/lockscreen.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/label.h>

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

LockScreen::LockScreen(CommandCentre &centre, QWidget *window)
    : Themed(window)
    , m_centre(centre)
    , m_sheet(new QWidget(this))
    , m_title(new Label(tr("The desk is locked"), Type::Question))
    , m_words(new Label({}, Type::Body, Color::TextMuted))
    , m_remark(new Label({}, Type::Small, Color::TextMuted))
    , m_secret(new Field(tr("PIN")))
    , m_unlock(new Button(tr("Unlock"), Button::Kind::Primary))
    , m_another(new Button(tr("Another clerk")))
{
    setObjectName(u"lock"_s);
    m_words->setObjectName(u"lock.words"_s);
    m_words->setWordWrap(true);
    m_remark->setObjectName(u"lock.remark"_s);
    m_remark->setWordWrap(true);
    m_secret->edit()->setObjectName(u"lock.secret"_s);
    m_secret->edit()->setEchoMode(QLineEdit::Password);
    m_unlock->setObjectName(u"lock.unlock"_s);
    m_unlock->setKeyCap(u"Enter"_s);
    m_another->setObjectName(u"lock.another"_s);
    m_another->setToolTip(tr("Signs off whose desk this is. What was typed is kept and opens with her password."));
    auto *lines = column(m_sheet);
    lines->addWidget(m_title);
    lines->addWidget(m_words);
    lines->addWidget(m_secret);
    auto *foot = row();
    foot->addWidget(m_unlock);
    foot->addSpacing(12);
    foot->addWidget(m_another);
    foot->addStretch(1);
    lines->addLayout(foot);
    lines->addWidget(m_remark);
    lines->addStretch(1);
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        setBusy(false);
        m_secret->setError({});
    });
    connect(m_unlock, &QAbstractButton::clicked, this, &LockScreen::tryUnlock);
    connect(m_another, &QAbstractButton::clicked, this, &LockScreen::anotherWanted);
    connect(m_secret, &Field::confirmed, this, &LockScreen::tryUnlock);
    window->installEventFilter(this);
    setFocusPolicy(Qt::StrongFocus);
    setAsks({});
    applyTheme();
    hide();
}

void LockScreen::applyTheme()
{
    m_sheet->layout()->setSpacing(theme().space(4));
    place();
}

void LockScreen::place()
{
    setGeometry(parentWidget()->rect());
    const int wide = std::min(width() - theme().space(8), theme().space(110));
    m_sheet->setGeometry((width() - wide) / 2, height() / 4, wide, height() - height() / 4);
}

void LockScreen::setClerk(const QString &clerk)
{
    m_words->setText(tr("%1 is away. The case stays as it is; nothing is sent while the desk is locked.").arg(clerk));
}

void LockScreen::setAsks(const Asks &asks)
{
    m_asks = asks;
    m_another->setVisible(asks.another);
    m_secret->setVisible(!asks.label.isEmpty());
    m_secret->setLabel(asks.label);
    m_secret->setHint(asks.hint);
    m_secret->edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | (asks.digits ? Qt::ImhDigitsOnly : Qt::ImhNone));
}

void LockScreen::enableOthers(bool enabled)
{
    if (enabled) {
        for (const QPointer<QWidget> &widget : std::as_const(m_disabled))
            if (widget) widget->setEnabled(true);
        m_disabled.clear();
        return;
    }
    // Everything behind is disabled, not only covered: the screen reader and Tab must not reach it either.
    for (QObject *child : parentWidget()->children())
        if (auto *widget = qobject_cast<QWidget *>(child); widget && widget != this && !widget->isWindow() && widget->isEnabled()) {
            widget->setEnabled(false);
            m_disabled.append(widget);
        }
}

void LockScreen::lock()
{
    if (isVisible()) return;
    m_focusBefore = QApplication::focusWidget();
    m_centre.setListening(false);
    m_secret->edit()->clear();
    m_secret->setError({});
    m_remark->clear();
    if (!m_wait.isActive()) setBusy(false);
    place();
    enableOthers(false);
    show();
    raise();
    (m_asks.label.isEmpty() ? static_cast<QWidget *>(m_unlock) : m_secret->edit())->setFocus();
    Q_EMIT locked();
}

void LockScreen::tryUnlock()
{
    if (!isVisible() || !m_unlock->isEnabled()) return;
    if (m_asks.label.isEmpty()) return open();
    if (m_secret->text().isEmpty()) return;
    const QString secret = m_secret->text();
    m_secret->edit()->clear();
    m_secret->setError({});
    setBusy(true);
    Q_EMIT unlockWanted(secret);
}

void LockScreen::setBusy(bool busy)
{
    m_unlock->setEnabled(!busy);
    m_secret->edit()->setEnabled(!busy);
    if (!busy && isVisible() && !m_asks.label.isEmpty()) m_secret->edit()->setFocus(Qt::OtherFocusReason);
}

void LockScreen::refuse(const QString &sentence, int waitMs)
{
    m_secret->setError(m_asks.hint.isEmpty() ? sentence : sentence + u' ' + m_asks.hint);      // the error takes the place of the hint
    if (waitMs > 0) m_wait.start(waitMs);
    setBusy(waitMs > 0);
}

void LockScreen::setRemark(const QString &words) { m_remark->setText(words); }

void LockScreen::open()
{
    if (!isVisible()) return;
    enableOthers(true);
    hide();
    setBusy(false);
    m_centre.setListening(true);
    if (m_focusBefore) m_focusBefore->setFocus(Qt::OtherFocusReason);
    Q_EMIT unlocked();
}

void LockScreen::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Color::SurfaceSunken));
}

bool LockScreen::focusNextPrevChild(bool) { return isVisible(); }

bool LockScreen::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    return Themed::eventFilter(watched, event);
}

} // namespace zc::client
