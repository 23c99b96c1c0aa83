#include <forms/formmodel.h>
#include <forms/validate.h>

namespace zc::forms {

FormModel::FormModel(QObject *parent) : QObject(parent) {}

void FormModel::setFields(const QList<FieldSpec> &specs)
{
    QList<FieldModel *> next;
    bool same = specs.size() == m_fields.size();
    for (const FieldSpec &spec : specs) {
        FieldModel *kept = field(spec.path);
        if (kept && kept->spec() == spec) {
            same = same && next.size() < m_fields.size() && m_fields[next.size()] == kept;
            next << kept;
            continue;
        }
        same = false;
        auto *fresh = new FieldModel(spec, this);
        connect(fresh, &FieldModel::changed, this, [this, fresh] {
            applyConditions();
            Q_EMIT fieldChanged(fresh);
        });
        connect(fresh, &FieldModel::committed, this, [this, fresh](const QString &value) { Q_EMIT committed(fresh->spec().path, value); });
        connect(fresh, &FieldModel::confirmed, this, [this, fresh] { Q_EMIT confirmed(fresh->spec().path); });
        connect(fresh, &FieldModel::machineValueTaken, this, [this, fresh] { Q_EMIT machineValueTaken(fresh->spec().path); });
        next << fresh;
    }
    if (same)
        return;
    const QList<FieldModel *> before = std::exchange(m_fields, next);
    Q_EMIT fieldsChanged();             // views let go of the old fields here
    for (FieldModel *old : before)
        if (!m_fields.contains(old))
            old->deleteLater();
    applyConditions();
}

FieldModel *FormModel::field(const QString &path) const
{
    for (FieldModel *one : m_fields)
        if (one->spec().path == path)
            return one;
    return nullptr;
}

QString FormModel::value(const QString &path) const
{
    const FieldModel *one = field(path);
    return one && one->isShown() ? one->value() : QString();
}

void FormModel::showWhen(const QString &path, const Condition &condition)
{
    m_conditions.insert(path, condition);
    applyConditions();
}

// One row may hang on another that is itself conditional: repeat until nothing moves, at most once per field.
void FormModel::applyConditions()
{
    if (m_applying || m_conditions.isEmpty())
        return;
    m_applying = true;
    for (qsizetype round = 0; round <= m_fields.size(); ++round) {
        bool moved = false;
        for (FieldModel *one : std::as_const(m_fields)) {
            const auto condition = m_conditions.constFind(one->spec().path);
            if (condition == m_conditions.cend())
                continue;
            const bool shown = (*condition)(*this);
            moved = moved || shown != one->isShown();
            one->setShown(shown);
        }
        if (!moved)
            break;
    }
    m_applying = false;
}

QList<FormModel::Problem> FormModel::problems() const
{
    QList<Problem> list;
    for (const FieldModel *one : m_fields) {
        if (!one->needsAttention())
            continue;
        QString sentence = one->error();
        if (sentence.isEmpty())
            sentence = faultOf(one->spec(), one->value(), QDate::currentDate());
        if (sentence.isEmpty())
            sentence = one->awaitsSecondEntry() ? tr("Please type it a second time.") : tr("Filled from %1; please look and press Enter.").arg(one->origin().source);
        list << Problem{one->spec().path, one->spec().label, sentence};
    }
    return list;
}

int FormModel::required() const
{
    return int(std::count_if(m_fields.cbegin(), m_fields.cend(), [](const FieldModel *one) { return one->isShown() && one->spec().required; }));
}

int FormModel::done() const
{
    return int(std::count_if(m_fields.cbegin(), m_fields.cend(),
                             [](const FieldModel *one) { return one->isShown() && one->spec().required && !one->needsAttention(); }));
}

void FormModel::judgeAll()
{
    for (FieldModel *one : std::as_const(m_fields))
        if (one->isShown())
            one->judge();
}

} // namespace zc::forms
