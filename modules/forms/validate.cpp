#include <forms/validate.h>

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::forms {

namespace {

struct Validate {
    Q_DECLARE_TR_FUNCTIONS(zc::forms::Validate)
};

// Full-width digits, signs and blanks as an input method leaves them.
QString halfWidth(QString text)
{
    for (QChar &c : text) {
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(char16_t(c.unicode() - 0xFEE0));
        else if (c == u'　')
            c = u' ';
    }
    return text;
}

QString identifierFault(const FieldSpec &spec, const QString &text, QDate today)
{
    const IdentifierCheck check = checkIdentifier(*spec.check, text, today);
    if (check.valid)
        return {};
    if (check.notes.contains("LENGTH"_L1))
        return Validate::tr("The number has %1 characters; that is not the right length. Please look at the original.").arg(text.size());
    if (check.notes.contains("OLD15"_L1))
        return Validate::tr("This is an old 15-digit number. Please enter the 18-digit one from the present card.");
    if (check.notes.contains("FUTURE"_L1))
        return Validate::tr("The date of birth in the number lies in the future. Please look at the original.");
    if (check.notes.contains("DATE"_L1) || check.notes.contains("AGE"_L1))
        return Validate::tr("The date of birth in the number cannot be right. Please look at the original.");
    if (check.notes.contains("CHECK"_L1))
        return Validate::tr("The check digit does not fit; one character is probably mistyped. Please compare with the original.");
    return Validate::tr("The number holds characters that do not belong there. Please look at the original.");
}

} // namespace

QDate dateFromText(const QString &text)
{
    static const QRegularExpression plain(u"^(\\d{4})(\\d{2})(\\d{2})$"_s);
    static const QRegularExpression parted(u"^(\\d{4})[-/.年 ](\\d{1,2})[-/.月 ](\\d{1,2})日?$"_s);
    const QString clean = halfWidth(text).trimmed();
    for (const QRegularExpression &form : {plain, parted})
        if (const QRegularExpressionMatch match = form.match(clean); match.hasMatch())
            return QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    return {};
}

QString normalText(const FieldSpec &spec, const QString &text)
{
    if (spec.check)
        return normalIdentifier(text);
    const QString trimmed = text.trimmed();
    switch (spec.kind) {
    case FieldKind::Date: {
        const QDate date = dateFromText(trimmed);
        return date.isValid() ? date.toString(Qt::ISODate) : trimmed;
    }
    case FieldKind::Number:
        return halfWidth(trimmed).remove(u',').remove(u' ');
    case FieldKind::Text:
        // A field with a format is made of signs that only mean something in half width.
        return spec.format.isEmpty() ? trimmed : halfWidth(trimmed);
    default:
        return trimmed;
    }
}

QString faultOf(const FieldSpec &spec, const QString &raw, QDate today)
{
    const QString text = normalText(spec, raw);
    if (text.isEmpty())
        return !spec.required ? QString()
            : spec.kind == FieldKind::Choice || spec.kind == FieldKind::Boolean ? Validate::tr("Please choose here.") : Validate::tr("Please fill this in.");
    if (text.size() > spec.maxLength)
        return Validate::tr("At most %1 characters fit here; %2 are entered.").arg(spec.maxLength).arg(text.size());
    if (spec.check)
        return identifierFault(spec, text, today);
    switch (spec.kind) {
    case FieldKind::Date:
        if (!dateFromText(text).isValid())
            return Validate::tr("Please enter a date that exists, for example 20261121.");
        break;
    case FieldKind::Number: {
        static const QRegularExpression number(u"^-?\\d+(\\.\\d+)?$"_s);
        if (!number.match(text).hasMatch())
            return Validate::tr("Please enter a number in digits.");
        break;
    }
    case FieldKind::Choice:
        for (const Choice &choice : spec.choices)
            if (choice.value == text)
                return {};
        return Validate::tr("Please choose one of the entries.");
    default:
        break;
    }
    if (!spec.format.isEmpty()) {
        const QRegularExpression format(QRegularExpression::anchoredPattern(spec.format));
        if (format.isValid() && !format.match(text).hasMatch())
            return Validate::tr("This does not have the expected form. Please compare with the original.");
    }
    return {};
}

bool judgedWhileTyping(const FieldSpec &spec, const QString &text)
{
    if (!spec.check)
        return false;
    const qsizetype length = normalIdentifier(text).size();
    switch (*spec.check) {
    case IdentifierKind::Citizen:
    case IdentifierKind::Permit:
    case IdentifierKind::Foreigner:
    case IdentifierKind::Uscc:
        return length >= 18;
    case IdentifierKind::OrgCode:
        return length >= 9;
    case IdentifierKind::BizReg:
        return length >= 15;
    case IdentifierKind::Licence:
        return false;
    }
    return false;
}

} // namespace zc::forms
