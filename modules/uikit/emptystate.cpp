#include <uikit/button.h>
#include <uikit/emptystate.h>
#include <uikit/label.h>

#include <QVBoxLayout>

namespace zc::uikit {

EmptyState::EmptyState(Icon icon, const QString &title, const QString &next, QWidget *parent)
    : Themed<QWidget>(parent), m_icon(icon), m_column(new QVBoxLayout(this)), m_picture(new Label), m_title(new Label({}, Type::BodyMedium)),
      m_next(new Label({}, Type::Caption, Color::TextMuted)), m_action(new Button({}, Button::Kind::Plain))
{
    m_column->addStretch(2);
    m_column->addWidget(m_picture, 0, Qt::AlignHCenter);
    m_column->addWidget(m_title);
    m_column->addWidget(m_next);
    m_column->addWidget(m_action, 0, Qt::AlignHCenter);
    m_column->addStretch(3);
    for (Label *label : {m_title, m_next}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_action->hide();
    connect(m_action, &QAbstractButton::clicked, this, &EmptyState::actionTriggered);
    setWords(title, next);
    EmptyState::applyTheme();
}

void EmptyState::setWords(const QString &title, const QString &next)
{
    m_title->setText(title);
    m_next->setText(next);
    m_next->setVisible(!next.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(next);
}

void EmptyState::setAction(const QString &text, const QString &keyCap)
{
    m_action->setText(text);
    m_action->setKeyCap(keyCap);
    m_action->setVisible(!text.isEmpty());
}

void EmptyState::applyTheme()
{
    const int side = 2 * theme().px(Metric::Icon);
    m_picture->setPixmap(iconPixmap(m_icon, theme().color(Color::LineStrong), side, devicePixelRatioF()));
    m_column->setSpacing(theme().space(2));
    m_column->setContentsMargins(theme().space(6), theme().space(6), theme().space(6), theme().space(6));
}

} // namespace zc::uikit
