#pragma once
#include <forms/fieldspec.h>

#include <QDate>
#include <QObject>

namespace zc::forms {

// One field: the stored value, what is being typed over it, where it came from, and what is wrong with it.
// GUI thread. A fault never keeps a value from being stored: what was typed is never lost, the fault is shown beside it.
class FieldModel : public QObject {
    Q_OBJECT
public:
    explicit FieldModel(const FieldSpec &spec, QObject *parent = nullptr);

    const FieldSpec &spec() const { return m_spec; }
    QString value() const { return m_value; }               // last committed
    QString buffer() const { return m_buffer; }             // what the editor shows
    bool isDirty() const { return m_buffer != m_value; }
    const Origin &origin() const { return m_origin; }
    QString machineValue() const { return m_machineValue; } // kept where a typed value won; empty otherwise
    QString machineSource() const { return m_machineSource; }
    QString error() const { return m_error; }               // sentence for the clerk, or empty
    bool isProven() const { return m_proven; }              // its check digit fits
    bool awaitsSecondEntry() const { return m_awaitsSecond; }
    bool isShown() const { return m_shown; }
    bool needsAttention() const;                            // shown and wrong, missing or unconfirmed
    void setToday(QDate today) { m_today = today; }         // invalid: the computer's date

    // What a person does.
    void edit(const QString &text);         // buffer only; judged only when long enough to be judged
    void commit();                          // buffer becomes the value; a field typed twice asks for the second entry first
    void revert();                          // Esc: back to the value
    void confirm();                         // "I have seen it"
    void takeMachineValue();                // the typed value gives way and becomes the machine's again, confirmed

    // What a machine or the store does.
    void fill(const QString &value, const QString &source);     // keeps a typed value and offers this one beside it
    void load(const QString &value, const Origin &origin, const QString &machineValue = {}, const QString &machineSource = {});
    void setForeignError(const QString &sentence);              // from a check elsewhere; gone with the next edit
    void judge();                                               // runs the checks on the value now, as before submitting
    void setShown(bool shown);                                  // conditional rows; a hidden value is kept

Q_SIGNALS:
    void changed();                         // anything that is shown
    void committed(const QString &value);   // typed by a person
    void confirmed();
    void machineValueTaken();

private:
    void setValue(const QString &value);
    QDate today() const;
    FieldSpec m_spec;
    QString m_value, m_buffer, m_error, m_firstEntry, m_machineValue, m_machineSource;
    Origin m_origin;
    QDate m_today;
    bool m_proven = false;
    bool m_awaitsSecond = false;
    bool m_shown = true;
};

} // namespace zc::forms
