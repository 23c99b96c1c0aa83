#include "shell/lockscreen.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/label.h>

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kTriesBeforeWait = 5;
constexpr int kWaitMs = 30000;

LockScreen::LockScreen(CommandCentre &centre, QWidget *window)
    : Themed(window)
    , m_centre(centre)
    , m_sheet(new QWidget(this))
    , m_title(new Label(tr("The desk is locked"), Type::Question))
    , m_words(new Label({}, Type::Body, Color::TextMuted))
    , m_pin(new Field(tr("PIN")))
    , m_unlock(new Button(tr("Unlock"), Button::Kind::Primary))
{
    setObjectName(u"lock"_s);
    m_words->setObjectName(u"lock.words"_s);
    m_pin->setObjectName(u"lock.pin"_s);
    m_pin->edit()->setEchoMode(QLineEdit::Password);
    m_pin->edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText);
    m_unlock->setObjectName(u"lock.unlock"_s);
    m_unlock->setKeyCap(u"Enter"_s);
    m_words->setWordWrap(true);
    auto *lines = column(m_sheet);
    lines->addWidget(m_title);
    lines->addWidget(m_words);
    lines->addWidget(m_pin);
    auto *foot = row();
    foot->addWidget(m_unlock);
    foot->addStretch(1);
    lines->addLayout(foot);
    connect(m_unlock, &QAbstractButton::clicked, this, &LockScreen::tryUnlock);
    connect(m_pin, &Field::confirmed, this, &LockScreen::tryUnlock);
    window->installEventFilter(this);
    setFocusPolicy(Qt::StrongFocus);
    applyTheme();
    hide();
}

void LockScreen::applyTheme() { m_sheet->layout()->setSpacing(theme().space(4)); }

void LockScreen::setClerk(const QString &clerk)
{
    m_words->setText(m_verify ? tr("%1 is away. The case stays as it is; nothing is sent while the desk is locked.").arg(clerk)
                              : tr("Demo mode: press Enter to go on. The case stays as it is."));
}

void LockScreen::setVerify(Verify verify) { m_verify = std::move(verify); }

void LockScreen::lock()
{
    if (isVisible()) return;
    m_focusBefore = QApplication::focusWidget();
    m_centre.setListening(false);
    m_pin->setVisible(bool(m_verify));
    m_pin->edit()->clear();
    m_pin->setError({});
    setGeometry(parentWidget()->rect());
    m_sheet->setGeometry((width() - theme().space(90)) / 2, height() / 3, theme().space(90), theme().space(60));
    // Everything behind is hidden, not only covered: the screen reader and Tab must not reach it either.
    for (QObject *child : parentWidget()->children())
        if (auto *widget = qobject_cast<QWidget *>(child); widget && widget != this && !widget->isWindow()) widget->setEnabled(false);
    show();
    raise();
    (m_verify ? static_cast<QWidget *>(m_pin->edit()) : m_unlock)->setFocus();
    Q_EMIT locked();
}

void LockScreen::tryUnlock()
{
    if (m_verify && !m_verify(m_pin->text())) {
        m_pin->edit()->clear();
        if (++m_failed >= kTriesBeforeWait) {
            m_failed = 0;
            m_pin->setError(tr("That was wrong five times. Please wait 30 seconds."));
            m_pin->edit()->setEnabled(false);
            QTimer::singleShot(kWaitMs, this, [this] {
                m_pin->edit()->setEnabled(true);
                m_pin->setError({});
                m_pin->edit()->setFocus();
            });
            return;
        }
        m_pin->setError(tr("This PIN is not right. Please type it again."));
        return;
    }
    m_failed = 0;
    for (QObject *child : parentWidget()->children())
        if (auto *widget = qobject_cast<QWidget *>(child); widget && widget != this && !widget->isWindow()) widget->setEnabled(true);
    hide();
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
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        m_sheet->move((width() - m_sheet->width()) / 2, height() / 3);
    }
    return Themed::eventFilter(watched, event);
}

} // namespace zc::client
