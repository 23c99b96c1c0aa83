#pragma once
#include <forms/fieldspec.h>

#include <QDate>
#include <QObject>

namespace zc::forms {

// One field: the value its owner stores, what stands in the editor, where it came from, and what is wrong with it. GUI thread.
// Every keystroke is the owner's to keep (typed()); leaving the field or Enter settles it (committed()): trimmed, brought to its
// stored form and judged. A fault never keeps a value from being stored: what was typed is never lost, the fault is shown beside it.
class FieldModel : public QObject {
    Q_OBJECT
public:
    explicit FieldModel(const FieldSpec &spec, QObject *parent = nullptr);

    const FieldSpec &spec() const { return m_spec; }
    bool takes(const FieldSpec &spec) const;                // the same field, asked for a little differently: keeps its editor
    void setSpec(const FieldSpec &spec);                    // only where takes(spec)
    QString value() const { return m_value; }
    QString buffer() const { return m_buffer; }             // what the editor shows
    bool isDirty() const { return m_typing; }               // typed in since it was last settled
    const Origin &origin() const { return m_origin; }
    QString machineValue() const { return m_machineValue; } // kept where a typed value won; empty otherwise
    QString machineSource() const { return m_machineSource; }
    QString error() const { return m_error; }               // sentence for the clerk, or empty
    QString fault() const { return m_fault; }               // of the value, also where it is not shown yet
    bool isProven() const { return m_proven; }              // its check digit fits
    bool awaitsSecondEntry() const;                         // typed once: the value is kept, unconfirmed and out of sight
    bool isShown() const { return m_shown; }
    bool isReadOnly() const { return m_readOnly || m_spec.readOnly; }
    bool needsAttention() const;                            // shown and wrong, missing or unconfirmed
    void setToday(QDate today);                             // invalid: the computer's date

    // What a person does.
    void edit(const QString &text);         // judged at once only when long enough to be judged
    void commit();                          // settles; a field typed twice asks for the second entry
    void confirm();                         // "I have seen it"
    void takeMachineValue();                // the typed value gives way and becomes the machine's again, confirmed

    // What a machine or the store does.
    void fill(const QString &value, const QString &source);     // keeps a typed value and offers this one beside it
    // The owner's state. What comes back as it was typed, or as it was before typing, leaves the editor alone; anything else is
    // the owner's will (undo, a card) and replaces what is typed.
    void load(const QString &value, const Origin &origin, const QString &machineValue = {}, const QString &machineSource = {});
    void setForeignError(const QString &sentence);              // from a check elsewhere; gone with the next edit
    void judge();                                               // shows the fault of the value now, as before submitting
    void setShown(bool shown);                                  // conditional rows; a hidden value is kept
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void changed();                         // anything that is shown
    void typed(const QString &value);       // to be kept as it is; never for a field typed twice
    void committed(const QString &value, bool confirmed);       // by a person; unconfirmed: the first of two entries
    void confirmed();
    void machineValueTaken();

private:
    void setValue(const QString &value);
    void putMachineAside();
    void settle(const QString &text, bool confirmed);
    QDate today() const;
    FieldSpec m_spec;
    QString m_value, m_buffer, m_error, m_fault, m_loaded, m_settled, m_machineValue, m_machineSource;
    Origin m_origin;
    QDate m_today;
    bool m_typing = false;
    bool m_settledConfirmed = true;
    bool m_proven = false;
    bool m_shown = true;
    bool m_readOnly = false;
};

} // namespace zc::forms
