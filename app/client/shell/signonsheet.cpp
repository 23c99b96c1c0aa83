#include "shell/signonsheet.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/card.h>
#include <uikit/field.h>
#include <uikit/label.h>

#include <QKeyEvent>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

namespace {

Field *secretField(const QString &label, const QString &name)
{
    auto *field = new Field(label);
    field->edit()->setObjectName(name);
    field->edit()->setEchoMode(QLineEdit::Password);
    field->edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    return field;
}

} // namespace

SignOnSheet::SignOnSheet(QWidget *parent)
    : Surface(Color::SurfaceSunken, {}, parent)
    , m_scroll(new QScrollArea)
    , m_card(new Card)
    , m_title(new Label({}, Type::Question))
    , m_words(new Label({}, Type::Body, Color::TextMuted))
    , m_steps(new Label({}, Type::Body))
    , m_passphrase(new Label({}, Type::Question))
    , m_place(new Label({}, Type::Small, Color::TextMuted))
    , m_policy(new Label({}, Type::Small, Color::Warn))
    , m_code(new Field(tr("Enrolment code")))
    , m_user(new Field(tr("User name")))
    , m_password(secretField(tr("Password"), u"signon.password"_s))
    , m_old(secretField(tr("Former password or recovery passphrase"), u"signon.old"_s))
    , m_group(new Field(tr("Type the last group of the passphrase")))
    , m_go(new Button({}, Button::Kind::Primary))
    , m_print(new Button(tr("Print it")))
{
    setObjectName(u"signon"_s);
    m_title->setObjectName(u"signon.title"_s);
    m_words->setObjectName(u"signon.words"_s);
    m_steps->setObjectName(u"signon.steps"_s);
    m_passphrase->setObjectName(u"signon.passphrase"_s);
    m_policy->setObjectName(u"signon.policy"_s);
    m_place->setObjectName(u"signon.place"_s);
    m_code->edit()->setObjectName(u"signon.code"_s);
    m_user->edit()->setObjectName(u"signon.user"_s);
    m_group->edit()->setObjectName(u"signon.group"_s);
    m_go->setObjectName(u"signon.go"_s);
    m_go->setKeyCap(u"Enter"_s);
    m_print->setObjectName(u"signon.print"_s);
    for (Label *label : {m_words, m_steps, m_passphrase, m_place, m_policy}) label->setWordWrap(true);
    for (Label *label : {m_place, m_policy}) label->hide();
    m_passphrase->setTextInteractionFlags(Qt::NoTextInteraction);
    auto *lines = column(m_card);
    m_card->setPadding(8, 7);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_words, m_steps, m_passphrase, m_code, m_user, m_password, m_old, m_group}) lines->addWidget(widget);
    auto *foot = row(nullptr, 12);
    foot->addWidget(m_go);
    foot->addWidget(m_print);
    foot->addStretch(1);
    lines->addLayout(foot);
    lines->addWidget(m_place);
    lines->addWidget(m_policy);
    auto *middle = row();
    middle->addStretch(1);
    middle->addWidget(m_card, 30);
    middle->addStretch(1);
    // Large print on a small screen: the card scrolls as a whole, and what has the focus is brought into sight.
    auto *inside = new Surface(Color::SurfaceSunken);
    auto *all = column(inside);
    all->addStretch(2);
    all->addLayout(middle);
    all->addStretch(3);
    inside->setPadding(6, 6, 6, 6);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column(this)->addWidget(m_scroll);
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        enable(true);
        focusFirst();
    });
    connect(m_go, &QAbstractButton::clicked, this, &SignOnSheet::give);
    for (Field *field : {m_code, m_password, m_old, m_group}) connect(field, &Field::confirmed, this, &SignOnSheet::give);
    connect(m_user, &Field::confirmed, this, [this] {
        if (!m_user->text().trimmed().isEmpty()) m_password->edit()->setFocus(Qt::TabFocusReason);
    });
    connect(m_print, &QAbstractButton::clicked, this, [this] { Q_EMIT recoveryPrintWanted(m_recovery); });
    setFocusPolicy(Qt::StrongFocus);
    applyTheme();
    ask(Ask::Nothing);
}

void SignOnSheet::applyTheme()
{
    Surface::applyTheme();
    m_card->layout()->setSpacing(theme().space(4));
    m_card->setMaximumWidth(theme().space(140));
    m_card->setMinimumWidth(theme().space(105));
}

void SignOnSheet::setPlace(const QString &words)
{
    m_place->setText(words);
    m_place->setVisible(!words.isEmpty());
}

void SignOnSheet::setPolicy(const QString &words)
{
    m_policy->setText(words);
    m_policy->setVisible(!words.isEmpty());
}

void SignOnSheet::setWayOut(const QString &steps, bool practice)
{
    m_steps->setText(steps);
    m_practice = practice;
}

