#include "internal/fieldrow.h"

#include <uikit/combo.h>
#include <uikit/field.h>
#include <uikit/textedit.h>

#include <QCheckBox>
#include <QKeyEvent>
#include <QPointer>

namespace zc::forms {

namespace {

QWidget *editorFor(const FieldSpec &spec)
{
    switch (spec.kind) {
    case FieldKind::LongText: return new uikit::TextEdit;
    case FieldKind::Boolean:
        if (!spec.required)
            return new QCheckBox(spec.label);
        [[fallthrough]];                            // a check box cannot say "not answered yet"
    case FieldKind::Choice: {
        auto *combo = new uikit::Combo;
        combo->addItem(QString(), QString());
        for (const Choice &choice : spec.choices)
            combo->addItem(choice.label, choice.value);
        if (spec.kind == FieldKind::Boolean) {
            combo->addItem(FieldRow::tr("Yes"), QStringLiteral("true"));
            combo->addItem(FieldRow::tr("No"), QStringLiteral("false"));
        }
        return combo;
    }
    default: {
        auto *edit = new uikit::LineEdit;
        edit->setMaxLength(spec.maxLength);
        if (spec.kind == FieldKind::Number)
            edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        if (spec.twice || spec.kind == FieldKind::Date || spec.kind == FieldKind::Number)
            edit->setInputMethodHints(Qt::ImhPreferNumbers | Qt::ImhLatinOnly | Qt::ImhNoPredictiveText);
        else if (spec.check)
            edit->setInputMethodHints(Qt::ImhPreferLatin | Qt::ImhNoPredictiveText);
        return edit;
    }
    }
}

void setLocked(QWidget *editor, bool locked)
{
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor))
        line->setReadOnly(locked);
    else if (auto *text = qobject_cast<uikit::TextEdit *>(editor))
        text->setReadOnly(locked);
    else
        editor->setEnabled(!locked);
}

} // namespace

FieldRow::FieldRow(FieldModel &model, QWidget *parent) : FieldFrame(model.spec().label, editorFor(model.spec()), parent), m_model(model)
{
    setObjectName(QStringLiteral("field.") + model.spec().path);
    editor()->setObjectName(QStringLiteral("edit.") + model.spec().path);
    setHeadShown(!qobject_cast<QCheckBox *>(editor()));         // a check box carries its label itself
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor())) {
        connect(line, &QLineEdit::textEdited, &m_model, &FieldModel::edit);
        connect(line, &uikit::LineEdit::confirmed, this, &FieldRow::enter);
        connect(line, &QLineEdit::cursorPositionChanged, this, &FieldRow::cursorMoved);
        connect(line, &uikit::LineEdit::composingChanged, this, &FieldRow::refresh);
    } else if (auto *text = qobject_cast<uikit::TextEdit *>(editor())) {
        connect(text, &QPlainTextEdit::textChanged, this, [this, text] {
            if (!m_refreshing && !text->isComposing())
                m_model.edit(text->toPlainText());
        });
        connect(text, &uikit::TextEdit::composingChanged, this, &FieldRow::refresh);
        connect(text, &uikit::TextEdit::confirmed, this, &FieldRow::enter);
        connect(text, &QPlainTextEdit::cursorPositionChanged, this, &FieldRow::cursorMoved);
    } else if (auto *combo = qobject_cast<uikit::Combo *>(editor())) {
        connect(combo, &QComboBox::activated, this, [this, combo](int index) {
            m_model.edit(combo->itemData(index).toString());
            m_model.commit();
        });
        connect(combo, &uikit::Combo::confirmed, this, &FieldRow::enter);
    } else if (auto *check = qobject_cast<QCheckBox *>(editor())) {
        connect(check, &QCheckBox::clicked, this, [this](bool on) {
            m_model.edit(on ? QStringLiteral("true") : QStringLiteral("false"));
            m_model.commit();
        });
    }
    connect(this, &FieldFrame::offerTaken, &m_model, &FieldModel::takeMachineValue);
    connect(&m_model, &FieldModel::changed, this, &FieldRow::refresh);
    refresh();
}

