#include "internal/formview.h"

#include "internal/paths.h"

#include <base/identifier.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::intake {

QString FormRules::pathOf(const guidance::OutcomeField &field)
{
    return pathOfElement(field.element).value_or(path::form(field.id));
}

QString FormRules::check(const guidance::OutcomeField &field, const QString &text, QDate today)
{
    const QString value = text.trimmed();
    if (value.isEmpty())
        return field.required ? tr("required, not filled in yet") : QString();
    if (!field.format.isEmpty()) {
        const QRegularExpression form(QRegularExpression::anchoredPattern(field.format));
        if (form.isValid() && !form.match(value).hasMatch())
            return tr("the form is not right, please compare it with the document");
    }
    const QString path = pathOf(field);
    if ((path == path::kIdNumber || path == path::kAgentIdNumber) && value.size() == 18
        && !checkIdentifier(IdentifierKind::Citizen, value, today).valid)
        return tr("the check digit does not fit, please compare it with the card");
    if (field.element == u"DE-1002" && !checkIdentifier(IdentifierKind::Uscc, value, today).valid)
        return tr("the check character does not fit, please compare it with the licence");
    return {};
}

QList<FormFieldView> FormRules::fields(const CaseDraft &draft, const guidance::Outcome &outcome, QDate today)
{
    QList<FormFieldView> list;
    for (const guidance::OutcomeField &field : outcome.fields) {
        FormFieldView view;
        view.path = pathOf(field);
        view.label = field.label;
        view.format = field.format;
        view.basis = field.why.basisText;
        view.required = field.required;
        view.value = draft.fields.value(view.path);
        view.group = view.path.startsWith(u"applicant.") ? tr("Applicant")
            : view.path.startsWith(u"agent.")            ? tr("Agent")
                                                         : tr("The matter");
        view.error = check(field, view.value.text, today);
        list << view;
    }
    std::stable_sort(list.begin(), list.end(), [](const FormFieldView &a, const FormFieldView &b) {
        const auto rank = [](const FormFieldView &f) { return f.path.startsWith(u"applicant.") ? 1 : f.path.startsWith(u"agent.") ? 2 : 0; };
        return rank(a) < rank(b);
    });
    return list;
}

} // namespace zc::intake
