#include <casework/casenumber.h>

#include <base/identifier.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

Error wrong(const QString &what) { return Error{ErrorKind::Invalid, u"CASE-NUMBER"_s, what}; }

QString body(const ProvisionalNumber &number)
{
    return u"LS%1%2%3%4"_s.arg(number.site, number.window, number.day.toString(u"yyyyMMdd"_s)).arg(number.counter, 4, 10, QChar(u'0'));
}

} // namespace

QString ProvisionalNumber::compact() const
{
    const QString text = body(*this);
    return text + mod3736CheckCharacter(text);
}

QString ProvisionalNumber::printed() const
{
    const QString text = compact();
    return QStringList{text.left(2), text.mid(2, 6), text.mid(8, 3), text.mid(11, 8), text.mid(19, 4), text.mid(23)}.join(u'-');
}

Result<ProvisionalNumber> makeProvisionalNumber(const QString &site, const QString &window, QDate day, int counter)
{
    static const QRegularExpression siteForm(u"^[0-9A-Z]{6}$"_s), windowForm(u"^[0-9A-Z]{3}$"_s);
    if (!siteForm.match(site).hasMatch())
        return wrong(u"site"_s);
    if (!windowForm.match(window).hasMatch())
        return wrong(u"window"_s);
    if (!day.isValid() || day.year() < 2000 || day.year() > 9999)
        return wrong(u"day"_s);
    if (counter < 1 || counter > 9999)
        return wrong(u"counter"_s);
    return ProvisionalNumber{site, window, day, counter};
}

Result<ProvisionalNumber> parseProvisionalNumber(const QString &text)
{
    static const QRegularExpression form(u"^LS(-?)([0-9A-Z]{6})\\1([0-9A-Z]{3})\\1([0-9]{8})\\1([0-9]{4})\\1([0-9A-Z])$"_s);
    const QRegularExpressionMatch match = form.match(normalIdentifier(text));
    if (!match.hasMatch())
        return wrong(u"form"_s);
    const auto number = makeProvisionalNumber(match.captured(2), match.captured(3), QDate::fromString(match.captured(4), u"yyyyMMdd"_s),
                                              match.captured(5).toInt());
    if (!number)
        return number.error();
    if (mod3736CheckCharacter(body(*number)) != match.captured(6).front())
        return wrong(u"check"_s);
    return *number;
}

} // namespace zc::casework
