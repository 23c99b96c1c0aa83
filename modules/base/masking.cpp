#include <base/masking.h>

#include <QDate>
#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc {
namespace {

QString stars(qsizetype count) { return QString(qMax<qsizetype>(count, 0), u'*'); }

QString part(const QList<uint> &characters, qsizetype from, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()) + from, count);
}

bool latin(const QList<uint> &characters)
{
    for (const uint c : characters)
        if (c >= 0x250)
            return false;
    return true;
}

// Keeps `front` and `back` characters; what is too short to hide anything is hidden whole.
QString keepEnds(const QString &text, qsizetype front, qsizetype back)
{
    const QList<uint> characters = text.toUcs4();
    if (characters.size() <= front + back)
        return stars(characters.size());
    return part(characters, 0, front) + stars(characters.size() - front - back) + part(characters, characters.size() - back, back);
}

QString maskLatinName(const QString &name)
{
    QString masked;
    bool first = true;
    for (const QChar c : name) {
        const bool separator = c.isSpace() || c == u'-' || c == u'.' || c == u',';
        masked += separator || first ? c : QChar(u'*');
        first = separator;
    }
    return masked;
}

} // namespace

QString maskName(const QString &name)
{
    const QString trimmed = name.trimmed();
    const QList<uint> characters = trimmed.toUcs4();
    if (characters.isEmpty())
        return {};
    if (latin(characters))
        return maskLatinName(trimmed);
    if (characters.size() == 1)
        return stars(1);
    if (characters.size() == 2)
        return part(characters, 0, 1) + stars(1);
    return keepEnds(trimmed, 1, 1);
}

QString maskIdNumber(const QString &number)
{
    const QString bare = number.simplified();
    return bare.size() == 18 ? keepEnds(bare, 6, 4) : maskDocument(bare);
}

QString maskDocument(const QString &number) { return keepEnds(number.simplified(), 1, 3); }

QString maskPhone(const QString &phone)
{
    const QString bare = phone.simplified();
    return bare.size() >= 11 ? keepEnds(bare, 3, 4) : keepEnds(bare, 0, 4);
}

QString maskAddress(const QString &address)
{
    // Names of counties are short unless they name a people (自治县); a longer run before 区 is a street or an estate.
    static const QRegularExpression toCounty(
        u"^(?:\\p{Han}{2,6}?(?:省|自治区|特别行政区))?(?:(?:\\p{Han}{2,10}?自治州)|(?:\\p{Han}{2,5}?(?:市|盟|地区)))?"
        "(?:(?:\\p{Han}{2,14}?自治[县旗])|(?:\\p{Han}{1,4}?(?:(?<!小|社|园|厂|校|景|库|街)区|县|旗|市)))?"_s);
    const QString trimmed = address.trimmed();
    if (trimmed.isEmpty())
        return {};
    const QString kept = toCounty.match(trimmed).captured();
    return kept.size() == trimmed.size() ? kept : kept + stars(3);
}

QString maskBirth(QDate birth) { return birth.isValid() ? QString::number(birth.year()) : QString(); }

QString maskBankAccount(const QString &account) { return keepEnds(account.simplified().remove(u' '), 0, 4); }

QString maskWhole() { return stars(3); }

} // namespace zc
