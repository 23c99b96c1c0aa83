#include "pages/desk/caseform.h"
#include "pages/desk/deskport.h"
#include "pages/desk/words.h"

namespace zc::client {

using forms::FieldModel;
using forms::FormModel;

CaseForm::CaseForm(DeskPort &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
    connect(&m_model, &FormModel::typed, this, [this](const QString &path, const QString &text) { m_desk.setField(path, text, true); });
    connect(&m_model, &FormModel::committed, this, [this](const QString &path, const QString &text, bool confirmed) { m_desk.setField(path, text, confirmed); });
    connect(&m_model, &FormModel::confirmed, this, [this](const QString &path) { m_desk.confirmField(path); });
    connect(&m_model, &FormModel::machineValueTaken, this, [this](const QString &path) { m_desk.takeMachineValue(path); });
}

void CaseForm::show(const QList<forms::FieldSpec> &specs, const intake::CounterCase &counter)
{
    m_model.inOneGo([&] {
        m_model.setFields(specs);
        m_model.setReadOnly(counter.readOnly);
        const auto fields = m_model.fields();
        for (FieldModel *field : fields) {
            const intake::FieldValue value = counter.draft.fields.value(field->spec().path);
            const bool machine = value.source > intake::Source::Clerk;
            field->load(value.text, {machine ? sourceWords(value.source) : QString(), machine, value.confirmed}, value.machineText,
                value.machineText.isEmpty() ? QString() : sourceWords(value.machineSource));
        }
    });
}

} // namespace zc::client
