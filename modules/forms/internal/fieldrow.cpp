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
    case FieldKind::LongText: {
        auto *edit = new uikit::TextEdit;
        edit->setReadOnly(spec.readOnly);
        return edit;
    }
    case FieldKind::Choice: {
        auto *combo = new uikit::Combo;
        combo->addItem(QString(), QString());
        for (const Choice &choice : spec.choices)
            combo->addItem(choice.label, choice.value);
        combo->setEnabled(!spec.readOnly);
        return combo;
    }
    case FieldKind::Boolean: {
        auto *check = new QCheckBox(FieldRow::tr("Yes"));
        check->setEnabled(!spec.readOnly);
        return check;
    }
    default: {
        auto *edit = new uikit::LineEdit;
        edit->setReadOnly(spec.readOnly);
        edit->setMaxLength(spec.maxLength);
        if (spec.kind == FieldKind::Number)
            edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        if (spec.check || spec.kind == FieldKind::Date || spec.kind == FieldKind::Number)
            edit->setInputMethodHints(Qt::ImhPreferLatin | Qt::ImhNoPredictiveText);
        return edit;
    }
    }
}

} // namespace

FieldRow::FieldRow(FieldModel &model, QWidget *parent) : FieldFrame(model.spec().label, editorFor(model.spec()), parent), m_model(model)
{
    setRequired(model.spec().required);
    setObjectName(QStringLiteral("row-") + model.spec().path);
    editor()->setObjectName(model.spec().path);
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor())) {
        connect(line, &QLineEdit::textEdited, &m_model, &FieldModel::edit);
        connect(line, &uikit::LineEdit::confirmed, this, &FieldRow::enter);
        connect(line, &QLineEdit::cursorPositionChanged, this, &FieldRow::cursorMoved);
    } else if (auto *text = qobject_cast<uikit::TextEdit *>(editor())) {
        connect(text, &QPlainTextEdit::textChanged, this, [this, text] {
            if (!m_refreshing && !text->isComposing())
                m_model.edit(text->toPlainText());
        });
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

void FieldRow::refresh()
{
    m_refreshing = true;
    const QString buffer = m_model.buffer();
    if (auto *line = qobject_cast<uikit::LineEdit *>(editor())) {
        if (line->text() != buffer)
            line->setText(buffer);
    } else if (auto *text = qobject_cast<uikit::TextEdit *>(editor())) {
        if (text->toPlainText() != buffer)
            text->setPlainText(buffer);
    } else if (auto *combo = qobject_cast<uikit::Combo *>(editor())) {
        combo->setCurrentIndex(combo->findData(buffer));
    } else if (auto *check = qobject_cast<QCheckBox *>(editor())) {
        check->setChecked(buffer == u"true");
    }
    m_refreshing = false;
    setSource(m_model.origin().source, m_model.origin().confirmed);
    setError(m_model.error());
    setOffer(m_model.machineValue());
    setHint(m_model.awaitsSecondEntry() ? tr("Please type it a second time, without looking at the first.")
                : m_model.isProven()    ? tr("The check digit fits.")
                                        : m_model.spec().hint);
}

void FieldRow::commit()
{
    if (m_model.isDirty() && !isComposing())
        m_model.commit();
}

// A new fault holds the focus once, so that it is seen; the next Enter goes on.
void FieldRow::enter()
{
    const bool typed = m_model.isDirty() || m_model.awaitsSecondEntry();
    if (typed) {
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
        if (key->key() == Qt::Key_Escape && !isComposing() && (m_model.isDirty() || m_model.awaitsSecondEntry())) {
            m_model.revert();
            return true;
        }
        const bool enterKey = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enterKey && !(key->modifiers() & ~Qt::KeypadModifier) && qobject_cast<QCheckBox *>(editor())) {
            enter();
            return true;
        }
    }
    return FieldFrame::eventFilter(watched, event);
}

} // namespace zc::forms
