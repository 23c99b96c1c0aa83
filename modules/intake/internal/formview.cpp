#include "internal/formview.h"

#include "internal/paths.h"

#include <base/identifier.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

// The form that packs give to a number of an identity card (GB 11643).
const QString kCitizenForm = u"[0-9]{17}[0-9X]"_s;
const QString kUsccElement = u"DE-1002"_s;

// Accounts and phones: at least this many digits and nothing else. Whoever mistypes one of these sees nothing wrong with it.
bool isLongNumber(const QString &format)
{
    constexpr int kLeastDigits = 10, kMostDigits = 24;
    const QRegularExpression form(QRegularExpression::anchoredPattern(format));
    if (format.isEmpty() || !form.isValid())
        return false;
    const auto fits = [&form](const QString &text) { return form.match(text).hasMatch(); };
    bool any = false;
    for (int length = 1; length <= kMostDigits; ++length) {
        const QString digits = u'1' + QString(length - 1, u'0');
        if (fits(QString(length, u'A')) || fits(digits.left(length - 1) + u'A') || (length < kLeastDigits && fits(digits)))
            return false;
        any = any || fits(digits);
    }
    return any;
}

} // namespace

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
    if (const auto kind = identifierOf(field); kind && !checkIdentifier(*kind, value, today).valid)
        return *kind == IdentifierKind::Uscc ? tr("the check character does not fit, please compare it with the licence")
                                             : tr("the check digit does not fit, please compare it with the card");
    return {};
}

std::optional<IdentifierKind> FormRules::identifierOf(const guidance::OutcomeField &field)
{
    if (field.element == kUsccElement)
        return IdentifierKind::Uscc;
    if (field.format == kCitizenForm)
        return IdentifierKind::Citizen;
    return std::nullopt;
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
        view.kind = field.type == u"number" ? FormFieldView::Kind::Number
            : field.type == u"date"         ? FormFieldView::Kind::Date
                                            : FormFieldView::Kind::Text;
        view.required = field.required;
        view.check = identifierOf(field);
        view.twice = !view.check && isLongNumber(field.format);
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
