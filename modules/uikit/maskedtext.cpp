#include <uikit/icons.h>
#include <uikit/label.h>
#include <uikit/maskedtext.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace zc::uikit {

MaskedText::MaskedText(const QString &masked, QWidget *parent)
    : Themed<QWidget>(parent), m_row(new QHBoxLayout(this)), m_text(new Label), m_eye(new QToolButton)
{
    m_row->setContentsMargins({});
    m_row->addWidget(m_text);
    m_row->addWidget(m_eye);
    m_row->addStretch();
    m_eye->setAutoRaise(true);
    m_eye->setFocusPolicy(Qt::TabFocus);
    m_eye->setObjectName(QStringLiteral("peek"));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MaskedText::conceal);
    connect(m_eye, &QAbstractButton::clicked, this, [this] {
        if (isRevealed())
            conceal();
        else
            Q_EMIT peekRequested();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMasked(masked);
    MaskedText::applyTheme();
}

void MaskedText::setMasked(const QString &masked)
{
    m_masked = masked;
    conceal();
}

void MaskedText::setPeekAllowed(bool allowed) { m_eye->setVisible(allowed); }

void MaskedText::reveal(const QString &clear, int ms)
{
    m_text->setText(clear);
    m_timer.start(std::max(1, ms));
    applyTheme();
}

void MaskedText::conceal()
{
    m_timer.stop();
    m_text->setText(m_masked);
    applyTheme();
}

QString MaskedText::shown() const { return m_text->text(); }

void MaskedText::applyTheme()
{
    m_row->setSpacing(theme().space(1));
    m_eye->setIcon(themedIcon(isRevealed() ? Icon::EyeOff : Icon::Eye, this));
    m_eye->setAccessibleName(isRevealed() ? tr("Hide") : tr("Show in full (will be recorded)"));
    m_eye->setToolTip(m_eye->accessibleName());
}

bool MaskedText::event(QEvent *event)
{
    if (isRevealed() && (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide))
        conceal();
    return Themed<QWidget>::event(event);
}

} // namespace zc::uikit
