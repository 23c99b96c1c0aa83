#include <uikit/fieldframe.h>
#include <uikit/keycap.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>
#include <uikit/tag.h>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace zc::uikit {

FieldFrame::FieldFrame(const QString &label, QWidget *editor, QWidget *parent)
    : Themed<QWidget>(parent), m_name(label), m_editor(editor), m_column(new QVBoxLayout(this)), m_head(new QHBoxLayout),
      m_label(new Label(label, Type::Caption, Color::TextMuted)), m_proof(new Label({}, Type::Caption, Color::Ok)), m_tag(new Tag({}, Tone::Ok)), m_cap(new KeyCap(tr("Enter"))),
      m_note(new Label({}, Type::Caption, Color::TextMuted)), m_offer(new LinkButton),
      m_offerKey(new KeyCap({}))
{
    m_column->setContentsMargins({});
    m_head->addWidget(m_label, 1);
    m_head->addWidget(m_proof, 0, Qt::AlignVCenter);
    m_head->addWidget(m_cap, 0, Qt::AlignVCenter);
    m_head->addWidget(m_tag, 0, Qt::AlignVCenter);
    m_column->addLayout(m_head);
    m_column->addWidget(m_editor);
    auto *offer = new QHBoxLayout;
    offer->addWidget(m_offer);
    offer->addWidget(m_offerKey);
    offer->addStretch(1);
    m_column->addLayout(offer);
    m_column->addWidget(m_note);
    m_label->setBuddy(m_editor);
    m_note->setWordWrap(true);
    m_offer->setObjectName(QStringLiteral("offer"));
    connect(m_offer, &QAbstractButton::clicked, this, &FieldFrame::offerTaken);
    m_proof->hide();
    m_offer->hide();
    m_offerKey->hide();
    setFocusProxy(m_editor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_editor->installEventFilter(this);
    FieldFrame::applyTheme();
    refresh();
}

void FieldFrame::setLabel(const QString &label)
{
    m_name = label;
    refresh();
}

void FieldFrame::setRequired(bool required)
{
    m_required = required;
    refresh();
}

void FieldFrame::setSource(const QString &source, bool confirmed)
{
    m_source = source;
    m_confirmed = confirmed || source.isEmpty();
    refresh();
}

void FieldFrame::setError(const QString &sentence)
{
    m_error = sentence;
    refresh();
}

void FieldFrame::setHint(const QString &sentence)
{
    m_hint = sentence;
    refresh();
}

void FieldFrame::setProof(const QString &words)
{
    m_proof->setText(words);
    m_proof->setVisible(!words.isEmpty());
}

void FieldFrame::setOffer(const QString &machineValue)
{
    m_offer->setText(tr("Use %1").arg(machineValue));
    m_offer->setVisible(!machineValue.isEmpty());
    showOfferKey(m_editor->hasFocus());
}

void FieldFrame::setOfferKey(const QString &keyText)
{
    m_offerKey->setCaption(keyText);
    showOfferKey(m_editor->hasFocus());
}

void FieldFrame::showOfferKey(bool focused) { m_offerKey->setVisible(focused && !m_offer->isHidden() && !m_offerKey->caption().isEmpty()); }

void FieldFrame::setHeadShown(bool shown)
{
    m_headShown = shown;
    refresh();
}

void FieldFrame::applyTheme()
{
    m_column->setSpacing(theme().space(1.5));    // the ring around the field stays clear of the key cap above it
    m_head->setSpacing(theme().space(1.5));
    m_label->setMinimumHeight(m_cap->sizeHint().height());     // nothing moves when the key cap comes and goes
}

bool FieldFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        m_cap->setVisible(!m_confirmed && event->type() == QEvent::FocusIn);
        showOfferKey(event->type() == QEvent::FocusIn);
    }
    return Themed<QWidget>::eventFilter(watched, event);
}

void FieldFrame::refresh()
{
    m_label->setText(m_required ? tr("%1 · required").arg(m_name) : m_name);
    m_label->setVisible(m_headShown);
    m_tag->setText(m_source);
    m_tag->setVisible(!m_source.isEmpty());
    m_cap->setVisible(!m_confirmed && m_editor->hasFocus());
    m_note->setText(m_error.isEmpty() ? m_hint : m_error);
    m_note->setColor(m_error.isEmpty() ? Color::TextMuted : Color::Bad);
    m_note->setVisible(!m_note->text().isEmpty());
    setFieldState(m_editor, !m_error.isEmpty() ? FieldState::Error : m_confirmed ? FieldState::Normal : FieldState::Machine);

    m_editor->setAccessibleName(m_label->text());
    QStringList words;
    if (!m_error.isEmpty())
        words << m_error;
    if (!m_source.isEmpty())
        words << (m_confirmed ? tr("from %1").arg(m_source) : tr("from %1, press Enter to confirm").arg(m_source));
    if (!m_hint.isEmpty())
        words << m_hint;
    m_editor->setAccessibleDescription(words.join(u' '));
    updateGeometry();
}

} // namespace zc::uikit
