#include <forms/fieldmodel.h>
#include <forms/validate.h>

namespace zc::forms {

FieldModel::FieldModel(const FieldSpec &spec, QObject *parent) : QObject(parent), m_spec(spec)
{
    m_fault = faultOf(m_spec, m_value, today());
}

QDate FieldModel::today() const { return m_today.isValid() ? m_today : QDate::currentDate(); }

void FieldModel::setToday(QDate day)
{
    m_today = day;
    m_fault = faultOf(m_spec, m_value, today());
}

bool FieldModel::takes(const FieldSpec &spec) const
{
    const bool sameEditor = spec.path == m_spec.path && spec.kind == m_spec.kind && spec.choices == m_spec.choices;
    return sameEditor && (spec.kind != FieldKind::Boolean || spec.required == m_spec.required);
}

void FieldModel::setSpec(const FieldSpec &spec)
{
    if (spec == m_spec || !takes(spec))
        return;
    const bool judged = !m_error.isEmpty();
    m_spec = spec;
    if (m_typing) {
        m_fault = faultOf(m_spec, m_value, today());
    } else {
        setValue(m_value);
        m_error = judged ? m_fault : QString();
    }
    Q_EMIT changed();
}

bool FieldModel::awaitsSecondEntry() const
{
    return m_spec.twice && !m_origin.machine && !m_origin.confirmed && !m_value.isEmpty() && m_fault.isEmpty();
}

bool FieldModel::needsAttention() const
{
    return m_shown && (!m_error.isEmpty() || !m_fault.isEmpty() || (!m_origin.confirmed && !m_value.isEmpty()));
}

void FieldModel::setValue(const QString &value)
{
    m_value = value;
    m_fault = faultOf(m_spec, value, today());
    m_proven = m_spec.check && !value.isEmpty() && m_fault.isEmpty();
    m_typing = false;
    m_settled = value;
    m_settledConfirmed = m_origin.confirmed;
    m_buffer = awaitsSecondEntry() ? QString() : value;
}

void FieldModel::putMachineAside()
{
    if (!m_origin.machine || m_value.isEmpty())
        return;
    m_machineValue = m_value;
    m_machineSource = m_origin.source;
}

void FieldModel::edit(const QString &text)
{
    if (text == m_buffer)
        return;
    m_buffer = text;
    m_typing = true;
    m_error.clear();
    m_proven = false;
    if (judgedWhileTyping(m_spec, text)) {
        m_error = faultOf(m_spec, text, today());
        m_proven = m_error.isEmpty();
    }
    if (!m_spec.twice && text != m_value) {
        putMachineAside();
        m_origin = text == m_machineValue && !text.isEmpty() ? Origin{m_machineSource, true, true} : Origin{};
        m_value = text;
        m_fault = faultOf(m_spec, text, today());
        Q_EMIT typed(text);
    }
    Q_EMIT changed();
}

void FieldModel::settle(const QString &text, bool confirmed)
{
    const bool told = text == m_value && text == m_settled && confirmed == m_settledConfirmed;
    if (text != m_value || confirmed != m_origin.confirmed) {
        if (text != m_value)
            putMachineAside();
        m_origin = {{}, false, confirmed};
    }
    if (text == m_machineValue && !text.isEmpty()) {
        m_origin = {m_machineSource, true, true};
        m_machineValue.clear();
        m_machineSource.clear();
    }
    setValue(text);
    m_error = m_fault;
    Q_EMIT changed();
    if (!told)
        Q_EMIT committed(m_value, m_origin.confirmed);
}

void FieldModel::commit()
{
    if (!m_typing)
        return;
    const QString text = normalText(m_spec, m_buffer);
    if (!m_spec.twice)
        return settle(text, true);
    if (text == m_value && (text.isEmpty() || m_origin.machine || m_origin.confirmed)) {
        setValue(m_value);                              // typed back as it was: a machine's value is confirmed by that
        Q_EMIT changed();
        return confirm();
    }
    if (text.isEmpty() && awaitsSecondEntry()) {
        m_typing = false;                               // nothing is no second entry
        return;
    }
    // A wrong form is said before anybody types it again; what a machine read alike needs no second time.
    if (text.isEmpty() || text == m_machineValue || !faultOf(m_spec, text, today()).isEmpty())
        return settle(text, true);
    const bool second = awaitsSecondEntry();
    const bool same = second && text == m_value;
    settle(text, same);
    if (second && !same) {                              // the last entry is kept; two alike in a row are believed
        m_error = tr("The two entries differ. Please type it once more.");
        Q_EMIT changed();
    }
}

void FieldModel::confirm()
{
    if (m_origin.confirmed || awaitsSecondEntry())
        return;
    m_origin.confirmed = true;
    m_error = m_fault;
    Q_EMIT changed();
    Q_EMIT confirmed();
}

void FieldModel::takeMachineValue()
{
    if (m_machineValue.isEmpty())
        return;
    const QString value = std::exchange(m_machineValue, {});
    m_origin = {std::exchange(m_machineSource, {}), true, true};
    setValue(value);
    m_error = m_fault;
    Q_EMIT changed();
    Q_EMIT machineValueTaken();
}

void FieldModel::fill(const QString &value, const QString &source)
{
    const QString text = normalText(m_spec, value);
    const bool byHand = m_typing || (!m_value.isEmpty() && !m_origin.machine);
    if (byHand && text != m_value) {
        m_machineValue = text;
        m_machineSource = source;
    } else if (byHand) {
        m_origin = {source, true, true};            // a person typed the same: that is a confirmation
        if (!m_typing)
            setValue(text);
    } else {
        m_origin = {source, true, text == m_value && m_origin.confirmed && !text.isEmpty()};
        m_error.clear();
        setValue(text);
    }
    Q_EMIT changed();
}

void FieldModel::load(const QString &value, const Origin &origin, const QString &machineValue, const QString &machineSource)
{
    const bool known = value == m_value || (m_typing && value == m_loaded);
    m_loaded = value;
    const bool sameMachine = machineValue == m_machineValue && machineSource == m_machineSource;
    if (known && sameMachine && (origin == m_origin || value != m_value))
        return;
    m_machineValue = machineValue;
    m_machineSource = machineSource;
    if (!known) {
        m_origin = origin;
        setValue(value);
        m_error = value.isEmpty() ? QString() : m_fault;
    } else if (value == m_value) {
        m_origin = origin;
        if (!m_typing)
            setValue(value);                        // a second entry may be awaited no longer
    }
    Q_EMIT changed();
}

void FieldModel::setForeignError(const QString &sentence)
{
    if (sentence == m_error)
        return;
    m_error = sentence;
    Q_EMIT changed();
}

void FieldModel::judge()
{
    if (m_fault == m_error || m_fault.isEmpty())
        return;
    m_error = m_fault;
    Q_EMIT changed();
}

void FieldModel::setShown(bool shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    Q_EMIT changed();
}

void FieldModel::setReadOnly(bool readOnly)
{
    if (readOnly == m_readOnly)
        return;
    m_readOnly = readOnly;
    Q_EMIT changed();
}

} // namespace zc::forms