void SignOnSheet::ask(Ask ask, const QString &words, Tone tone)
{
    m_ask = ask;
    m_mayGiveUp = false;
    m_words->setColor(tone == Tone::Bad ? Color::Bad : Color::TextMuted);
    m_steps->setVisible(ask == Ask::Nothing && !m_steps->text().isEmpty());
    const QHash<Ask, QString> titles = {{Ask::Nothing, tr("Nobody can sign on here yet")}, {Ask::Enrolment, tr("Enrol this window")}, {Ask::Password, tr("Sign on")},
        {Ask::OldSecret, tr("Your password was changed")}, {Ask::Recovery, tr("Keep this recovery passphrase")}};
    m_title->setText(titles.value(ask));
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_code->setVisible(ask == Ask::Enrolment);
    m_user->setVisible(ask == Ask::Password);
    m_password->setVisible(ask == Ask::Password);
    m_old->setVisible(ask == Ask::OldSecret);
    m_group->setVisible(ask == Ask::Recovery);
    m_passphrase->setVisible(ask == Ask::Recovery);
    m_print->setVisible(ask == Ask::Recovery && m_printable);
    m_go->setVisible(ask != Ask::Nothing || m_practice);
    m_go->setText(ask == Ask::Password ? tr("Sign on") : ask == Ask::Enrolment ? tr("Enrol") : ask == Ask::Nothing ? tr("Practise with sample data") : tr("Go on"));
    if (ask != Ask::Recovery) {
        m_recovery.clear();
        m_passphrase->clear();
    }
    for (Field *field : {m_code, m_user, m_password, m_old, m_group}) field->setError({});
    for (Field *field : {m_code, m_password, m_old, m_group}) field->edit()->clear();
    enable(!m_wait.isActive());
    focusFirst();
}

void SignOnSheet::showRecovery(const QString &passphrase)
{
    ask(Ask::Recovery, tr("It opens your data if you forget your password or it was changed. Write or print it, put it into an envelope and give it to your lead. It is shown this once."));
    m_recovery = passphrase;
    m_passphrase->setText(passphrase);
    m_passphrase->setAccessibleName(tr("Recovery passphrase"));
}

void SignOnSheet::refuse(const QString &sentence, const QString &code, int waitMs)
{
    Field *field = m_ask == Ask::Enrolment ? m_code : m_ask == Ask::OldSecret ? m_old : m_ask == Ask::Recovery ? m_group : m_password;
    field->setError(code.isEmpty() ? sentence : u"%1 (%2)"_s.arg(sentence, code));
    if (waitMs > 0) m_wait.start(waitMs);
    enable(waitMs <= 0);
    if (waitMs > 0) return;
    field->edit()->selectAll();                      // what is typed next replaces what was wrong
    focusOn(field->edit());
}

void SignOnSheet::setBusy(const QString &words, bool mayGiveUp)
{
    enable(false);
    m_go->setBusy(true);
    m_mayGiveUp = mayGiveUp;
    if (mayGiveUp) setFocus(Qt::OtherFocusReason);
    m_words->setColor(Color::TextMuted);
    m_words->setText(mayGiveUp ? tr("%1 Esc gives up.").arg(words) : words);
    m_words->setVisible(!words.isEmpty());
}

void SignOnSheet::setPrintable(bool printable)
{
    m_printable = printable;
    m_print->setVisible(m_ask == Ask::Recovery && printable);
}

void SignOnSheet::enable(bool enabled)
{
    m_go->setBusy(false);
    m_go->setEnabled(enabled);
    for (Field *field : {m_code, m_user, m_password, m_old, m_group}) field->edit()->setEnabled(enabled);
}

void SignOnSheet::focusFirst()
{
    if (!isVisible()) return;
    if (m_ask == Ask::Nothing) return (m_practice ? static_cast<QWidget *>(m_go) : this)->setFocus(Qt::OtherFocusReason);
    for (Field *field : {m_code, m_user, m_password, m_old, m_group})
        if (field->isVisibleTo(this) && field->edit()->isEnabled() && (field != m_user || m_user->text().isEmpty())) return focusOn(field->edit());
}

void SignOnSheet::focusOn(QWidget *widget)
{
    widget->setFocus(Qt::OtherFocusReason);
    // Once the layout knows the new heights.
    QTimer::singleShot(0, widget, [this, widget] { m_scroll->ensureWidgetVisible(widget->parentWidget(), 0, theme().space(6)); });
}

void SignOnSheet::showEvent(QShowEvent *event)
{
    Surface::showEvent(event);
    focusFirst();
}

void SignOnSheet::keyPressEvent(QKeyEvent *event)
{
    if (m_mayGiveUp && event->key() == Qt::Key_Escape) {
        m_mayGiveUp = false;
        Q_EMIT giveUpWanted();
        return;
    }
    if (m_ask == Ask::Nothing && m_practice && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return give();
    Surface::keyPressEvent(event);
}

void SignOnSheet::give()
{
    if (!m_go->isEnabled()) return;
    const auto taken = [](Field *field) {
        const QString text = field->text();
        field->edit()->clear();
        return text;
    };
    switch (m_ask) {
    case Ask::Nothing:
        if (m_practice) Q_EMIT practiceWanted();
        return;
    case Ask::Enrolment:
        if (!m_code->text().trimmed().isEmpty()) Q_EMIT enrolWanted(m_code->text().trimmed());
        return;
    case Ask::Password:
        if (m_user->text().trimmed().isEmpty()) return m_user->edit()->setFocus(Qt::OtherFocusReason);
        if (m_password->text().isEmpty()) return m_password->edit()->setFocus(Qt::OtherFocusReason);
        m_password->setError({});
        Q_EMIT signOnWanted(m_user->text().trimmed(), taken(m_password));
        return;
    case Ask::OldSecret:
        if (!m_old->text().isEmpty()) Q_EMIT oldSecretWanted(taken(m_old));
        return;
    case Ask::Recovery:
        if (m_group->text().trimmed().compare(m_recovery.section(u'-', -1), Qt::CaseInsensitive) == 0) Q_EMIT recoveryKept();
        else refuse(tr("This is not the last group. Please compare it with what you wrote down."), {});
        return;
    }
}

} // namespace zc::client
