#include <forms/formmodel.h>

namespace zc::forms {

FormModel::FormModel(QObject *parent) : QObject(parent) {}

void FormModel::setFields(const QList<FieldSpec> &specs)
{
    if (specs == m_specs)
        return;
    m_specs = specs;
    QList<FieldModel *> next;
    bool same = specs.size() == m_fields.size();
    for (const FieldSpec &spec : specs) {
        FieldModel *kept = field(spec.path);
        if (kept && !next.contains(kept) && kept->takes(spec)) {
            same = same && next.size() < m_fields.size() && m_fields[next.size()] == kept && kept->spec().group == spec.group;
            kept->setSpec(spec);
            next << kept;
            continue;
        }
        same = false;
        auto *fresh = new FieldModel(spec, this);
        fresh->setReadOnly(m_readOnly);
        connect(fresh, &FieldModel::changed, this, [this, fresh] {
            Q_EMIT fieldChanged(fresh);
            follow();
        });
        connect(fresh, &FieldModel::typed, this, [this, fresh](const QString &value) { Q_EMIT typed(fresh->spec().path, value); });
        connect(fresh, &FieldModel::committed, this,
                [this, fresh](const QString &value, bool confirmed) { Q_EMIT committed(fresh->spec().path, value, confirmed); });
        connect(fresh, &FieldModel::confirmed, this, [this, fresh] { Q_EMIT confirmed(fresh->spec().path); });
        connect(fresh, &FieldModel::machineValueTaken, this, [this, fresh] { Q_EMIT machineValueTaken(fresh->spec().path); });
        next << fresh;
    }
    if (same)
        return;
    const QList<FieldModel *> before = std::exchange(m_fields, next);
    m_byPath.clear();
    for (FieldModel *one : std::as_const(m_fields))
        m_byPath.insert(one->spec().path, one);
    Q_EMIT fieldsChanged();             // views let go of the old fields here
    for (FieldModel *old : before)
        if (!m_fields.contains(old))
            old->deleteLater();
    follow();
}

void FormModel::setReadOnly(bool readOnly)
{
    if (readOnly == m_readOnly)
        return;
    m_readOnly = readOnly;
    inOneGo([this] {
        for (FieldModel *one : std::as_const(m_fields))
            one->setReadOnly(m_readOnly);
    });
}

void FormModel::inOneGo(const std::function<void()> &changes)
{
    ++m_inOneGo;
    changes();
    --m_inOneGo;
    follow();
}

void FormModel::follow()
{
    if (m_inOneGo > 0 || m_applying)
        return;
    applyConditions();
    Q_EMIT settled();
}

FieldModel *FormModel::field(const QString &path) const { return m_byPath.value(path); }

QString FormModel::value(const QString &path) const
{
    const FieldModel *one = field(path);
    return one && one->isShown() ? one->value() : QString();
}

void FormModel::showWhen(const QString &path, const Condition &condition)
{
    m_conditions.insert(path, condition);
    follow();
}

// One row may hang on another that is itself conditional: repeat until nothing moves, at most once per field.
void FormModel::applyConditions()
{
    if (m_conditions.isEmpty())
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
        QString sentence = one->error().isEmpty() ? one->fault() : one->error();
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
