#include <forms/fieldmodel.h>
#include <forms/validate.h>

namespace zc::forms {

FieldModel::FieldModel(const FieldSpec &spec, QObject *parent) : QObject(parent), m_spec(spec) {}

QDate FieldModel::today() const { return m_today.isValid() ? m_today : QDate::currentDate(); }

bool FieldModel::needsAttention() const
{
    return m_shown && (!m_error.isEmpty() || m_awaitsSecond || !m_origin.confirmed || !faultOf(m_spec, m_value, today()).isEmpty());
}

void FieldModel::setValue(const QString &value)
{
    m_value = m_buffer = value;
    m_proven = m_spec.check && !value.isEmpty() && faultOf(m_spec, value, today()).isEmpty();
}

void FieldModel::edit(const QString &text)
{
    if (text == m_buffer)
        return;
    m_buffer = text;
    m_error.clear();
    m_proven = false;
    if (judgedWhileTyping(m_spec, text)) {
        m_error = faultOf(m_spec, text, today());
        m_proven = m_error.isEmpty();
    }
    Q_EMIT changed();
}

void FieldModel::commit()
{
    const QString text = normalText(m_spec, m_buffer);
    if (m_awaitsSecond) {
        if (text.isEmpty())
            return;                                 // the second entry has not been made yet
        m_awaitsSecond = false;
        if (text != m_firstEntry) {
            m_firstEntry.clear();
            m_buffer = m_value;
            m_error = tr("The two entries differ. Please type it again, twice.");
            Q_EMIT changed();
            return;
        }
        m_firstEntry.clear();
    } else if (text == m_value && !(isDirty() && !m_origin.confirmed)) {
        if (isDirty()) {                            // only blanks or width differed
            m_buffer = m_value;
            Q_EMIT changed();
        }
        return;
    } else if (m_spec.twice && !text.isEmpty()) {
        if (const QString fault = faultOf(m_spec, text, today()); !fault.isEmpty()) {
            m_error = fault;
            Q_EMIT changed();
            return;
        }
        m_firstEntry = text;
        m_awaitsSecond = true;
        m_buffer.clear();
        Q_EMIT changed();
        return;
    }
    if (m_origin.machine && text != m_value) {      // the typed value wins, the machine's stays one click away
        m_machineValue = m_value;
        m_machineSource = m_origin.source;
    }
    if (text == m_machineValue && !text.isEmpty()) {
        m_origin = {m_machineSource, true, true};
        m_machineValue.clear();
        m_machineSource.clear();
    } else {
        m_origin = {};
    }
    setValue(text);
    m_error = faultOf(m_spec, text, today());
    Q_EMIT changed();
    Q_EMIT committed(m_value);
}

void FieldModel::revert()
{
    if (!isDirty() && !m_awaitsSecond)
        return;
    m_awaitsSecond = false;
    m_firstEntry.clear();
    setValue(m_value);
    m_error.clear();
    Q_EMIT changed();
}

void FieldModel::confirm()
{
    if (m_origin.confirmed)
        return;
    m_origin.confirmed = true;
    m_error = faultOf(m_spec, m_value, today());
    Q_EMIT changed();
    Q_EMIT confirmed();
}

void FieldModel::takeMachineValue()
{
    if (m_machineValue.isEmpty())
        return;
    m_origin = {m_machineSource, true, true};
    const QString value = m_machineValue;
    m_machineValue.clear();
    m_machineSource.clear();
    m_awaitsSecond = false;
    setValue(value);
    m_error = faultOf(m_spec, value, today());
    Q_EMIT changed();
    Q_EMIT machineValueTaken();
}

void FieldModel::fill(const QString &value, const QString &source)
{
    const QString text = normalText(m_spec, value);
    const bool typed = isDirty() || m_awaitsSecond || (!m_value.isEmpty() && !m_origin.machine);
    if (typed && text != m_value) {
        m_machineValue = text;
        m_machineSource = source;
    } else if (typed) {
        m_origin = {source, true, true};            // a person typed the same: that is a confirmation
    } else {
        m_origin = {source, true, text == m_value && m_origin.confirmed && !text.isEmpty()};
        m_error.clear();
        setValue(text);
    }
    Q_EMIT changed();
}

void FieldModel::load(const QString &value, const Origin &origin, const QString &machineValue, const QString &machineSource)
{
    // A refresh from the store must not take away what is being typed at this moment.
    const bool typing = isDirty() || m_awaitsSecond;
    if (!typing && value == m_value && origin == m_origin && machineValue == m_machineValue && machineSource == m_machineSource)
        return;
    m_origin = origin;
    m_machineValue = machineValue;
    m_machineSource = machineSource;
    if (typing) {
        m_value = value;
    } else if (value != m_value) {
        setValue(value);
        m_error = value.isEmpty() ? QString() : faultOf(m_spec, value, today());
    }
    Q_EMIT changed();
}

void FieldModel::setForeignError(const QString &sentence)
{
    m_error = sentence;
    Q_EMIT changed();
}

void FieldModel::judge()
{
    const QString fault = faultOf(m_spec, m_value, today());
    if (fault == m_error)
        return;
    m_error = fault;
    Q_EMIT changed();
}

void FieldModel::setShown(bool shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    Q_EMIT changed();
}

} // namespace zc::forms