bool FieldRow::isComposing() const
{
    if (const auto *line = qobject_cast<const uikit::LineEdit *>(editor()))
        return line->isComposing();
    const auto *text = qobject_cast<const uikit::TextEdit *>(editor());
    return text && text->isComposing();
}

// The input method's half-made word stands in the editor alone: what arrives meanwhile is shown when it is done.
void FieldRow::showText()
{
    if (isComposing())
        return;
    m_refreshing = true;
    const QString buffer = m_model.buffer();
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor())) {
        if (line->text() != buffer) {
            const int place = line->cursorPosition();
            line->setText(buffer);
            if (line->hasFocus())
                line->setCursorPosition(std::min(place, int(buffer.size())));
        }
    } else if (auto *text = qobject_cast<uikit::TextEdit *>(editor())) {
        if (text->toPlainText() != buffer) {
            const int place = cursor();
            text->setPlainText(buffer);
            setCursor(place);
        }
    } else if (auto *combo = qobject_cast<uikit::Combo *>(editor())) {
        combo->setCurrentIndex(combo->findData(buffer));
    } else if (auto *check = qobject_cast<QCheckBox *>(editor())) {
        check->setText(m_model.spec().label);
        check->setChecked(buffer == u"true");
    }
    m_refreshing = false;
}

void FieldRow::refresh()
{
    showText();
    const FieldSpec &spec = m_model.spec();
    setLabel(spec.label);
    setRequired(spec.required);
    setLocked(editor(), m_model.isReadOnly());
    const bool machine = m_model.origin().machine && !m_model.value().isEmpty();
    editor()->setProperty("machine", machine);
    setSource(m_model.value().isEmpty() ? QString() : m_model.origin().source, m_model.origin().confirmed);
    setError(m_model.error());
    setOffer(m_model.isReadOnly() ? QString() : m_model.machineValue());
    setProof(m_model.isProven() ? tr("check digit fits") : QString());
    setHint(m_model.awaitsSecondEntry() ? tr("Please type it a second time, without looking at the first.") : spec.hint);
}

bool FieldRow::wantsVisit() const
{
    if (!m_model.isShown() || m_model.isReadOnly())
        return false;
    if (m_model.needsAttention())
        return true;
    return !qobject_cast<QCheckBox *>(editor()) && !m_model.origin().machine;
}

void FieldRow::commit()
{
    if (m_model.isDirty() && !isComposing())
        m_model.commit();
}

// A new fault holds the focus once, so that it is seen; the next Enter goes on.
void FieldRow::enter()
{
    if (m_model.isDirty() || m_model.awaitsSecondEntry()) {
        m_model.commit();
        if (m_model.awaitsSecondEntry() || !m_model.error().isEmpty())
            return;
    } else {
        m_model.confirm();
    }
    Q_EMIT goOn();
}

void FieldRow::setCursor(int position)
{
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor())) {
        line->setCursorPosition(position);
    } else if (auto *text = qobject_cast<uikit::TextEdit *>(editor())) {
        QTextCursor cursor = text->textCursor();
        cursor.setPosition(std::clamp(position, 0, int(text->toPlainText().size())));
        text->setTextCursor(cursor);
    }
}

int FieldRow::cursor() const
{
    if (const auto *line = qobject_cast<const uikit::LineEdit *>(editor()))
        return line->cursorPosition();
    const auto *text = qobject_cast<const uikit::TextEdit *>(editor());
    return text ? text->textCursor().position() : 0;
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != editor())
        return FieldFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        commit();
    if (event->type() == QEvent::FocusIn)
        Q_EMIT focused();
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enterKey = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enterKey && !(key->modifiers() & ~Qt::KeypadModifier) && qobject_cast<QCheckBox *>(editor())) {
            enter();
            return true;
        }
    }
    return FieldFrame::eventFilter(watched, event);
}

} // namespace zc::forms
