#pragma once
#include <forms/fieldmodel.h>

#include <QHash>

#include <functional>

namespace zc::forms {

// The fields of one sheet in their order, their conditions and their problems. Owns the FieldModels. GUI thread.
class FormModel : public QObject {
    Q_OBJECT
public:
    struct Problem {
        QString path;
        QString label;
        QString sentence;       // what is wrong; for an unconfirmed value: that it waits for Enter
        friend bool operator==(const Problem &, const Problem &) = default;
    };
    using Condition = std::function<bool(const FormModel &)>;

    explicit FormModel(QObject *parent = nullptr);

    // Keeps every field that stays the same field, with its value, buffer and focus; others come and go.
    void setFields(const QList<FieldSpec> &specs);
    void setReadOnly(bool readOnly);
    // Many changes as one: conditions and views follow once, at the end.
    void inOneGo(const std::function<void()> &changes);
    QList<FieldModel *> fields() const { return m_fields; }
    FieldModel *field(const QString &path) const;           // nullptr if there is none
    QString value(const QString &path) const;               // empty if there is none, or its row is hidden
    // A row is shown while its condition holds; judged again after every change of a value.
    void showWhen(const QString &path, const Condition &condition);

    QList<Problem> problems() const;                        // in field order; hidden rows have none
    int required() const;                                   // shown fields that must be filled
    int done() const;                                       // of these: filled, right and confirmed
    void judgeAll();                                        // shows every fault, as before submitting

Q_SIGNALS:
    void fieldsChanged();                                   // other fields than before
    void fieldChanged(zc::forms::FieldModel *field);
    void settled();                                         // after every change, and once after inOneGo()
    void typed(const QString &path, const QString &value);
    void committed(const QString &path, const QString &value, bool confirmed);
    void confirmed(const QString &path);
    void machineValueTaken(const QString &path);

private:
    void applyConditions();
    QList<FieldSpec> m_specs;
    QList<FieldModel *> m_fields;
    QHash<QString, FieldModel *> m_byPath;
    QHash<QString, Condition> m_conditions;
    void follow();
    bool m_applying = false;
    bool m_readOnly = false;
    int m_inOneGo = 0;
};

} // namespace zc::forms
